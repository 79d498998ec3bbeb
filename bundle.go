package synthhub

import (
	"fmt"
	"iter"
	"os"
	"reflect"
	"runtime/debug"
	"strconv"
	"strings"
)

// A Bundle is a whole dataset in memory: the rows of each entity in file order,
// the vehicles of one person together and in the order of the persons. Values may
// be changed; rows must not be added, removed or moved, or Range and with it
// export go wrong. Strings share blocks of memory, up to a megabyte each: clone
// those that are to outlive the Bundle.
type Bundle struct {
	Persons  []Person
	Vehicles []Vehicle
	Profiles []Profile

	metadata Metadata
	first    []int // place of the first vehicle of each person, and the end
}

// Metadata says what the dataset is.
func (b *Bundle) Metadata() Metadata { return b.metadata }

// Len returns the number of records.
func (b *Bundle) Len() int { return len(b.Persons) }

// Record returns record number i. Its vehicles share memory with the Bundle.
func (b *Bundle) Record(i int) Record {
	return Record{i, b.Persons[i], b.Vehicles[b.first[i]:b.first[i+1]:b.first[i+1]], b.Profiles[i]}
}

// All yields every record, like Generator.All.
func (b *Bundle) All() iter.Seq2[int, *Record] { return b.Range(0, b.Len()) }

// Range yields the records from position lo up to, but without, hi. A record is
// valid until the next.
func (b *Bundle) Range(lo, hi int) iter.Seq2[int, *Record] {
	checkRange(lo, hi, b.Len())
	return func(yield func(int, *Record) bool) {
		var r Record
		for i := lo; i < hi; i++ {
			r = b.Record(i)
			if !yield(i, &r) {
				return
			}
		}
	}
}

// Error is the type of this package's sentinel errors, for errors.Is.
type constError string

func (e constError) Error() string { return string(e) }

// ErrTooLarge is a dataset that does not fit into memory.
const ErrTooLarge = constError("too large to hold in memory; stream it from NewGenerator instead, with All, Range or package export")

// checkMemory refuses a bundle that would need more than half of the memory that
// is free, or that Go's memory limit leaves. One of a megabyte is never refused.
func (g *Generator) checkMemory() error {
	size := func(t reflect.Type) uint64 { return uint64(t.Size()) }
	vehicles := g.settings.Vehicles.Max
	if vehicles > 4 {
		vehicles = max(4, g.settings.Vehicles.Min) // most have fewer
	}
	row := size(reflect.TypeFor[Person]()) + size(reflect.TypeFor[Profile]()) + uint64(vehicles)*size(reflect.TypeFor[Vehicle]()) + uint64(g.textSize(1, vehicles)-roomText)
	need := uint64(g.Len()) * row
	if need < 1<<20 { // a fixture: not worth asking
		return nil
	}
	if limit := memoryLimit(); need > limit {
		return fmt.Errorf("%d records need about %d MiB of the %d MiB at hand: %w", g.Len(), need>>20, limit>>20, ErrTooLarge)
	}
	return nil
}

// memoryLimit returns how much a bundle may take: half of what the system has
// available where it says so (Linux), and of Go's own limit; 1 GiB where addresses
// have 32 bits.
func memoryLimit() uint64 {
	limit := uint64(debug.SetMemoryLimit(-1)) // reads it
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if f := strings.Fields(line); len(f) > 1 && f[0] == "MemAvailable:" {
				if kib, err := strconv.ParseUint(f[1], 10, 53); err == nil {
					limit = min(limit, kib<<10)
				}
			}
		}
	}
	if strconv.IntSize == 32 {
		limit = min(limit, 2<<30)
	}
	return min(limit/2, 1<<40)
}
