package synthhub

import (
	"errors"
	"runtime"
	"runtime/debug"
	"testing"
	"unsafe"
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
// parts of a batch for each chunk, and is hardly more than it holds: all texts find room in
// what was foreseen for them.
func TestBundleAllocs(t *testing.T) {
	for _, s := range []Settings{{}, {CommercialShare: NoCommercial}, {CommercialShare: 100}, {Vehicles: VehicleRange{1, 8}}, {Vehicles: VehicleRange{8, 8}}} {
		measure := func(chunks int) (allocs, bytes, held float64) {
			s.Records, s.Workers = chunks*chunk, 1
			g, err := NewGenerator(s)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := g.Metadata(t.Context()); err != nil { // counts the vehicles
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			b, err := g.Bundle(t.Context())
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc), float64(heldBy(b))
		}
		allocs8, bytes8, held8 := measure(8)
		allocs40, bytes40, held40 := measure(40)
		if more := (allocs40 - allocs8) / 32; more > 5.5 {
			t.Errorf("%+v: %.1f more allocations for each %d records", s, more, chunk)
		}
		if ratio := (bytes40 - bytes8) / (held40 - held8); ratio > 1.05 {
			t.Errorf("%+v: %.3f times the bytes that it holds", s, ratio)
		}
	}
}

// TestFixtureBytes: a Bundle of a few records allocates little beside one batch, and no
// block for texts that is larger than they are.
func TestFixtureBytes(t *testing.T) {
	for records := 1; records <= 8; records++ {
		g, err := NewGenerator(Settings{Records: records, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := g.Metadata(t.Context()); err != nil { // counts the vehicles
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		b, err := g.Bundle(t.Context())
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		if n := int(after.TotalAlloc-before.TotalAlloc) - heldBy(b); n > 16<<10 {
			t.Errorf("%d records: %d bytes more than it holds", records, n)
		}
	}
}

// heldBy returns the size of the rows and the texts that were built for them.
func heldBy(b *Bundle) (n int) {
	n = len(b.first) * int(unsafe.Sizeof(b.first[0]))
	for i := range b.Persons {
		p := &b.Persons[i]
		n += int(unsafe.Sizeof(*p)) + len(p.FirstName) + 1 + len(p.LastName) + len(p.Email) + len(p.Phone) +
			len(p.DriverLicenseNumber) + len(p.AddressLine1) + len(p.AddressLine2) + len(p.BusinessName) + int(unsafe.Sizeof(b.Profiles[i]))
	}
	for i := range b.Vehicles {
		v := &b.Vehicles[i]
		n += int(unsafe.Sizeof(*v)) + len(v.VIN) + len(v.RegistrationPlate)
	}
	return n
}
