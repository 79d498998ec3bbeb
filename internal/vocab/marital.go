package vocab

// Marital status by sex and single year of age.

// maritalAges are the ages at which the shares of maritalShares stand.
var maritalAges = [...]uint8{18, 19, 20, 22, 25, 27, 30, 32, 35, 37, 42, 47, 52, 57, 62, 67, 72, 77, 82, 87, 92, 96}

// maritalShares holds, for women and for men, the shares of 10,000 up to the end of Single, of
// Married and of Divorced in the order Single, Married, Divorced, Widowed. Divorced includes
// the separated. A column belongs to an age of maritalAges; between two ages the shares lie on
// a straight line.
//
// Source: Census Bureau, American Community Survey of 2018 (1 year), table B12002, by sex and
// 13 age groups from 18, from a copy in the public repository
// gabrieljohndusing/NCNW-Project-Datasets. The columns are fitted: the mean of each age group
// is that of the source within 0.15 points, with the ages weighted with DriverAges and read up to
// half a year too early or too late. A test compares them with the source. Single and the end
// of Divorced never rise with age, so nobody becomes single again and no widow becomes anything
// else. The end of Married falls and rises: who is divorced may marry. Nobody is divorced up to 19,
// or widowed up to 25.
//
// Illustrative: the shape within an age group, above all over 85, where the last group of the
// source ends; that drivers are like the population, although the unmarried young and the
// widowed old drive less; and that everybody up to 18 is single (the source: 98 to 99 percent).
var maritalShares = [2][3][len(maritalAges)]uint16{
	{ // women
		{10000, 9604, 9425, 8867, 7341, 6127, 4438, 3614, 2848, 2496, 1797, 1437, 1229, 1057, 951, 753, 513, 461, 461, 461, 461, 461},
		{10000, 10000, 9949, 9883, 9670, 9490, 9215, 9024, 8714, 8519, 8099, 7718, 7424, 7100, 6905, 6489, 5834, 4907, 3631, 2113, 1276, 908},
		{10000, 10000, 10000, 10000, 10000, 9983, 9969, 9960, 9948, 9937, 9887, 9813, 9694, 9427, 9136, 8587, 7720, 6499, 4902, 3061, 2046, 1600},
	},
	{ // men
		{10000, 9750, 9683, 9372, 8265, 7231, 5556, 4618, 3603, 3125, 2274, 1785, 1608, 1391, 1135, 797, 544, 433, 398, 391, 388, 386},
		{10000, 10000, 9976, 9961, 9812, 9680, 9486, 9332, 9048, 8884, 8592, 8220, 7996, 7827, 7824, 7768, 7840, 7803, 7111, 5853, 5158, 4852},
		{10000, 10000, 10000, 10000, 10000, 9990, 9987, 9985, 9978, 9972, 9957, 9915, 9896, 9786, 9723, 9468, 9284, 8993, 8067, 6589, 5772, 5413},
	},
}

// The ages that a MaritalTable knows: those of drivers, read up to half a year too early or too
// late.
const (
	minMaritalAge = 15
	maxMaritalAge = 96
)

// A MaritalTable has the shares of each marital status by sex and age, as parts of 65,536, and
// says through which statuses a life passes.
type MaritalTable struct {
	last [3][maxMaritalAge - minMaritalAge + 1][3]uint16
	rows [3][maxMaritalAge - minMaritalAge + 1]maritalRow
}

// A maritalRow divides those of a sex and age by two draws of 65,536. Who has a first draw below
// single is Single. All others have been married, the longer the larger the first draw. The
// second draw divides them into Divorced, at its lower end, Widowed, at its upper end, and
// Married between. The newly married are all Married where that is possible, and the parts grow
// with the time since: so somebody marries, is divorced or not, marries again or not, and is
// widowed out of a marriage. On average the parts are the shares of the age.
type maritalRow struct {
	single                        uint32
	inverse                       uint32 // 2^32 over those who have been married
	divorced, widowed             int32  // mean of the part, of those who have been married
	divorcedSpread, widowedSpread int32  // how much larger it is for the longest married
}

