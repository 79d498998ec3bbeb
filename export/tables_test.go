package export_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

var errFull = errors.New("no space left")

// failing is a writer that accepts a number of bytes, then fails: with an error, or with a
// short write without an error.
type failing struct {
	left  int
	short bool
	after int // writes after the failure
}

func (w *failing) Write(b []byte) (int, error) {
	if w.left < 0 {
		w.after++
		return 0, errFull
	}
	if len(b) <= w.left {
		w.left -= len(b)
		return len(b), nil
	}
	n := w.left
	w.left = -1
	if w.short {
		return n, nil
	}
	return n, errFull
}

func TestWriterFails(t *testing.T) {
	s := synthhub.Settings{Records: 900, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}}
	g, later := generator(t, s), on(t, s, "2025-11-03")
	for _, c := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"csv", func(w io.Writer) error { return export.CSV(t.Context(), w, g, synthhub.Vehicles) }},
		{"ndjson", func(w io.Writer) error { return export.NDJSON(t.Context(), w, g, synthhub.Profiles) }},
		{"json", func(w io.Writer) error { return export.Dataset(t.Context(), w, g) }},
		{"changes", func(w io.Writer) error {
			_, err := export.Changes(t.Context(), w, g, later, synthhub.Vehicles)
			return err
		}},
		{"history", func(w io.Writer) error {
			_, err := export.History(t.Context(), w, g, g.Settings().AsOf, later.Settings().AsOf, synthhub.Persons, export.Formats(export.FormatCSV))
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var whole bytes.Buffer
			if err := c.write(&whole); err != nil {
				t.Fatal(err)
			}
			n := whole.Len()
			before := runtime.NumGoroutine()
			const limits = 20
			for i := range limits {
				limit := min(i*n/(limits-1), n-1) // from the first byte to the last
				for _, short := range []bool{false, true} {
					w := &failing{left: limit, short: short}
					want := errFull
					if short {
						want = io.ErrShortWrite
					}
					if err := c.write(w); !errors.Is(err, want) {
						t.Fatalf("a writer that accepts %d of %d bytes: error %v, want %v", limit, n, err, want)
					}
					if w.after > 0 {
						t.Fatalf("a writer that accepts %d of %d bytes is called again after its error", limit, n)
					}
				}
			}
			noMoreGoroutines(t, before)
		})
	}
}

// stopAfter ends a context after a number of bytes.
type stopAfter struct {
	left int
	stop context.CancelCauseFunc
}

func (w *stopAfter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		w.stop(errFull)
	}
	return len(b), nil
}

func TestContextEnds(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 6_000})
	before := runtime.NumGoroutine()
	for i := range 8 {
		limit := i * 600_000
		ctx, cancel := context.WithCancelCause(t.Context())
		err := export.Dataset(ctx, &stopAfter{limit, cancel}, g, export.Workers(4))
		if !errors.Is(err, errFull) {
			t.Errorf("the context ends after %d bytes: error %v, want its cause", limit, err)
		}
	}
	later := on(t, g.Settings(), "2027-11-03")
	for i := range 4 {
		ctx, cancel := context.WithCancelCause(t.Context())
		w := &stopAfter{i * 600_000, cancel}
		if _, err := export.Changes(ctx, w, g, later, synthhub.Persons, export.Workers(4)); !errors.Is(err, errFull) {
			t.Errorf("changes: error %v, want the cause", err)
		}
		ctx, cancel = context.WithCancelCause(t.Context())
		w = &stopAfter{i * 600_000, cancel}
		if _, err := export.History(ctx, w, g, g.Settings().AsOf, later.Settings().AsOf, synthhub.Persons, export.Workers(4)); !errors.Is(err, errFull) {
			t.Errorf("history: error %v, want the cause", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := export.Feed(ctx, filepath.Join(t.TempDir(), "new"), g, later); !errors.Is(err, context.Canceled) {
		t.Errorf("a feed in a context that has ended: error %v", err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	if _, err := export.Snapshot(ctx, dir, g); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: error %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a context that has ended: the folder exists")
	}
	noMoreGoroutines(t, before)
}

// TestChunksInFlight blocks the writer and counts the chunks that the export reads meanwhile.
func TestChunksInFlight(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 100_000})
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		src := &counting{Source: g}
		gate := make(gate)
		done := make(chan error)
		go func() { done <- export.CSV(context.Background(), gate, src, synthhub.Persons, export.Workers(workers)) }()
		for written := range 5 {
			synctest.Wait()
			if n := src.ranges(); n > written+2*workers {
				t.Errorf("%d chunks read while %d are written, want at most %d more", n, written, 2*workers)
			}
			gate <- nil
		}
		gate <- errFull
		if err := <-done; !errors.Is(err, errFull) {
			t.Errorf("error %v, want the writer's", err)
		}
		synctest.Wait()
		if n := src.ranges(); n > 5+2*workers+1 {
			t.Errorf("%d chunks read after the error", n)
		}
	})
}

// counting counts the ranges that are read.
type counting struct {
	synthhub.Source
	n atomic.Int64
}

func (c *counting) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	c.n.Add(1)
	return c.Source.Range(lo, hi)
}

func (c *counting) ranges() int { return int(c.n.Load()) }

// gate is a writer that lets one write through for each value sent.
type gate chan error

func (g gate) Write(b []byte) (int, error) {
	if err := <-g; err != nil {
		return 0, err
	}
	return len(b), nil
}

// TestUnevenRows exports an entity whose rows all belong to the first record: the chunk must
// not reserve memory as if the other records were alike.
func TestUnevenRows(t *testing.T) {
	type note struct {
		ID   int
		Text string
	}
	const rows, size = 64, 100_000
	text := strings.Repeat("x", size)
	notes := synthhub.NewEntity(schema.New("notes", "Notes.", func(n *note) []schema.Column {
		return []schema.Column{schema.Field(&n.ID, "note_id", "Number.", schema.Key), schema.Field(&n.Text, "text", "Text.")}
	}), func(r *synthhub.Record, dst []note) []note {
		for i := 0; r.Slot == 0 && i < rows; i++ {
			dst = append(dst, note{i, text})
		}
		return dst
	})
	g := generator(t, synthhub.Settings{Records: 1000})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var n counter
	if err := export.CSV(t.Context(), &n, g, notes, export.Workers(1)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 8*rows*size {
		t.Errorf("%d bytes allocated for %d", allocated, n)
	}
}

// claiming is a writer that reports another number of bytes than it was given.
type claiming struct{ more int }

func (w claiming) Write(b []byte) (int, error) {
	if w.more < 0 {
		return w.more, nil
	}
	return len(b) + w.more, nil
}

func TestWriterClaims(t *testing.T) {
	t.Parallel()
	for _, more := range []int{1, -1, -1000} {
		err := export.CSV(t.Context(), claiming{more}, generator(t, small), synthhub.Persons)
		if err == nil || !strings.Contains(err.Error(), "the writer says that it has written") {
			t.Errorf("%d bytes more: error %v", more, err)
		}
		_, err = export.Changes(t.Context(), claiming{more}, generator(t, small), on(t, small, "2015-01-01"), synthhub.Persons)
		if err == nil || !strings.Contains(err.Error(), "the writer says that it has written") {
			t.Errorf("changes, %d bytes more: error %v", more, err)
		}
	}
}
