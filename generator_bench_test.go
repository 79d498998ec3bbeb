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
