package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report/rowdiff"
)

var diffCommand = command{
	name: "diff",
	args: "A B",
	doc:  "compare the rows of two datasets by key: which were added, removed and changed",
	more: `A and B are each the folder of a snapshot, a zip file of one, or CSV files from elsewhere:
persons=FILE.csv, or for several tables persons=p.csv,vehicles=v.csv. Rows with the same
key are a pair, in whatever order and format they are. For each table the command prints
how many rows are the same, changed, removed and added, in how many rows each column
changed, and the first changes with their values. Columns that one side does not have are
not compared, and the output names them.

--lines prints every change as a line of JSON with the table, op, key and cells, where op
is c for an added row, u for a changed one and d for a removed one. --counts-only prints
neither keys nor values, for data that may be real.

The exit code is 1 if there are differences. Memory does not grow with the tables.`,
	examples: []string{
		"synthhub diff data/snapshots/v0.1 copy",
		"synthhub diff before.zip after.zip --table persons --limit 3",
		"synthhub diff before after --lines | head",
		"synthhub diff data/snapshots/v0.1 persons=people.csv --map dob=date_of_birth --counts-only",
	},
	acts:  true,
	setup: diffSides,
}

// A differing is a run of the command diff.
type differing struct {
	flags                     *flags
	csv                       csvFlags
	selected                  []string
	asJSON, lines, countsOnly *bool
	limit, workers            *int
}

func diffSides(f *flags) action {
	d := &differing{flags: f}
	f.someOf(&d.selected, "table", "TABLES: persons, vehicles, profiles, or several separated by commas (default all that both sides have)", tableNames())
	d.asJSON = f.Bool("json", false, "print the result as JSON")
	d.lines = f.Bool("lines", false, "print every change as a line of JSON, and nothing else")
	d.countsOnly = f.Bool("counts-only", false, "print neither keys nor values, because a side may have real data")
	d.limit = f.number("limit", "N: maximum number of changes to print of each kind and table (default 10)", 10, 0, 1_000_000)
	d.workers = f.number("workers", "N: number of goroutines (default one per core)", 0, 0, 1024)
	d.csv.mapFlag(f)
	return func(ctx context.Context, t *terminal, args []string) error {
		if err := d.conflicts(); err != nil {
			return err
		}
		if *d.asJSON || *d.lines { // otherwise the exit code is a result too
			if err := t.checkOutput(); err != nil {
				return err
			}
		}
		a, b, err := openSides(args)
		if err != nil {
			return err
		}
		defer a.close()
		defer b.close()
		for _, s := range []*side{a, b} {
			if s.saved {
				return usagef("%.200q is a saved profile, which has no rows: want a snapshot or CSV files", s.arg)
			}
		}
		if err := d.csv.apply(a, b); err != nil {
			return err
		}
		return d.run(ctx, t, a, b)
	}
}

// conflicts returns an error that names two flags of which one would be ignored.
func (d *differing) conflicts() error {
	switch {
	case *d.lines && *d.asJSON:
		return usagef("--lines and --json: want one of them; --lines is JSON already")
	case *d.lines && *d.countsOnly:
		return usagef("--lines and --counts-only: want one of them; lines have keys and values")
	case *d.lines && d.flags.isSet("limit"):
		return usagef("--lines and --limit: want one of them; lines are all changes")
	case *d.countsOnly && d.flags.isSet("limit"):
		return usagef("--counts-only and --limit: want one of them")
	}
	return nil
}

// A rowReport is the output of --json.
type rowReport struct {
	Equal  bool            `json:"equal"`
	OnlyA  []string        `json:"only_a"` // tables
	OnlyB  []string        `json:"only_b"`
	Tables []*rowdiff.Diff `json:"tables"`
}

