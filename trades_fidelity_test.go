package synthhub

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// What people of a work use their vehicles for, what trades drive, and where farmers live.

// A tradeSample is what a dataset has of work and vehicles.
type tradeSample struct {
	usages  [vocab.WorkEnd][usageEnd]mean                        // of first vehicles in the personal line
	single  [usageEnd]mean                                       // of those of employed people with one vehicle
	bodies  [vocab.LimousineFleet + 1][len(vocab.BodyNames)]mean // of first vehicles in the commercial line
	later   [vocab.LimousineFleet + 1][len(vocab.BodyNames)]mean // of later ones
	named   map[string]*[len(vocab.BodyNames)]mean               // of first vehicles, by occupation
	farmers [vocab.StateCount + 1]mean                           // 1 for those who live in the country
	all     mean                                                 // the same of all people
	plains  struct{ personal, others mean }                      // pickups of farmers and of others in the personal line
	farms   struct{ country, others mean }                       // farm use of pickups of people who are no farmers
	heavy   map[string]int                                       // trucks of the classes 7 and 8, by occupation with another fleet
}

func newTradeSample(g *Generator) *tradeSample {
	s := &tradeSample{named: map[string]*[len(vocab.BodyNames)]mean{}, heavy: map[string]int{}}
	for r := range g.All() {
		o := vocab.FindOccupation(r.Person.Occupation)
		s.addPerson(r, o)
		for k := range r.Vehicles {
			if r.Person.LOBType == LinePersonal {
				s.addPersonal(r, k, o)
			} else {
				s.addCommercial(&r.Vehicles[k], k, o)
			}
		}
	}
	return s
}

func (s *tradeSample) addPerson(r *Record, o *vocab.Occupation) {
	country := 0.0
	if inCountry(&r.Person) {
		country = 1
	}
	s.all.add(country)
	if o == &vocab.Occupations[vocab.FarmerOccupation] {
		s.farmers[r.Person.State].add(country)
	}
}

// inCountry reports whether somebody lives where there are under 200 people per square kilometer.
func inCountry(p *Person) bool {
	z := vocab.FindZIP(uint8(p.State), p.PostalCode)
	i := int(vocab.Cities[z.City].First)
	for vocab.ZIPCode(i) != p.PostalCode {
		i++
	}
	return vocab.IsRural(i)
}

// addShares counts an element of a list of shares.
func addShares(shares []mean, element int) {
	for i := range shares {
		is := 0.0
		if i == element {
			is = 1
		}
		shares[i].add(is)
	}
}

func (s *tradeSample) addPersonal(r *Record, k int, o *vocab.Occupation) {
	v := &r.Vehicles[k]
	farmer, pickup := o.Work == vocab.FarmWork, v.BodyStyle == BodyPickup
	if k == 0 {
		addShares(s.usages[o.Work][:], int(v.Usage))
		if len(r.Vehicles) == 1 && o.Work != vocab.NoWork && o.Work != vocab.StudyWork {
			addShares(s.single[:], int(v.Usage))
		}
	}
	is := func(b bool) float64 { return map[bool]float64{true: 1}[b] }
	if farmer {
		s.plains.personal.add(is(pickup))
	} else {
		s.plains.others.add(is(pickup))
	}
	if pickup && !farmer {
		if inCountry(&r.Person) {
			s.farms.country.add(is(v.Usage == UsageFarm))
		} else {
			s.farms.others.add(is(v.Usage == UsageFarm))
		}
	}
}

func (s *tradeSample) addCommercial(v *Vehicle, k int, o *vocab.Occupation) {
	if k > 0 {
		addShares(s.later[o.Fleet][:], int(v.BodyStyle))
	} else {
		addShares(s.bodies[o.Fleet][:], int(v.BodyStyle))
		if s.named[o.Name] == nil {
			s.named[o.Name] = &[len(vocab.BodyNames)]mean{}
		}
		addShares(s.named[o.Name][:], int(v.BodyStyle))
	}
	heavy := facts().Lines[facts().model(v).Line].Class >= vocab.HeavyClass
	if heavy && o.Fleet != vocab.HeavyFleet && o.Fleet != vocab.TractorFleet {
		s.heavy[o.Name]++
	}
}

// TestTrades: on every date trades drive what they work with, people use their vehicles as their work
// says, and farmers live in the country.
func TestTrades(t *testing.T) {
	t.Parallel()
	eachPeopleSample(t, VehicleRange{1, 4}, func(t *testing.T, g *Generator) {
		s := newTradeSample(g)
		s.wantUsages(t)
		s.wantBodies(t)
		s.wantFarmers(t)
	})
}

