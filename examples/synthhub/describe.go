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
	name:     "describe",
	more:     "Of each column: kind, governance class, what it says, and the rules that validation holds it to.",
	args:     "[persons|vehicles|profiles|risk]",
	doc:      "print the columns of the tables, or the risk table",
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
			return riskTable(t.out)
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
		_, err := fmt.Fprint(t.out, shapes)
		return err
	}
}

// shapes explains the shapes of columns: see schema.Shape.
const shapes = `
In a shape d is a digit, n a digit from 1, a or i a letter A to Z, l a letter a to z, p a
letter without I O Q, v a digit or p, x a digit or A to Z; {3} means three times, {1,3}
one to three, + one or more; all else, and what is between single quotes, is itself.
`

// describeTable prints a table: a line for each column, and its rules below.
func describeTable(w io.Writer, d schema.Describer) {
	v := viewOf(d)
	fmt.Fprintf(w, "%s: %s\n", v.Name, v.Doc)
	for _, c := range v.Columns {
		fmt.Fprintf(w, "\n  %s (%s, %s", c.Name, c.Kind, c.Class)
		for _, word := range []struct {
			is   bool
			text string
		}{{c.Key, "key"}, {c.Unique != "" && !c.Key, strings.TrimSuffix("unique "+c.Unique, " everywhere")}, {c.Ref != "", "refers to " + c.Ref}, {c.Optional, "optional"}} {
			if word.is {
				fmt.Fprintf(w, ", %s", word.text)
			}
		}
		fmt.Fprintf(w, ")\n    %s\n", c.Doc)
		for _, r := range c.Rules {
			fmt.Fprintf(w, "    - %s: %s\n", r.Name, r.Doc)
		}
	}
}

// A tableView, columnView and ruleView are the JSON form of a description.
type tableView struct {
	Name    string       `json:"name"`
	Doc     string       `json:"description"`
	Columns []columnView `json:"columns"`
}

type columnView struct {
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Class    string     `json:"class"`
	Doc      string     `json:"description"`
	Key      bool       `json:"key,omitempty"`
	Optional bool       `json:"optional,omitempty"`
	Unique   string     `json:"unique,omitempty"` // "everywhere", or "within" and the column among whose equal values
	Ref      string     `json:"refers_to,omitempty"`
	Rules    []ruleView `json:"rules"`
}

type ruleView struct {
	Code string `json:"code"`
	Name string `json:"-"`
	Doc  string `json:"description"`
}

func viewOf(d schema.Describer) tableView {
	v := tableView{Name: d.Name(), Doc: d.Doc()}
	for _, c := range d.Columns() {
		view := columnView{Name: c.Name, Kind: c.Kind.String(), Class: c.Class.String(), Doc: c.Doc, Key: c.Key, Optional: c.Optional, Ref: c.Ref, Rules: []ruleView{}}
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

// riskTable prints the published risk table.
func riskTable(w io.Writer) error {
	fmt.Fprint(w, "The risk score is the sum of these points, at most 100. It is a label to route test\ncases with, in the shape of a rating plan but not taken from any: never use it as an\nactuarial score.\n")
	for _, f := range synthhub.RiskTable() {
		fmt.Fprintf(w, "\n  %s: %s\n", f.Name, f.Doc)
		for i, points := range f.Points {
			fmt.Fprintf(w, "    %-16s %3d\n", bandInWords(f, i), points)
		}
	}
	_, err := fmt.Fprintf(w, "\n  rating\n    %-16s Low\n    %-16s Medium\n    %-16s High\n",
		fmt.Sprintf("below %d", synthhub.RiskMediumFrom), fmt.Sprintf("%d to %d", synthhub.RiskMediumFrom, synthhub.RiskHighFrom-1), fmt.Sprintf("from %d", synthhub.RiskHighFrom))
	return err
}

// bandInWords names band i of a factor: a word of a vocabulary, or the numbers.
func bandInWords(f synthhub.RiskFactor, i int) string {
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
