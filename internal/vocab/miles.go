package vocab

// ExposureLevels is the number of equally likely levels that say how much somebody drives: a
// person keeps one for life.
const ExposureLevels = 16

// exposures holds the miles of each level, per mille of the mean. They are the middles of
// sixteenths of a log-normal distribution whose logarithm has the deviation 0.35. Illustrative.
var exposures = [ExposureLevels]uint16{493, 596, 664, 720, 772, 821, 870, 920, 972, 1027, 1088, 1158, 1240, 1346, 1499, 1814}

// milesAges are the ages at which the miles of personMiles stand.
var milesAges = [...]uint8{16, 18, 20, 24, 30, 40, 50, 55, 60, 65, 70, 75, 80, 85, 95}

// personMiles holds the miles of women and of men in the personal line at the ages of milesAges,
// per mille of the mean, in a vehicle of one kind and usage. Between two ages they lie on a
// straight line.
//
// Source: Federal Highway Administration, average annual miles per driver by age group, table of
// 2018, available at second hand. Men and women drive 8,206 and 6,873 miles up to 19; 17,976 and
// 12,004 from 20; 18,858 and 11,464 from 35; 15,859 and 7,780 from 55; 10,304 and 4,785 from 65.
// The numbers are fitted so that all miles of a person have the ratios of this table: the retired
// do not commute, so the rest of their difference is smaller here. Illustrative: the shape within
// an age group, and that people of unspecified gender have the mean of women and men.
var personMiles = [2][len(milesAges)]uint16{
	{632, 694, 812, 968, 985, 940, 847, 730, 611, 578, 540, 454, 341, 254, 172},
	{696, 804, 1080, 1444, 1537, 1504, 1446, 1374, 1253, 1238, 1158, 979, 744, 539, 334},
}

// vehicleMiles holds, for cars, pickups, and other light trucks, the miles in a year by age of the
// vehicle in years, per mille of those of a new car.
//
// Source: Environmental Protection Agency, OMEGA model, schedule of vehicle miles by body style of
// November 2022, which is that of the CAFE model of the National Highway Traffic Safety
// Administration. After ten years a car runs 73 percent of the miles of a new one, a pickup 63 and
// other light trucks 75.
var vehicleMiles = [...][40]uint16{
	{
		1000, 966, 934, 903, 874, 847, 821, 796, 773, 751, 729, 709, 690, 671,
		653, 636, 619, 603, 586, 570, 554, 538, 522, 506, 489, 472, 454, 436,
		417, 397, 376, 354, 331, 307, 282, 255, 227, 197, 165, 132,
	},
	{
		1191, 1130, 1072, 1019, 970, 925, 883, 845, 809, 777, 748, 721, 696, 674,
		654, 636, 620, 605, 592, 579, 568, 558, 548, 539, 530, 521, 512, 502,
		493, 482, 471, 459, 445, 430, 414, 396, 376, 354, 330, 303,
	},
	{
		1020, 993, 966, 940, 914, 889, 864, 839, 815, 792, 768, 746, 723, 701,
		679, 658, 637, 617, 597, 577, 558, 539, 521, 503, 485, 468, 451, 435,
		419, 403, 388, 373, 359, 345, 332, 319, 306, 294, 282, 270,
	},
}

// ordinalShares holds the part of the miles that vehicles of a household have by ordinal, in 2^-10
// of what the rest says. The last is that of all later ones.
//
// Source: Department of Energy, fact of the week 1047, from the National Household Travel Survey of
// 2017: the second vehicle of a household runs 50 to 55 percent of the miles of the first. Together
// with the usage, which is other for later vehicles, it is 51 percent here, then 34 and 20 percent:
// so people with two, three and four vehicles drive about 1.5, 1.85 and 2.05 times as far as those
// with one. The first does not depend on the others. What follows the second is illustrative.
//
// In the commercial line, the second row, all vehicles run as far.
var ordinalShares = [2][4]uint16{{1024, 640, 475, 280}, {1024, 1024, 1024, 1024}}

