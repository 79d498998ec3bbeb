package synthhub

import (
	"errors"
	"runtime/debug"
	"testing"
)

// TestCheckMemory holds bundles to half of a memory limit: a fleet is counted with all its
// vehicles, and a fixture is never refused.
func TestCheckMemory(t *testing.T) {
	old := debug.SetMemoryLimit(1 << 30)
	defer debug.SetMemoryLimit(old)
	for _, c := range []struct {
		s       Settings
		refused bool
	}{
		{Settings{Records: 80_000}, false},
		{Settings{Records: 80_000, Vehicles: VehicleRange{1, MaxVehicles}}, false}, // most have few
		{Settings{Records: 80_000, Vehicles: VehicleRange{MaxVehicles, MaxVehicles}}, true},
		{Settings{Records: 4_000_000}, true},
	} {
		g, err := NewGenerator(c.s)
		if err != nil {
			t.Fatal(err)
		}
		if err := g.checkMemory(); errors.Is(err, ErrTooLarge) != c.refused {
			t.Errorf("%d records with %v vehicles in half a gigabyte: %v, want refused %v", c.s.Records, c.s.Vehicles, err, c.refused)
		}
	}
	debug.SetMemoryLimit(1)
	g, err := NewGenerator(Settings{Records: 100})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.checkMemory(); err != nil {
		t.Errorf("a fixture: %v", err)
	}
}

// TestBundleAllocs: what a Bundle allocates does not grow with the records, but for the few
// parts of a batch for each chunk: all texts find room in what was foreseen for them.
func TestBundleAllocs(t *testing.T) {
	for _, s := range []Settings{{}, {PersonalOnly: true}, {CommercialShare: 100}, {Vehicles: VehicleRange{1, 8}}, {Vehicles: VehicleRange{8, 8}}} {
		allocs := func(chunks int) float64 {
			s.Records, s.Workers = chunks*chunk, 1
			g, err := NewGenerator(s)
			if err != nil {
				t.Fatal(err)
			}
			g.Metadata()
			return testing.AllocsPerRun(2, func() {
				if _, err := g.Bundle(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		if more := (allocs(40) - allocs(8)) / 32; more > 5.5 {
			t.Errorf("%+v: %v more allocations for each %d records", s, more, chunk)
		}
	}
}

// TestMetadataApart: whoever changes the metadata of one dataset changes no other's.
func TestMetadataApart(t *testing.T) {
	of := func() Metadata {
		g, err := NewGenerator(Settings{Records: 1})
		if err != nil {
			t.Fatal(err)
		}
		return g.Metadata()
	}
	of().TableDigests["persons"] = "changed"
	if of().TableDigests["persons"] == "changed" {
		t.Error("the digests of tables are shared")
	}
}
