package synthhub

import (
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
)

// batchSize is the number of records that are made together, step by step: what is drawn
// first decides where the next step looks, and sixteen look-ups that do not wait for each
// other take little longer than one. The rows of a Bundle take a seventh less time than one
// record after the other, measured in pairs.
const batchSize = 16

// A draft is a record while it is made: where its rows go, and what the steps pass on to
// each other, so that nothing is looked up again.
type draft struct {
	slot     int
	key      uint64
	person   *Person
	vehicles []Vehicle
	profile  *Profile

	seat        seat
	lob         LineOfBusiness
	gender      Gender
	city        *vocab.City
	job         *job
	first, last *token
	email       uint64 // number of the address
	licence     uint64 // number of the licence
	experience  int    // whole years since the first licence
	derived
}

// A vehicleDraft is a vehicle while it is made.
type vehicleDraft struct {
	*draft
	ordinal int
	model   *modelYear
	serial  uint64 // number of the VIN
	plates  *mask.Codes
	plate   uint64 // number of the plate
}

// A batch makes records together. It is used again and again.
type batch struct {
	g        *Generator
	drafts   []draft
	vehicles []vehicleDraft
	text     text.Arena
}

func newBatch(g *Generator, size int) batch {
	return batch{g: g, drafts: make([]draft, 0, size), vehicles: make([]vehicleDraft, 0, size*g.settings.Vehicles.Min)}
}

// add makes the record of a slot part of the batch; its rows go where the arguments point
// to. The steps set everything else of the draft, which has the values of an earlier record.
func (b *batch) add(slot int, p *Person, vs []Vehicle, pr *Profile) {
	n := len(b.drafts)
	b.drafts = b.drafts[:n+1]
	d := &b.drafts[n]
	d.slot, d.key, d.person, d.vehicles, d.profile = slot, uint64(slot), p, vs, pr
}

// fill makes the rows of the records that were added, and empties the batch. Every loop is
// a step: models and numbers of vehicles in one loop made a record take 7 percent more time.
func (b *batch) fill() {
	g, drafts, vehicles := b.g, b.drafts, b.vehicles[:0]
	for i := range drafts {
		d := &drafts[i]
		d.seat = g.strata.at(d.slot)
	}
	for i := range drafts {
		g.numberPerson(&drafts[i])
	}
	for i := range drafts {
		d := &drafts[i]
		g.drawPerson(d)
		for k := range d.vehicles {
			vehicles = append(vehicles, vehicleDraft{draft: d, ordinal: k})
		}
	}
	for i := range vehicles {
		v := &vehicles[i]
		g.drawModel(v, vehicles[i-v.ordinal:i])
	}
	for i := range vehicles {
		g.numberVehicle(&vehicles[i])
	}
	for i := range drafts {
		g.fillPerson(&drafts[i], &b.text)
	}
	for i := range vehicles {
		g.fillVehicle(&vehicles[i], &b.text)
	}
	for i := range drafts {
		d := &drafts[i]
		g.profileID.Put(&d.profile.ID, d.key, 0)
		derive(d.profile, d.person, d.vehicles, &d.derived)
	}
	b.drafts, b.vehicles = drafts[:0], vehicles
}

// roomText is room for the built text of a person, which is up to 190 bytes, and for what is
// written behind it.
const roomText = 256

// textSize returns room for the built texts of so many persons and vehicles: a little more
// than they take on average, which is 90 bytes for a person in the personal line, 122 in
// the commercial line and 24 for a vehicle.
func (g *Generator) textSize(persons, vehicles int) int {
	return persons*96 + persons*34*int(g.commercialShare)/100 + vehicles*24 + roomText
}

// A recordMaker makes records in memory that it uses again.
type recordMaker struct {
	batch
	records []Record
	rows    []Vehicle
}

// newRecordMaker makes a recordMaker for batches of up to n records.
func newRecordMaker(g *Generator, n int) *recordMaker {
	return &recordMaker{newBatch(g, n), make([]Record, n), make([]Vehicle, n*g.settings.Vehicles.Min)}
}

// make makes the records of n slots from at on. They are valid until the next call unless
// renew comes before it; their strings stay valid.
func (m *recordMaker) make(at, n int) []Record {
	records, room := m.records[:n], m.rows
	for i := range records {
		r, n := &records[i], m.g.vehicleCount(at+i)
		if len(room) < n {
			m.rows = make([]Vehicle, max(n, 2*len(m.rows))) // what was handed out keeps its own
			room = m.rows
		}
		r.Slot, r.Key, r.Vehicles = at+i, uint64(at+i), room[:n:n]
		m.add(at+i, &r.Person, r.Vehicles, &r.Profile)
		room = room[n:]
	}
	m.fill()
	return records
}

// renew lets go of the records handed out so far: whoever has them may keep them.
func (m *recordMaker) renew() {
	m.records, m.rows = make([]Record, len(m.records)), make([]Vehicle, len(m.rows))
}

// each yields the records of the slots from lo up to, but without, hi, to be kept or
// valid until the next. The first batches are small, for those who stop early.
func (g *Generator) each(lo, hi int, keep bool, yield func(*Record) bool) {
	m := newRecordMaker(g, min(batchSize, hi-lo))
	for n := 1; lo < hi; n = min(2*n, batchSize) {
		records := m.make(lo, min(n, hi-lo))
		for i := range records {
			if !yield(&records[i]) {
				return
			}
		}
		lo += len(records)
		if keep {
			m.renew()
		}
	}
}
