package vocab

// Odometers. All miles follow the curves of miles.go, so that what a vehicle has run agrees with what it
// runs in a year.

// The miles that former owners drove in the first year of a car, as the base of Miles.Of. With that of
// the personal line a car has run 110,000 miles in ten years: about the sum of the means of the National
// Household Travel Survey of 2017, over 12,000 miles a year at ages from one to five and 7,800 over nine. Those of
// work are the bases of business usage, which are illustrative.
const (
	FormerMiles      = 13_500
	FormerWorkMiles  = 17_500
	FormerLocalMiles = 40_000 // heavy trucks that are no tractors
	FormerHeavyMiles = 63_000
)

// addSums fills the sums of Miles and inverse: of the years before an age. That of a vehicle counts from half a year after it
// was built on.
func (t *Miles) addSums() {
	for body := range t.vehicle {
		sum := -int32(t.vehicle[body][0]) / 2
		for age := range t.sums[body] {
			t.sums[body][age] = sum
			sum += int32(t.vehicle[body][age])
		}
	}
	for years := 1; years < len(t.inverse); years++ {
		t.inverse[years] = uint32((1<<16 + years/2) / years)
	}
	for line := range t.person {
		for sex := range t.person[line] {
			sum := uint32(0)
			for age, miles := range t.person[line][sex] {
				t.personSums[line][sex][age] = sum
				sum += uint32(miles)
			}
		}
	}
}

// Usual returns the usual miles of a body at the start of each year of age, for a base as in Of.
func (t *Miles) Usual(base int, body Body) (miles [len(ValueLeft[0])]uint32) {
	for age := range miles {
		miles[age] = uint32(worn(base, max(0, base*int(t.sums[body][age])>>10)))
	}
	return miles
}

// A Past says what a vehicle and its owner are, for Odometer.
type Past struct {
	Rate      uint64 // how far the owner drives a new car: Miles.Rate, with the base of the usage at the purchase
	Drawn     uint64 // decides what else there is
	Base      int    // of former owners, as for Of
	First     int    // year of age of the vehicle at the purchase
	Days      int    // from its start to the purchase
	Age       int    // year of age now
	Driver    int    // age of the owner at the purchase
	Min, Max  int    // miles of a year
	Exposure  int    // of the owner
	Line, Sex uint8  // as for Person
	Body      Body
}

// Odometer returns the last reading of an odometer: the miles of former owners, and those since the purchase.
//
// Former owners have run the miles of the body up to the purchase. Those who drive little buy, or have always had, vehicles that
// were driven little: their own miles count half. Otherwise some former owners drove twice as far as others, and some
// kept the vehicle in a garage after its first years; the draw decides. A new vehicle has run up to 70 miles.
//
// The years since then have the miles of Of for the vehicle in each of them, and for the mean of the driver: so no year
// is looked up alone, and the sum still grows from year to year. A reading may come a little earlier or later in the year: by
// up to a sixteenth of the miles of the last one, as the draw says. The first one after the purchase comes within
// the rest of that year of age, and the others when a year of age begins.
func (t *Miles) Odometer(p *Past) int {
	curve, sums, people := &t.vehicle[p.Body], &t.sums[p.Body], &t.personSums[p.Line][p.Sex]
	run := sums[p.First] + int32(uint32(curve[p.First])*uint32(p.Days)*718>>18) // 2^-10 years of a new car; 718 is 2^18/365
	years := max(p.Age-p.First, 1)
	last, driver := p.First+years, p.Driver
	noise := int32(p.Drawn>>(24+3*uint(last)%32)&31) - 16
	grown := max(0, sums[last]-run+int32(curve[last-1])*noise>>8)
	mean := uint64(people[driver+years]-people[driver]) * uint64(t.inverse[years]) >> 16
	since := int(p.Rate * uint64(grown) * mean >> 20)
	since = min(max(since, p.Min*(years-1)), p.Max*years)
	if p.Age == p.First {
		since = since * int(p.Drawn>>56) >> 8
	}
	owner := uint64(people[driver+1]-people[driver]) * uint64(t.exposure[p.Line][p.Exposure]) >> 10
	return t.former(p, run, owner) + since
}

// former returns the reading of a vehicle that has run so far, which somebody bought who drives so many
// miles, both in 2^-10 of the mean.
func (t *Miles) former(p *Past, run int32, owner uint64) int {
	const delivery, part = 6, 1<<18 - 1
	const garaged, fewYears, fewer = 3, 9 << 10, 6 // 3 of the 16 levels, from 9 years of a new car on, one sixth
	level := p.Drawn >> 24 & (ExposureLevels - 1)
	if level < garaged && run > fewYears {
		run = fewYears + (run-fewYears)/fewer
	}
	spread := spreadFrom + (p.Drawn>>28&part*spreadHalf+p.Drawn>>46*spreadHalf)>>18
	miles := uint64(p.Base) * uint64(max(run, 0)) >> 10 * uint64(t.exposure[p.Line][level]) * spread >> 20
	return delivery + int(p.Drawn>>18&63) + worn(p.Base, int(miles*(1<<10+owner)>>11))
}

// worn returns the miles of vehicles that are still there, for those that a vehicle with a base as in Of would have
// run: those that run most are scrapped first. So of the miles above 100,000 some do not count, and of those above
// 180,000 most. Heavy trucks run on.
func worn(base, miles int) int {
	if base > FormerWorkMiles {
		return miles
	}
	return miles - max(0, miles-100_000)*2/5 - max(0, miles-180_000)*2/5
}
