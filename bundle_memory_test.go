package synthhub

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"unsafe"
)

// TestCheckMemory: a Bundle may take half of the memory limit. A fleet counts with all its
// vehicles, and a small Bundle is never refused.
func TestCheckMemory(t *testing.T) {
	old := debug.SetMemoryLimit(1 << 30)
	defer debug.SetMemoryLimit(old)
	for _, c := range []struct {
		name    string
		s       Settings
		refused bool
	}{
		{"fits", Settings{Records: 80_000}, false},
		{"most persons have few vehicles", Settings{Records: 80_000, Vehicles: VehicleRange{1, MaxVehicles}}, false},
		{"all persons have fleets", Settings{Records: 80_000, Vehicles: VehicleRange{MaxVehicles, MaxVehicles}}, true},
		{"too many records", Settings{Records: 4_000_000}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := generator(t, c.s).checkMemory(); errors.Is(err, ErrTooLarge) != c.refused {
				t.Errorf("error %v, want refused %t", err, c.refused)
			}
		})
	}
	debug.SetMemoryLimit(1)
	if err := generator(t, Settings{Records: 100}).checkMemory(); err != nil {
		t.Errorf("a small Bundle: %v", err)
	}
}

// TestBundleAllocs: a Bundle allocates five times for each chunk of records, and hardly more
// bytes than it holds: the blocks for texts are large enough.
func TestBundleAllocs(t *testing.T) {
	for _, s := range []Settings{{}, {CommercialShare: NoCommercial}, {CommercialShare: 100}, {Vehicles: VehicleRange{1, 8}}, {Vehicles: VehicleRange{8, 8}}} {
		t.Run(fmt.Sprintf("commercial share %d, vehicles %v", s.CommercialShare, s.Vehicles), func(t *testing.T) {
			measure := func(chunks int) cost {
				s.Records, s.Workers = chunks*chunk, 1
				return costOf(t, s)
			}
			small, large := measure(8), measure(40)
			if allocs := float64(large.allocs-small.allocs) / 32; allocs > 5.5 {
				t.Errorf("%.1f more allocations for each %d records", allocs, chunk)
			}
			limit := 1.06
			if strconv.IntSize == 32 {
				limit = 1.08 // rows are smaller, and chunks of them are rounded up to whole pages
			}
			if ratio := float64(large.bytes-small.bytes) / float64(large.held-small.held); ratio > limit {
				t.Errorf("%.3f times the bytes that it holds", ratio)
			}
		})
	}
}

// TestSmallBundle: a Bundle of a few records allocates little besides one batch, and no block
// for texts that is much larger than they are.
func TestSmallBundle(t *testing.T) {
	for records := 1; records <= 8; records++ {
		c := costOf(t, Settings{Records: records, Workers: 1})
		if n := c.bytes - c.held; n > 16<<10 {
			t.Errorf("%d records: %d bytes more than it holds", records, n)
		}
	}
}

// A cost is what a Bundle allocates, and the bytes of its rows and texts.
type cost struct{ allocs, bytes, held int }

// costOf measures the cost of a Bundle.
func costOf(t *testing.T, s Settings) cost {
	t.Helper()
	g := generator(t, s)
	if _, err := g.Metadata(t.Context()); err != nil { // counts the vehicles
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b := bundleOf(t, g)
	runtime.ReadMemStats(&after)
	return cost{int(after.Mallocs - before.Mallocs), int(after.TotalAlloc - before.TotalAlloc), sizeOf(b)}
}

// sizeOf returns the size of the rows of a Bundle and of the texts that were built for them.
func sizeOf(b *Bundle) (n int) {
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
