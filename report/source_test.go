package report_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
)

// households are settings with one to four vehicles.
var households = synthhub.Settings{Records: 20_000, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}}

func BenchmarkSource(b *testing.B) {
	g, err := synthhub.NewGenerator(households)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := report.Source(b.Context(), g, report.Workers(1)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*households.Records), "ns/record")
}
