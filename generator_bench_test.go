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
			g := generator(b, c.s)
			b.ReportAllocs()
			lo := 0
			for b.Loop() {
				for range g.Range(lo, lo+1000) {
				}
				lo = (lo + 1000) % (1 << 19)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/record")
		})
	}
}

// BenchmarkNewGenerator prepares a small dataset: what a fixture costs before its first record.
func BenchmarkNewGenerator(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewGenerator(Settings{Records: 100}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFixture generates a small Bundle from its settings, as tests do.
func BenchmarkFixture(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Generate(b.Context(), Settings{Records: 100}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGenerate generates Bundles, on one goroutine and on all processors. The first few are
// not counted: they fetch memory from the system, which costs more than everything else.
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

// BenchmarkFill generates records into the rows of an existing Bundle: BenchmarkGenerate on one
// goroutine without the cost of allocating and clearing rows.
func BenchmarkFill(b *testing.B) {
	const records = 50_000
	g := generator(b, Settings{Records: records})
	bundle := bundleOf(b, g)
	batch := newBatch(g, batchSize)
	b.ReportAllocs()
	for b.Loop() {
		for lo := 0; lo < records; lo += batchSize {
			for i := lo; i < min(lo+batchSize, records); i++ {
				batch.add(i).into(&bundle.Persons[i], bundle.Vehicles[i:i+1], &bundle.Profiles[i])
			}
			batch.fill()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/records, "ns/record")
}
