package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// fillRecord fills the driving record.
func (g *Generator) fillRecord(r *recordBuild) {
	p, l := r.person, &g.person
	licensed := g.licensedOn(&r.Occupant, r.lob)
	p.FirstLicensedOn, p.LicenseStatus, r.experience = Date{}, LicensePermit, 0
	p.Violations3Yr, p.Accidents3Yr = 0, 0
	if licensed > g.day {
		return
	}
	p.FirstLicensedOn, p.LicenseStatus = dateOf(licensed), LicenseValid
	r.experience = g.calendar.YearsSince(p.FirstLicensedOn)
	d := g.drivingOf(r.Key, r.gender)
	p.Violations3Yr = min(d.count(l.violations, g.tables.incidents.Violations, r.Born, licensed, g.day), maxViolations)
	p.Accidents3Yr = min(d.count(l.accidents, g.tables.incidents.Accidents, r.Born, licensed, g.day), maxAccidents)
}

// The maximum numbers of the columns.
const (
	maxViolations = 5
	maxAccidents  = 3
)

// licensedOn returns the day of the first license, which may be after the day of the dataset.
// Those who enter by age are young drivers, and licensed on entry. Others have had their license
// for some time. Nobody who enters as a minor has it before the youngest age of the states in
// which they live until they are of age.
func (g *Generator) licensedOn(o *timeline.Occupant, lob LineOfBusiness) timeline.Day {
	entry := timeline.Years(o.From - o.Born)
	licensed := o.From
	if o.Heir == 0 || entry > maxNoviceEntry {
		drawn := g.person.licensed.Draw(o.Key)
		at := MinAge + g.tables.licenseAges.Pick(drawn)
		if at > entry {
			at = MinAge + int(draw.Bounded(draw.Nth(drawn, 1), uint64(entry-MinAge+1)))
		}
		at0 := o.Born + timeline.DaysOfYears(at)
		licensed = at0 + timeline.Day(draw.Bounded(g.person.licensedDay.Draw(o.Key), uint64(min(o.From-at0, 364)+1)))
	}
	if entry < ageOfMajority {
		licensed = max(licensed, o.Born+g.youngestLicense(o))
	}
	return licensed
}

const (
	// maxNoviceEntry is the maximum age at which those who enter by age are novices.
	maxNoviceEntry = 25
	ageOfMajority  = 18
)

// youngestLicense returns the number of days after birth before which the states where a minor
// lives give no license.
func (g *Generator) youngestLicense(o *timeline.Occupant) (youngest timeline.Day) {
	slot, _, _ := timeline.SplitKey(o.Key)
	from, to := o.From-licenseDelay, o.Born+timeline.DaysOfYears(ageOfMajority)-licenseDelay
	var buffer [strata.Periods]timeline.Day
	for _, day := range append(g.quotas.AppendMoves(buffer[:0], slot, from, to), from) {
		issuer := g.quotas.At(g.quotas.PlaceOn(slot, day).Number).Issuer
		youngest = max(youngest, timeline.DaysOfMonths(int(vocab.YoungestAlone[issuer])))
	}
	return youngest
}

// incidentCell is the length of the intervals for which numbers of incidents are drawn, and the
// time in which violations and accidents count, in days. So the count of any day is over the
// interval of the day and the one before.
const incidentCell = 3 * 365

// driving is what decides the incidents of an occupant for life.
type driving struct {
	key, start uint64 // start is the offset of the intervals
	gender     int
	level      int // hidden risk
}

func (g *Generator) drivingOf(key uint64, gender Gender) driving {
	return driving{key, draw.Bounded(g.person.incidents.Draw(key), incidentCell), int(gender - GenderFemale), int(draw.Bounded(g.person.risk.Draw(key), vocab.RiskLevels))}
}

// numberOf returns how many incidents of a kind there are in an interval.
type numberOf func(age, sex, level int, drawn uint64) int

// count returns the incidents in the three years up to a day, after the first license.
func (d *driving) count(label draw.Label, number numberOf, born, licensed, day timeline.Day) (n int) {
	d.each(label, number, born, max(licensed, day-incidentCell), day, func(timeline.Day) { n++ })
	return n
}

// each calls f with the days of the incidents after one day, up to and with another.
func (d *driving) each(label draw.Label, number numberOf, born, after, upTo timeline.Day, f func(timeline.Day)) {
	offset := timeline.Day(d.start) + 2*incidentCell // so that cells count from 0
	for cell := (after + offset) / incidentCell; cell*incidentCell-offset <= upTo; cell++ {
		start := cell*incidentCell - offset
		drawn := label.Draw(d.key | uint64(cell)<<timeline.KeyBits)
		n := number(timeline.Years(max(0, start+incidentCell/2-born)), d.gender, d.level, drawn)
		for i := range n {
			if at := start + timeline.Day(draw.Bounded(draw.Nth(drawn, uint64(i+1)), incidentCell)); at > after && at <= upTo {
				f(at)
			}
		}
	}
}
