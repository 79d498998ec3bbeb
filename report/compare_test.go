package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// TestCompareSame holds that nothing differs between a profile and itself.
func TestCompareSame(t *testing.T) {
	for _, records := range []int{0, 1, 9, 500} {
		t.Run(fmt.Sprint(records), func(t *testing.T) {
			p := profileOf(t, part{generator(t, 500, 6), 0, records}, report.With(gauges))
			d := compared(t, p, read(t, saved(t, p)))
			if d.Verdict != report.None || len(d.Pairs)+len(d.Intent) > 0 || len(d.Tables) != 4 {
				t.Errorf("verdict %s, intent %v, tables %v, pairs %v", d.Verdict, d.Intent, d.Tables, d.Pairs)
			}
			if want := 28 + 23 + 16 + 24; len(d.Columns) != want {
				t.Errorf("%d columns, want %d", len(d.Columns), want)
			}
			for _, c := range d.Columns {
				if c.PSI != 0 || c.JS != 0 || c.TV != 0 || c.KS != 0 || c.V != 0 || c.P != 1 || c.Q != 1 || c.Verdict != report.None || c.Other != "" {
					t.Errorf("%s.%s: %+v", c.Table, c.Column, c)
				}
			}
		})
	}
}

// A row is a row with one value of some kinds.
type row struct {
	ID    int64
	Enum  level
	Text  string
	Int   int64
	Exact int8
	Day   synthhub.Date
	Float float64

	MoreText  string // of columns that only some tables have
	MoreInt   int64
	MoreSmall int8
}

// rowsOf returns an entity whose rows have the values that a function sets.
func rowsOf(set func(i int, r *row), more ...func(*row) schema.Column) synthhub.Entity {
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		columns := []schema.Column{
			schema.Field(&r.ID, "row_id", "Number.", schema.Key), schema.Field(&r.Enum, "enum", "Enum.", schema.Optional),
			schema.Field(&r.Text, "text", "Text.", schema.Optional), schema.Field(&r.Int, "int", "Int."),
			schema.Field(&r.Exact, "exact", "Int of a small range.", schema.Range(-100, 100)),
			schema.Field(&r.Day, "day", "Day.", schema.Optional), schema.Field(&r.Float, "float", "Float."),
		}
		for _, f := range more {
			columns = append(columns, f(r))
		}
		return columns
	})
	return synthhub.NewEntity(table, func(r *synthhub.Record, dst []row) []row {
		x := row{ID: int64(r.Slot)}
		set(r.Slot, &x)
		return append(dst, x)
	})
}

// TestCompareDisjoint holds that distances are 1 where the sides have no value in common.
func TestCompareDisjoint(t *testing.T) {
	g := generatorOf(t, synthhub.Settings{Records: 400, Seed: 1})
	a := profileOf(t, g, report.With(rowsOf(func(i int, r *row) {
		*r = row{ID: int64(i), Enum: 1, Text: fmt.Sprint("a", i%5), Int: int64(i % 50), Exact: int8(i % 50), Day: schema.NewDate(1990, 1, 1).AddDays(i), Float: 1 + float64(i)/100}
	})))
	b := profileOf(t, g, report.With(rowsOf(func(i int, r *row) {
		*r = row{ID: int64(i), Enum: 2, Text: fmt.Sprint("b", i%5), Int: int64(1000 + i%50), Exact: int8(-1 - i%50), Day: schema.NewDate(2010, 1, 1).AddDays(i), Float: -1 - float64(i)/100}
	})))
	d := compared(t, a, b)
	found := 0
	for _, c := range d.Columns {
		if c.Table != "rows" || c.Column == "row_id" {
			continue
		}
		found++
		if ks := c.Ordered; c.JS != 1 || c.TV != 1 || ks != (c.KS == 1) || c.V != 1 || c.PSI < 1 || c.Verdict != report.Large {
			t.Errorf("%s: JS %v, TV %v, KS %v, V %v, PSI %v, %s", c.Column, c.JS, c.TV, c.KS, c.V, c.PSI, c.Verdict)
		}
	}
	if found != 6 {
		t.Errorf("%d columns", found)
	}
}

