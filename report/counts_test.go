package report_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// TestCounts compares every count of a profile with that of the slow obvious way: maps of the texts of
// all values, for the governed columns and for those of every kind.
func TestCounts(t *testing.T) {
	g := generator(t, 3000, 5)
	p := profileOf(t, g, report.With(gauges))
	entities, err := entitylist.Bind(g.Settings(), append(synthhub.Entities(), gauges))
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entities {
		rows := e.NewRowList()
		for r := range g.Range(0, g.Len()) {
			e.AddRows(rows, r)
		}
		got := p.Tables[i]
		if got.Name != e.Table().Name() || got.Rows != uint64(rows.Len()) || got.Unreadable != 0 {
			t.Fatalf("table %s has %d rows, want %d of %s", got.Name, got.Rows, rows.Len(), e.Table().Name())
		}
		classes := map[string][]string{} // of the columns in pairs, by row
		for k, c := range e.Table().Columns() {
			t.Run(got.Name+"."+c.Name, func(t *testing.T) {
				texts := make([]string, rows.Len())
				for r := range texts {
					texts[r] = string(rows.AppendText(nil, r, k))
				}
				checkColumn(t, got.Columns[k], &c, texts)
				if labels := got.Columns[k].Classes; labels != nil && c.Kind != schema.KindText {
					for _, text := range texts {
						classes[c.Name] = append(classes[c.Name], classLabel(&c, labels, text, g.Settings().AsOf))
					}
				}
				for r, first := range got.First {
					if first[k] != texts[r] {
						t.Errorf("row %d of the first ones has %q, want %q", r, first[k], texts[r])
					}
				}
			})
		}
		if len(got.First) != 12 {
			t.Errorf("%s has %d first rows", got.Name, len(got.First))
		}
		checkPairs(t, got, classes)
		checkSquares(t, got, rows)
	}
}

// checkColumn compares the counts of a column with those of its texts.
func checkColumn(t *testing.T, got *report.Column, c *schema.Column, texts []string) {
	empty, values := uint64(0), map[string]uint64{}
	for _, s := range texts {
		if s == "" {
			empty++
		} else {
			values[s]++
		}
	}
	if got.Name != c.Name || got.Kind != c.Kind.String() || got.Empty != empty || got.Unreadable != 0 {
		t.Errorf("%s of kind %s has %d empty values, want %d", got.Name, got.Kind, got.Empty, empty)
	}
	switch c.Kind {
	case schema.KindText, schema.KindUUID, schema.KindCustom:
		checkTexts(t, got, c, values)
	default:
		checkHistogram(t, got.Histogram, c, values)
	}
}

func checkTexts(t *testing.T, got *report.Column, c *schema.Column, values map[string]uint64) {
	lengths := map[string]uint64{}
	for s, n := range values {
		lengths[strconv.Itoa(len(s))] += n
	}
	checkHistogram(t, got.Lengths, &schema.Column{Kind: schema.KindInt}, lengths)
	if n := float64(len(values)); math.Abs(float64(got.Distinct.About)-n) > 0.05*n {
		t.Errorf("about %d different values, want %d", got.Distinct.About, len(values))
	}
	if identifier := c.Key || c.Unique || c.Ref != "" || c.Kind == schema.KindUUID; identifier != (got.Words == nil) {
		t.Fatalf("words: %v", got.Words)
	} else if identifier {
		return
	}
	if want := slices.Sorted(maps.Keys(values)); got.Words.Level != 0 || !slices.Equal(got.Words.Texts, want) {
		t.Errorf("%d words, want %d", len(got.Words.Texts), len(want))
	}
	for i, s := range got.Words.Texts {
		if got.Words.Counts[i] != values[s] {
			t.Errorf("%q has %d rows, want %d", s, got.Words.Counts[i], values[s])
		}
	}
}

// A key is where the class of a value is among all, compared part by part.
type key [4]int64

// checkHistogram compares a histogram with the values. The order of their classes and the counts must be
// the same; which codes the classes have is up to the scale.
func checkHistogram(t *testing.T, h *report.Histogram, c *schema.Column, values map[string]uint64) {
	want := map[key]uint64{}
	for s, n := range values {
		want[keyOf(t, c, s)] += n
	}
	keys := slices.SortedFunc(maps.Keys(want), func(a, b key) int { return slices.Compare(a[:], b[:]) })
	var ordered []uint64
	for _, k := range keys {
		ordered = append(ordered, want[k])
	}
	if !slices.Equal(h.Counts, ordered) || !slices.IsSorted(h.At) || len(h.At) != len(h.Counts) {
		t.Errorf("counts %v at %v, want %v at %v", h.Counts, h.At, ordered, keys)
	}
}

