package synthhub

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// A Record is everything made for one person.
type Record struct {
	Slot     int // position in the dataset, from 0
	Person   Person
	Vehicles []Vehicle // the primary vehicle first
	Profile  Profile
}

// A Source hands out the records of a dataset by position. A *Generator makes
// them, a *Bundle holds them; export and validation take either. It is safe for
// concurrent use.
type Source interface {
	// Metadata says what the dataset is.
	Metadata() Metadata
	// Len is the number of records.
	Len() int
	// Range yields the records from position lo up to, but without, hi. A record
	// is valid until the next; its strings stay valid. It panics if the range is
	// not within 0 and Len.
	Range(lo, hi int) iter.Seq2[int, *Record]
}

var (
	_ Source = (*Generator)(nil)
	_ Source = (*Bundle)(nil)
)

// A Generator makes the records of one dataset, any of them at any time, without
// holding them. It is safe for concurrent use.
type Generator struct {
	settings Settings
	tables   *tables
	strata   *strata
	person   personLabels
	vehicle  vehicleLabels

	personID, vehicleID, profileID idOrder
	emailOrder                     [8]Permutation
	licenceOrder                   [vocab.StateCount + 1]Permutation
	plates                         [vocab.StateCount + 1][2]plateOrder
	vinOrder                       [2 * len(vocab.WMIs)]Permutation

	counts    [3]Weighted // number of vehicles above the least, by line of business
	firstYear int         // model year of the first of years
	years     Weighted
	nearby    [vocab.StateCount + 1][]uint8 // chosen neighbours of each state
	asOfYear  int
	birthdays [MaxAge + 3]Date // the last day of birth of those who are so many years old
	// sinceLeapDay counts the days from the latest February 29th to each of birthdays.
	sinceLeapDay [MaxAge + 3]int

	metadata func() Metadata
}

type plateOrder struct {
	codes *mask.Codes
	order Permutation
}

