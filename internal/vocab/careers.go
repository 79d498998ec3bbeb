package vocab

import (
	"github.com/synthhub/synthhub/draw"
)

// Ages of those who run a business: they are of age, and few drive for it at a great age.
const (
	MinBusinessAge = 18
	MaxBusinessAge = 79
)

// Shares of students and of the retired in the personal line, in percent, by age: CareerFrom[i]
// is the first age of the shares at i. Rough shapes of the enrollment and labor-force tables of
// the Census Bureau and the Bureau of Labor Statistics; the numbers are illustrative, not copied
// from a release.
var (
	CareerFrom   = [...]uint8{16, 19, 23, 27, 55, 62, 65, 70, 75}
	StudentShare = [...]uint8{85, 45, 12, 1, 0, 0, 0, 0, 0}
	RetiredShare = [...]uint8{0, 0, 0, 0, 6, 28, 64, 82, 94}
)

// The odds of a woman in every occupation, in percent of those of OccupationWomen. With them the
// shares of women by occupation are 4.3 points above their source in the mean over all people of a
// dataset with 30 percent in the commercial line.
//
// In the personal line the odds are a little higher, so that the two lines together have nearly
// as many women as men: with the odds of the source 43 percent would be women, because the
// commercial line is mostly of men's trades. In the commercial line they are higher by far,
// because owners of firms are women more often than the workers of the trade. Both numbers are
// illustrative.
const (
	PersonalWomenOdds   = 110
	CommercialWomenOdds = 240
)

// careerWeight returns the part of the weight of an occupation that women, men or others have.
// The odds are those of PersonalWomenOdds or CommercialWomenOdds.
func careerWeight(i int, weight uint16, sex int, odds uint64) uint32 {
	const whole = 10_000
	women, men := odds*uint64(OccupationWomen[i]), 100*(1000-uint64(OccupationWomen[i]))
	return uint32(uint64(weight) * [...]uint64{women, men, women + men}[sex] * whole / (women + men))
}

// PersonalCareers returns the choice among the Occupations that somebody in the personal line can
// have at an age, other than student and retired. The sex has the order of PersonalGenders.
func PersonalCareers(age, sex int) draw.Weighted {
	return careers(age, func(i int, _ *Occupation) uint32 { return careerWeight(i, CareerWeight(i), sex, PersonalWomenOdds) })
}

// CommercialCareers returns the choice among Occupations in the commercial line at an age. The
// sex has the order of CommercialGenders.
func CommercialCareers(age, sex int) draw.Weighted {
	return careers(age, func(i int, o *Occupation) uint32 { return careerWeight(i, o.Commercial, sex, CommercialWomenOdds) })
}

// careers returns the choice among the Occupations that an age can have.
func careers(age int, weight func(i int, o *Occupation) uint32) draw.Weighted {
	weights := make([]uint32, len(Occupations))
	for i := range Occupations {
		if o := &Occupations[i]; int(o.MinAge) <= age {
			weights[i] = weight(i, o)
		}
	}
	return draw.NewWeighted(weights)
}

// FirstLastAge is the lowest LastAge.
const FirstLastAge = 61

// LastAge returns the highest age in an occupation, above all ages for most. Those who are older and not
// retired have another one.
//
// Airline pilots may not fly for an airline from 65 on (Fair Treatment for Experienced Pilots Act, 2007), and
// officers leave the armed forces at 62 (10 U.S.C. 1251); both from general knowledge. The police,
// firefighters and correctional officers of the federal government leave at 57, and those of states and cities
// at other ages: 64 as the last is illustrative.
func (o *Occupation) LastAge() int {
	switch o.Name {
	case "Military Service Member":
		return FirstLastAge
	case "Airline Pilot", "Correctional Officer", "Firefighter", "Police Officer":
		return 64
	}
	return 127
}

// CareerWeight returns the weight of an occupation among the careers in the personal line. To be a
// student or retired is no career.
func CareerWeight(occupation int) uint16 {
	if occupation == StudentOccupation || occupation == RetiredOccupation {
		return 0
	}
	return Occupations[occupation].Personal
}

// Bucket returns the position of the last of the ascending bounds that is not above v, 0 if all
// are above.
func Bucket(from []uint8, v int) int {
	i := len(from) - 1
	for i > 0 && int(from[i]) > v {
		i--
	}
	return i
}
