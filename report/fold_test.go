package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/report"
)

// visitsCSV returns a file with so many visits, of which some have no reason and no day, and others have cells
// that cannot be read.
func visitsCSV(rows, empty, unreadable int) string {
	var b strings.Builder
	b.WriteString("visit_id,person_id,reason,minutes,cost,day,paid\n")
	for i := range rows {
		why := "claim"
		if i == rows-1 {
			why = "a rare one"
		}
		switch {
		case i < empty:
			fmt.Fprintf(&b, "%d,00000000-0000-4000-8000-%012d,,7,1.5,,true\n", i+1, i+1)
		case i < empty+unreadable:
			fmt.Fprintf(&b, "%d,x,%s,x,x,x,x\n", i+1, why)
		default:
			fmt.Fprintf(&b, "%d,00000000-0000-4000-8000-%012d,%s,%d,%d.5,2025-%02d-03,%v\n", i+1, i+1, why, 5+i%40, i%7, 1+i%12, i%2 == 0)
		}
	}
	return b.String()
}

// TestFewEmpty holds that a private profile has no number from one to nine, and that nothing differs between it and
// one of the same data that is not private.
func TestFewEmpty(t *testing.T) {
	compares := 0
	for _, rows := range []int{1, 9, 10, 19, 40, 300} {
		for _, empty := range []int{0, 1, 9, 10, 25, rows - 10, rows - 9, rows - 1, rows} {
			for _, unreadable := range []int{0, 1, 9, 10, (rows - empty) / 2} {
				if empty < 0 || 2*unreadable > rows-empty {
					continue
				}
				text := visitsCSV(rows, empty, unreadable)
				profile := func(opts ...report.Option) *report.Profile {
					p, err := report.CSV(t.Context(), []report.File{{Table: "visits", Reader: strings.NewReader(text)}}, append(opts, report.With(visits))...)
					if err != nil {
						t.Fatal(err)
					}
					return p
				}
				private, open := profile(), profile(report.Synthetic())
				compares++
				name := fmt.Sprintf("%d rows, %d empty, %d unreadable", rows, empty, unreadable)
				for _, c := range private.Tables[0].Columns {
					checkFew(t, name, private.Tables[0].Rows, c)
				}
				read(t, saved(t, private))
				for _, d := range []*report.Drift{compared(t, private, open), compared(t, open, private), compared(t, private, private)} {
					for _, c := range d.Columns {
						if c.PSI != 0 || c.Q < 1 || c.KS != 0 || c.Other != "" {
							t.Errorf("%s: %s: PSI %v, KS %v, q %v, %v", name, c.Column, c.PSI, c.KS, c.Q, c.Classes)
						}
					}
				}
			}
		}
	}
	if compares < 60 {
		t.Errorf("%d files were compared", compares)
	}
}

// checkFew fails if a count of a column tells one to nine rows.
func checkFew(t *testing.T, name string, rows uint64, c *report.Column) {
	t.Helper()
	numbers := []uint64{c.Empty, c.Unreadable, rows - c.Empty - c.Unreadable}
	if rows < 10 {
		numbers = []uint64{c.Empty, c.Unreadable}
		if c.Empty+c.Unreadable > 0 {
			t.Errorf("%s: %s has counts of fewer than ten rows", name, c.Name)
		}
	}
	for _, h := range []*report.Histogram{c.Histogram, c.Lengths} {
		if h != nil {
			numbers = append(numbers, h.Counts...)
			if rows >= 10 {
				numbers = append(numbers, h.Rare)
			}
		}
	}
	if w := c.Words; w != nil {
		numbers = append(numbers, w.Counts...)
		if rows >= 10 {
			numbers = append(numbers, w.Rare)
		}
	}
	if i := slices.IndexFunc(numbers, func(n uint64) bool { return n > 0 && n < 10 }); i >= 0 {
		t.Errorf("%s: %s has a count of %d", name, c.Name, numbers[i])
	}
	if rows < 10 && c.Distinct != nil && c.Distinct.About > 0 {
		t.Errorf("%s: %s says how many of fewer than ten rows are different", name, c.Name)
	}
}

// TestFewBuckets holds that the hash classes of a sample of words are dropped if one has few rows.
func TestFewBuckets(t *testing.T) {
	for last, want := range map[int]int{3: 0, 40: 64} {
		// So many different words that only a sample is kept; each of the 64 classes has about 1,100.
		var b strings.Builder
		b.WriteString("visit_id,reason\n")
		for i := range 70_000 {
			fmt.Fprintf(&b, "%d,word %d\n", i+1, i)
		}
		p, err := report.CSV(t.Context(), []report.File{{Table: "visits", Reader: strings.NewReader(b.String())}}, report.With(visits), report.Synthetic())
		if err != nil {
			t.Fatal(err)
		}
		w := p.Tables[0].Column("reason").Words
		w.Buckets[63], w.Buckets[0] = uint64(last), w.Buckets[0]+w.Buckets[63]-uint64(last)
		report.Hide(p)
		if w.Level == 0 || len(w.Buckets) != want {
			t.Errorf("a class of %d rows: %d classes are left at level %d, want %d", last, len(w.Buckets), w.Level, want)
		}
		read(t, saved(t, p))
	}
}
