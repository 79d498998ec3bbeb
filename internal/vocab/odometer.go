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

// Usual returns the usual miles of a body at the start of a year of age, for a base as in Of.
func (t *Miles) Usual(base int, body Body, age int) int {
	return max(0, base*int(t.sums[body][min(age, len(t.sums[0])-1)])>>10)
}

// UpTo returns what a vehicle has run so many days after the start of a year of age, in 2^-10 years of a new car.
func (t *Miles) UpTo(body Body, age, days int) int32 {
	age = min(age, len(t.sums[0])-1)
	return t.sums[body][age] + int32(uint32(t.vehicle[body][age])*uint32(days)*718>>18) // 718 is 2^18/365
}

// Former returns what the odometer of a vehicle that has run as UpTo says shows when somebody buys it: somebody who drives
// so many miles, in 2^-10 of the mean. Those who drive little buy, or have always had, vehicles that were driven
// little: their own miles count half. Otherwise some former owners drove twice as far as others, and some kept the vehicle in a
// garage after its first years; the draw decides. A new vehicle has run up to 70 miles.
func (t *Miles) Former(base, line int, run int32, owner uint32, drawn uint64) int {
	const delivery, part = 6, 1<<18 - 1
	const garaged, fewYears, fewer = 2, 9 << 10, 6 // 2 of the 16 levels, from 9 years of a new car on, one sixth
	level := drawn >> 24 & (ExposureLevels - 1)
	if run > fewYears && level < garaged {
		run = fewYears + (run-fewYears)/fewer
	}
	spread := spreadFrom + (drawn>>28&part*spreadHalf+drawn>>46*spreadHalf)>>18
	miles := uint64(base) * uint64(max(run, 0)) >> 10 * uint64(t.exposure[line][level]) * spread >> 20
	return delivery + int(drawn>>18&63) + Worn(base, int(miles*uint64(1<<10+owner)>>11))
}

// Worn returns the miles of vehicles that are still there, for those that a vehicle with a base as in Of would have
// run: those that run most are scrapped first. So of the miles above 100,000 some do not count, and of those above
// 200,000 most. Heavy trucks run on.
func Worn(base, miles int) int {
	if base > FormerWorkMiles {
		return miles
	}
	return miles - max(0, miles-100_000)*2/5 - max(0, miles-200_000)*3/10
}

// Since returns the miles of a vehicle since it had run as UpTo says, in some years, at least one, up to the start of a
// year of age, for a driver who had an age then. They are the miles of Of for the vehicle in each of the years, and for
// the mean of the driver in these years: so no year is looked up alone, and the sum still grows from year to
// year. The reading may come a little earlier or later in the year: by up to a sixteenth of the miles of the last one,
// as the noise says.
func (t *Miles) Since(rate uint64, line, sex int, body Body, run int32, driver, years, age int, noise uint64) int {
	people := &t.personSums[line][sex]
	run = t.sums[body][age] - run + int32(t.vehicle[body][age-1])*(int32(noise>>(24+3*uint(age)%32)&31)-16)>>8
	mean := uint64(people[driver+years]-people[driver]) * uint64(t.inverse[years]) >> 16
	return int(rate * uint64(max(run, 0)) * mean >> 20)
}
