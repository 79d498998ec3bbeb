package validate

import (
	"fmt"
	"iter"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Rule is one promise that a dataset or a snapshot makes.
type Rule struct {
	// Code is the stable name of the rule, table.column.rule. Rules about files have
	// "snapshot" in the place of the table, rules about whole rows "row" in that of
	// the column.
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

// The severities. Only an Error makes a report one.
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
// ones must keep, and every rule for snapshots, in the order of reports.
func Rules(entities ...synthhub.Entity) iter.Seq[Rule] {
	return slices.Values(allRules(append(synthhub.Entities(), entities...)))
}

// allRules lists the rules, each code once: a column that is called row shares codes with the
// rules of whole rows, and findings of both count under the first.
func allRules(entities []synthhub.Entity) (rules []Rule) {
	defer func() {
		listed := make(map[string]bool)
		rules = slices.DeleteFunc(rules, func(r Rule) bool {
			again := listed[r.Code]
			listed[r.Code] = true
			return again
		})
	}()
	for _, e := range entities {
		rules = append(rules, tableRules(e.Table())...)
	}
	for _, r := range snapshotRules {
		rules = append(rules, r.rule("snapshot", Intact))
	}
	for _, e := range entities {
		rules = append(rules, Rule{Code: e.Table().Name() + ".row.reproduced", Table: e.Table().Name(), Column: "row",
			Doc: "Is what the settings in the metadata give.", Question: Reproducible})
	}
	for _, r := range reproduceRules {
		rules = append(rules, r.rule("snapshot", Reproducible))
	}
	return rules
}

// A ruleText is a rule that belongs to this package.
type ruleText struct {
	column, name, doc string
	severity          Severity
}

func (r ruleText) rule(table string, q Question) Rule {
	return Rule{Code: table + "." + r.column + "." + r.name, Table: table, Column: r.column, Doc: r.doc, Question: q, Severity: r.severity}
}

// rowRules are about the text of a table's rows in a file.
var rowRules = []ruleText{
	{column: "header", name: "columns", doc: "Names every column in order, separated by commas, without a byte order mark."},
	{column: "row", name: "columns", doc: "Has every column, and no other."},
	{column: "row", name: "quoting", doc: "Has quotes only around cells that need them, and closes them on the same line."},
	{column: "row", name: "syntax", doc: "Is a JSON object of one line."},
	{column: "row", name: "utf8", doc: "Is valid UTF-8."},
	{column: "row", name: "length", doc: fmt.Sprintf("Is at most %d bytes long.", schema.MaxRow)},
	{column: "row", name: "line_end", doc: "Ends with a line feed alone, the last row too."},
	{column: "row", name: "canonical", doc: "Is written in the one form of the format, byte by byte."},
}

// tableRules lists the rules of one table: how its rows are read, those of its
// columns and rows, and those across rows and tables.
func tableRules(d schema.Describer) (rules []Rule) {
	name := d.Name()
	for _, r := range rowRules {
		rules = append(rules, r.rule(name, WellFormed))
	}
	columns := d.Columns()
	for _, c := range columns {
		if form := formOf(&c); form != "" {
			rules = append(rules, ruleText{column: c.Name, name: "form", doc: form}.rule(name, WellFormed))
		}
	}
	for r := range d.Rules() {
		q := Coherent
		if slices.Contains(columnRuleNames[:], r.Name) {
			q = WellFormed
		}
		rules = append(rules, Rule{Code: r.Code(), Table: name, Column: r.Column, Doc: r.Doc, Question: q})
	}
	for _, c := range columns {
		if c.Unique && c.Within != "" {
			rules = append(rules, ruleText{column: c.Name, name: "unique", doc: "Comes once among rows of the same " + c.Within + "."}.rule(name, Coherent))
		} else if c.Unique {
			rules = append(rules, ruleText{column: c.Name, name: "unique", doc: "Comes once."}.rule(name, Coherent))
		}
		if c.Ref != "" {
			rules = append(rules, referenceRule(c.Name, c.Ref).rule(name, Coherent))
		}
	}
	for _, r := range crossRules[name] {
		rules = append(rules, r.rule(name, Coherent))
	}
	return append(rules, ruleText{column: "row", name: "count", doc: "There are as many rows as the metadata and the manifest say."}.rule(name, Intact))
}

// columnRuleNames are the rules of single columns in package schema.
var columnRuleNames = [...]string{"required", "text", "length", "shape", "vocabulary", "range"}

// formOf is the sentence of the rule "form", "" for the kinds that any text fits
// or that have a vocabulary.
func formOf(c *schema.Column) string {
	form := ""
	switch c.Kind {
	case schema.KindUUID:
		form = "a UUID of 36 characters in lower case"
	case schema.KindDate:
		form = "a calendar day as YYYY-MM-DD"
	case schema.KindTimestamp:
		form = "a time in UTC as YYYY-MM-DDThh:mm:ssZ, with at most six digits of a fraction if it is not zero"
	case schema.KindInt:
		form = "a whole number without leading zeros"
	case schema.KindDecimal:
		form = "a number with all of its decimals, " + c.NumberText(0) + " for none"
	case schema.KindFloat:
		form = "a number in its shortest form"
	case schema.KindBool:
		form = "true or false"
	case schema.KindCustom:
		form = "in the form of its type"
	default:
		return ""
	}
	if c.Nullable {
		form = "null, or " + form
	}
	return "Must be " + form + "."
}

// violation is the rule as broken in one record.
func (r ruleText) violation(table, value string) schema.Violation {
	return schema.Violation{Table: table, Column: r.column, Rule: r.name, Value: value, Doc: r.doc}
}

// referenceRule is that of a column that refers to another.
func referenceRule(column, ref string) ruleText {
	return ruleText{column: column, name: "reference", doc: "Is the " + ref + " of a row that is there."}
}

// derivedRule is that of a column of a profile that follows from the rest of the record.
func derivedRule(column string) ruleText {
	return ruleText{column: column, name: "derived", doc: "Follows from the person and the vehicles."}
}

// Rules across tables that hold within one record, so that Record applies them too.
var (
	personVehicle  = ruleText{column: "person_id", name: "has_vehicle", doc: "Is the person of at least one vehicle."}
	vehicleState   = ruleText{column: "registration_state", name: "of_person", doc: "Is the state where the person lives."}
	vehicleLine    = ruleText{column: "lob_type", name: "of_person", doc: "Is the line of business of the person."}
	primaryFirst   = ruleText{column: "vehicle_id", name: "primary_first", doc: "The vehicle that the profile names is the first of the person's."}
	profileVehicle = ruleText{column: "vehicle_id", name: "of_person", doc: "Is a vehicle of the person."}
	vehicleRating  = ruleText{column: "risk_rating", name: "of_score", doc: "Follows from the risk score of the person in this vehicle."}
)

// crossRules are the rules between the governed tables, by table: those that
// follow neither from a column's options nor from one row.
var crossRules = map[string][]ruleText{
	"persons": {
		personVehicle,
		{column: "person_id", name: "has_profile", doc: "Is the person of a profile."},
	},
	"vehicles": {
		{column: "person_id", name: "order", doc: "Stands in the order of the persons, all vehicles of a person together."},
		primaryFirst,
		vehicleState, vehicleRating, vehicleLine,
	},
	"profiles": append([]ruleText{
		{column: "person_id", name: "order", doc: "Stands in the order of the persons."},
		profileVehicle,
	}, derivedRules()...),
}

// derivedRules lists the columns of a profile that follow from the person and the
// vehicles. The keys, the rating and the marker have rules of their own.
func derivedRules() (rules []ruleText) {
	for _, c := range synthhub.ProfileTable.Columns() {
		if derived(&c) {
			rules = append(rules, derivedRule(c.Name))
		}
	}
	return rules
}

func derived(c *schema.Column) bool {
	return !c.Key && c.Ref == "" && c.Class != schema.GovernanceInfo && c.Name != "risk_rating"
}