// Miles say how much people and vehicles drive. They do not change.
type Miles struct {
	person   [2][sexes][128]uint16      // by line of business, sex and age, in 2^-10 of the mean
	vehicle  [len(BodyNames)][64]uint16 // by age, in 2^-10 of a new car
	exposure [2][ExposureLevels]uint16  // by line of business, in 2^-10 of the mean
	sums     [len(BodyNames)][64]int32  // of vehicle before an age

	personSums [2][sexes][128]uint32 // of person before an age
	inverse    [64]uint32            // 2^16 over a number of years
}

// NewMiles returns the tables.
func NewMiles() *Miles {
	t := &Miles{}
	personal, commercial := &t.person[0], &t.person[1]
	for age := range personal[0] {
		women, men := personMilesAt(0, age), personMilesAt(1, age)
		personal[0][age], personal[1][age], personal[2][age] = binary(women), binary(men), binary((women+men)/2)
		commercial[0][age], commercial[1][age], commercial[2][age] = 1024, 1024, 1024
	}
	for body := range t.vehicle {
		curve := &vehicleMiles[0]
		switch Body(body) {
		case SUV, Minivan, PassengerVan:
			curve = &vehicleMiles[2]
		case Pickup, CargoVan, StepVan, BoxTruck, ChassisCab, Tractor, HeavyTruck:
			curve = &vehicleMiles[1]
		}
		for age := range t.vehicle[body] {
			t.vehicle[body][age] = binary(int(curve[min(age, len(curve)-1)]))
		}
	}
	for i, e := range exposures {
		t.exposure[0][i] = binary(int(e))
		t.exposure[1][i] = (1024 + t.exposure[0][i]) / 2
	}
	t.addSums()
	return t
}

// binary returns a number per mille in 2^-10.
func binary(perMille int) uint16 { return uint16((perMille<<10 + 500) / 1000) }

// personMilesAt returns the miles at an age, on the straight line between two ages of milesAges.
func personMilesAt(sex, age int) int {
	miles := &personMiles[sex]
	i := Bucket(milesAges[:], age)
	if age <= int(milesAges[0]) || i == len(milesAges)-1 {
		return int(miles[i])
	}
	from, to := int(milesAges[i]), int(milesAges[i+1])
	return (int(miles[i])*(to-age) + int(miles[i+1])*(age-from)) / (to - from)
}

// Person returns the miles of somebody in a line of business, 0 for personal and 1 for commercial, in 2^-10 of the
// mean. In the commercial line others drive too, so age and sex do not count.
func (t *Miles) Person(line, sex, age int) uint32 { return uint32(t.person[line][sex][age]) }

// Rate returns the miles in a year of a new car that somebody of mean age drives: those of somebody who drives as
// much as the mean has alone, times what the exposure, MilesShare and a draw say. In the commercial line the exposure
// counts half.
func (t *Miles) Rate(line, exposure, base int, share uint32, drawn uint64) uint64 {
	spread := spreadFrom + drawn>>32*spreadHalf>>32 + drawn&(1<<32-1)*spreadHalf>>32
	return uint64(base) * uint64(t.exposure[line][exposure]) >> 10 * uint64(share) * spread >> 20
}

// Of returns the miles of a vehicle in a year, by Rate, Person, and the body and age of the vehicle.
func (t *Miles) Of(rate uint64, person uint32, body Body, age int) int {
	return int(rate * uint64(person) * uint64(t.vehicle[body][min(age, len(t.vehicle[0])-1)]) >> 20)
}

// Vehicles that are equal in all else differ by up to 30 percent: the factor, in 2^-10, is
// spreadFrom and two parts of up to spreadHalf, so most are near the mean. Illustrative.
const (
	spreadFrom = 717
	spreadHalf = 307
)

// MilesShare returns the part of a vehicle by ordinal, in 2^-10, in a line of business as in Driven.
func MilesShare(line, ordinal int) uint32 {
	return uint32(ordinalShares[line][min(ordinal, len(ordinalShares[line])-1)])
}
