package vocab

import (
	"math"
	"testing"

	"github.com/synthhub/synthhub/draw"
)

// TestIncidentCells compares each row of the tables with the Poisson distribution of its mean,
// cut off after MaxIncidents.
func TestIncidentCells(t *testing.T) {
	table := NewIncidents()
	for _, kind := range []struct {
		name      string
		table     *incidentTable
		rates     *[len(incidentClasses)]uint16
		risks     *[RiskLevels]uint16
		exposures *[exposureQuarters]uint16
		young     float64
		ratio     float64 // men to women
		number    func(row int, drawn uint64) int
	}{
		{"violations", &table.violations, &violationRates, &violationRisks, &violationExposures, youngViolations, 1.45, table.Violations},
		{"accidents", &table.accidents, &accidentRates, &accidentRisks, &accidentExposures, youngAccidents, 1.1, table.Accidents},
	} {
		row := -1
		for class := range incidentClasses {
			for driver := range classCells {
				row++
				line, sex, level, quarter := driver/driverCells/sexes, driver/driverCells%sexes, driver/exposureQuarters%RiskLevels, driver%exposureQuarters
				for exposure := range ExposureLevels {
					if exposure/4 != quarter {
						continue
					}
					if got := table.Row(int(incidentClasses[class]), NewDriver(line, sex, level, exposure)); got != row {
						t.Fatalf("class %d, line %d, sex %d, level %d, exposure %d are row %d, want %d", class, line, sex, level, exposure, got, row)
					}
				}
				risk := float64(kind.risks[level]) / 1000
				if class < youngClasses {
					risk = 1 + (risk-1)*kind.young/1000
				}
				mean := float64(kind.rates[class]) / 10_000 * risk * float64(kind.exposures[quarter]) / 1000 * incidentTilt(kind.ratio, line, sex)
				if got := float64(kind.table.mean[row]) / (1 << 20); math.Abs(got-mean) > 3e-4*mean+1e-5 {
					t.Errorf("%s, row %d: mean %.5f, want %.5f", kind.name, row, got, mean)
				}
				want, got := incidentCell(mean), incidentDraws(t, row, kind.number)
				for n := range got {
					if math.Abs(got[n]-want[n]) > 0.0005 {
						t.Errorf("%s, row %d: %.4f have %d, want %.4f", kind.name, row, got[n], n, want[n])
					}
				}
			}
		}
	}
}

// incidentCell returns the shares of the Poisson distribution of a mean, cut off.
func incidentCell(mean float64) (p [MaxIncidents + 1]float64) {
	sum, w := 0.0, 1.0
	for n := range p {
		p[n] = w
		sum += w
		w *= mean / float64(n+1)
	}
	for n := range p {
		p[n] /= sum
	}
	return p
}

// incidentDraws returns the shares of the numbers that evenly spaced draws give, and requires
// that a higher draw never gives fewer.
func incidentDraws(t *testing.T, row int, number func(row int, drawn uint64) int) (p [MaxIncidents + 1]float64) {
	t.Helper()
	last := number(row, 0)
	if last != 0 {
		t.Errorf("row %d: the lowest draw gives %d", row, last)
	}
	const steps = 4096
	for i := range uint64(steps) {
		n := number(row, i<<52|1<<51)
		if n < last {
			t.Fatalf("row %d: a higher draw gives %d after %d", row, n, last)
		}
		last = n
		p[n] += 1.0 / steps
	}
	if n := number(row, 1<<64-1); n < last || n > MaxIncidents {
		t.Errorf("row %d: the highest draw gives %d after %d", row, n, last)
	}
	return p
}

// incidentTilt returns the factor of a sex in a line of business, if men have ratio times the
// incidents of women and the mean is 1.
func incidentTilt(ratio float64, line, sex int) float64 {
	genders := [...][sexes]uint16{PersonalGenders, CommercialGenders}[line]
	f, m, x := float64(genders[0]), float64(genders[1]), float64(genders[2])
	women := (10_000 - x) / (f + m*ratio)
	return [...]float64{women, women * ratio, 1}[sex]
}

