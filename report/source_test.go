package report_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// counted counts the records that a source hands out, and calls a function at each.
type counted struct {
	synthhub.Source
	n  *atomic.Int64
	at func(n int64)
}

func (c counted) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for r := range c.Source.Range(lo, hi) {
			if c.at(c.n.Add(1)); !yield(r) {
				return
			}
		}
	}
}

// TestCanceled holds that the end of the context ends a count soon, and that the error has its cause.
func TestCanceled(t *testing.T) {
	cause := errors.New("enough")
	isCause := func(err error) bool { return errors.Is(err, context.Canceled) && errors.Is(err, cause) }
	t.Run("source", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		var n atomic.Int64
		src := counted{generator(t, 100_000, 1), &n, func(n int64) {
			if n == 100 {
				cancel(cause)
			}
		}}
		if p, err := report.Source(ctx, src, report.Workers(2)); p != nil || !isCause(err) || n.Load() > 3000 {
			t.Errorf("error %v after %d records", err, n.Load())
		}
	})
	t.Run("before it begins", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(cause)
		g := generator(t, 50, 1)
		if _, err := report.Source(ctx, g); !isCause(err) {
			t.Errorf("source: error %v", err)
		}
		if _, err := report.Reference(ctx, g.Settings(), 10); !isCause(err) {
			t.Errorf("reference: error %v", err)
		}
		if _, _, err := report.Snapshot(ctx, exported(t, g)); !isCause(err) {
			t.Errorf("snapshot: error %v", err)
		}
	})
	t.Run("snapshot", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		_, _, err := report.Snapshot(ctx, exported(t, generator(t, 3000, 1)), report.OnProgress(func(report.Progress) { cancel(cause) }))
		if !isCause(err) {
			t.Errorf("error %v", err)
		}
	})
}

// TestPanic holds that a panic of a user-defined entity goes on in the goroutine of the caller.
func TestPanic(t *testing.T) {
	fault := errors.New("a fault")
	broken := synthhub.NewEntity(wordTable, func(r *synthhub.Record, dst []word) []word {
		if r.Slot == 700 {
			panic(fault)
		}
		return append(dst, word{ID: int64(r.Slot), Text: "a", Few: "b"})
	})
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, fault) {
			t.Errorf("the panic goes on as %v", err)
		}
	}()
	_, err := report.Source(t.Context(), generator(t, 2000, 1), report.With(broken), report.Workers(3))
	t.Errorf("no panic, error %v", err)
}

// TestReference holds that a reference run has the records after the dataset, and that it says what does
// not fit.
func TestReference(t *testing.T) {
	g := generator(t, 400, 6)
	s := g.Settings()
	s.Records = 1000
	want := profileOf(t, part{generatorOf(t, s), 400, 1000}, report.With(gauges))
	got, err := report.Reference(t.Context(), g.Settings(), 600, report.With(gauges))
	if err != nil || got.Title != "reference run of 600 records" || got.Settings.Records != 400 {
		t.Fatalf("error %v, profile %q", err, got.Title)
	}
	// License numbers and plates of a state are permuted within the dataset, so they differ.
	for _, p := range []*report.Profile{got, want} {
		p.Settings = nil
		for _, x := range p.Tables {
			x.First = nil
			x.Columns = slices.DeleteFunc(x.Columns, func(c *report.Column) bool {
				return c.Name == "driver_license_number" || c.Name == "registration_plate"
			})
		}
	}
	sameCounts(t, got, want)
	t.Run("title", func(t *testing.T) {
		p, err := report.Reference(t.Context(), g.Settings(), 10, report.Title("mine"))
		if err != nil || p.Title != "mine" {
			t.Errorf("title %q, error %v", p.Title, err)
		}
	})
	t.Run("at the end of all records", func(t *testing.T) {
		s := synthhub.Settings{Records: 100_000_000, Seed: 1}
		p, err := report.Reference(t.Context(), s, 300)
		if err != nil || p.Table("persons").Rows != 300 {
			t.Errorf("error %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := report.Reference(ctx, s, synthhub.MaxRecords, report.OnProgress(func(report.Progress) { cancel() })); !errors.Is(err, context.Canceled) {
			t.Errorf("as many records as there are: error %v", err)
		}
	})
	for _, n := range []int{0, -1, synthhub.MaxRecords + 1} {
		if _, err := report.Reference(t.Context(), g.Settings(), n); !errors.Is(err, report.ErrOption) {
			t.Errorf("%d records: error %v", n, err)
		}
	}
	if _, err := report.Reference(t.Context(), synthhub.Settings{Records: -5}, 5); err == nil || errors.Is(err, report.ErrOption) {
		t.Errorf("wrong settings: error %v", err)
	}
}

// TestOptions says which options are wrong.
func TestOptions(t *testing.T) {
	g := generator(t, 20, 1)
	for name, opts := range map[string][]report.Option{
		"fewer than no workers": {report.Workers(-1)},
		"too many workers":      {report.Workers(1025)},
		"a governed name":       {report.With(synthhub.Persons)},
		"a name twice":          {report.With(gauges, gauges)},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := report.Source(t.Context(), g, opts...); !errors.Is(err, report.ErrOption) {
				t.Errorf("source: error %v", err)
			}
			if _, _, err := report.Snapshot(t.Context(), exported(t, g), opts...); !errors.Is(err, report.ErrOption) {
				t.Errorf("snapshot: error %v", err)
			}
			if _, err := report.Reference(t.Context(), g.Settings(), 5, opts...); !errors.Is(err, report.ErrOption) {
				t.Errorf("reference: error %v", err)
			}
		})
	}
	bind := errors.New("not in this book")
	unbound := synthhub.NewEntityWithSettings(wordTable, func(synthhub.Settings) (func(*synthhub.Record, []word) []word, error) { return nil, bind })
	if _, err := report.Source(t.Context(), g, report.With(unbound)); !errors.Is(err, bind) {
		t.Errorf("an entity that does not bind: error %v", err)
	}
}

