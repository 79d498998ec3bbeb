package report_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
)

// vehicleRows returns the CSV of the vehicles of a generator as records, of which the first is the header.
func vehicleRows(t *testing.T, g *synthhub.Generator) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(csvOf(t, g, synthhub.Entities()[1]))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// vehicleProfile returns the profile of a CSV file of vehicles.
func vehicleProfile(t *testing.T, rows [][]string, opts ...report.Option) *report.Profile {
	t.Helper()
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	p, err := report.CSV(t.Context(), []report.File{{Table: "vehicles", Reader: strings.NewReader(b.String())}}, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// shuffled returns rows with those after the header in another order.
func shuffled(rows [][]string, seed uint64) [][]string {
	rows = slices.Clone(rows)
	label := draw.NewLabel(seed, "order")
	for i := len(rows) - 1; i > 1; i-- {
		k := 1 + label.IntN(uint64(i), i)
		rows[i], rows[k] = rows[k], rows[i]
	}
	return rows
}

// without returns rows without a column.
func without(rows [][]string, column string) [][]string {
	k := slices.Index(rows[0], column)
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = slices.Delete(slices.Clone(row), k, k+1)
	}
	return out
}

// TestWithoutReference: rows of a file without the column by which rows form groups are not one group, and rows
// whose reference is empty or cannot be read are groups of their own.
func TestWithoutReference(t *testing.T) {
	rows := vehicleRows(t, generator(t, 1000, 1))
	whole := vehicleProfile(t, rows, report.Synthetic()).Table("vehicles")
	if got := vehicleProfile(t, without(rows, "person_id")).Table("vehicles").Squares; got != 0 {
		t.Errorf("the squares of groups add up to %d without a reference, want 0", got)
	}
	holes := slices.Clone(rows)
	k := slices.Index(rows[0], "person_id")
	want := whole.Squares
	for i := 1; i < len(rows); i++ { // persons with one vehicle
		alone := rows[i][k] != rows[i-1][k] && (i+1 == len(rows) || rows[i][k] != rows[i+1][k])
		if alone && i%3 > 0 {
			holes[i] = slices.Clone(rows[i])
			holes[i][k] = []string{"", "", "no id"}[i%3]
		}
	}
	for _, workers := range []int{1, 3} {
		if got := vehicleProfile(t, holes, report.Workers(workers)).Table("vehicles").Squares; got != want {
			t.Errorf("the squares of groups add up to %d with %d workers, want %d", got, workers, want)
		}
	}
	// What differs is found.
	other := without(rows, "person_id")
	fuel := slices.Index(other[0], "fuel_type")
	for i := range other[1:] {
		other[1+i][fuel] = "Diesel"
	}
	d := compared(t, vehicleProfile(t, without(rows, "person_id")), vehicleProfile(t, other))
	if c := d.Columns[0]; c.Column != "fuel_type" || c.Verdict != report.Large {
		t.Errorf("%s differs most, %s, want fuel_type, which is large", c.Column, c.Verdict)
	}
}

// TestShuffledRows: two samples of one distribution do not alarm, and no column of them differs, whatever the
// order of the rows: of 40 pairs at most one may.
func TestShuffledRows(t *testing.T) {
	statistical(t)
	significant, pairs := 0, testenv.Scale(4, 40)
	for i := range pairs {
		side := func(seed int) *report.Profile {
			rows := vehicleRows(t, generator(t, 3000, uint64(seed)))
			return vehicleProfile(t, shuffled(rows, uint64(seed)), report.Synthetic())
		}
		d := compared(t, side(2*i), side(2*i+1))
		if d.Verdict > report.None {
			significant++
			t.Logf("pair %d: %+v", i, d.Columns[0])
		}
	}
	t.Logf("%d of %d pairs differ", significant, pairs)
	if significant > 1 {
		t.Error("too many")
	}
}

// TestFewGroups: the index of a table whose rows come in a few large groups is not 0 where the sides differ, and a
// column that a test cannot compare says so.
func TestFewGroups(t *testing.T) {
	rows := vehicleRows(t, generator(t, 600, 1))[:401]
	person, fuel := slices.Index(rows[0], "person_id"), slices.Index(rows[0], "fuel_type")
	side := func(groups int, fuels ...string) *report.Profile {
		list := slices.Clone(rows)
		for i := range list[1:] {
			list[1+i] = slices.Clone(list[1+i])
			group := i * groups / 400
			list[1+i][person], list[1+i][fuel] = rows[1+4*group][person], fuels[group%len(fuels)]
		}
		return vehicleProfile(t, list, report.Synthetic())
	}
	for _, c := range []struct {
		name   string
		groups int // of 400 rows
		found  bool
	}{{"four groups", 4, false}, {"a hundred groups", 100, true}} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(t, side(c.groups, "Gasoline", "Gasoline", "Gasoline", "Diesel"), side(c.groups, "Diesel", "Diesel", "Diesel", "Gasoline"))
			x := d.Columns[slices.IndexFunc(d.Columns, func(c report.ColumnDrift) bool { return c.Column == "fuel_type" })]
			if x.TV != 0.5 || x.PSI < 1 || x.Noise == 0 {
				t.Errorf("TV %v, PSI %v, noise %v, want 0.5, more than 1, and some", x.TV, x.PSI, x.Noise)
			}
			if said := x.Compared == "too few groups of rows to compare"; said == c.found || (x.Verdict == report.Large) != c.found {
				t.Errorf("compared: %q, verdict %s", x.Compared, x.Verdict)
			}
		})
	}
}
