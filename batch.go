package synthhub

// batchSize is the number of records that are made together: first their persons, then
// their vehicles, then their profiles, so that what a table needs stays at hand. A Bundle
// takes a tenth less time than with one record after the other, measured in pairs.
const batchSize = 16

// A draft is a record while it is made: where its rows go, and what they pass on to each
// other, so that nothing is looked up again.
type draft struct {
	index    int
	person   *Person
	vehicles []Vehicle
	profile  *Profile

	seat       seat
	job        *job
	experience int // whole years since the first licence
	derived
}

// fill makes the rows of the drafts.
func (g *Generator) fill(drafts []draft, a *arena) {
	for i := range drafts {
		d := &drafts[i]
		d.seat = g.strata.at(d.index)
		g.fillPerson(d, a)
	}
	for i := range drafts {
		d := &drafts[i]
		for k := range d.vehicles {
			g.fillVehicle(d, k, a)
		}
	}
	for i := range drafts {
		d := &drafts[i]
		g.profileID.put(&d.profile.ID, d.index, 0)
		derive(d.profile, d.person, d.vehicles, &d.derived)
	}
}

// A recordMaker makes records in memory that it uses again.
type recordMaker struct {
	g        *Generator
	text     arena
	drafts   []draft
	records  []Record
	vehicles []Vehicle
}

// newRecordMaker makes a recordMaker for batches of up to n records.
func newRecordMaker(g *Generator, n int) *recordMaker {
	m := &recordMaker{g: g, drafts: make([]draft, n), records: make([]Record, n), vehicles: make([]Vehicle, n*g.settings.Vehicles.Min)}
	for i := range m.drafts {
		m.drafts[i].person, m.drafts[i].profile = &m.records[i].Person, &m.records[i].Profile
	}
	return m
}

// batch makes n records from position at on. They are valid until the next call, their
// strings stay valid.
func (m *recordMaker) batch(at, n int) []Record {
	drafts, records, room := m.drafts[:n], m.records[:n], m.vehicles
	for i := range drafts {
		drafts[i].index, records[i].Index = at+i, at+i
		n := m.g.vehicleCount(at + i)
		if len(room) < n {
			m.vehicles = make([]Vehicle, max(n, 2*len(m.vehicles))) // what was handed out keeps its own
			room = m.vehicles
		}
		drafts[i].vehicles, records[i].Vehicles = room[:n:n], room[:n:n]
		room = room[n:]
	}
	m.g.fill(drafts, &m.text)
	return records
}

// each yields the records from position lo up to, but without, hi. The first batches are
// small, for those who break off soon.
func (g *Generator) each(lo, hi int, yield func(int, *Record) bool) {
	m := newRecordMaker(g, min(batchSize, hi-lo))
	for n := 1; lo < hi; n = min(2*n, batchSize) {
		records := m.batch(lo, min(n, hi-lo))
		for i := range records {
			if !yield(lo+i, &records[i]) {
				return
			}
		}
		lo += len(records)
	}
}
