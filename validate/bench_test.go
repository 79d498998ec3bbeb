package validate_test

import (
	"os"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// The benchmarks go over the same dataset of one vehicle a person, which is on disk
// and in the page cache. Bytes are those of the files; to compare with writing, see
// BenchmarkSnapshot/write, which runs beside.

const benchRecords = 20_000

func BenchmarkSnapshot(b *testing.B) {
	g := generatorOf(b, synthhub.Settings{Records: benchRecords, Seed: 1})
	dir := b.TempDir() + "/snapshot"
	m, err := export.Snapshot(b.Context(), dir, g)
	if err != nil {
		b.Fatal(err)
	}
	var bytes int64
	for _, f := range m.Files {
		bytes += f.Bytes
	}
	b.Run("write", func(b *testing.B) {
		b.SetBytes(bytes)
		for b.Loop() {
			if _, err := export.Snapshot(b.Context(), dir+"-again", g); err != nil {
				b.Fatal(err)
			}
		}
	})
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for name, opts := range map[string][]validate.Option{
		"validate":  nil,
		"one core":  {validate.Workers(1)},
		"reproduce": {validate.Reproduce()},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(bytes)
			for b.Loop() {
				r, err := validate.Snapshot(b.Context(), root.FS(), opts...)
				if err != nil || r.Err() != nil {
					b.Fatal(err, r.Err())
				}
			}
		})
	}
}

func BenchmarkBundle(b *testing.B) {
	g := generatorOf(b, synthhub.Settings{Records: benchRecords, Seed: 1})
	bundle, err := g.Bundle(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if r := bundleReport(b, bundle); r.Err() != nil {
			b.Fatal(r.Err())
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRecords, "ns/record")
}

// TestNothingAllocatedPerRecord compares two sizes: allocations are per chunk.
func TestNothingAllocatedPerRecord(t *testing.T) {
	allocations := func(records int) float64 {
		b := bundle(t, records)
		return testing.AllocsPerRun(1, func() { bundleReport(t, b, validate.Workers(1)) })
	}
	few, many := allocations(4096), allocations(3*4096)
	if more := (many - few) / (2 * 4096); more > 0.25 {
		t.Errorf("%.2f allocations a record", more)
	}
}

func BenchmarkPerson(b *testing.B) {
	g := generatorOf(b, synthhub.Settings{Records: 100, Seed: 1})
	r := g.Record(7)
	b.ReportAllocs()
	for b.Loop() {
		if v := validate.Person(&r.Person, g.Settings().AsOf); v != nil {
			b.Fatal(v)
		}
	}
}

// BenchmarkChanges validates the feed of a year; with "both days", the two datasets are only generated,
// as a measure.
func BenchmarkChanges(b *testing.B) {
	from, to := year(b, 20_000)
	f, into := feedOf(b, from, to), exported(b, from, export.Formats("csv"))
	for name, opts := range map[string][]validate.Option{"read": nil, "reproduce": {validate.Reproduce()}, "applied": {validate.AppliesTo(into.fs())}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if r, err := validate.Changes(b.Context(), f.fs(), opts...); err != nil || r.Err() != nil {
					b.Fatal(err, r.Err())
				}
			}
		})
	}
	b.Run("both days", func(b *testing.B) {
		for b.Loop() {
			for _, g := range []*synthhub.Generator{from, to} {
				if _, err := export.TableDigests(b.Context(), g); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
