package vocab

// What people can pay for a vehicle.

// PayGroups is the number of groups of PayGroup.
const PayGroups = 4

// PayGroup holds for each of Occupations the quarter of the median pay of the occupations, from 1
// to PayGroups, the highest.
//
// Source: Bureau of Labor Statistics, Occupational Employment and Wage Statistics, national, May
// 2021, from a copy in the public repository openai/GPTs-are-GPTs. The quarters are of the
// occupations of this list and not of people. An owner has the pay of the trade. The survey does
// not count homemakers, soldiers, those not employed, the retired and students; their groups are
// illustrative.
var PayGroup = [len(Occupations)]uint8{
	4, 4, 2, 3, 4, 3, 2, 2, 4, 1, 4, 2, // A
	1, 1, 1, 1, 2, 3, 1, // B
	3, 1, 3, 3, 4, 4, 4, 3, 4, 4, 2, 2, 2, 1, 2, 2, 1, // C
	4, 4, 2, 2, 4, 4, 3, 1, 3, 3, // D
	4, 3, 3, 1, 1, 3, 3, 3, // E
	4, 2, 4, 4, 3, 2, 3, 2, 1, 3, 1, 3, 2, // F
	2, 4, 2, 3, 3, // G
	3, 1, 2, 3, 4, 1, 3, 2, 1, 1, 3, // H
	3, 4, 1, // I
	1, 2, 4, // J
	3, 1, 3, 2, 1, 3, 3, 2, 3, // L
	2, 3, 2, 3, 4, 3, 4, 1, 2, 1, 1, // M
	1, 4, 4, 1, // N
	4, 1, 4, 4, // O
	2, 3, 2, 3, 1, 4, 1, 2, 4, 4, 4, 3, 3, 1, 3, 1, 1, 4, 3, 4, // P
	3, 1, 4, 3, 1, 1, 2, 2, 2, // R
	3, 2, 4, 1, 2, 2, 3, 4, 2, 4, 1, 1, 3, 4, // S
	2, 1, 2, 3, 4, // T
	1,       // U
	2, 4, 1, // V
	1, 4, 2, 2, 4, 1, 3, // W
}

// NewerCarPercent holds, for each PayGroup, the percentage of those who keep newer vehicles than
// others: see CarAgeTilt. The caller shifts all four alike so that it is half of all people. Illustrative: a table of
// income by value of the vehicle was not found.
var NewerCarPercent = [PayGroups + 1]uint8{1: 26, 40, 60, 78}

// DearerCarPercent holds, for each level of means, the percentage of those who buy the dearer of
// two vehicles of a kind. The level is the PayGroup, and one less or more by age: see Buyers.
// Illustrative.
var DearerCarPercent = [PayGroups + 2]uint8{14, 28, 42, 58, 72, 84}

// CarAgeTilt and TeenCarAgeTilt say by how many percent more of the oldest vehicles there are, and
// fewer of the newest, among those who keep older ones, and among teenagers. In between the share changes in
// proportion to the rank of the age. Among those who keep newer vehicles it is the opposite, so that both
// halves together have the shares of FleetByYear. Illustrative, after two findings. Households have
// several old or several new vehicles: the model years of two of a household have a correlation of
// about 0.2. The Insurance Institute for Highway Safety (with the National Household Travel Survey of 2017): half
// of the miles of teenagers are in cars over eleven years old.
const (
	CarAgeTilt     = 85
	TeenCarAgeTilt = 45
)

// Young people drive the vehicles of teenagers up to a day between their birthdays of these ages,
// another for each vehicle.
const (
	MinTeenCarEnd = 20
	MaxTeenCarEnd = 24
)

// NewerCarShares returns for each PayGroup how many of 65,536 keep newer vehicles, with the
// differences of NewerCarPercent. Among occupations with the given weights it is half.
func NewerCarShares(weight func(occupation int) uint16) (shares [PayGroups + 1]uint32) {
	const all = 1 << 16
	sum, people := int64(0), int64(0)
	for i, group := range PayGroup {
		w := int64(weight(i))
		sum, people = sum+w*int64(NewerCarPercent[group])*all/100, people+w
	}
	for group := range shares {
		shares[group] = uint32(min(max(int64(NewerCarPercent[group])*all/100+all/2-sum/people, 0), all))
	}
	return shares
}
