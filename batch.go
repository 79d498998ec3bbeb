package synthhub

import (
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// batchSize is the number of records that are built together, step by step. What one step draws
// decides where the next step looks, and look-ups that do not wait for each other take little longer
// than one; and the code of a step is loaded once for all. The rows of a Bundle take a sixth less time
// than one record after the other, measured in pairs.
const batchSize = 40

// A recordBuild is a record under construction: where its rows go, and what the steps pass on
// to each other, so that nothing is looked up twice. What was looked up is an index and no
// pointer: while garbage is collected each pointer that is stored costs more than the look-up. A
// stream on one processor takes 4 percent less time.
type recordBuild struct {
	timeline.Occupant // who fills the slot on the day
	slot              int
	person            *Person
	vehicles          []Vehicle
	profile           *Profile

	home, issued strata.Place // who lives where, and whose license they have
	entered      uint8        // state where the occupant lived on the day of entry
	address      uint64       // key of draws: that of the occupant, with the number of moves
	lob          LineOfBusiness
	gender       Gender
	job          uint8     // index in factTables.jobs
	zip          uint16    // index in vocab.ZIPs
	place        vocab.ZIP // where that lies
	born         Date
	name         vocab.Name
	email        uint64           // number in the address
	license      uint64           // number in the order of its state
	experience   int              // whole years since the first license
	exposure     int              // level for life of how much somebody drives
	driven       uint32           // how much somebody of the age drives: vocab.Miles.Person
	married      uint64           // draw for the marital status
	working      timeline.Reading // decides when somebody studies, works, and is retired
	keeper
	derived
}

// A vehicleBuild is a vehicle under construction.
type vehicleBuild struct {
	*recordBuild
	possession
	ordinal   int
	milesRate uint64 // how much it is driven, for vocab.Miles, with the base
	milesBase int
	models    uint16 // those of which it is one, for Catalog.Pick
	first     uint16 // first choice of a model, as an index in Catalog.Years
	model     uint16 // the model
	plug      uint8  // 1 if it has a plug
	serial    uint64 // number of the VIN
	plate     uint64 // number of the plate
}

// A batch builds records together. It is used again and again.
type batch struct {
	g        *Generator
	records  []recordBuild
	vehicles []vehicleBuild
	text     text.Arena
}

func newBatch(g *Generator, size int) batch {
	return batch{g: g, records: make([]recordBuild, 0, size), vehicles: make([]vehicleBuild, 0, size*min(g.settings.Vehicles.Min+2, g.settings.Vehicles.Max))}
}

// add adds the record of a slot to the batch, and finds who fills the slot. The steps set
// everything else of the recordBuild, which has the values of an earlier record.
func (b *batch) add(slot int) *recordBuild {
	n := len(b.records)
	b.records = b.records[:n+1]
	r := &b.records[n]
	r.slot, r.lob = slot, b.g.lineOf(slot)
	b.g.slots.SetWho(&r.Occupant, slot, b.g.tables.driversOf(slot, r.lob), b.g.day)
	return r
}

// occupant returns who fills a slot on the day.
func (g *Generator) occupant(slot int, lob LineOfBusiness) timeline.Occupant {
	return g.slots.Who(slot, g.tables.driversOf(slot, lob), g.day)
}

// into says where the rows of a record go.
func (r *recordBuild) into(p *Person, vehicles []Vehicle, profile *Profile) {
	if r.person != p || &r.vehicles[0] != &vehicles[0] || len(r.vehicles) != len(vehicles) { // not those of the batch before
		r.person, r.vehicles, r.profile = p, vehicles, profile
	}
}

// fill builds the rows of the records that were added, and empties the batch. Every loop is one
// step: with the models and the numbers of vehicles in one loop a record took 7 percent longer.
func (b *batch) fill() {
	g, records := b.g, b.records
	for i := range records {
		g.findPlace(&records[i])
	}
	for i := range records {
		g.numberPerson(&records[i])
	}
	for i := range records {
		g.drawPerson(&records[i])
	}
	g.lookUp(records)
	b.addVehicles()
	vehicles := b.vehicles
	for i := range vehicles {
		v := &vehicles[i]
		v.models, v.plug = g.modelsOf(v.recordBuild, &v.possession)
	}
	for i := range vehicles {
		g.drawModel(&vehicles[i])
	}
	if g.settings.Vehicles.Max > 1 {
		for i := range vehicles {
			v := &vehicles[i]
			g.avoidModels(v, vehicles[i-v.ordinal:][:len(v.vehicles)])
		}
	}
	for i := range vehicles {
		g.numberVehicle(&vehicles[i])
	}
	for i := range records {
		g.fillPerson(&records[i], &b.text)
	}
	for i := range vehicles {
		g.fillVehicle(&vehicles[i], &b.text)
	}
	for i := range records {
		r := &records[i]
		g.numbers.profileIDs.Put(&r.profile.ID, r.Key, 0)
		derive(r.profile, r.person, r.vehicles, r.derived)
	}
	b.records, b.vehicles = records[:0], vehicles[:0]
}

// addVehicles adds the vehicles of the records, and finds which ones they are on the day.
func (b *batch) addVehicles() {
	vehicles := b.vehicles[:0]
	for i := range b.records {
		r := &b.records[i]
		for ordinal := range r.vehicles {
			if len(vehicles) < cap(vehicles) {
				vehicles = vehicles[:len(vehicles)+1]
			} else {
				vehicles = append(vehicles, vehicleBuild{})
			}
			v := &vehicles[len(vehicles)-1]
			if v.ordinal = ordinal; v.recordBuild != r {
				v.recordBuild = r
			}
			v.possession = b.g.possessionOn(&r.Occupant, r.keeper, ordinal, b.g.day)
		}
	}
	b.vehicles = vehicles
}

// The capacities that building reserves for texts, with the bytes that may be written after
// them: a person has up to 255, a vehicle up to 27.
const (
	maxPersonText  = 320
	maxVehicleText = 64
)

// textSize returns the capacity for the built texts of so many persons and vehicles: a little
// more than their averages, which are 91 bytes for a person in the personal line, 122 in the
// commercial line and 24 for a vehicle.
func (g *Generator) textSize(persons, vehicles int) int {
	return persons*95 + persons*31*int(g.commercialShare)/100 + vehicles*24 + maxPersonText
}

// A recordBuilder builds records in memory that it uses again.
type recordBuilder struct {
	batch
	ready []Record
	rows  []Vehicle
}

// newRecordBuilder returns a recordBuilder for up to n records at a time.
func newRecordBuilder(g *Generator, n int) *recordBuilder {
	return &recordBuilder{newBatch(g, n), make([]Record, n), make([]Vehicle, n*g.settings.Vehicles.Min)}
}

// build returns the records of n slots from the given one on. They are valid until the next
// call unless detach comes before it; their strings stay valid.
func (b *recordBuilder) build(slot, n int) []Record {
	records, free := b.ready[:n], b.rows
	for i := range records {
		r, build := &records[i], b.add(slot+i)
		n := b.g.vehicleCount(&build.Occupant, build.lob)
		if len(free) < n {
			b.rows = make([]Vehicle, max(n, 2*len(b.rows))) // the records before stay where they are
			free = b.rows
		}
		r.Slot, r.Key, r.Vehicles = slot+i, build.Key, free[:n:n]
		build.into(&r.Person, r.Vehicles, &r.Profile)
		free = free[n:]
	}
	b.fill()
	return records
}

// detach gives up the memory of the records so far: their receivers may keep them.
func (b *recordBuilder) detach() {
	b.ready, b.rows = make([]Record, len(b.ready)), make([]Vehicle, len(b.rows))
}

// each yields the records of the slots from lo up to, but without, hi. They are valid until
// the next, or belong to the receiver if own is set. The first batches are small, because some
// callers stop early.
func (g *Generator) each(lo, hi int, own bool, yield func(*Record) bool) {
	b := newRecordBuilder(g, min(batchSize, hi-lo))
	for n := 1; lo < hi; n = min(2*n, batchSize) {
		records := b.build(lo, min(n, hi-lo))
		for i := range records {
			if !yield(&records[i]) {
				return
			}
		}
		lo += len(records)
		if own {
			b.detach()
		}
	}
}
