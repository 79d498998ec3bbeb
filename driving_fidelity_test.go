package synthhub

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// A drivenBy is somebody in the personal line: the miles of all vehicles together, and the record.
type drivenBy struct {
	miles                 int
	violations, accidents float64
}

// A drivingSample is what a dataset has of miles and incidents.
type drivingSample struct {
	drivers   []drivenBy
	bySex     [2]struct{ violations, accidents mean }
	byRecord  [2]mean                    // accidents from 30 to 65, without and with violations
	bands     [2][len(fhwaMiles[0])]mean // miles of women and men, by age
	byCount   [5]mean                    // miles of those with so many vehicles
	byOrdinal [4]mean                    // miles of the vehicles of those with four
	primary   mean                       // miles of the first vehicle
	byAge     [3][catalogYears]mean      // miles by kind and age of the vehicle
	line      [lineEnd]correlation       // of miles with the age of the vehicle, all at 0
	bounds    mean                       // share of vehicles with the least or the most miles of their usage
	commuters [2]int                     // the most commuting vehicles of those who are not married, and of the married
}

const catalogYears = 64

// fhwaFrom and fhwaMiles are the table of vocab.personMiles: miles of women and of men by age.
var (
	fhwaFrom  = []uint8{16, 20, 35, 55, 65}
	fhwaMiles = [2][5]float64{{6873, 12004, 11464, 7780, 4785}, {8206, 17976, 18858, 15859, 10304}}
)

// A correlation is that of two values.
type correlation struct{ n, x, y, xx, yy, xy float64 }

func (c *correlation) add(x, y float64) {
	c.n, c.x, c.y, c.xx, c.yy, c.xy = c.n+1, c.x+x, c.y+y, c.xx+x*x, c.yy+y*y, c.xy+x*y
}

func (c *correlation) value() float64 {
	return (c.n*c.xy - c.x*c.y) / math.Sqrt((c.n*c.xx-c.x*c.x)*(c.n*c.yy-c.y*c.y))
}

func newDrivingSample(g *Generator) *drivingSample {
	s := &drivingSample{}
	for r := range g.All() {
		total, commuters := 0, 0
		for k := range r.Vehicles {
			s.addVehicle(r, k, g.Settings().AsOf.Year())
			total += r.Vehicles[k].AnnualMileage
			if r.Vehicles[k].Usage == UsageCommute {
				commuters++
			}
		}
		married := 0
		if r.Person.MaritalStatus == MaritalMarried {
			married = 1
		}
		s.commuters[married] = max(s.commuters[married], commuters)
		if r.Person.LOBType == LinePersonal {
			s.addDriver(&r.Person, r.Profile.Age, len(r.Vehicles), total)
		}
	}
	return s
}

func (s *drivingSample) addVehicle(r *Record, k, year int) {
	v := &r.Vehicles[k]
	miles, age := float64(v.AnnualMileage), max(year-v.ModelYear, 0)
	m, atBound := mileages[v.Usage], 0.0
	if v.AnnualMileage <= m.min || v.AnnualMileage == m.max || v.AnnualMileage == maxHeavyMiles {
		atBound = 1
	}
	s.bounds.add(atBound)
	s.line[0].add(float64(age), miles)
	s.line[v.LOBType].add(float64(age), miles)
	if k == 0 {
		s.primary.add(miles)
	}
	if v.LOBType == LinePersonal {
		kind := map[BodyStyle]int{BodyPickup: 1, BodySUV: 2, BodyMinivan: 2, BodyPassengerVan: 2}[v.BodyStyle]
		s.byAge[kind][age].add(miles)
		if len(r.Vehicles) == 4 {
			s.byOrdinal[k].add(miles)
		}
	}
}

func (s *drivingSample) addDriver(p *Person, age, vehicles, miles int) {
	d := drivenBy{miles, float64(p.Violations3Yr), float64(p.Accidents3Yr)}
	s.drivers = append(s.drivers, d)
	s.byCount[vehicles].add(float64(miles))
	if age >= 30 && age <= 65 {
		s.byRecord[min(p.Violations3Yr, 1)].add(d.accidents)
	}
	if p.Gender != GenderUnspecified {
		sex := p.Gender - GenderFemale
		s.bands[sex][vocab.Bucket(fhwaFrom, age)].add(float64(miles))
		s.bySex[sex].violations.add(d.violations)
		s.bySex[sex].accidents.add(d.accidents)
	}
}

