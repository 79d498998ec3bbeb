package synthhub

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync/atomic"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// A Source hands out the records of a dataset by position. A *[Generator] generates
// them, a *[Bundle] holds them; export and validation take either. A Source is safe for
// concurrent use.
type Source interface {
	// Settings returns the effective settings of the dataset.
	Settings() Settings
	// Metadata says what the dataset is. It may have to count rows; it stops with the
	// context. The error is that of the context, or says why the records cannot be
	// handed out.
	Metadata(ctx context.Context) (Metadata, error)
	// Len is the number of records.
	Len() int
	// Range yields the records from position lo up to, but without, hi. A record
	// is valid until the next; its strings stay valid. It panics if the range is
	// not within 0 and Len.
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
	settings        Settings
	commercialShare uint64 // percent
	tables          *tables
	strata          *strata
	person          personLabels
	vehicle         vehicleLabels

	personID, vehicleID, profileID draw.IDs
	emailOrder                     [8]draw.Permutation
	licenceOrder                   [vocab.StateCount + 1]draw.Permutation
	plates                         [vocab.StateCount + 1][2]plateOrder
	vinOrder                       [2 * len(vocab.WMIs)]draw.Permutation

	counts    [lineEnd]draw.Weighted // number of vehicles above the least, by line of business
	firstYear int                    // model year of the first of years
	years     draw.Weighted
	nearby    [vocab.StateCount + 1][]uint8 // chosen neighbours of each state
	asOfYear  int
	birthdays [MaxAge + 3]Date // the last day of birth of those who are so many years old
	// sinceLeapDay counts the days from the latest February 29th to each of birthdays.
	sinceLeapDay [MaxAge + 3]int

	metadata atomic.Pointer[Metadata] // once it has been asked for
}

type plateOrder struct {
	codes *mask.Codes
	order draw.Permutation
}

// NewGenerator prepares the dataset of the given settings, of which it keeps a copy. The
// error, if any, is that of [Settings.Validate].
func NewGenerator(s Settings) (*Generator, error) {
	s = s.Effective()
	st, errs := s.strata()
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	g := &Generator{settings: s, commercialShare: uint64(max(s.CommercialShare, 0)), tables: facts(), strata: st}
	label := func(entity string) func(string) draw.Label {
		return func(attribute string) draw.Label { return g.Label(entity, attribute) }
	}
	g.person, g.vehicle = newPersonLabels(label("persons")), newVehicleLabels(label("vehicles"))
	g.personID = g.Label("persons", "person_id").NewIDs()
	g.vehicleID = g.Label("vehicles", "vehicle_id").NewIDs()
	g.profileID = g.Label("profiles", "profile_id").NewIDs()
	g.emailOrder = newEmailOrder(g.Label("persons", "email"))

	licences, plates := g.Label("persons", "driver_license_number"), g.Label("vehicles", "registration_plate")
	states := &g.strata.kinds[0]
	for place, p := range states.places {
		s := p.state
		g.licenceOrder[s] = licences.Sub(uint64(s)).NewPermutation(g.tables.licences[s].Size())
		for series, m := range g.tables.plates[s] {
			if series == 1 && m.String() == g.tables.plates[s][0].String() {
				g.plates[s][1] = g.plates[s][0]
				break
			}
			g.plates[s][series] = plateOrder{m, plates.Sub(uint64(s)<<1 | uint64(series)).NewPermutation(m.Size())}
		}
		for _, at := range states.near(place) {
			g.nearby[s] = append(g.nearby[s], states.places[at].state)
		}
	}
	vins := g.Label("vehicles", "vin")
	for i := range g.vinOrder {
		if n := g.tables.vins[i].scale.Size(); n > 0 {
			g.vinOrder[i] = vins.Sub(uint64(i)).NewPermutation(n)
		}
	}
	g.asOfYear = s.AsOf.Year()
	for years := range g.birthdays {
		day := s.AsOf.AddYears(-years)
		if s.AsOf.YearsSince(day) < years {
			day = day.AddDays(-1) // on a leap day those born on March 1st are a year younger
		}
		g.birthdays[years] = day
		leap := day.Year()
		for !schema.NewDate(leap, 2, 29).IsValid() || schema.NewDate(leap, 2, 29).After(day) {
			leap--
		}
		g.sinceLeapDay[years] = day.DaysSince(schema.NewDate(leap, 2, 29))
	}
	g.prepareCounts()
	g.prepareYears()
	return g, nil
}

