package synthhub

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"slices"

	"github.com/synthhub/synthhub/internal/memory"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/text"
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
	first    []int    // index of the first vehicle of each person, and the end
	slots    []int    // of each record; nil where they are the positions
	keys     []uint64 // of each record
}

// Generate returns a whole dataset in memory. It works in parallel, and stops soon after
// the context ends, with an error that wraps both the context's error and its cause. Wrong
// settings are reported as by [Settings.Validate]; a dataset that does not fit in memory is
// an error that wraps [ErrTooLarge], and then a [Generator] can stream it.
func Generate(ctx context.Context, s Settings) (*Bundle, error) {
	g, err := NewGenerator(s)
	if err != nil {
		return nil, err
	}
	return g.Bundle(ctx)
}

// chunk is the number of records that a worker generates between two looks at the context:
// well under a millisecond.
const chunk = 512

// Bundle returns all records of the dataset in memory, like [Generate].
func (g *Generator) Bundle(ctx context.Context) (*Bundle, error) {
	if err := g.checkMemory(); err != nil {
		return nil, err
	}
	metadata, err := g.Metadata(ctx)
	if err != nil {
		return nil, err
	}
	n := g.Len()
	b := &Bundle{metadata: metadata, first: make([]int, n+1)}
	for i := range n {
		b.first[i+1] = b.first[i] + g.VehicleCount(i)
	}
	b.Persons, b.Vehicles, b.Profiles = make([]Person, n), make([]Vehicle, b.first[n]), make([]Profile, n)
	b.keys = make([]uint64, n)
	texts := g.textBlocks(b.first)
	err = pipe.Each(ctx, g.settings.workers(), len(texts), func(c int) error {
		records := newBatch(g, min(batchSize, n))
		records.text.Use(texts[c])
		for lo, hi := c*chunk, min(n, (c+1)*chunk); lo < hi; lo += batchSize {
			for i := lo; i < min(lo+batchSize, hi); i++ {
				r := records.add(i)
				r.into(&b.Persons[i], b.Vehicles[b.first[i]:b.first[i+1]], &b.Profiles[i])
				b.keys[i] = r.Key
			}
			records.fill()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// textBlocks allocates the memory of the built texts of each chunk, where first holds the index
// of the first vehicle of each record, and the end. All of it is allocated before the first
// record is generated, and after the rows: while the garbage collector marks those, it makes
// every allocation help, which costs least while they are empty. On one processor that saves a
// tenth of the time.
func (g *Generator) textBlocks(first []int) [][]byte {
	n := len(first) - 1
	sizes := make([]int, (n+chunk-1)/chunk)
	for c := range sizes {
		lo, hi := c*chunk, min(n, (c+1)*chunk)
		sizes[c] = g.textSize(hi-lo, first[hi]-first[lo])
	}
	return text.Blocks(sizes)
}

// NewBundle returns a Bundle of copies of the given records in that order, such as those
// that [Generator.Where] has found. Its metadata are m with the counts of these records.
// The records keep their slots and keys, so that user-defined entities draw the same values
// for them. It can be validated and exported, but a snapshot of it is not what its settings give.
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

// Metadata says what the dataset is. The error wraps [ErrBundle] if the Bundle is a
// literal, or rows were added or removed.
func (b *Bundle) Metadata(context.Context) (Metadata, error) {
	if err := b.check(); err != nil {
		return Metadata{}, err
	}
	return b.metadata.clone(), nil
}

// check reports why the rows are not those that the Bundle was built with.
func (b *Bundle) check() error {
	if b.first == nil {
		return fmt.Errorf("%w: it is a literal; use Generate or NewBundle", ErrBundle)
	}
	n := len(b.first) - 1
	if len(b.Persons) != n || len(b.Vehicles) != b.first[n] || len(b.Profiles) != n {
		return fmt.Errorf("%w: it has %d persons, %d vehicles and %d profiles, and was built with %d, %d and %d; build another with NewBundle",
			ErrBundle, len(b.Persons), len(b.Vehicles), len(b.Profiles), n, b.first[n], n)
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
	r := Record{i, b.keys[i], b.Persons[i], b.Vehicles[lo:hi:hi], b.Profiles[i]}
	if b.slots != nil {
		r.Slot = b.slots[i]
	}
	return r
}

// All yields every record. Records may be kept and changed. Range is faster if you keep none.
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

// checkMemory refuses a bundle that would need more than half of the memory that is free, or
// that Go's memory limit leaves. One of a megabyte is never refused.
func (g *Generator) checkMemory() error {
	const neverRefused = 1 << 20
	size := func(t reflect.Type) uint64 { return uint64(t.Size()) }
	vehicles := g.settings.Vehicles.Max
	if vehicles > 4 {
		vehicles = max(4, g.settings.Vehicles.Min) // most have fewer
	}
	row := size(reflect.TypeFor[Person]()) + size(reflect.TypeFor[Profile]()) + uint64(vehicles)*size(reflect.TypeFor[Vehicle]())
	row += uint64(g.textSize(1, vehicles) - maxPersonText)
	need := uint64(g.Len()) * row
	if need < neverRefused {
		return nil
	}
	if limit := memory.Limit(); need > limit {
		return fmt.Errorf("%d records need about %d MiB, and %d MiB are available: %w", g.Len(), need>>20, limit>>20, ErrTooLarge)
	}
	return nil
}