// wantUsages wants the usages of first vehicles to have the weights of their work.
func (s *tradeSample) wantUsages(t *testing.T) {
	t.Helper()
	percent := func(work vocab.Work, u Usage) float64 { return 100 * s.usages[work][u].value() }
	wantWithin(t, "percent of the single vehicles of the employed that commute", 100*s.single[UsageCommute].value(), 74, 82)
	wantWithin(t, "percent of the single vehicles of the employed that are for pleasure", 100*s.single[UsagePleasure].value(), 8, 15)
	for _, want := range []struct {
		name        string
		work        vocab.Work
		usage       Usage
		least, most float64
	}{
		{"of those who go to a place of work", vocab.SiteWork, UsageCommute, 86, 90},
		{"of those who go to a place of work", vocab.SiteWork, UsageBusiness, 2, 4},
		{"of those who go to an office", vocab.OfficeWork, UsageCommute, 72, 76},
		{"of those who go to an office", vocab.OfficeWork, UsagePleasure, 18, 24},
		{"of delivery drivers", vocab.DriveWork, UsageBusiness, 74, 86},
		{"of those who visit customers", vocab.VisitWork, UsageBusiness, 43, 49},
		{"of those with tools", vocab.ToolWork, UsageBusiness, 22, 28},
		{"of students", vocab.StudyWork, UsageCommute, 52, 58},
		{"of those who do not work", vocab.NoWork, UsageCommute, 0, 0.0001},
		{"of those who do not work", vocab.NoWork, UsagePleasure, 98, 100},
		{"of farmers", vocab.FarmWork, UsageFarm, 40, 82},
		{"of farmers", vocab.FarmWork, UsageCommute, 0, 0.0001},
	} {
		wantWithin(t, fmt.Sprint("percent of ", want.usage, " among the first vehicles ", want.name), percent(want.work, want.usage), want.least, want.most)
	}
	wantWithin(t, "percent of farm use among pickups in the country", 100*s.farms.country.value(), 2, 6)
	wantWithin(t, "percent of farm use among other pickups", 100*s.farms.others.value(), 0, 0.0001)
}

// wantBodies wants the first vehicles of trades to be what they work with.
func (s *tradeSample) wantBodies(t *testing.T) {
	t.Helper()
	sum := func(bodies *[len(vocab.BodyNames)]mean, styles ...BodyStyle) (percent float64) {
		for _, style := range styles {
			percent += 100 * bodies[style].value()
		}
		return percent
	}
	for _, want := range []struct {
		name        string
		bodies      *[len(vocab.BodyNames)]mean
		least, most float64
		styles      []BodyStyle
	}{
		{"vans and pickups of plumbers", s.named["Plumber"], 82, 94, []BodyStyle{BodyCargoVan, BodyPickup}},
		{"vans and pickups of electricians", s.named["Electrician"], 82, 94, []BodyStyle{BodyCargoVan, BodyPickup}},
		{"pickups of landscapers", s.named["Landscaper"], 65, 76, []BodyStyle{BodyPickup}},
		{"box trucks of landscapers", s.named["Landscaper"], 0, 0.0001, []BodyStyle{BodyBoxTruck}},
		{"pickups of farmers", s.named["Farmer"], 65, 80, []BodyStyle{BodyPickup}},
		{"trucks of farmers", s.named["Farmer"], 7, 18, []BodyStyle{BodyChassisCab, BodyBoxTruck, BodyHeavyTruck}},
		{"vans and small trucks of couriers", s.named["Courier"], 77, 92, []BodyStyle{BodyCargoVan, BodyStepVan, BodyBoxTruck}},
		{"box trucks and step vans of movers", s.named["Mover"], 70, 86, []BodyStyle{BodyBoxTruck, BodyStepVan}},
		{"truck chassis of tow truck operators", s.named["Tow Truck Operator"], 80, 94, []BodyStyle{BodyChassisCab}},
		{"heavy trucks of dump truck operators", s.named["Dump Truck Operator"], 75, 97, []BodyStyle{BodyHeavyTruck}},
		{"heavy trucks of concrete contractors", s.named["Concrete Contractor"], 75, 97, []BodyStyle{BodyHeavyTruck}},
		{"tractors of long-haul truck drivers", s.named["Long-Haul Truck Driver"], 62, 88, []BodyStyle{BodyTractor}},
		{"cars and SUVs of real estate agents", s.named["Real Estate Agent"], 82, 96, []BodyStyle{BodySedan, BodyHatchback, BodyWagon, BodyCoupe, BodyConvertible, BodySUV}},
		{"cars, SUVs and vans of restaurant owners", s.named["Restaurant Owner"], 84, 97, []BodyStyle{BodySedan, BodyHatchback, BodyWagon, BodySUV, BodyCargoVan, BodyMinivan, BodyPassengerVan}},
		{"pickups among later vehicles of trades with heavy trucks", &s.later[vocab.HeavyFleet], 25, 43, []BodyStyle{BodyPickup}},
		{"tractors among later vehicles of trades that haul", &s.later[vocab.TractorFleet], 45, 72, []BodyStyle{BodyTractor}},
	} {
		wantWithin(t, "percent of "+want.name, sum(want.bodies, want.styles...), want.least, want.most)
	}
	if len(s.heavy) > 0 {
		t.Errorf("trucks of the classes 7 and 8 belong to %v", s.heavy)
	}
}

// wantFarmers wants farmers in the country, where their state has ZIP codes there.
func (s *tradeSample) wantFarmers(t *testing.T) {
	t.Helper()
	var farmers mean
	for state := range s.farmers {
		if countryZIPs(uint8(state)) > 0 {
			farmers.merge(s.farmers[state])
		}
	}
	wantWithin(t, "percent of farmers in the country", 100*farmers.value(), 80, 92)
	wantWithin(t, "percent of all people in the country", 100*s.all.value(), 28, 36)
	wantWithin(t, "pickups of farmers in the personal line, over those of others", s.plains.personal.value()/s.plains.others.value(), 2.8, 6)
}

// countryZIPs returns the number of the ZIP codes of a state in the country.
func countryZIPs(state uint8) (n int) {
	for i := range vocab.ZIPs {
		if vocab.Cities[vocab.ZIPs[i].City].State == state && vocab.IsRural(i) {
			n++
		}
	}
	return n
}
