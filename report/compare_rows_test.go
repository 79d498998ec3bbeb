package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
)

// TestCompareRows: a table that has lost all rows differs, and so does one of which significantly more rows cannot
// be read.
func TestCompareRows(t *testing.T) {
	g := generatorOf(t, synthhub.Settings{Records: 2_000, Seed: 1})
	rows := strings.SplitAfter(csvOf(t, g, synthhub.Entities()[0]), "\n")
	side := func(n, unread int) *report.Profile {
		list := slices.Clone(rows[:n+1])
		for i := range unread {
			list[n-7*i] = "one cell\n"
		}
		p, err := report.CSV(t.Context(), []report.File{file(strings.Join(list, ""))}, report.Synthetic())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct {
		name    string
		a, b    *report.Profile
		verdict report.Verdict
		note    string
	}{
		{"no rows on one side", side(2_000, 0), side(0, 0), report.Large, ""},
		{"no rows on both sides", side(0, 0), side(0, 0), report.None, ""},
		{"as many are not readable", side(2_000, 20), side(2_000, 24), report.None, ""},
		{"three are not readable", side(2_000, 0), side(2_000, 3), report.None, ""},
		{"one in a hundred is not readable", side(2_000, 20), side(2_000, 0), report.Slight, "the share of rows of persons that could not be read differs: 1.0 % → 0 %"},
		{"one in ten is not readable", side(2_000, 0), side(2_000, 200), report.Large, "the share of rows of persons that could not be read differs: 0 % → 10.0 %"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(t, c.a, c.b)
			x := d.Tables[0]
			if d.Verdict != c.verdict || x.Differs != (c.verdict > report.None) {
				t.Errorf("verdict %s, want %s: %+v", d.Verdict, c.verdict, x)
			}
			if x.UnreadableA != c.a.Tables[0].Unreadable || x.UnreadableB != c.b.Tables[0].Unreadable {
				t.Errorf("%d and %d rows are not readable", x.UnreadableA, x.UnreadableB)
			}
			if said := slices.ContainsFunc(d.Notes, func(s string) bool { return strings.HasPrefix(s, "the share") }); said != (c.note != "") || said && !slices.Contains(d.Notes, c.note) {
				t.Errorf("notes %q, want %q", d.Notes, c.note)
			}
		})
	}
}
