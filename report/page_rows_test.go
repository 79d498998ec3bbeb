package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// rowsOfSource returns the comparison of the rows of persons of two generators.
func rowsOfSource(t *testing.T, a, b *synthhub.Generator, opts ...rowdiff.Option) *rowdiff.Diff {
	t.Helper()
	d, err := rowdiff.Compare(t.Context(), rowdiff.Source(a, synthhub.Persons), rowdiff.Source(b, synthhub.Persons), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestRows: the page and the JSON of a comparison have the rows by key, and the verdict does not depend on them.
func TestRows(t *testing.T) {
	a := generatorOf(t, synthhub.Settings{Records: 500, Seed: 3})
	b, err := a.On(a.Settings().AsOf.AddDays(400))
	if err != nil {
		t.Fatal(err)
	}
	d := rowsOfSource(t, a, b)
	if d.Added == 0 || d.Removed == 0 || d.Changed == 0 {
		t.Fatalf("%d rows were added, %d removed, %d changed; want some of each", d.Added, d.Removed, d.Changed)
	}
	p, q := profileOf(t, a), profileOf(t, b)
	without, err := report.Compare(p, q)
	if err != nil {
		t.Fatal(err)
	}
	drift, err := report.Compare(p, q, report.Rows(d))
	if err != nil {
		t.Fatal(err)
	}
	if drift.Verdict != without.Verdict {
		t.Errorf("the verdict is %v with rows, and %v without", drift.Verdict, without.Verdict)
	}
	text := page(t, func(b *bytes.Buffer) error { return drift.WriteHTML(b) })
	change := d.First.Changed[0]
	for _, part := range []string{
		`<section id="rows">`, `<a href="#rows">`, change.Key, d.First.Removed[0].Key, d.First.Added[0].Key,
		fmt.Sprintf(`<td class="num">%d</td><td class="num">%d</td><td class="num">%d</td><td class="num">%d</td>`, d.Added, d.Removed, d.Changed, d.Same),
		"<td>changed</td>", change.Cells[0].Column + ": <del>",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the page has no %s", part)
		}
	}
	if plain := page(t, func(b *bytes.Buffer) error { return without.WriteHTML(b) }); strings.Contains(plain, `id="rows"`) {
		t.Error("a comparison without rows has the section")
	}
	var b1, b2 bytes.Buffer
	if err := errors.Join(drift.WriteJSON(&b1), without.WriteJSON(&b2)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b1.String(), `"rows":[{"table":"persons"`) || strings.Contains(b2.String(), `"rows":`) {
		t.Error("the JSON has rows where there are none, or the other way round")
	}
}

// TestRowsPrivate: rows of a private side come without keys and values.
func TestRowsPrivate(t *testing.T) {
	a, b := generatorOf(t, synthhub.Settings{Records: 300, Seed: 3}), generatorOf(t, synthhub.Settings{Records: 310, Seed: 3})
	p, q := profileOf(t, a), profileOf(t, b)
	q.Private = true
	if _, err := report.Compare(p, q, report.Rows(rowsOfSource(t, a, b))); !errors.Is(err, report.ErrOption) {
		t.Errorf("rows with keys and values of a private side: %v, want ErrOption", err)
	}
	drift, err := report.Compare(p, q, report.Rows(rowsOfSource(t, a, b, rowdiff.CountsOnly())))
	if err != nil {
		t.Fatal(err)
	}
	text := page(t, func(b *bytes.Buffer) error { return drift.WriteHTML(b) })
	if !strings.Contains(text, `<section id="rows">`) || strings.Contains(text, "First changes of") || strings.Contains(text, "<del>") {
		t.Error("the page lacks the counts, or has changes")
	}
}

// A long value, in every cell.
var long = strings.Repeat(`<&"'`, 300)

// TestRowsSize: however many tables and changes there are, and however long values are, the page stays small.
func TestRowsSize(t *testing.T) {
	visitsOf := func(why string) rowdiff.Rows {
		return rowdiff.Seq(visitTable, func() iter.Seq2[*visit, error] {
			return func(yield func(*visit, error) bool) {
				for i := range 400 {
					if !yield(&visit{ID: i + 1, Why: why, Minutes: len(why)}, nil) {
						return
					}
				}
			}
		})
	}
	d, err := rowdiff.Compare(t.Context(), visitsOf("short"), visitsOf(long), rowdiff.First(1000))
	if err != nil {
		t.Fatal(err)
	}
	g := generatorOf(t, synthhub.Settings{Records: 300, Seed: 3})
	p := profileOf(t, g)
	sizes := map[string]int{}
	for name, diffs := range map[string][]*rowdiff.Diff{"none": nil, "many": {d, d, d, d, d, d, d, d, d, d, d, d, d, d, d, d, d, d, d, d}} {
		drift, err := report.Compare(p, p, report.Rows(diffs...))
		if err != nil {
			t.Fatal(err)
		}
		text := page(t, func(b *bytes.Buffer) error { return drift.WriteHTML(b) })
		sizes[name] = len(text)
		if name == "many" && (!strings.Contains(text, "First changes of visits") || !strings.Contains(text, "more</p>")) {
			t.Error("the page has no changes, or does not say how many are left out")
		}
		if tables := strings.Count(text, "<code>visit_id</code>"); tables > 12 {
			t.Errorf("the page has the rows of %d tables, want at most 12", tables)
		}
	}
	if more := sizes["many"] - sizes["none"]; more > 60_000 {
		t.Errorf("the rows take %d bytes of the page, want at most 60,000", more)
	}
}
