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

// PersonalCareers returns the choice among the Occupations that somebody in the personal line can
// have at an age, other than student and retired.
func PersonalCareers(age int) draw.Weighted {
	weights := make([]uint16, len(Occupations))
	for i := range Occupations {
		if int(Occupations[i].MinAge) <= age {
			weights[i] = CareerWeight(i)
		}
	}
	return draw.NewWeighted(weights)
}

// CareerWeight returns the weight of an occupation among the careers in the personal line. To be a
// student or retired is no career.
func CareerWeight(occupation int) uint16 {
	if occupation == StudentOccupation || occupation == RetiredOccupation {
		return 0
	}
	return Occupations[occupation].Personal
}

// CommercialCareers returns the choice among Occupations in the commercial line at an age.
func CommercialCareers(age int) draw.Weighted {
	return WeightedBy(Occupations[:], func(o *Occupation) uint16 {
		if int(o.MinAge) > age {
			return 0
		}
		return o.Commercial
	})
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
