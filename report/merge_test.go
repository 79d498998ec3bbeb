package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// TestSameCounts holds that the counts are equal however the rows come: from a generator, a bundle, a
// folder of any form and a zip, whatever the number of workers and the size of parts.
func TestSameCounts(t *testing.T) {
	g := generator(t, 700, 3)
	want := profileOf(t, g, report.With(gauges), report.Workers(1))
	bundle, err := g.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Run("bundle", func(t *testing.T) { sameCounts(t, profileOf(t, bundle, report.With(gauges)), want) })
	for _, c := range []struct {
		name string
		opts []export.Option
	}{
		{"folder", nil},
		{"compressed", []export.Option{export.Gzip()}},
		{"parts with fewer rows than a profile shows", []export.Option{export.Parts(150), export.Formats("csv")}},
		{"lines of JSON", []export.Option{export.Formats("ndjson")}},
		{"JSON document", []export.Option{export.Formats("json")}},
	} {
		folder := exported(t, g, append(c.opts, export.With(gauges))...)
		for _, workers := range []int{1, 2, 7} {
			if workers < 7 && quick() {
				continue
			}
			t.Run(fmt.Sprintf("%s, %d workers", c.name, workers), func(t *testing.T) {
				sameCounts(t, ofFolder(t, folder, report.With(gauges), report.Workers(workers)), want)
			})
		}
	}
	t.Run("little memory, so that files are read again", func(t *testing.T) {
		folder := exported(t, g, export.With(gauges))
		sameCounts(t, ofFolder(t, folder, report.With(gauges), report.Validate(validate.Memory(0))), want)
	})
	t.Run("zip", func(t *testing.T) {
		var b bytes.Buffer
		if _, err := export.SnapshotTo(t.Context(), export.Zip(&b), g, export.With(gauges)); err != nil {
			t.Fatal(err)
		}
		got, checked, err := report.Zip(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), report.With(gauges))
		if err != nil || checked.Err() != nil {
			t.Fatal(err, checked)
		}
		sameCounts(t, got, want)
	})
	t.Run("one processor", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		sameCounts(t, profileOf(t, g, report.With(gauges), report.Workers(7)), want)
	})
}

