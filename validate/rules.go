package validate

import (
	"iter"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Rule is one promise that a dataset or a snapshot makes.
type Rule struct {
	// Code is the stable name of the rule, table.column.rule. Rules about files have
	// "snapshot" or "changes" in the place of the table, rules about whole rows "row" in
	// that of the column.
	Code string `json:"code"`
	// Table and Column tell what the rule is about; they are the parts of Code.
	Table  string `json:"table"`
	Column string `json:"column"`
	// Doc is the rule in a sentence.
	Doc string `json:"doc"`
	// Question is the one of the four questions that the rule belongs to.
	Question Question `json:"question"`
	Severity Severity `json:"severity"`
}

// A Question is what validation answers, each on its own.
type Question uint8

// The four questions.
const (
	WellFormed   Question = iota // types, required values, shapes, ranges, vocabularies
	Coherent                     // references, uniqueness, derivations, dates in order
	Intact                       // manifest, checksums, counts, no missing or foreign file
	Reproducible                 // the settings give the same bytes again
	questions    = iota
)

var questionNames = [questions]string{"well-formed", "coherent", "intact", "reproducible"}

// String returns the question in a word.
func (q Question) String() string {
	if int(q) < len(questionNames) {
		return questionNames[q]
	}
	return "invalid"
}

// MarshalText returns the question in a word.
func (q Question) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// Severity tells what a broken rule means.
type Severity uint8

// The severities. Only a SeverityError makes [Report.Err] an error.
const (
	SeverityError   Severity = iota // the data must not be used
	SeverityWarning                 // the data may be used, but somebody should look
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == SeverityWarning {
		return "warning"
	}
	return "error"
}

// MarshalText returns "error" or "warning".
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Rules lists every rule that a dataset of the governed entities and the given user-defined
// ones must keep, and every rule for snapshots and feeds, in the order of reports. No code is
// listed twice.
func Rules(entities ...synthhub.Entity) iter.Seq[Rule] {
	return slices.Values(allRules(rulesOfAll(append(synthhub.Entities(), entities...))))
}

// allRules lists the rules of tables and of snapshots. A column that is called row shares
// some codes with the rules of whole rows; findings of both count under the first.
func allRules(tables []*tableRules) []Rule {
	var all, reproduced []Rule
	for _, t := range tables {
		all = append(all, t.list...)
		reproduced = append(reproduced, t.reproduced)
	}
	all = slices.Concat(all, snapshotRules, changesRules, reproduced, reproduceRules, changesReproduceRules)
	listed := make(map[string]bool, len(all))
	return slices.DeleteFunc(all, func(r Rule) bool {
		again := listed[r.Code]
		listed[r.Code] = true
		return again
	})
}

// newRule declares a rule. The variables and fields that hold one are what the checks name
// when they find it broken, so a misspelled rule does not compile; only codes of package
// schema, which come with the tables, are strings.
func newRule(q Question, table, column, name, doc string) Rule {
	return Rule{Code: table + "." + column + "." + name, Table: table, Column: column, Doc: doc, Question: q}
}

// violation returns the rule as broken by a value of one record.
func (r Rule) violation(value string) schema.Violation {
	name := r.Code[strings.LastIndexByte(r.Code, '.')+1:]
	return schema.Violation{Table: r.Table, Column: r.Column, Rule: name, Value: value, Doc: r.Doc}
}
