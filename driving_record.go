package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// fillDrivingRecord fills the columns of the license, violations and accidents.
func (g *Generator) fillDrivingRecord(r *recordBuild) {
	p := r.person
	licensed, drawn := g.licensedOn(&r.Occupant, r.lob, r.entered), g.person.status.Draw(r.Key)
	p.FirstLicensedOn, p.LicenseStatus, p.LicenseExpiresOn, r.experience = Date{}, LicensePermit, Date{}, 0
	p.LicenseClass = g.licenseClass(r, drawn)
	p.Violations3Yr, p.Accidents3Yr = 0, 0
	if licensed > g.day {
		return
	}
	p.FirstLicensedOn = dateOf(licensed)
	r.experience = g.calendar.YearsSince(p.FirstLicensedOn)
	var counts [incidentKinds]int
	recent := false // whether a violation may have led to a suspension that is in force
	g.incidents(&r.Occupant, r.lob, r.gender, max(licensed, g.day-lookBack), g.day, func(kind int, at timeline.Day) {
		counts[kind]++
		recent = recent || kind == violation && at > g.day-vocab.MaxSuspension
	})
	p.Violations3Yr, p.Accidents3Yr = min(counts[violation], maxViolations), min(counts[accident], maxAccidents)
	g.fillLicense(r, &license.Holder{Occupant: &r.Occupant, Licensed: licensed, Drawn: drawn}, recent)
}

// The kinds of incidents.
const (
	violation = iota
	accident
	incidentKinds
)

// The maximum numbers of the columns.
const (
	maxViolations = 5
	maxAccidents  = 3
)

// licensedOn returns the day of the first license, which may be after the day of the dataset.
// Those who enter the personal line by age are young drivers, and licensed on entry. Others got
// their license before they came; so did all in the commercial line, who enter at 18 and not when
// they begin to drive. Minors get none before the youngest age that their states allow; where that
// is below 16, those who came with a license of their first year got it as much earlier. Nobody gets
// one while offices are closed: a minor waits for the next open day, and an adult who would have to wait
// beyond the day of entry got it before.
func (g *Generator) licensedOn(o *timeline.Occupant, lob LineOfBusiness, state uint8) timeline.Day {
	entry := timeline.Years(o.From - o.Born)
	licensed := o.From
	if lob == LineCommercial || o.Heir == 0 || entry > vocab.MaxNoviceAge {
		drawn := g.person.licensed.Draw(o.Key)
		at := MinAge + g.tables.licenseAges.Pick(drawn)
		if at > entry {
			at = MinAge + int(draw.Bounded(draw.Nth(drawn, 1), uint64(entry-MinAge+1)))
		}
		birthday := o.Born + timeline.DaysOfYears(at)
		licensed = birthday + timeline.Day(draw.Bounded(g.person.licensedDay.Draw(o.Key), uint64(min(o.From-birthday, 364)+1)))
	}
	if entry < ageOfMajority {
		youngest := g.youngestLicense(o)
		if earlier := o.Born + timeline.DaysOfYears(MinAge) - youngest; earlier > 0 && licensed < o.From && licensed < o.Born+timeline.DaysOfYears(MinAge+1) {
			licensed -= earlier
		}
		return license.OpenDay(max(licensed, youngest), adultOn(o)-2)
	}
	return license.OfficeDay(max(licensed, o.Born+timeline.DaysOfMonths(int(vocab.YoungestAlone[state]))), o.From)
}

const ageOfMajority = license.AgeOfMajority

// youngestLicense returns the first day on which all of the states where a minor lives, one after
// the other, give a license.
func (g *Generator) youngestLicense(o *timeline.Occupant) (youngest timeline.Day) {
	slot, _, _ := timeline.SplitKey(o.Key)
	var buffer [strata.Periods]timeline.Day
	youngest = o.Born
	moves := g.quotas.AppendLicenseMoves(buffer[:0], slot, o.From, o.Born+timeline.DaysOfYears(ageOfMajority))
	for _, day := range append(moves, o.From) {
		issuer := g.quotas.LicensePlaceOn(slot, day).Issuer
		youngest = max(youngest, dayOf(license.Alone(dateOf(o.Born), issuer)))
	}
	return youngest
}

// lookBack is the time in which violations and accidents count, in days.
const lookBack = vocab.IncidentDays

// exposureOf returns the level that says how much somebody drives, from the draw for life of the
// incidents. The day of the first cell and the level of risk are from other bits.
func exposureOf(fixed uint64) int { return int(fixed / vocab.RiskLevels % vocab.ExposureLevels) }

// incidents calls f with the days of the incidents of an occupant after one day, up to and with
// another. Numbers are drawn for cells of the time in which they count, so those of a day are from
// the cell of the day and the one before.
func (g *Generator) incidents(o *timeline.Occupant, lob LineOfBusiness, gender Gender, after, upTo timeline.Day, f func(kind int, at timeline.Day)) {
	l, t := &g.person, g.tables.incidents
	fixed := l.incidents.Draw(o.Key)
	offset := timeline.Day(draw.Bounded(fixed, lookBack)) + 2*lookBack // so that cells count from 0
	driver := vocab.NewDriver(int(lob-LinePersonal), int(gender-GenderFemale), int(fixed%vocab.RiskLevels), exposureOf(fixed))
	for cell := (after + offset) / lookBack; cell*lookBack-offset <= upTo; cell++ {
		start := cell*lookBack - offset
		row := t.Row(timeline.Years(max(0, start+lookBack/2-o.Born)), driver)
		drawn := l.incidents.Draw(o.Key | uint64(cell+1)<<timeline.KeyBits) // half of the bits for each kind
		violations, accidents := t.Violations(row, drawn), t.Accidents(row, drawn<<32)
		if violations|accidents == 0 {
			continue // three of four
		}
		for kind, n := range [incidentKinds]int{violations, accidents} {
			for i := range n {
				at := start + timeline.Day(draw.Bounded(draw.Nth(drawn, uint64(i*incidentKinds+kind+1)), lookBack))
				if at > after && at <= upTo {
					f(kind, at)
				}
			}
		}
	}
}
