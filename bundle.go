package synthhub

import (
	"context"
	"fmt"
	"iter"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
)

// A Bundle is a whole dataset in memory: the rows of each entity in file order, the
// vehicles of one person together and in the order of the persons. [Generate] and
// [NewBundle] return one; for any other, [Bundle.Metadata] returns an error. Values may be
// changed; rows must not be added, removed or moved. It is safe for concurrent use as long
// as nobody changes it. Strings share blocks of memory, up to a megabyte each:
// [Record.Clone] copies those that outlive the Bundle.
type Bundle struct {
	Persons  []Person
	Vehicles []Vehicle
	Profiles []Profile

	metadata Metadata
	first    []int    // position of the first vehicle of each person, and the end
	slots    []int    // of each record; nil where they are the positions
	keys     []uint64 // of each record; nil with slots
}

// NewBundle returns a Bundle of copies of the given records in that order, such as those
// that [Generator.Where] has found. Its metadata are m with the counts of these records.
// The records keep their slots and keys, so that user-defined entities draw the same values
// for them. It can be exported and validated, but not reproduced from its settings.
func NewBundle(m Metadata, records []Record) *Bundle {
	b := &Bundle{metadata: m.clone(), first: make([]int, 1, len(records)+1)}
	for i := range records {
		r := &records[i]
		b.Persons, b.Vehicles, b.Profiles = append(b.Persons, r.Person), append(b.Vehicles, r.Vehicles...), append(b.Profiles, r.Profile)
		b.first, b.slots, b.keys = append(b.first, len(b.Vehicles)), append(b.slots, r.Slot), append(b.keys, r.Key)
	}
	b.metadata.RecordCountPersons, b.metadata.RecordCountVehicles, b.metadata.RecordCountProfiles = len(b.Persons), len(b.Vehicles), len(b.Profiles)
	return b
}

// Settings returns the effective settings that the dataset was generated from.
func (b *Bundle) Settings() Settings { return b.metadata.Settings.clone() }

// Metadata says what the dataset is. The error wraps [ErrBundle] if the rows are not those
// of whole records, because the Bundle is a literal or lacks rows.
func (b *Bundle) Metadata(context.Context) (Metadata, error) {
	if err := b.check(); err != nil {
		return Metadata{}, err
	}
	return b.metadata.clone(), nil
}

// check reports why Range would go out of the bounds of the rows.
func (b *Bundle) check() error {
	n := len(b.Persons)
	switch {
	case b.first == nil:
		return fmt.Errorf("%w: it is a literal; use Generate or NewBundle", ErrBundle)
	case n >= len(b.first):
		return fmt.Errorf("%w: it has %d persons and was built with %d; build another with NewBundle", ErrBundle, n, len(b.first)-1)
	case b.first[n] > len(b.Vehicles):
		return fmt.Errorf("%w: it has %d vehicles where its persons have %d; build another with NewBundle", ErrBundle, len(b.Vehicles), b.first[n])
	case n > len(b.Profiles):
		return fmt.Errorf("%w: it has %d profiles for %d persons; build another with NewBundle", ErrBundle, len(b.Profiles), n)
	}
	return nil
}

// Len returns the number of records.
func (b *Bundle) Len() int { return len(b.Persons) }

// Record returns the record at position i. It belongs to the caller, who may keep and
// change it. It panics if i is not within 0 and Len.
func (b *Bundle) Record(i int) Record {
	r := b.view(i)
	r.Vehicles = slices.Clone(r.Vehicles)
	return r
}

// view is Record with the vehicles of the Bundle itself.
func (b *Bundle) view(i int) Record {
	lo, hi := b.first[i], b.first[i+1]
	r := Record{i, uint64(i), b.Persons[i], b.Vehicles[lo:hi:hi], b.Profiles[i]}
	if b.slots != nil {
		r.Slot, r.Key = b.slots[i], b.keys[i]
	}
	return r
}

// All yields every record, to be kept and changed. Range is faster if you keep none.
func (b *Bundle) All() iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		for i := range b.Len() {
			if r := b.Record(i); !yield(&r) {
				return
			}
		}
	}
}

// Range implements [Source]. The vehicles of a record are those of the Bundle.
func (b *Bundle) Range(lo, hi int) iter.Seq[*Record] {
	checkRange(lo, hi, b.Len())
	if err := b.check(); err != nil {
		panic(err)
	}
	return func(yield func(*Record) bool) {
		var r Record
		for i := lo; i < hi; i++ {
			r = b.view(i)
			if !yield(&r) {
				return
			}
		}
	}
}

// constError is an error that cannot be reassigned.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrTooLarge is returned when a dataset would take more than half of the memory that
	// is available, or that Go's memory limit leaves.
	ErrTooLarge = constError("too large to hold in memory; stream it from NewGenerator instead, with All, Range or package export")
	// ErrBundle is returned when the rows of a Bundle are not those of whole records.
	ErrBundle = constError("the rows of the Bundle are not those of whole records")
)

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
