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

// addSums fills the sums of Miles: of the years before an age, which counts from half a year after the
// vehicle was built on.
func (t *Miles) addSums() {
	for body := range t.vehicle {
		sum := -int32(t.vehicle[body][0]) / 2
		for age := range t.sums[body] {
			t.sums[body][age] = sum
			sum += int32(t.vehicle[body][age])
		}
	}
}

// Usual returns the usual miles of a body at the start of a year of age, for a base as in Of.
func (t *Miles) Usual(base int, body Body, age int) int {
	return max(0, base*int(t.sums[body][min(age, len(t.sums[0])-1)])>>10)
}

// Former returns what the odometer of a vehicle shows when somebody buys it, so many days after the start of a
// year of age. Some drive twice as far as others; the draw decides. A new vehicle has run
// up to 70 miles.
func (t *Miles) Former(base, line int, body Body, age, days int, drawn uint64) int {
	const delivery, part = 6, 1<<18 - 1
	age = min(age, len(t.sums[0])-1)
	run := uint64(max(0, t.sums[body][age]+int32(uint32(t.vehicle[body][age])*uint32(days)*718>>18))) // in 2^-10 years of a new car; 718 is 2^18/365
	spread := spreadFrom + (drawn>>28&part*spreadHalf+drawn>>46*spreadHalf)>>18
	exposure := uint64(t.exposure[line][drawn>>24&(ExposureLevels-1)])
	return delivery + int(drawn>>18&63) + int(uint64(base)*run>>10*exposure*spread>>20)
}

// Rate returns how far somebody drives a vehicle, for Run: the line and exposure are those of Driven, the
// others those of Of.
func (t *Miles) Rate(line, exposure, base int, share uint32, drawn uint64) uint64 {
	spread := spreadFrom + drawn>>32*spreadHalf>>32 + drawn&(1<<32-1)*spreadHalf>>32
	return uint64(base) * uint64(t.exposure[line][exposure]) >> 10 * uint64(share) * spread >> 20
}

// Run returns the miles of some years, at least one, from ages of the driver and of the vehicle on; the first year
// has only so many days left. The years have the miles of Of. The reading may come a little
// earlier or later in the year: by up to a sixteenth of the miles of the last one, as the noise says.
func (t *Miles) Run(rate uint64, line, sex int, body Body, driver, age, years, days int, noise uint64) int {
	vehicle, person := t.vehicle[body][age:age+years], t.person[line][sex][driver:driver+years]
	sum, last := int64(0), int64(0)
	for i, v := range vehicle {
		last = int64(v) * int64(person[i])
		sum += last
	}
	sum -= int64(vehicle[0]) * int64(person[0]) * int64(365-days) / 365
	sum += last * (int64(noise>>(24+3*uint(age+years)%32)&31) - 16) >> 8
	return int(rate * uint64(max(sum, 0)) >> 20)
}