// prepareCounts weighs the numbers of vehicles in the range of the settings.
func (g *Generator) prepareCounts() {
	v := g.settings.Vehicles
	households, fleets := make([]uint16, v.Max-v.Min+1), make([]uint16, v.Max-v.Min+1)
	for i := range households {
		if at := v.Min + i - 1; at < len(vocab.HouseholdVehicles) {
			households[i] = vocab.HouseholdVehicles[at]
		}
		fleets[i] = vocab.FleetVehicles[v.Min+i-1]
	}
	if v.Min > len(vocab.HouseholdVehicles) {
		households[0] = 1 // larger than any household: the least asked for
	}
	g.counts[LinePersonal], g.counts[LineCommercial] = draw.NewWeighted(households), draw.NewWeighted(fleets)
}

// prepareYears weighs the model years by the age curve of the fleet, as far as
// the catalogue goes. From August on some vehicles are of the next model year.
func (g *Generator) prepareYears() {
	year, month, _ := g.settings.AsOf.Civil()
	g.firstYear = max(firstModelYear, min(year-len(vocab.FleetAges)+1, lastModelYear))
	var weights []uint32
	for y := g.firstYear; y <= min(year+1, lastModelYear); y++ {
		age := min(year-y, len(vocab.FleetAges)-1)
		if age >= 0 {
			weights = append(weights, vocab.FleetAges[age])
		} else {
			weights = append(weights, vocab.FleetAges[0]*uint32(max(month-7, 0))/12)
		}
	}
	g.years = draw.NewWeighted(weights)
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
// of your own entity, and no value will depend on another attribute's.
func (s Settings) Label(entity, attribute string) draw.Label {
	names := []string{epoch, entity, attribute, s.effectiveBook()}
	if names[3] == "" {
		names = names[:3] // as before there were books
	}
	return draw.NewLabel(s.Seed, names...)
}

// Record returns the record in slot i, counted from 0. It does not depend on Len: i may
// exceed it, since records are defined up to [MaxRecords]. Uniqueness holds for the first
// Len records; beyond them, license numbers and plates of a state may repeat. It panics if
// i is negative or not below MaxRecords.
func (g *Generator) Record(i int) Record {
	if i < 0 || i >= MaxRecords {
		panic(fmt.Sprintf("synthhub: record %d is not within 0 and %d", i, MaxRecords))
	}
	return newRecordMaker(g, 1).make(i, 1)[0]
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
			if !keep(r) {
				return true
			}
			kept := g.Record(r.Slot)
			return yield(&kept)
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

// A Location says where the row of an id stands.
type Location struct {
	Table   string `json:"table"`   // persons, vehicles or profiles
	Slot    int    `json:"slot"`    // of the record
	Key     uint64 `json:"key"`     // of the record
	Ordinal int    `json:"ordinal"` // of the row among those of the record, 0 for the first
}

// Find returns where the row of an id stands, without a search; uuid.FromString reads an id
// from text. It reports false for an id that is not in the dataset, such as one of another
// book or seed.
func (g *Generator) Find(id uuid.UUID) (Location, bool) {
	for _, t := range []struct {
		name string
		ids  *draw.IDs
	}{{"persons", &g.personID}, {"vehicles", &g.vehicleID}, {"profiles", &g.profileID}} {
		key, ordinal, ok := t.ids.Position(id)
		if ok && key < uint64(g.Len()) && (ordinal == 0 || t.ids == &g.vehicleID && ordinal < g.vehicleCount(int(key))) {
			return Location{t.name, int(key), key, ordinal}, true
		}
	}
	return Location{}, false
}

// workers is the number of goroutines that the settings ask for.
func (s Settings) workers() int {
	if s.Workers > 0 {
		return s.Workers
	}
	return runtime.GOMAXPROCS(0)
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
		b.first[i+1] = b.first[i] + g.vehicleCount(i)
	}
	b.Persons, b.Vehicles, b.Profiles = make([]Person, n), make([]Vehicle, b.first[n]), make([]Profile, n)
	// The room for texts is allocated before the first record is made, and behind the rows:
	// while the collector marks those, it makes whoever allocates help, best while they are
	// empty. On one processor that is a tenth of the time.
	sizes := make([]int, (n+chunk-1)/chunk)
	for c := range sizes {
		lo, hi := c*chunk, min(n, (c+1)*chunk)
		sizes[c] = g.textSize(hi-lo, b.first[hi]-b.first[lo])
	}
	texts := text.Blocks(sizes)
	err = pipe.Each(ctx, g.settings.workers(), len(texts), func(c int) error {
		made := newBatch(g, batchSize)
		made.text.Use(texts[c])
		for lo, hi := c*chunk, min(n, (c+1)*chunk); lo < hi; lo += batchSize {
			for i := lo; i < min(lo+batchSize, hi); i++ {
				made.add(i, &b.Persons[i], b.Vehicles[b.first[i]:b.first[i+1]], &b.Profiles[i])
			}
			made.fill()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// chunk is the number of records that a worker makes between two looks at the
// context: well under a millisecond.
const chunk = 512
