package validate

import (
	"context"
	"os"
	"testing"

	"github.com/synthhub/synthhub"
)

func TestTmp(t *testing.T) {
	b, err := synthhub.Generate(context.Background(), synthhub.Settings{Records: 5000, Seed: 1, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}})
	if err != nil {
		t.Fatal(err)
	}
	r := Bundle(b)
	r.WriteText(os.Stdout)
	b.Persons[3000].ID = b.Persons[7].ID
	b.Vehicles[4].VIN = b.Vehicles[5].VIN
	b.Vehicles[100], b.Vehicles[500] = b.Vehicles[500], b.Vehicles[100]
	b.Profiles[100].Age++
	r = Bundle(b, Workers(2), Memory(1))
	r.WriteText(os.Stdout)
}

func BenchmarkRecords(b *testing.B) {
	g, _ := synthhub.NewGenerator(synthhub.Settings{Records: 100000, Seed: 1})
	bu, _ := g.Bundle(context.Background())
	for b.Loop() {
		r, err := Records(context.Background(), bu, Workers(1))
		if err != nil || r.Err() != nil {
			b.Fatal(err, r.Err())
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100000, "ns/record")
}
