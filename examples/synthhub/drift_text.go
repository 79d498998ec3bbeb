package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
)

const (
	mostDriftColumns = 25 // that are printed
	mostDriftPairs   = 10
)

// print prints the comparison, as JSON or for people.
func (d *drifting) print(t *terminal, drift *report.Drift, notes []string, out *textFile, failed bool) error {
	if *d.asJSON {
		return printJSON(t.out, drift)
	}
	w := t.out
	printLine(w, "A  %s: %s", drift.A.Title, rowCounts(drift, "a"))
	printLine(w, "B  %s: %s", drift.B.Title, rowCounts(drift, "b"))
	for _, note := range slices.Concat(notes, drift.Notes) {
		printLine(w, "note: %s", note)
	}
	printIntent(w, drift.Intent)
	printOnly(w, drift.Tables)
	printColumns(w, drift.Columns)
	printPairs(w, drift.Pairs)
	printRows(w, drift.Rows)
	if out.path != "" {
		if err := out.wrote(w); err != nil {
			return err
		}
	}
	fails := ""
	if failed {
		fails = fmt.Sprintf(" and reaches --fail-on %s", d.failOnWord())
	}
	return printLine(w, "The verdict is %s%s: %s.", drift.Verdict, fails, reason(drift))
}

// rowCounts lists the numbers of rows of a side.
func rowCounts(drift *report.Drift, side string) string {
	var parts []string
	for _, t := range drift.Tables {
		rows := t.RowsA
		if side == "b" {
			rows = t.RowsB
		}
		if t.Absent != side {
			parts = append(parts, fmt.Sprintf("%s %s", grouped(int64(rows)), t.Table))
		}
	}
	return strings.Join(parts, ", ")
}

// printIntent prints the settings that differ.
func printIntent(w io.Writer, intent []report.Difference) {
	for _, s := range intent {
		printLine(w, "by intent: %s is %s in A and %s in B", s.Setting, brief(s.A, 60), brief(s.B, 60))
	}
}

// printOnly prints the tables and columns that one side does not have.
func printOnly(w io.Writer, tables []report.TableDrift) {
	for _, t := range tables {
		switch t.Absent {
		case "a":
			printLine(w, "only in B: table %s", t.Table)
		case "b":
			printLine(w, "only in A: table %s", t.Table)
		}
		for _, only := range []struct {
			side    string
			columns []string
		}{{"A", t.OnlyA}, {"B", t.OnlyB}} {
			if len(only.columns) > 0 {
				printLine(w, "only in %s: of %s %s", only.side, t.Table, strings.Join(only.columns, ", "))
			}
		}
	}
}

// printColumns prints the columns that differ, those that differ most first.
func printColumns(w io.Writer, columns []report.ColumnDrift) {
	differ := slices.DeleteFunc(slices.Clone(columns), func(c report.ColumnDrift) bool { return c.Verdict == report.None || c.CopyOf != "" })
	if len(differ) == 0 {
		return
	}
	fmt.Fprintln(w)
	printLine(w, "%-8s  %6s  %7s  %s", "verdict", "PSI", "q", "column and what moved most")
	for _, c := range differ[:min(mostDriftColumns, len(differ))] {
		about := ""
		if c.Other != "" {
			about = ": " + c.Other
		} else if c.Compared != "" {
			about = ", by " + c.Compared
		}
		if len(c.AlsoIn) > 0 {
			about += ", also in " + strings.Join(c.AlsoIn, " and ")
		}
		if c.Moved != "" {
			about += "  " + c.Moved
		}
		printLine(w, "%-8s  %6.3f  %7s  %s.%s%s", c.Verdict, c.PSI, probability(c.Q), c.Table, c.Column, about)
	}
	if more := len(differ) - mostDriftColumns; more > 0 {
		printLine(w, "and %d more: --json has all of them", more)
	}
	fmt.Fprintln(w)
}

// printPairs prints the pairs of columns that move together in another way.
func printPairs(w io.Writer, pairs []report.PairDrift) {
	for _, p := range pairs[:min(mostDriftPairs, len(pairs))] {
		printLine(w, "%s: %s and %s of %s move together in another way: V is %.3f in A and %.3f in B", p.Verdict, p.A, p.B, p.Table, p.VA, p.VB)
	}
	if more := len(pairs) - mostDriftPairs; more > 0 {
		printLine(w, "and %d more pairs: --json has all of them", more)
	}
}

// printRows prints what a comparison of rows by key counted.
func printRows(w io.Writer, diffs []*rowdiff.Diff) {
	for _, d := range diffs {
		printLine(w, "rows of %s by %s: %s added, %s removed, %s changed, %s same", d.Table, d.Key, grouped(int64(d.Added)), grouped(int64(d.Removed)), grouped(int64(d.Changed)), grouped(int64(d.Same)))
		var cells []string
		changed := slices.SortedStableFunc(slices.Values(d.Columns), func(c, e rowdiff.Column) int { return cmp.Compare(e.Changed, c.Changed) })
		for _, c := range changed {
			if c.Changed > 0 {
				cells = append(cells, fmt.Sprintf("%s %s", c.Name, grouped(int64(c.Changed))))
			}
		}
		if cells != nil {
			printLine(w, "  changed cells: %s", brief(strings.Join(cells, ", "), 200))
		}
	}
}

// reason says in a line what the verdict comes from.
func reason(drift *report.Drift) string {
	n := 0
	for _, c := range drift.Columns {
		if c.Verdict > report.None {
			n++
		}
	}
	text := fmt.Sprintf("%d of %d columns and %d of %d pairs differ by more than chance", n, len(drift.Columns), len(drift.Pairs), drift.PairsCompared)
	if slices.ContainsFunc(drift.Tables, func(t report.TableDrift) bool { return t.Differs }) {
		text += ", and one side has tables, columns or rows that the other does not have"
	}
	return text
}

// probability returns a probability with three digits.
func probability(p float64) string {
	if p < 0.001 {
		return "< 0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

// brief returns the beginning of a text that is long.
func brief(text string, runes int) string {
	if r := []rune(text); len(r) > runes {
		return string(r[:runes-1]) + "…"
	}
	return text
}