// fifths returns the accidents of those who drive least and of those who drive most: a fifth of
// the drivers each.
func (s *drivingSample) fifths() (least, most mean) {
	slices.SortStableFunc(s.drivers, func(a, b drivenBy) int { return a.miles - b.miles })
	fifth := len(s.drivers) / 5
	for i := range fifth {
		least.add(s.drivers[i].accidents)
		most.add(s.drivers[len(s.drivers)-1-i].accidents)
	}
	return least, most
}

// TestDriving: miles depend on the age and sex of the driver, on the age of the vehicle and on what
// other vehicles there are, and accidents depend on miles, violations and sex.
func TestDriving(t *testing.T) {
	t.Parallel()
	var least, most mean
	var record [2]mean
	eachPeopleSample(t, VehicleRange{1, 4}, func(t *testing.T, g *Generator) {
		s := newDrivingSample(g)
		s.wantPeople(t)
		s.wantVehicles(t)
		a, b := s.fifths()
		// Chance alone makes a deviation of 0.05.
		wantWithin(t, "accidents of the fifth that drives most to those of the fifth that drives least", b.value()/a.value(), 1.2, 1.6)
		wantWithin(t, "accidents of drivers with violations to those without", s.byRecord[1].value()/s.byRecord[0].value(), 1.8, 2.3)
		wantWithin(t, "violations of men to women", s.bySex[1].violations.value()/s.bySex[0].violations.value(), 1.3, 1.6)
		wantWithin(t, "accidents of men to women", s.bySex[1].accidents.value()/s.bySex[0].accidents.value(), 1.02, 1.2)
		least.merge(a)
		most.merge(b)
		for i := range record {
			record[i].merge(s.byRecord[i])
		}
	})
	wantWithin(t, "in all datasets, accidents of the fifth that drives most to those of the fifth that drives least", most.value()/least.value(), 1.3, 1.5)
	wantWithin(t, "in all datasets, accidents of drivers with violations to those without", record[1].value()/record[0].value(), 1.9, 2.25)
}

// wantPeople wants the miles of people of an age and a sex to have the ratios of the table, and
// those who have more vehicles to drive more.
func (s *drivingSample) wantPeople(t *testing.T) {
	t.Helper()
	for i, from := range fhwaFrom {
		women, men := s.bands[0][i].value(), s.bands[1][i].value()
		want := fhwaMiles[1][i] / fhwaMiles[0][i]
		wantWithin(t, fmt.Sprint("miles of men to women from ", from), men/women, 0.93*want, 1.07*want)
		want = fhwaMiles[1][i] / fhwaMiles[1][2]
		wantWithin(t, fmt.Sprint("miles of men from ", from, " to those from 35"), men/s.bands[1][2].value(), 0.93*want, 1.07*want)
	}
	for i, want := range []float64{1: 1, 2: 1.5, 3: 1.8, 4: 2} {
		if i > 1 {
			wantWithin(t, fmt.Sprint("miles of people with ", i, " vehicles to those with one"), s.byCount[i].value()/s.byCount[1].value(), 0.94*want, 1.06*want)
		}
	}
	wantWithin(t, "miles of the second vehicle to the first", s.byOrdinal[1].value()/s.byOrdinal[0].value(), 0.45, 0.57)
	wantWithin(t, "miles of the third vehicle to the first", s.byOrdinal[2].value()/s.byOrdinal[0].value(), 0.3, 0.45)
	if s.commuters != [2]int{1, 2} {
		t.Errorf("people who are not married commute in up to %d vehicles and the married in up to %d, want 1 and 2", s.commuters[0], s.commuters[1])
	}
}

// wantVehicles wants older vehicles to run less.
func (s *drivingSample) wantVehicles(t *testing.T) {
	t.Helper()
	for kind, want := range []float64{0.73, 0.63, 0.75} {
		ten := s.byAge[kind][9]
		ten.merge(s.byAge[kind][10])
		ten.merge(s.byAge[kind][11])
		wantWithin(t, fmt.Sprint("miles after ten years to those of a new car, pickup or SUV: kind ", kind), ten.value()/s.byAge[kind][0].value(), want-0.07, want+0.07)
	}
	for lob, name := range []string{"both lines", "the personal line", "the commercial line"} {
		wantWithin(t, "correlation of miles with the age of the vehicle in "+name, s.line[lob].value(), -0.5, -0.2)
	}
	wantWithin(t, "miles of a first vehicle", s.primary.value(), 10_000, 13_500)
	wantWithin(t, "percent of the vehicles at a bound of their range", 100*s.bounds.value(), 0, 1)
}