// TestCompareMirrored holds that a comparison of b with a is that of a with b with the sides swapped,
// for datasets of random settings.
func TestCompareMirrored(t *testing.T) {
	label := draw.NewLabel(11, "mirror")
	for i := range 12 {
		if i%3 > 0 && testenv.Race() {
			continue
		}
		d := label.At(uint64(i), 0)
		side := func() *report.Profile {
			s := synthhub.Settings{Records: 1 + d.IntN(1500), Seed: uint64(d.IntN(3)), CommercialShare: 1 + d.IntN(100)}
			s.AsOf = schema.NewDate(2016+d.IntN(10), 5, 1)
			s.Vehicles = synthhub.VehicleRange{Min: 1, Max: 1 + d.IntN(5)}
			if d.IntN(3) == 0 {
				s.States = []synthhub.State{synthhub.StateTX, synthhub.StateFL, synthhub.StateOH}[:1+d.IntN(3)]
			}
			var opts []report.Option
			if d.IntN(3) == 0 {
				opts = append(opts, report.Private())
			}
			if d.IntN(3) > 0 {
				opts = append(opts, report.With(gauges))
			}
			return profileOf(t, generatorOf(t, s), opts...)
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			a, b := side(), side()
			there, back := compared(t, a, b), compared(t, b, a)
			withoutWords(there)
			withoutWords(back)
			mirror(back)
			var x, y bytes.Buffer
			if err := errors.Join(there.WriteJSON(&x), back.WriteJSON(&y)); err != nil {
				t.Fatal(err)
			}
			sameText(t, y.Bytes(), x.Bytes())
		})
	}
}

// withoutWords removes the texts that name the sides in their order.
func withoutWords(d *report.Drift) {
	d.Notes = nil
	for i := range d.Columns {
		d.Columns[i].Moved = ""
	}
}

// mirror swaps the sides of a comparison.
func mirror(d *report.Drift) {
	d.A, d.B = d.B, d.A
	for i := range d.Intent {
		x := &d.Intent[i]
		x.A, x.B = x.B, x.A
	}
	for i := range d.Tables {
		x := &d.Tables[i]
		x.RowsA, x.RowsB, x.OnlyA, x.OnlyB = x.RowsB, x.RowsA, x.OnlyB, x.OnlyA
		x.UnreadableA, x.UnreadableB = x.UnreadableB, x.UnreadableA
		x.Absent = map[string]string{"a": "b", "b": "a"}[x.Absent]
	}
	for i := range d.Columns {
		for k := range d.Columns[i].Classes {
			x := &d.Columns[i].Classes[k]
			x.A, x.B = x.B, x.A
		}
	}
	for i := range d.Pairs {
		x := &d.Pairs[i]
		x.VA, x.VB = x.VB, x.VA
	}
}

// TestCompareForm compares tables and columns that are not described alike.
func TestCompareForm(t *testing.T) {
	g := generatorOf(t, synthhub.Settings{Records: 300, Seed: 1})
	set := func(i int, r *row) {
		*r = row{ID: int64(i), Enum: level(i % 3), Text: fmt.Sprint(i % 7), Int: int64(i), Exact: int8(i % 90), Day: synthhub.Date{}, Float: 1}
	}
	extra := func(r *row) schema.Column { return schema.Field(&r.MoreText, "extra", "Text again.", schema.Optional) }
	asText := func(r *row) schema.Column { return schema.Field(&r.MoreText, "other", "Text.", schema.Optional) }
	asInt := func(r *row) schema.Column { return schema.Field(&r.MoreInt, "other", "Int.") }
	bounded := func(r *row) schema.Column {
		return schema.Field(&r.MoreSmall, "other", "Int.", schema.Range(-128, 127))
	}
	cents := func(scale int) func(r *row) schema.Column {
		return func(r *row) schema.Column { return schema.Field(&r.MoreInt, "other", "Amount.", schema.Scale(scale)) }
	}
	of := func(more ...func(*row) schema.Column) *report.Profile {
		return profileOf(t, g, report.With(rowsOf(set, more...)))
	}
	for _, c := range []struct {
		name    string
		a, b    *report.Profile
		opts    []report.Option
		verdict report.Verdict
		want    string // in the JSON of the table, or of the first column
	}{
		{"a table more", of(), profileOf(t, g), nil, report.Large, `"absent":"b"`},
		{"a table more that is left out", of(), profileOf(t, g), []report.Option{report.Ignore("rows")}, report.None, `"table":"vehicles"`},
		{"a table with a column more that is left out", of(), of(extra), []report.Option{report.Ignore("rows")}, report.None, `"table":"vehicles"`},
		{"a column more", of(), of(extra), nil, report.Large, `"only_b":["extra"]`},
		{"a column fewer", of(extra), of(), nil, report.Large, `"only_a":["extra"]`},
		{"a column more that is left out", of(), of(extra), []report.Option{report.Ignore("extra")}, report.None, ""},
		{"one of a table that is left out", of(), of(extra), []report.Option{report.Ignore("rows.extra")}, report.None, ""},
		{"text and a number", of(asText), of(asInt), nil, report.Large, `"other":"one has text, the other int"`},
		{"other decimals", of(cents(2)), of(cents(3)), nil, report.Large, `"other":"one has decimal with 2 decimals, the other with 3"`},
		{"text and a number that are left out", of(asText), of(asInt), []report.Option{report.Ignore("other")}, report.None, ""},
		{"numbers of a small and of a large range", of(bounded), of(func(r *row) schema.Column { return schema.Field(&r.MoreSmall, "other", "Int.") }), nil, report.None, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(t, c.a, c.b, c.opts...)
			text, err := json.Marshal(d)
			if err != nil || d.Verdict != c.verdict || !strings.Contains(string(text), c.want) {
				t.Errorf("verdict %s, want %s and %s: %v", d.Verdict, c.verdict, c.want, d.Tables)
			}
		})
	}
	for _, name := range []string{"extra", "rows.extra", "person", "persons.", ""} {
		if _, err := report.Compare(of(), of(), report.Ignore(name)); !errors.Is(err, report.ErrOption) {
			t.Errorf("ignore %q: error %v", name, err)
		}
	}
}