// TestIncidentTables: the means are as their comments say, and every age has a row.
func TestIncidentTables(t *testing.T) {
	for name, risks := range map[string][RiskLevels]uint16{"violations": violationRisks, "accidents": accidentRisks} {
		sum := 0
		for _, r := range risks {
			sum += int(r)
		}
		if sum != 1000*RiskLevels {
			t.Errorf("the risks of %s have the sum %d, want %d", name, sum, 1000*RiskLevels)
		}
	}
	for name, factors := range map[string][exposureQuarters]uint16{"violations": violationExposures, "accidents": accidentExposures} {
		sum := 0
		for i, f := range factors {
			if sum += int(f); i > 0 && f <= factors[i-1] {
				t.Errorf("the factors of exposure for %s are %v: they do not rise", name, factors)
			}
		}
		if sum != 1000*exposureQuarters {
			t.Errorf("the factors of exposure for %s have the sum %d, want %d", name, sum, 1000*exposureQuarters)
		}
	}
	for c := 1; c < len(incidentClasses); c++ {
		if violationRates[c] > violationRates[c-1] {
			t.Errorf("the rate of violations rises at %d", incidentClasses[c])
		}
	}
	table := NewIncidents()
	for age := range 128 {
		if got, want := table.Row(age, 0), Bucket(incidentClasses[:], age)*classCells; got != want {
			t.Errorf("the rows of age %d begin at %d, want %d", age, got, want)
		}
	}
}

// How new drivers of a trial get their license.
const (
	licensedAtEntry  = iota
	licensedBySurvey // by LicenseAges
)

// An incidentTrial simulates drivers on one day, with days counted from birth.
type incidentTrial struct {
	incidents *Incidents
	license   int
	ages      draw.Weighted // of the first license
	draws     draw.Rand
}

func newIncidentTrial(license int, name string) *incidentTrial {
	return &incidentTrial{
		incidents: NewIncidents(), license: license,
		ages:  draw.NewWeighted(LicenseAges[:]),
		draws: draw.NewLabel(1, name).At(uint64(license), 0),
	}
}

// driver returns the violations and accidents of a driver of an age.
func (x *incidentTrial) driver(age, sex int) (violations, accidents int) {
	r := &x.draws
	today, licensed := x.days(age)
	who, cell := NewDriver(0, sex, r.IntN(RiskLevels), r.IntN(ExposureLevels)), today-r.IntN(IncidentDays)
	for range 2 { // the cell of the day, and the one before
		row := x.incidents.Row((cell+IncidentDays/2)/365, who)
		for range x.incidents.Violations(row, r.Uint64()) {
			if day := cell + r.IntN(IncidentDays); day >= licensed && day <= today && day > today-IncidentDays {
				violations++
			}
		}
		for range x.incidents.Accidents(row, r.Uint64()) {
			if day := cell + r.IntN(IncidentDays); day >= licensed && day <= today && day > today-IncidentDays {
				accidents++
			}
		}
		cell -= IncidentDays
	}
	return min(violations, 5), min(accidents, 3)
}

// days returns today, for somebody of an age, and the day of the first license. The curve of
// ages is cut into levels: a driver at one level entered at the first of the ages up to now that
// reach the level.
func (x *incidentTrial) days(age int) (today, licensed int) {
	r := &x.draws
	today = r.IntN(365)
	if x.license == licensedBySurvey {
		from := 16 + r.Pick(&x.ages)
		if from > age {
			from = 16 + r.IntN(age-16+1)
		}
		licensed = r.IntN(365)
		if from == age && licensed > today {
			licensed = r.IntN(today + 1)
		}
		return today + age*365, licensed + from*365
	}
	level, from := r.IntN(int(DriverAges[age-16])), age
	for from > 16 && int(DriverAges[from-1-16]) > level {
		from--
	}
	licensed = r.IntN(365)
	if from == age && licensed > today {
		today, licensed = licensed, today
	}
	licensed += from * 365
	return today + age*365, licensed
}