func newMaritalRow(last *[3]uint16) (r maritalRow) {
	const all = 1 << 16
	r.single = uint32(last[0]) + 1
	ever := int32(all - r.single)
	if ever == 0 {
		return r
	}
	r.inverse = uint32((1<<32 - 1) / int64(ever))
	r.divorced = int32(int64(last[2]-last[1]) << 16 / int64(ever))
	r.widowed = int32(int64(all-1-int32(last[2])) << 16 / int64(ever))
	married := all - r.divorced - r.widowed
	r.divorcedSpread, r.widowedSpread = min(r.divorced, married/2), min(r.widowed, married/2)
	return r
}

// NewMaritalTable returns the table. Those of unspecified gender have the mean of women and men.
func NewMaritalTable() *MaritalTable {
	t := &MaritalTable{}
	for i := range t.last[0] {
		for k := range 3 {
			women, men := maritalShare(0, k, minMaritalAge+i), maritalShare(1, k, minMaritalAge+i)
			for sex, share := range [...]uint64{2 * women, 2 * men, women + men} {
				t.last[sex][i][k] = uint16((share<<15+maritalScale/2)/maritalScale - 1)
			}
		}
		for sex := range t.rows {
			t.rows[sex][i] = newMaritalRow(&t.last[sex][i])
		}
	}
	return t
}

// maritalScale is what maritalShare counts as 1: products of the lengths of all lines divide it.
const maritalScale = 10_000 * 60

// maritalShare returns the share up to the end of a status, of maritalScale.
func maritalShare(sex, status, age int) uint64 {
	shares := &maritalShares[sex][status]
	i := Bucket(maritalAges[:], age)
	if age <= int(maritalAges[0]) || i == len(maritalAges)-1 {
		return uint64(shares[i]) * 60
	}
	from, to := int(maritalAges[i]), int(maritalAges[i+1])
	return (uint64(shares[i])*uint64(to-age) + uint64(shares[i+1])*uint64(age-from)) * 60 / uint64(to-from)
}

// At returns, for a sex in the order of PersonalGenders and an age from 15 to 96, the shares up to the
// end of Single, of Married and of Divorced, as parts of 65,536 less one. A status with the same
// end as the one before has no share.
func (t *MaritalTable) At(sex, age int) *[3]uint16 { return &t.last[sex][age-minMaritalAge] }

// Shares returns, for a sex and an age, how many of 65,536 have each status in the order of Status.
func (t *MaritalTable) Shares(sex, age int) (shares [4]uint64) {
	before := uint64(0)
	for i, last := range append(t.At(sex, age)[:], 1<<16-1) {
		shares[i], before = uint64(last)+1-before, uint64(last)+1
	}
	return shares
}

// Status returns the status that a draw chooses: 0 Single, 1 Married, 2 Divorced, 3 Widowed. Its
// upper and its lower 16 bits are the two draws. It takes no branch. With the same draw at every
// age a life passes through the statuses.
func (t *MaritalTable) Status(sex, age int, drawn uint64) int {
	r := &t.rows[sex][age-minMaritalAge]
	first, second := int64(drawn>>48), int64(drawn&0xffff)
	// From 1 for the longest married to -1 for the newly married, in 2^-16.
	seniority := 1<<16 - (0xffff-first)*int64(r.inverse)>>15
	divorced := int64(r.divorced) + int64(r.divorcedSpread)*seniority>>16
	widowed := int64(r.widowed) + int64(r.widowedSpread)*seniority>>16
	status := 1 + less(second, divorced) + 2*less(0xffff-second, widowed)
	return int(status & -less(int64(r.single)-1, first))
}

// Ever returns 1 if Status is not 0, that is, for those who have married, and else 0.
func (t *MaritalTable) Ever(sex, age int, drawn uint64) int {
	return int(less(int64(t.rows[sex][age-minMaritalAge].single)-1, int64(drawn>>48)))
}

// less returns 1 if a is less than b and 0 otherwise, without a branch.
func less(a, b int64) int64 { return int64(uint64(a-b) >> 63) }