// run compares the tables and prints the result. The error is errFindings if there are differences.
func (d *differing) run(ctx context.Context, t *terminal, a, b *side) error {
	r, both, err := d.tables(a, b)
	if err != nil {
		return err
	}
	for _, e := range both {
		diff, err := rowdiff.Compare(ctx, a.rows(e), b.rows(e), d.options(t, e.Table().Name())...)
		if isClosedPipe(err) {
			return t.findings(err) // a line was written only if there is a difference
		}
		if err != nil {
			return rewordSide(err)
		}
		r.Tables = append(r.Tables, diff)
		r.Equal = r.Equal && diff.Equal()
	}
	err = d.print(t, r, a, b)
	if !r.Equal {
		return t.findings(err)
	}
	return err
}

// tables returns the tables that both sides have, and notes those that one has.
func (d *differing) tables(a, b *side) (r *rowReport, both []synthhub.Entity, err error) {
	r = &rowReport{OnlyA: []string{}, OnlyB: []string{}, Tables: []*rowdiff.Diff{}}
	inA, err := a.tables()
	if err != nil {
		return nil, nil, err
	}
	inB, err := b.tables()
	if err != nil {
		return nil, nil, err
	}
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		hasA, hasB, asked := slices.Contains(inA, name), slices.Contains(inB, name), slices.Contains(d.selected, name)
		switch {
		case d.selected != nil && !asked:
		case hasA && hasB:
			both = append(both, e)
		case asked && !hasA:
			return nil, nil, usagef("--table %s: %.200q has no such table", name, a.arg)
		case asked && !hasB:
			return nil, nil, usagef("--table %s: %.200q has no such table", name, b.arg)
		case hasA && b.csv == nil: // CSV files are those tables that the command line names
			r.OnlyA = append(r.OnlyA, name)
		case hasB && a.csv == nil:
			r.OnlyB = append(r.OnlyB, name)
		}
	}
	if len(both) == 0 {
		return nil, nil, usagef("%.200q has %s, and %.200q has %s: want a table that both have", a.arg, alternatives(inA), b.arg, alternatives(inB))
	}
	r.Equal = len(r.OnlyA)+len(r.OnlyB) == 0
	return r, both, nil
}

// options returns the options of a comparison.
func (d *differing) options(t *terminal, table string) []rowdiff.Option {
	opts := []rowdiff.Option{rowdiff.Workers(*d.workers), rowdiff.First(*d.limit)}
	if *d.countsOnly {
		opts = append(opts, rowdiff.CountsOnly())
	}
	if *d.lines {
		opts = append(opts, rowdiff.Each(func(c *rowdiff.Change) error {
			// JSON escapes line ends and other characters below U+0020. Others, such as U+009B, stay as they
			// are: the lines are for programs.
			text, err := c.MarshalJSON()
			if err == nil { // {"op":… becomes {"table":…,"op":…
				_, err = fmt.Fprintf(t.out, "{\"table\":%q,%s\n", table, text[1:])
			}
			return err
		}))
	}
	return opts
}

// print prints the result.
func (d *differing) print(t *terminal, r *rowReport, a, b *side) error {
	switch {
	case *d.lines:
		for _, table := range append(slices.Clone(r.OnlyA), r.OnlyB...) {
			printMessage(t.err, fmt.Sprintf("table %s is only on one side", table))
		}
		return nil
	case *d.asJSON:
		return printJSON(t.out, r)
	}
	for _, only := range []struct {
		arg    string
		tables []string
	}{{a.arg, r.OnlyA}, {b.arg, r.OnlyB}} {
		if len(only.tables) > 0 {
			printLine(t.out, "only %s has %s", only.arg, strings.Join(only.tables, ", "))
		}
	}
	changed := 0
	for _, diff := range r.Tables {
		fmt.Fprintf(t.out, "%s\n", diff)
		changed += diff.Changed + diff.Added + diff.Removed
	}
	if r.Equal {
		return printLine(t.out, "%s and %s have the same rows.", a.arg, b.arg)
	}
	if changed == 0 {
		return printLine(t.out, "%s and %s differ.", a.arg, b.arg)
	}
	return printLine(t.out, "%s and %s differ in %s rows.", a.arg, b.arg, grouped(int64(changed)))
}