// keyOf returns the class of a text: of a small range the value; of other numbers the sign, then the
// octave and one of 32 steps in it; of dates and times the month.
func keyOf(t *testing.T, c *schema.Column, s string) key {
	switch c.Kind {
	case schema.KindEnum:
		return key{int64(slices.Index(c.Names, s))}
	case schema.KindBool:
		return key{int64(len(strings.TrimPrefix("true", s)))*-1 + 4}
	case schema.KindDate, schema.KindTimestamp:
		y, m := number(t, s[:4]), number(t, s[5:7])
		return key{y, m}
	case schema.KindFloat:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		bits := math.Float64bits(math.Abs(f))
		k := key{0, int64(bits >> 52), int64(bits >> 47 & 31)}
		if math.Signbit(f) {
			return key{-1, -k[1], -k[2]}
		}
		return k
	}
	v := number(t, strings.Replace(s, ".", "", 1))
	if c.Bounded() && uint64(c.Max)-uint64(c.Min) < 4096 && c.Min > math.MinInt64 {
		return key{v}
	}
	if v < 0 {
		k := octave(-1 - v) // as far from -1 as a positive number is from 0
		return key{-1, -k[1], -k[2]}
	}
	return octave(v)
}

// octave returns the class of a number that is not negative.
func octave(v int64) key {
	low, width := int64(32), int64(1)
	if v < 2*low {
		return key{0, 0, v}
	}
	for v/2 >= low { // v < 2·low, without overflow
		low, width = 2*low, 2*width
		if low > math.MaxInt64/2 {
			break
		}
	}
	return key{0, low, (v - low) / width}
}

func number(t *testing.T, s string) int64 {
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// classLabel returns the label of the class of a value.
func classLabel(c *schema.Column, labels []string, s string, asOf synthhub.Date) string {
	switch {
	case s == "":
		return "none"
	case c.Kind == schema.KindEnum || c.Kind == schema.KindBool:
		return s
	case c.Kind == schema.KindDate:
		d, label := schema.NewDate(atoi(s[:4]), atoi(s[5:7]), atoi(s[8:])), labels[1]
		for _, l := range labels[2:] {
			years := atoi(strings.TrimSuffix(l, " years"))
			if 4*d.DaysSince(asOf) >= 1461*years {
				label = l
			}
		}
		return label
	}
	v, _ := strconv.ParseFloat(s, 64)
	label := labels[1]
	for _, l := range labels[1:] {
		if low, _ := strconv.ParseFloat(l, 64); v >= low {
			label = l
		}
	}
	return label
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// checkPairs compares the cells of all pairs of columns whose classes are known.
func checkPairs(t *testing.T, got *report.Table, classes map[string][]string) {
	checked := 0
	for _, p := range got.Pairs {
		a, b := classes[p.A], classes[p.B]
		if a == nil || b == nil {
			continue
		}
		want := map[[2]string]uint64{}
		for i := range a {
			want[[2]string{a[i], b[i]}]++
		}
		i := 0
		for _, x := range got.Column(p.A).Classes {
			for _, y := range got.Column(p.B).Classes {
				if n := want[[2]string{x, y}]; p.Cells[i] != n {
					t.Errorf("%s: %s %s and %s %s: %d rows, want %d", got.Name, p.A, x, p.B, y, p.Cells[i], n)
				}
				i++
			}
		}
		checked++
	}
	if n := len(classes); checked != n*(n-1)/2 {
		t.Errorf("%s: %d pairs of %d columns were compared", got.Name, checked, n)
	}
}

// checkSquares compares the sum of the squares of the numbers of rows with one reference.
func checkSquares(t *testing.T, got *report.Table, rows schema.RowList) {
	reference := slices.IndexFunc(rows.Table().Columns(), func(c schema.Column) bool { return c.Ref != "" })
	want, groups := uint64(0), map[string]uint64{}
	for i := range rows.Len() {
		if reference >= 0 {
			groups[string(rows.AppendText(nil, i, reference))]++
		}
	}
	for _, n := range groups {
		want += n * n
	}
	if got.Squares != want {
		t.Errorf("%s: the squares of groups add up to %d, want %d", got.Name, got.Squares, want)
	}
}

// TestDistinct holds that the estimate of the number of different values is within what is promised of
// its standard error, at all sizes.
func TestDistinct(t *testing.T) {
	statistical(t)
	for _, n := range []int{1, 10, 1000, 5000, 10_000, 14_000, 25_000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			p := profileOf(t, generatorOf(t, synthhub.Settings{Records: n, Seed: 8}))
			for _, name := range []string{"person_id", "email", "driver_license_number", "phone"} {
				c := p.Table("persons").Column(name)
				if name == "phone" && c.Distinct.About > uint64(n) {
					t.Errorf("about %d phones of %d persons", c.Distinct.About, n)
				}
				if off := math.Abs(float64(c.Distinct.About)/float64(n) - 1); name != "phone" && off > 3.5*0.0163 {
					t.Errorf("about %d different values of %s, want %d", c.Distinct.About, name, n)
				}
			}
		})
	}
}

// TestFewWorkers holds that the profile does not depend on the number of workers.
func TestFewWorkers(t *testing.T) {
	g := generator(t, 3000, 9)
	want := profileOf(t, g, report.With(gauges), report.Workers(1))
	for _, workers := range []int{2, 3, 7} {
		sameCounts(t, profileOf(t, g, report.With(gauges), report.Workers(workers)), want)
	}
}
