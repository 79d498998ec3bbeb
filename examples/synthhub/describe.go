package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

var describeCommand = command{
	name: "describe",
	more: "Every column has a kind, a governance class, a description, and the rules that its values\nmust meet. " +
		"A fixed column has the same value for a key on every as-of date, one that is\nas of the date can have another.",
	args:     "[persons|vehicles|profiles|risk]",
	doc:      "print the data dictionary of the tables, or the risk table",
	examples: []string{"synthhub describe", "synthhub describe persons", "synthhub describe vehicles --json", "synthhub describe risk"},
	setup:    describe,
}

func describe(f *flags) action {
	asJSON := f.Bool("json", false, "print as JSON")

	return func(_ context.Context, t *terminal, args []string) error {
		switch {
		case len(args) > 1:
			return usagef("unexpected argument %.60q: want one table", args[1])
		case len(args) == 1 && args[0] == "risk":
			if *asJSON {
				return printJSON(t.out, map[string]any{"factors": synthhub.RiskTable(), "medium_from": synthhub.RiskMediumFrom, "high_from": synthhub.RiskHighFrom})
			}
			return printRiskTable(t.out)
		}
		entities := synthhub.Entities()
		if len(args) == 1 {
			e, ok := entityNamed(args[0])
			if !ok {
				return usagef("unknown table %.60q: %s", args[0], advice(args[0], append(tableNames(), "risk")))
			}
			entities = []synthhub.Entity{e}
		}
		if *asJSON {
			views := []tableView{}
			for _, e := range entities {
				views = append(views, viewOf(e.Table()))
			}
			return printJSON(t.out, views)
		}
		for i, e := range entities {
			if i > 0 {
				fmt.Fprintln(t.out)
			}
			describeTable(t.out, e.Table())
		}
		_, err := fmt.Fprint(t.out, shapeLegend)
		return err
	}
}

// shapeLegend explains the shapes of columns: see schema.Shape.
const shapeLegend = `
Letters in a shape: d is a digit, n a digit from 1 to 9, a and i a letter A to Z, l a
letter a to z, p a letter A to Z except I, O and Q, v a digit or p, x a digit or a letter
A to Z. {3} means three times, {1,3} one to three times, and + one or more times. Text
in single quotes, and every other character, stands for itself.
`

// describeTable prints the columns of a table, each with its rules.
func describeTable(w io.Writer, d schema.Describer) {
	v := viewOf(d)
	fmt.Fprintf(w, "%s: %s\n", v.Name, v.Doc)
	for _, c := range v.Columns {
		fmt.Fprintf(w, "\n  %s (%s)\n    %s\n", c.Name, strings.Join(c.properties(), ", "), c.Doc)
		for _, r := range c.Rules {
			fmt.Fprintf(w, "    - %s: %s\n", r.Name, r.Doc)
		}
	}
}

// properties returns the kind and the class of the column, and what else it declares.
func (c *columnView) properties() []string {
	list := []string{c.Kind, c.Class, c.OverTime}
	if c.Key {
		list = append(list, "key")
	} else if c.Unique != "" {
		list = append(list, strings.TrimSuffix("unique "+c.Unique, " everywhere"))
	}
	if c.Ref != "" {
		list = append(list, "refers to "+c.Ref)
	}
	if c.Optional {
		list = append(list, "optional")
	}
	return list
}

// A tableView is the JSON form of a table.
type tableView struct {
	Name    string       `json:"name"`
	Doc     string       `json:"description"`
	Columns []columnView `json:"columns"`
}

// A columnView is the JSON form of a column.
type columnView struct {
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Class    string     `json:"class"`
	OverTime string     `json:"over_time"` // "fixed" or "as of"
	Doc      string     `json:"description"`
	Key      bool       `json:"key,omitempty"`
	Optional bool       `json:"optional,omitempty"`
	Unique   string     `json:"unique,omitempty"` // "everywhere", or "within C": among rows with the same value in column C
	Ref      string     `json:"refers_to,omitempty"`
	Rules    []ruleView `json:"rules"`
}

// A ruleView is the JSON form of a rule.
type ruleView struct {
	Code string `json:"code"`
	Name string `json:"-"`
	Doc  string `json:"description"`
}

// viewOf returns the view of a table.
func viewOf(d schema.Describer) tableView {
	v := tableView{Name: d.Name(), Doc: d.Doc()}
	for _, c := range d.Columns() {
		view := columnView{Name: c.Name, Kind: c.Kind.String(), Class: c.Class.String(), OverTime: c.OverTime(), Doc: c.Doc, Key: c.Key, Optional: c.Optional, Ref: c.Ref, Rules: []ruleView{}}
		if c.Unique {
			view.Unique = "everywhere"
		}
		if c.Within != "" {
			view.Unique = "within " + c.Within
		}
		for r := range d.Rules() {
			if r.Column == c.Name {
				view.Rules = append(view.Rules, ruleView{r.Code(), r.Name, r.Doc})
			}
		}
		v.Columns = append(v.Columns, view)
	}
	return v
}

// printRiskTable prints the factors of the risk score and their points.
func printRiskTable(w io.Writer) error {
	fmt.Fprint(w, `The risk score is the sum of these points, at most 100. It is a label for routing test
cases. It looks like a rating plan but is not taken from one, and it is not an actuarial
score.
`)
	for _, f := range synthhub.RiskTable() {
		fmt.Fprintf(w, "\n  %s: %s\n", f.Name, f.Doc)
		for i, points := range f.Points {
			fmt.Fprintf(w, "    %-16s %3d\n", bucketName(f, i), points)
		}
	}
	_, err := fmt.Fprintf(w, "\n  rating\n    %-16s Low\n    %-16s Medium\n    %-16s High\n",
		fmt.Sprintf("below %d", synthhub.RiskMediumFrom),
		fmt.Sprintf("%d to %d", synthhub.RiskMediumFrom, synthhub.RiskHighFrom-1),
		fmt.Sprintf("from %d", synthhub.RiskHighFrom))
	return err
}

// bucketName returns the values of bucket i of a factor: a word, or a range of numbers.
func bucketName(f synthhub.RiskFactor, i int) string {
	switch {
	case f.Words != nil:
		return f.Words[i]
	case i == len(f.From)-1:
		return fmt.Sprintf("from %d", f.From[i])
	case f.From[i+1] == f.From[i]+1:
		return fmt.Sprint(f.From[i])
	}
	return fmt.Sprintf("%d to %d", f.From[i], f.From[i+1]-1)
}