// TestIncidentShares compares simulated drivers with the governed shares of each age group.
func TestIncidentShares(t *testing.T) {
	for group, from := range IncidentFrom {
		to := 96
		if group+1 < len(IncidentFrom) {
			to = int(IncidentFrom[group+1])
		}
		for license, name := range []string{licensedAtEntry: "license at entry", licensedBySurvey: "license by survey"} {
			if from < 25 {
				continue // a test of the root package has them, with the drivers of a book
			}
			violations, accidents := newIncidentTrial(license, "shares").shares(int(from), to)
			for _, kind := range []struct {
				name      string
				got, want [4]float64
			}{
				{"violations", violations, incidentShares(Violations[group][:])},
				{"accidents", accidents, incidentShares(Accidents[group][:])},
			} {
				worst := 0.0
				for n := range kind.got {
					worst = max(worst, math.Abs(kind.got[n]-kind.want[n]))
				}
				t.Logf("%d to %d, %s, %s: %.2f percent, want %.2f", from, to-1, name, kind.name, kind.got, kind.want)
				if limit := incidentLimits[license]; worst > limit {
					t.Errorf("%d to %d, %s, %s: %.2f points off, want at most %.1f", from, to-1, name, kind.name, worst, limit)
				}
			}
		}
	}
}

// incidentLimits are how many points the shares may be off.
var incidentLimits = [...]float64{licensedAtEntry: 0.4, licensedBySurvey: 0.5}

// shares returns the percentages of drivers of some ages with 0, 1, 2, and 3 or more.
func (x *incidentTrial) shares(from, to int) (violations, accidents [4]float64) {
	genders, ages := draw.NewWeighted(PersonalGenders[:]), draw.NewWeighted(DriverAges[from-16:to-16])
	var v [6]int
	var a [4]int
	for range 500_000 {
		n, m := x.driver(from+x.draws.Pick(&ages), x.draws.Pick(&genders))
		v[n]++
		a[m]++
	}
	return incidentShares(v[:]), incidentShares(a[:])
}

// incidentShares returns the percentages of 0, 1, 2, and 3 or more.
func incidentShares[N int | uint16](counts []N) (p [4]float64) {
	all := 0.0
	for n, c := range counts {
		p[min(n, 3)] += float64(c)
		all += float64(c)
	}
	for n := range p {
		p[n] *= 100 / all
	}
	return p
}

// TestIncidentRelations: drivers with violations have more accidents, and men have more
// violations.
func TestIncidentRelations(t *testing.T) {
	x, genders, ages := newIncidentTrial(licensedAtEntry, "relations"), draw.NewWeighted(PersonalGenders[:]), draw.NewWeighted(DriverAges[:])
	var drivers, accidents [2]float64 // without and with violations, from 30 to 65
	var people, violations, crashes [3]float64
	for range 2_000_000 {
		age, sex := 16+x.draws.Pick(&ages), x.draws.Pick(&genders)
		v, a := x.driver(age, sex)
		people[sex]++
		violations[sex] += float64(v)
		crashes[sex] += float64(a)
		if age >= 30 && age <= 65 {
			drivers[min(v, 1)]++
			accidents[min(v, 1)] += float64(a)
		}
	}
	for _, c := range []struct {
		name          string
		got, low, top float64
	}{
		{"accidents of drivers with violations to those without", accidents[1] / drivers[1] / (accidents[0] / drivers[0]), 1.8, 2.3},
		{"violations of men to women", violations[1] / people[1] / (violations[0] / people[0]), 1.3, 1.6},
		{"accidents of men to women", crashes[1] / people[1] / (crashes[0] / people[0]), 1.02, 1.18},
	} {
		t.Logf("%s: %.3f", c.name, c.got)
		if c.got < c.low || c.got > c.top {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.name, c.got, c.low, c.top)
		}
	}
}
