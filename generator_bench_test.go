package synthhub

import "testing"

// BenchmarkRange streams records on one goroutine: three rows each.
func BenchmarkRange(b *testing.B) {
	for _, c := range []struct {
		name string
		s    Settings
	}{
		{"vehicles=1", Settings{Records: 1 << 20}},
		{"vehicles=1-4", Settings{Records: 1 << 20, Vehicles: VehicleRange{1, 4}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			g, err := NewGenerator(c.s)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			at := 0
			for b.Loop() {
				for range g.Range(at, at+1000) {
				}
				at = (at + 1000) % (1 << 19)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/record")
		})
	}
}

// BenchmarkNewGenerator is the price of a fixture before its first record.
func BenchmarkNewGenerator(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewGenerator(Settings{Records: 100}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFixture is a small bundle from its settings, as tests ask for.
func BenchmarkFixture(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Generate(b.Context(), Settings{Records: 100}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGenerate makes bundles, on one goroutine and on all, one after the other. The
// first few are not counted: they fetch memory from the system, which costs more than all
// else does.
func BenchmarkGenerate(b *testing.B) {
	const records = 50_000
	for _, c := range []struct {
		name    string
		workers int
	}{{"workers=1", 1}, {"workers=all", 0}} {
		b.Run(c.name, func(b *testing.B) {
			generate := func() {
				if _, err := Generate(b.Context(), Settings{Records: records, Workers: c.workers}); err != nil {
					b.Fatal(err)
				}
			}
			for range 5 {
				generate()
			}
			b.ReportAllocs()
			for b.Loop() {
				generate()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/records, "ns/record")
		})
	}
}

// BenchmarkFill makes records into the rows of a Bundle that is there: what of
// BenchmarkGenerate on one goroutine is not Go's work of allocating and clearing rows.
func BenchmarkFill(b *testing.B) {
	const records = 50_000
	g, err := NewGenerator(Settings{Records: records})
	if err != nil {
		b.Fatal(err)
	}
	bundle, err := g.Bundle(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	batch := newBatch(g, batchSize)
	b.ReportAllocs()
	for b.Loop() {
		for at := 0; at < records; at += batchSize {
			for i := at; i < at+batchSize; i++ {
				batch.add(i, &bundle.Persons[i], bundle.Vehicles[i:i+1], &bundle.Profiles[i])
			}
			batch.fill()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/records, "ns/record")
}
