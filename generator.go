package synthhub

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/calendar"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// A Source hands out the records of a dataset by position. A *[Generator] generates them, a
// *[Bundle] holds them; export and validation take either. A Source is safe for concurrent use.
type Source interface {
	// Settings returns the effective settings of the dataset.
	Settings() Settings
	// Metadata says what the dataset is. It may have to count rows; it stops with the context.
	// The error is that of the context, or says why the records cannot be handed out.
	Metadata(ctx context.Context) (Metadata, error)
	// Len is the number of records.
	Len() int
	// Range yields the records from position lo up to, but without, hi. A record is valid until
	// the next; its strings stay valid. It panics if the range is not within 0 and Len.
	Range(lo, hi int) iter.Seq[*Record]
}

var (
	_ Source = (*Generator)(nil)
	_ Source = (*Bundle)(nil)
)

// A Generator generates the records of one dataset, any of them at any time, without
// holding them. It is safe for concurrent use. The records of [Generator.Record],
// [Generator.All] and [Generator.Where] belong to the caller, who may keep and change them;
// those of [Generator.Range] are valid until the next.
type Generator struct {
	*book
	settings Settings
	day      timeline.Day // AsOf
	calendar calendar.Calendar
	metadata atomic.Pointer[Metadata] // computed by the first call of Metadata
}

// A book is what the datasets of all days have in common.
type book struct {
	commercialShare uint64 // percent
	tables          *factTables
	quotas          *strata.Quotas
	slots           timeline.Slots
	numbers         uniqueNumbers
	person          personLabels
	vehicle         vehicleLabels

	vehicleCounts [lineEnd]draw.Weighted // of the number of vehicles above the minimum
}

// NewGenerator prepares the dataset of the given settings, of which it keeps a copy. The
// error, if any, is that of [Settings.Validate].
func NewGenerator(s Settings) (*Generator, error) {
	s = s.Effective()
	quotas, errs := s.check()
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	label := func(entity string) func(attribute string) draw.Label {
		return func(attribute string) draw.Label { return s.Label(entity, attribute) }
	}
	b := &book{
		commercialShare: uint64(max(s.CommercialShare, 0)),
		tables:          facts(),
		quotas:          quotas,
		slots: timeline.Slots{
			Turnover: s.Label("slots", "turnover"), Lives: s.Label("persons", "date_of_birth"), Lengths: &vocab.Turnover,
			LeapDay: leapDay,
		},
		person:  newPersonLabels(label("persons")),
		vehicle: newVehicleLabels(label("vehicles")),
	}
	b.numbers.init(s, b.tables, quotas.Issuers())
	b.vehicleCounts[LinePersonal], b.vehicleCounts[LineCommercial] = vocab.NewVehicleCounts(s.Vehicles.Min, s.Vehicles.Max)
	return b.on(s), nil
}

// on returns the generator for effective settings of the book.
func (b *book) on(s Settings) *Generator {
	return &Generator{book: b, settings: s, day: dayOf(s.AsOf), calendar: calendar.New(s.AsOf)}
}

// Settings returns the effective settings of the dataset.
func (g *Generator) Settings() Settings { return g.settings.clone() }

// Len returns the number of records.
func (g *Generator) Len() int { return g.settings.Records }

// Label is [Settings.Label] of the dataset.
func (g *Generator) Label(entity, attribute string) draw.Label {
	return g.settings.Label(entity, attribute)
}

// Label returns the source of randomness of an attribute. It depends on the seed, the
// book and the two names alone. The names of the governed entities are taken: use the name
// of your own entity, and its values are independent of all others.
func (s Settings) Label(entity, attribute string) draw.Label {
	names := []string{epoch, entity, attribute}
	if book := s.effectiveBook(); book != "" {
		names = append(names, book)
	}
	return draw.NewLabel(s.Seed, names...)
}

// Record returns the record in slot i, counted from 0. It does not depend on Len: i may
// exceed it, since records are defined up to [MaxRecords]. Uniqueness holds for the first
// Len records; beyond them, license numbers and plates of a state may repeat. It panics if
// i is negative or not below MaxRecords.
func (g *Generator) Record(i int) Record {
	checkSlot(i)
	return newRecordBuilder(g, 1).build(i, 1)[0]
}

// Key returns the key of who fills a slot on the day of g, without building the record: what
// [Record.Key] is. It panics where Record does.
func (g *Generator) Key(slot int) uint64 {
	checkSlot(slot)
	return g.occupant(slot, g.lineOf(slot)).Key
}

// checkSlot panics for a slot that no dataset has.
func checkSlot(i int) {
	if i < 0 || i >= MaxRecords {
		panic(fmt.Sprintf("synthhub: record %d is not within 0 and %d", i, MaxRecords))
	}
}

// All yields every record. Records may be kept; see [Record.Clone] for what they share.
func (g *Generator) All() iter.Seq[*Record] {
	return func(yield func(*Record) bool) { g.each(0, g.Len(), true, yield) }
}

// Where searches all [MaxRecords] records that the settings define, not only the Len records
// of the dataset, and yields those that keep accepts, in the order of their slots. It looks
// at a few million records a second: stop when you have enough. Records may be kept; the
// record that keep receives is valid until keep returns.
func (g *Generator) Where(keep func(r *Record) bool) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		g.each(0, MaxRecords, false, func(r *Record) bool {
			return !keep(r) || yield(new(g.Record(r.Slot)))
		})
	}
}

// Range implements [Source]. It is for those who copy or encode each record at once; use
// All to keep records.
func (g *Generator) Range(lo, hi int) iter.Seq[*Record] {
	checkRange(lo, hi, g.Len())
	return func(yield func(*Record) bool) { g.each(lo, hi, false, yield) }
}

func checkRange(lo, hi, n int) {
	if lo < 0 || hi < lo || hi > n {
		panic(fmt.Sprintf("synthhub: range %d to %d is not within 0 and %d", lo, hi, n))
	}
}

// A Location says where the row of an id is.
type Location struct {
	Table   string `json:"table"`   // persons, vehicles or profiles
	Slot    int    `json:"slot"`    // of the record
	Key     uint64 `json:"key"`     // of the record
	Ordinal int    `json:"ordinal"` // of the row among those of the record, 0 for the first
}

// Find returns where the row of an id is, without a search; uuid.FromString reads an id
// from text. It reports false for an id that is not in the dataset, such as one of another
// book or seed, or of somebody who is there on other days: see [Generator.Tenure].
func (g *Generator) Find(id uuid.UUID) (Location, bool) {
	t, ok := g.Tenure(id)
	if !ok || g.settings.AsOf.Before(t.From) || !g.settings.AsOf.Before(t.To) {
		return Location{}, false
	}
	return t.Location, true
}
