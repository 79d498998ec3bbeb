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
	run := int64(t.sums[body][age]) + int64(t.vehicle[body][age])*int64(days)/365 // in 2^-10 years of a new car
	spread := spreadFrom + (drawn>>28&part)*spreadHalf>>18 + drawn>>46*spreadHalf>>18
	exposure := uint64(t.exposure[line][drawn>>24&(ExposureLevels-1)])
	return delivery + int(drawn>>18&63) + int(uint64(base)*uint64(max(run, 0))>>10*exposure*spread>>20)
}

// A Driving is how far somebody drives a vehicle year by year.
type Driving struct {
	person  *[128]uint16
	vehicle *[64]uint16
	rate    uint64
	noise   uint64
}

// Driving returns how far somebody drives, by line and sex as in Driven: the base, the body, the
// share and the first draw are those of Of, and the second draw tells the years apart.
func (t *Miles) Driving(line, sex, exposure, base int, body Body, share uint32, drawn, noise uint64) Driving {
	spread := spreadFrom + drawn>>32*spreadHalf>>32 + drawn&(1<<32-1)*spreadHalf>>32
	return Driving{&t.person[line][sex], &t.vehicle[body], uint64(base) * uint64(t.exposure[line][exposure]) >> 10 * uint64(share) * spread >> 10, noise}
}

// Year returns the miles of a year, by the ages of the driver and of the vehicle. They are those of Of, and up to 6
// percent more or less.
func (d *Driving) Year(driver, age int) int {
	const least, step = 1<<10 - 62, 4
	year := least + step*(d.noise>>(24+7*uint(age)%36)&31)
	return int(d.rate * uint64(d.person[driver&127]) >> 10 * uint64(d.vehicle[min(age, len(d.vehicle)-1)]) * year >> 30)
}
