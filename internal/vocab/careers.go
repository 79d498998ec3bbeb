package vocab

import (
	"slices"

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

// NewJobsAt reports whether PersonalJobs and CommercialJobs may differ from those of the age
// before.
func NewJobsAt(age int) bool {
	youngest := func(o Occupation) bool { return int(o.MinAge) == age }
	return age == MinBusinessAge || slices.Contains(CareerFrom[:], uint8(age)) || slices.ContainsFunc(Occupations[:], youngest)
}

// PersonalJobs returns the choice among Occupations in the personal line at an age: students and
// the retired by their shares, all others by how common they are.
func PersonalJobs(age int) draw.Weighted {
	i := Bucket(CareerFrom[:], age)
	student, retired := uint64(StudentShare[i]), uint64(RetiredShare[i])
	weights, all := make([]uint64, len(Occupations)), uint64(0)
	for i := range Occupations {
		o := &Occupations[i]
		if i != StudentOccupation && i != RetiredOccupation && int(o.MinAge) <= age {
			all += uint64(o.Personal)
			weights[i] = uint64(o.Personal) * (100 - student - retired)
		}
	}
	weights[StudentOccupation], weights[RetiredOccupation] = all*student, all*retired
	return draw.NewWeighted(weights)
}

// CommercialJobs returns the choice among Occupations in the commercial line at an age.
func CommercialJobs(age int) draw.Weighted {
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