// NewGenerator prepares the dataset of the given settings. The error, if any, is
// that of Settings.Validate.
func NewGenerator(s Settings) (*Generator, error) {
	s = s.Effective()
	st, err := s.strata()
	if err != nil {
		return nil, err
	}
	g := &Generator{settings: s, tables: facts(), strata: st}
	label := func(entity string) func(string) Label {
		return func(attribute string) Label { return g.Label(entity, attribute) }
	}
	g.person, g.vehicle = newPersonLabels(label("persons")), newVehicleLabels(label("vehicles"))
	g.personID = newIDOrder(g.Label("persons", "person_id"))
	g.vehicleID = newIDOrder(g.Label("vehicles", "vehicle_id"))
	g.profileID = newIDOrder(g.Label("profiles", "profile_id"))
	g.emailOrder = newEmailOrder(g.Label("persons", "email"))

	licences, plates := g.Label("persons", "driver_license_number"), g.Label("vehicles", "registration_plate")
	states := &g.strata.kinds[0]
	for place, p := range states.places {
		s := p.state
		g.licenceOrder[s] = licences.sub(uint64(s)).NewPermutation(g.tables.licences[s].Size())
		for series, m := range g.tables.plates[s] {
			if series == 1 && m.String() == g.tables.plates[s][0].String() {
				g.plates[s][1] = g.plates[s][0]
				break
			}
			g.plates[s][series] = plateOrder{m, plates.sub(uint64(s)<<1 | uint64(series)).NewPermutation(m.Size())}
		}
		for _, at := range states.near(place) {
			g.nearby[s] = append(g.nearby[s], states.places[at].state)
		}
	}
	vins := g.Label("vehicles", "vin")
	for i := range g.vinOrder {
		if n := g.tables.vins[i].scale.Size(); n > 0 {
			g.vinOrder[i] = vins.sub(uint64(i)).NewPermutation(n)
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
		for schema.NewDate(leap, 2, 29).IsZero() || schema.NewDate(leap, 2, 29).After(day) {
			leap--
		}
		g.sinceLeapDay[years] = day.DaysSince(schema.NewDate(leap, 2, 29))
	}
	g.prepareCounts()
	g.prepareYears()
	g.metadata = sync.OnceValue(g.makeMetadata)
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
	g.counts[LinePersonal], g.counts[LineCommercial] = NewWeighted(households), NewWeighted(fleets)
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
	g.years = NewWeighted(weights)
}

// Settings returns the effective settings of the dataset.
func (g *Generator) Settings() Settings { return g.settings }

// Len returns the number of records.
func (g *Generator) Len() int { return g.settings.Records }

// Metadata says what the dataset is. With a range of vehicles the first call
// counts them all, which takes a few nanoseconds a record.
func (g *Generator) Metadata() Metadata { return g.metadata() }

// Label returns the source of randomness of an attribute of the dataset: see
// Settings.Label.
func (g *Generator) Label(entity, attribute string) Label {
	return g.settings.Label(entity, attribute)
}

// Label returns the source of randomness of an attribute. It depends on version
// and seed alone. The names of the governed entities are taken: use your own
// entity's name, and no value will depend on another attribute's.
func (s Settings) Label(entity, attribute string) Label {
	if s.Version == "" {
		s.Version = Version
	}
	return newLabel(s.Version, s.Seed, entity, attribute)
}

// Record makes record number i, counted from 0. It does not depend on Len, and
// any i from 0 on is possible: the dataset is a window on an endless sequence.
// Unique columns are so within the first Len records, and where a state has no licence
// numbers or plates left, they begin again. It panics if i is negative
// or not below MaxRecords.
func (g *Generator) Record(i int) Record {
	if i < 0 || i >= MaxRecords {
		panic(fmt.Sprintf("synthhub: record %d is not within 0 and %d", i, MaxRecords))
	}
	return newRecordMaker(g, 1).make(i, 1)[0]
}

// All yields every record. A record is valid until the next; its strings stay
// valid.
func (g *Generator) All() iter.Seq2[int, *Record] { return g.Range(0, g.Len()) }

// Range yields the records from position lo up to, but without, hi, like All.
func (g *Generator) Range(lo, hi int) iter.Seq2[int, *Record] {
	checkRange(lo, hi, g.Len())
	return func(yield func(int, *Record) bool) { g.each(lo, hi, yield) }
}

func checkRange(lo, hi, n int) {
	if lo < 0 || hi < lo || hi > n {
		panic(fmt.Sprintf("synthhub: range %d to %d is not within 0 and %d", lo, hi, n))
	}
}

// Find returns the position of the record that an id of a person, vehicle or
// profile belongs to; uuid.FromString of github.com/gofrs/uuid/v5 reads one from
// text. An id is found without searching, because it is made from
// the position in a way that can be undone; ids of other datasets are not found.
func (g *Generator) Find(id uuid.UUID) (i int, ok bool) {
	for _, o := range []*idOrder{&g.personID, &g.vehicleID, &g.profileID} {
		i, ordinal, ok := o.position(id)
		if ok && i < g.Len() && (ordinal == 0 || o == &g.vehicleID && ordinal < g.vehicleCount(i)) {
			return i, true
		}
	}
	return 0, false
}

// workers is the number of goroutines that the settings ask for.
func (s Settings) workers() int {
	if s.Workers > 0 {
		return s.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// Generate makes a whole dataset in memory. It works in parallel, and stops soon
// after the context ends, with the context's error. Wrong settings are reported
// as Settings.Validate does; a dataset too large for memory is ErrTooLarge, and
// then a Generator can stream it.
func Generate(ctx context.Context, s Settings) (*Bundle, error) {
	g, err := NewGenerator(s)
	if err != nil {
		return nil, err
	}
	return g.Bundle(ctx)
}

// Bundle makes all records of the dataset in memory, like Generate.
func (g *Generator) Bundle(ctx context.Context) (*Bundle, error) {
	if err := g.checkMemory(); err != nil {
		return nil, err
	}
	n := g.Len()
	b := &Bundle{metadata: g.Metadata(), first: make([]int, n+1)}
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
	err := pipe.Each(ctx, g.settings.workers(), len(texts), func(c int) error {
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
