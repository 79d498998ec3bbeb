package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/validate"
)

// largest returns a profile with more of everything than a page can have, and with texts of one character, which
// takes more bytes in HTML.
func largest(character string) *report.Profile {
	long := strings.Repeat(character, 2000)
	name := func(i int) string { return fmt.Sprintf("%s%d", strings.Repeat(character, 160/len(character)), i) }
	p := &report.Profile{ProfileVersion: 1, Title: long}
	for i := range 300 {
		p.Notes = append(p.Notes, name(i)+long)
	}
	for i := range 20 {
		t := &report.Table{Name: name(i), Doc: long, Rows: 1000}
		for k := range 120 {
			c := &report.Column{Name: name(k), Doc: long, Kind: name(0), Class: name(0), OverTime: name(0), Empty: 1}
			switch k % 4 {
			case 0:
				c.Key, c.Unique, c.Ref = k == 0 && i == 0, true, name(0)+"."+name(0)
				c.Distinct = &report.Distinct{About: 900}
			case 1:
				c.Words, c.Classes = &report.Words{}, []string{long, long + "x"}
				for w := range 40 {
					c.Words.Texts, c.Words.Counts = append(c.Words.Texts, fmt.Sprintf("%s%02d", long, w)), append(c.Words.Counts, uint64(3+w))
				}
			case 2:
				c.Histogram, c.Classes = &report.Histogram{Scale: 2, High: 1 << 40}, []string{long, long + "x"}
				for code := range int64(400) {
					c.Histogram.At, c.Histogram.Counts = append(c.Histogram.At, 2*code), append(c.Histogram.Counts, uint64(1+code*7919%40))
				}
			case 3:
				c.Histogram, c.Classes = &report.Histogram{Scale: 1}, []string{long, long + "x"}
				for w := range 200 {
					c.Vocabulary = append(c.Vocabulary, fmt.Sprint(long, w))
					c.Histogram.At, c.Histogram.Counts = append(c.Histogram.At, int64(w)), append(c.Histogram.Counts, 5)
				}
			}
			t.Columns = append(t.Columns, c)
		}
		for a := range 60 {
			for b := range a {
				if a%4 > 0 && b%4 > 0 {
					t.Pairs = append(t.Pairs, &report.Pair{A: name(b), B: name(a), Cells: []uint64{400, 100, 100, 400}})
				}
			}
		}
		for range 12 {
			row := make([]string, len(t.Columns))
			for k := range row {
				row[k] = long
			}
			t.First = append(t.First, row)
		}
		p.Tables = append(p.Tables, t)
	}
	return p
}

// TestLargestPages: no profile and no comparison makes a page too large, and the page says what it leaves out.
func TestLargestPages(t *testing.T) {
	for _, character := range []string{`"`, "+", "😀", ".", "<", "\x00", "x"}[:testenv.Scale(3, 7)] {
		t.Run(character, func(t *testing.T) {
			p, q := largest(character), largest(character)
			for _, table := range q.Tables {
				for _, c := range table.Columns {
					if h := c.Histogram; h != nil {
						h.Counts = append([]uint64{h.Counts[0] + 300}, h.Counts[1:]...)
					}
				}
				table.Pairs = nil
			}
			long := strings.Repeat(character, 2000)
			checked := &validate.Report{}
			for range 500 {
				checked.Totals = append(checked.Totals, validate.Total{Rule: validate.Rule{Code: long, Doc: long}, Count: 1 << 30})
			}
			contains(t, page(t, func(b *bytes.Buffer) error { return p.WriteHTML(b, report.Checked(checked), report.Expect(q)) }),
				"more notes are in the JSON of the profile", "</b> more tables", "more rules are in", "more columns differ", "more columns have no plot", "more values are in",
				"more keys are in", "more columns are in the JSON of the profile")
			d := compared(t, p, q)
			for i := range 500 {
				d.Notes = append(d.Notes, long)
				d.Intent = append(d.Intent, report.Difference{Setting: long, A: long, B: long})
				d.Tables = append(d.Tables, report.TableDrift{Table: long, OnlyA: []string{long, long}, OnlyB: []string{long}})
				d.Pairs = append(d.Pairs, report.PairDrift{Table: long, A: long, B: long, PSI: 1.0 / 3, VA: 2.0 / 3, VB: 1.0 / 7, P: 1e-300 / 3, Q: 1e-300 / 7})
				if i < 30 {
					change := rowdiff.Change{Op: rowdiff.Changed, Key: long, Cells: []rowdiff.Cell{{Column: long, Before: long, After: long}, {Column: long}}}
					d.Rows = append(d.Rows, &rowdiff.Diff{Table: long, Key: long, NotCompared: []string{long}, Columns: []rowdiff.Column{{Name: long, Changed: 1 << 30}},
						First: rowdiff.Changes{Changed: []rowdiff.Change{change, change, change}}})
				}
			}
			contains(t, page(t, func(b *bytes.Buffer) error { return d.WriteHTML(b, report.Title(long)) }),
				"more notes are in the JSON of the comparison", "more settings are in", "more tables are in", "more pairs are in", "more comparisons are in", "more columns are in the JSON of the comparison")
		})
	}
}

// TestLargestPlan: nor do long words of the governed columns, which have figures of their own.
func TestLargestPlan(t *testing.T) {
	p := read(t, saved(t, profileOf(t, generator(t, 300, 2)))) // a copy
	for _, table := range p.Tables {
		for _, c := range table.Columns {
			for _, list := range [][]string{c.Vocabulary, c.Classes} {
				for i := range list {
					list[i] = fmt.Sprint(strings.Repeat("+", 100_000), i)
				}
			}
			if state := c.Name == "state"; state && c.Vocabulary != nil {
				for len(c.Vocabulary) < 256 {
					c.Vocabulary = append(c.Vocabulary, fmt.Sprint(strings.Repeat("+", 100_000), len(c.Vocabulary)))
				}
			}
		}
	}
	page(t, func(b *bytes.Buffer) error { return p.WriteHTML(b, report.Expect(p)) })
}

func contains(t *testing.T, page string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not say %q", part)
		}
	}
}