// TestProgress holds that progress never goes back, and ends with all records.
func TestProgress(t *testing.T) {
	var last report.Progress
	f := func(p report.Progress) {
		if p.Rows <= last.Rows || p.Of != 0 && p.Of != 3000 {
			t.Errorf("%+v after %+v", p, last)
		}
		last = p
	}
	g := generator(t, 3000, 1)
	profileOf(t, g, report.OnProgress(f))
	if last != (report.Progress{Rows: 3000, Of: 3000}) {
		t.Errorf("the last is %+v", last)
	}
	last = report.Progress{}
	p := ofFolder(t, exported(t, g), report.OnProgress(f))
	if rows := p.Tables[0].Rows + p.Tables[1].Rows + p.Tables[2].Rows; last.Rows != int64(rows) {
		t.Errorf("the last is %+v of %d rows", last, rows)
	}
}

// TestSnapshotWithFindings holds that a snapshot that is not sound has a profile of what can be read, and
// that options of package validate are passed on.
func TestSnapshotWithFindings(t *testing.T) {
	g := generator(t, 200, 1)
	folder := inMemory(t, exported(t, g, export.Formats("csv"), export.With(gauges)))
	text := strings.Split(string(folder["persons_v0_1.csv"].Data), "\n")
	text[3] = "no row"
	folder["persons_v0_1.csv"].Data = []byte(strings.Join(text, "\n"))
	var seen atomic.Int64
	p, checked, err := report.Snapshot(t.Context(), folder, report.Validate(validate.With(gauges),
		validate.OnRows(func(r validate.Rows) { seen.Add(int64(r.Len())) })))
	if err != nil || checked.Err() == nil {
		t.Fatal(err, checked)
	}
	if x := p.Table("persons"); x.Rows != 199 || x.Unreadable != 1 || p.Table("vehicles").Unreadable != 0 || p.Table("gauges") != nil {
		t.Errorf("%d rows, %d unreadable", x.Rows, x.Unreadable)
	}
	if seen.Load() == 0 {
		t.Error("the function of the caller got no rows")
	}
	for name := range folder {
		if strings.Contains(name, "csv") {
			delete(folder, name)
		}
	}
	if p, checked, err := report.Snapshot(t.Context(), folder); !errors.Is(err, report.ErrNoRows) || p != nil || checked.Err() == nil {
		t.Errorf("without tables: error %v", err)
	}
}

// TestManyColumns holds that pairs are counted of so many columns only that their number stays small.
func TestManyColumns(t *testing.T) {
	type wide struct {
		ID   int64
		Many [200]bool
	}
	wides := synthhub.NewEntity(schema.New("wides", "Many columns.", func(w *wide) []schema.Column {
		columns := []schema.Column{schema.Field(&w.ID, "wide_id", "Number.", schema.Key)}
		for i := range w.Many {
			columns = append(columns, schema.Field(&w.Many[i], fmt.Sprint("column_", i), "Truth."))
		}
		return columns
	}), func(r *synthhub.Record, dst []wide) []wide { return append(dst, wide{ID: int64(r.Slot)}) })
	p := profileOf(t, generator(t, 10, 1), report.With(wides))
	if got := p.Table("wides"); len(got.Pairs) != 64*63/2 || got.Column("column_63").Classes == nil || got.Column("column_64").Classes != nil {
		t.Errorf("%d pairs", len(got.Pairs))
	}
	read(t, saved(t, p))
}

func BenchmarkSource(b *testing.B) {
	const records = 20_000
	g := generator(b, records, 42)
	for b.Loop() {
		if _, err := report.Source(b.Context(), g, report.Workers(1)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*records), "ns/record")
}

func BenchmarkCompare(b *testing.B) {
	x, y := profileOf(b, generator(b, 20_000, 1)), profileOf(b, generator(b, 20_000, 2))
	for b.Loop() {
		compared(b, x, y)
	}
}