// ofFolder returns the profile of a sound snapshot.
func ofFolder(t *testing.T, folder fs.FS, opts ...report.Option) *report.Profile {
	t.Helper()
	p, checked, err := report.Snapshot(t.Context(), folder, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if err := checked.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestMergeRanges holds that the profiles of ranges of records add up to that of all.
func TestMergeRanges(t *testing.T) {
	g := generator(t, 2500, 4)
	want := profileOf(t, g, report.With(gauges))
	for _, cuts := range [][]int{{0, 2500}, {0, 1, 2500}, {0, 0, 700, 1300, 2500, 2500}, {0, 3, 6, 9, 12, 2000, 2500}} {
		if len(cuts) < 4 && quick() {
			continue // the longer lists have such ranges too
		}
		t.Run(fmt.Sprint(cuts), func(t *testing.T) {
			sum := profileOf(t, part{g, cuts[0], cuts[1]}, report.With(gauges))
			for i := 1; i < len(cuts)-1; i++ {
				if err := sum.Merge(profileOf(t, part{g, cuts[i], cuts[i+1]}, report.With(gauges))); err != nil {
					t.Fatal(err)
				}
			}
			sameCounts(t, sum, want)
		})
	}
	t.Run("saved in between", func(t *testing.T) {
		sum := read(t, saved(t, profileOf(t, part{g, 0, 900}, report.With(gauges))))
		if err := sum.Merge(read(t, saved(t, profileOf(t, part{g, 900, 2500}, report.With(gauges))))); err != nil {
			t.Fatal(err)
		}
		sameCounts(t, sum, want)
	})
}

// A word is a row with texts of which there are more than a column keeps.
type word struct {
	ID   int64
	Text string // 160,000 different ones
	Few  string // 70,000 different ones
	Long string // few, but of more bytes than a column keeps
}

var wordTable = schema.New("words", "Words.", func(w *word) []schema.Column {
	return []schema.Column{
		schema.Field(&w.ID, "word_id", "Number.", schema.Key), schema.Field(&w.Text, "text", "Text."),
		schema.Field(&w.Few, "few", "Text."), schema.Field(&w.Long, "long", "Text.", schema.Optional),
	}
})

// manyWords has eight rows for each record.
var manyWords = synthhub.NewEntity(wordTable, func(r *synthhub.Record, dst []word) []word {
	for n := range 8 {
		i := 8*r.Slot + n
		dst = append(dst, word{ID: int64(i), Text: fmt.Sprint("w", i), Few: fmt.Sprint("f", i%70_000)})
	}
	if k := r.Slot; k < 3000 {
		dst[len(dst)-1].Long = fmt.Sprintf("%0*d", 2000+k, k)
	}
	return dst
})

// TestMergeSamples holds the law where only a sample of the words is kept, on different levels on both
// sides, and that what is kept has exact counts.
func TestMergeSamples(t *testing.T) {
	statistical(t)
	const n = 20_000
	g := generatorOf(t, synthhub.Settings{Records: n, Seed: 1})
	want := profileOf(t, g, report.With(manyWords))
	sum := profileOf(t, part{g, 0, 600}, report.With(manyWords))
	levels := []int{level0(sum, "text")}
	for _, p := range []part{{g, 600, 14_000}, {g, 14_000, n}} {
		next := profileOf(t, p, report.With(manyWords))
		levels = append(levels, level0(next, "text"))
		if err := sum.Merge(next); err != nil {
			t.Fatal(err)
		}
	}
	sameCounts(t, sum, want)
	if !slices.Equal(levels, []int{0, 1, 0}) || level0(want, "text") != 2 || level0(want, "few") != 1 || level0(want, "long") != 3 {
		t.Errorf("levels %v, then %d, %d and %d", levels, level0(want, "text"), level0(want, "few"), level0(want, "long"))
	}
	few := want.Table("words").Column("few").Words
	if n := len(few.Texts); n < 30_000 || n > 40_000 {
		t.Errorf("%d of 70,000 words are kept, want about a half", n)
	}
	for i, text := range few.Texts {
		if exact := uint64(2); few.Counts[i] != exact && few.Counts[i] != exact+1 {
			t.Fatalf("%s has %d rows", text, few.Counts[i])
		}
	}
}

// level0 returns the level of the sample of a column.
func level0(p *report.Profile, column string) int {
	return p.Table("words").Column(column).Words.Level
}

// TestMergeErrors says what cannot be merged, and holds that the profile is unchanged.
func TestMergeErrors(t *testing.T) {
	g := generator(t, 30, 4)
	p := profileOf(t, g)
	for _, x := range p.Tables { // of which there are hundreds
		x.Pairs = x.Pairs[:3]
	}
	good := saved(t, p)
	earlier := generatorOf(t, synthhub.Settings{Records: 30, AsOf: schema.NewDate(2020, 1, 1)})
	huge := read(t, edited(t, good, func(p map[string]any) { emptyTable(p, 1<<48) }))
	for name, other := range map[string]*report.Profile{
		"private":         profileOf(t, g, report.Private()),
		"another day":     profileOf(t, earlier),
		"another table":   profileOf(t, g, report.With(gauges)),
		"too many rows":   huge,
		"another column":  read(t, edited(t, good, func(p map[string]any) { column(p, 0, 0)["name"] = "other" })),
		"other classes":   read(t, edited(t, good, func(p map[string]any) { column(p, 0, 4)["classes"].([]any)[1] = "other" })),
		"other words":     read(t, edited(t, good, func(p map[string]any) { column(p, 0, 4)["vocabulary"].([]any)[1] = "other" })),
		"no distinct":     read(t, edited(t, good, func(p map[string]any) { delete(column(p, 0, 0), "distinct") })),
		"another pair":    read(t, edited(t, good, func(p map[string]any) { table(p, 0)["pairs"] = table(p, 0)["pairs"].([]any)[1:] })),
		"another decimal": read(t, edited(t, good, func(p map[string]any) { column(p, 0, 3)["decimals"] = 2 })),
	} {
		t.Run(name, func(t *testing.T) {
			p := read(t, good)
			if err := p.Merge(other); !errors.Is(err, report.ErrMerge) {
				t.Errorf("error %v", err)
			}
			sameText(t, saved(t, p), good)
		})
	}
	t.Run("with itself", func(t *testing.T) {
		p := read(t, good)
		if err := p.Merge(p); err != nil || p.Table("persons").Rows != 60 {
			t.Errorf("error %v, %d rows", err, p.Table("persons").Rows)
		}
		read(t, saved(t, p))
	})
}

// table and column return the JSON objects of a saved profile.
func table(p map[string]any, i int) map[string]any { return p["tables"].([]any)[i].(map[string]any) }

func column(p map[string]any, i, k int) map[string]any {
	return table(p, i)["columns"].([]any)[k].(map[string]any)
}

// emptyTable makes all values of the first table empty, and their number rows.
func emptyTable(p map[string]any, rows uint64) {
	t := table(p, 0)
	t["rows"] = rows
	delete(t, "pairs")
	for k := range t["columns"].([]any) {
		c := column(p, 0, k)
		c["empty"] = rows
		for _, name := range []string{"histogram", "words", "lengths", "classes", "distinct"} {
			delete(c, name)
		}
	}
}