// TestCompareOrder holds that the order of the columns does not matter to pairs.
func TestCompareOrder(t *testing.T) {
	a := profileOf(t, generator(t, 800, 1))
	b := profileOf(t, generator(t, 800, 2))
	want := compared(t, a, b)
	turned := profileOf(t, generator(t, 800, 2))
	for _, x := range turned.Tables {
		for _, p := range x.Pairs {
			n, m := len(x.Column(p.A).Classes), len(x.Column(p.B).Classes)
			cells := make([]uint64, n*m)
			for i := range n {
				for k := range m {
					cells[k*n+i] = p.Cells[i*m+k]
				}
			}
			p.A, p.B, p.Cells = p.B, p.A, cells
		}
		slices.Reverse(x.Pairs)
	}
	got := compared(t, a, read(t, saved(t, turned)))
	if got.PairsCompared != want.PairsCompared || got.Verdict != want.Verdict || !slices.Equal(got.Pairs, want.Pairs) || want.PairsCompared == 0 {
		t.Errorf("%d pairs, %s: %v; want %d, %s: %v", got.PairsCompared, got.Verdict, got.Pairs, want.PairsCompared, want.Verdict, want.Pairs)
	}
}

// TestVerdictText holds that verdicts are read as they are written.
func TestVerdictText(t *testing.T) {
	for v := report.None; v <= report.Large; v++ {
		b, err := v.MarshalText()
		var back report.Verdict
		if err != nil || back.UnmarshalText(b) != nil || back != v || string(b) != v.String() {
			t.Errorf("%d is written %q and read as %d", v, b, back)
		}
	}
	if _, err := report.ParseVerdict("Large"); err == nil || report.Verdict(9).String() != "invalid" {
		t.Error("a verdict that is none has no error")
	}
}

// TestCopies: a column that differs as much in several tables is listed once, with the other tables.
func TestCopies(t *testing.T) {
	s := synthhub.Settings{Records: 2_000, Seed: 1}
	a := profileOf(t, generatorOf(t, s))
	s.CommercialShare = 60
	d, err := report.Compare(a, profileOf(t, generatorOf(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	var also []string
	copies := 0
	for _, c := range d.Columns {
		if c.Column == "lob_type" && c.CopyOf == "" {
			also = append(also, append([]string{c.Table}, c.AlsoIn...)...)
		} else if c.Column == "lob_type" {
			copies++
		}
	}
	slices.Sort(also)
	if want := []string{"persons", "profiles", "vehicles"}; !slices.Equal(also, want) || copies != 2 {
		t.Errorf("lob_type is listed for %q with %d copies, want once for %q", also, copies, want)
	}
}
