// Package governed computes the shares of values that draws from the tables lead to on a day.
package governed

import (
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// People is the number of the people of a Line. It is so small that products with other weights have 64 bits.
const People = 1 << 36

// A Line is a line of business.
type Line struct {
	Percent  uint64          // of all people
	Genders  []uint16        // weights, in the order of vocab.PersonalGenders
	Ages     timeline.Spread // of People
	Vehicles []uint16        // weights of the numbers of vehicles of adults, from MinVehicles on

	MinVehicles int
	Adult       timeline.Day // days of age from which on people have more than MinVehicles
	Teenager    [2]int       // the ages in years between which people stop to have the vehicles of teenagers; zeros if nobody has
}

// AgesOf returns the ages of the people of the first slots on a day, of whom the slots with hard values have those of
// their own. Old is nil for a line without slots of the old.
func AgesOf(people, old *timeline.Entries, slots int, day, leapDay timeline.Day) timeline.Spread {
	leapSlots, oldSlots := timeline.HardSlots(slots)
	if old == nil {
		oldSlots = 0
	}
	others := people.Spread(People)
	ages := make(timeline.Spread, len(others))
	ages.Add(others, slots-leapSlots-oldSlots, slots)
	ages.Add(others.LeapBirths(people, day, leapDay), leapSlots, slots)
	if oldSlots > 0 {
		ages.Add(old.Spread(People), oldSlots, slots)
	}
	return ages
}

// Statuses are weights of the marital statuses, in the order of vocab.MaritalTable, by gender. The last row is that of all
// genders.
type Statuses [4][4]uint64

func (s *Statuses) add(gender, status int, w uint64) {
	s[gender][status] += w
	s[len(s)-1][status] += w
}

// Marital returns the marital statuses of all people, and of each group of ages. The group is that of an age in days.
// The shares are those of the ages that people read.
func Marital(lines []Line, table *vocab.MaritalTable, groupOf []int, groups int) (all Statuses, byGroup []Statuses) {
	const days = 365
	byGroup = make([]Statuses, groups)
	for i := range lines {
		for x, people := range lines[i].Ages {
			if people == 0 {
				continue
			}
			age, next := timeline.ReadAges(timeline.Day(x))
			for gender, part := range lines[i].Genders {
				n := people * lines[i].Percent * uint64(part) / 10_000
				now, later := table.Shares(gender, age), table.Shares(gender, age+1)
				for status := range now {
					w := n * (now[status]*(days-next) + later[status]*next) / days
					all.add(gender, status, w)
					byGroup[groupOf[x]].add(gender, status, w)
				}
			}
		}
	}
	return all, byGroup
}

// sum returns the sum of the weights of the numbers of vehicles, and that of these weights times the numbers.
func (l *Line) sum() (sum, vehicles uint64) {
	for i, w := range l.Vehicles {
		sum, vehicles = sum+uint64(w), vehicles+uint64(w)*uint64(l.MinVehicles+i)
	}
	return sum, vehicles
}

// VehicleCounts returns the people by number of vehicles, from MinVehicles on: minors have the minimum.
func (l *Line) VehicleCounts() []uint64 {
	minors, adults := uint64(0), uint64(0)
	for x, people := range l.Ages {
		if timeline.Day(x) < l.Adult {
			minors += people
		} else {
			adults += people
		}
	}
	sum, _ := l.sum()
	counts := make([]uint64, len(l.Vehicles))
	for i, w := range l.Vehicles {
		counts[i] = adults * uint64(w) / sum
	}
	counts[0] += minors
	return counts
}

// Fleet returns the number of the vehicles of the line, and how many of them are those of teenagers.
func (l *Line) Fleet() (all, teenage uint64) {
	sum, vehicles := l.sum()
	from, days := timeline.DaysOfYears(l.Teenager[0]), timeline.Day(365*(l.Teenager[1]-l.Teenager[0]))
	for x, people := range l.Ages {
		n := people * uint64(l.MinVehicles)
		if timeline.Day(x) >= l.Adult {
			n = people * vehicles / sum
		}
		all += n
		// They end on each of the days from the first age on alike.
		if later := from + days - 1 - timeline.Day(x); later > 0 && days > 0 {
			teenage += n / uint64(days) * uint64(min(later, days))
		}
	}
	return all, teenage
}

// ModelYears returns the weights of the model years on a day, from the first one of the stocks. Those of teenagers
// are of a stock of their own; the others are half of the older and half of the newer ones.
func (l *Line) ModelYears(older, newer, teen *timeline.Stock, day timeline.Day) []uint64 {
	all, teenage := l.Fleet()
	const few = 1 << 16 // so that the products have 64 bits
	others, teenage := (all-teenage)/few, 2*teenage/few
	a, b, c := older.Shares(nil, day), newer.Shares(nil, day), teen.Shares(nil, day)
	weights := make([]uint64, len(a))
	for i := range weights {
		weights[i] = others*uint64(a[i]+b[i]) + teenage*uint64(c[i])
	}
	return weights
}
