package governed

import (
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// lineOf returns a line of people of one age, of whom half have two and half four vehicles as adults.
func lineOf(age timeline.Day) Line {
	l := Line{Percent: 100, Genders: vocab.PersonalGenders[:], Ages: make(timeline.Spread, timeline.DaysOfYears(96)), Vehicles: []uint16{5, 0, 5},
		MinVehicles: 2, Adult: timeline.DaysOfYears(18), Teenager: [2]int{20, 24}}
	l.Ages[age] = 1460 * 1000
	return l
}

// TestLine: people have the minimum of vehicles up to the day on which they are adults, and then those of the weights. They stop to
// have the vehicles of teenagers on any of the 1,460 days from the 20th birthday on.
func TestLine(t *testing.T) {
	for _, c := range []struct {
		name         string
		age          timeline.Day
		counts       []uint64
		all, teenage uint64
	}{
		{"the last day of a minor", timeline.DaysOfYears(18) - 1, []uint64{1_460_000, 0, 0}, 2_920_000, 2_920_000},
		{"the first day of an adult", timeline.DaysOfYears(18), []uint64{730_000, 0, 730_000}, 4_380_000, 4_380_000},
		{"the day before the first end", timeline.DaysOfYears(20) - 1, []uint64{730_000, 0, 730_000}, 4_380_000, 4_380_000},
		{"the day of the first end", timeline.DaysOfYears(20), []uint64{730_000, 0, 730_000}, 4_380_000, 4_377_000},
		{"the day before the last end", timeline.DaysOfYears(20) + 1458, []uint64{730_000, 0, 730_000}, 4_380_000, 3000},
		{"the day of the last end", timeline.DaysOfYears(20) + 1459, []uint64{730_000, 0, 730_000}, 4_380_000, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := lineOf(c.age)
			if got := l.VehicleCounts(); !slices.Equal(got, c.counts) {
				t.Errorf("%v have two to four vehicles, want %v", got, c.counts)
			}
			if all, teenage := l.Fleet(); all != c.all || teenage != c.teenage {
				t.Errorf("%d vehicles, of teenagers %d, want %d and %d", all, teenage, c.all, c.teenage)
			}
			if l.Teenager = [2]int{}; true {
				if _, teenage := l.Fleet(); teenage != 0 {
					t.Errorf("%d vehicles of teenagers in a line without", teenage)
				}
			}
		})
	}
}

// TestMarital: in mid-year the shares are those of the age in the table, on a birthday the mean of two, and the row of all
// genders is the sum of the others.
func TestMarital(t *testing.T) {
	table := vocab.NewMaritalTable()
	for _, c := range []struct {
		name     string
		age      timeline.Day
		now, one int // ages in the table
	}{
		{"in mid-year", timeline.DaysOfYears(40) + 182, 40, 40},
		{"on a birthday", timeline.DaysOfYears(40), 39, 40},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups := make([]int, timeline.DaysOfYears(96))
			groups[c.age] = 1
			all, byGroup := Marital([]Line{lineOf(c.age)}, table, groups, 2)
			if byGroup[1] != all || byGroup[0] != (Statuses{}) {
				t.Errorf("the group has %v of %v", byGroup[1], all)
			}
			for status := range all[0] {
				sum := uint64(0)
				for gender, part := range vocab.PersonalGenders {
					sum += all[gender][status]
					now, later := table.Shares(gender, c.now)[status], table.Shares(gender, c.one)[status]
					want := float64(now+later) / 2 / 65536
					people := float64(1460*1000*100) * float64(part) / 10_000 * 65536
					if got := float64(all[gender][status]) / people; got < want-0.0002 || got > want+0.0002 {
						t.Errorf("gender %d, status %d: %.5f, want %.5f", gender, status, got, want)
					}
				}
				if all[len(all)-1][status] != sum {
					t.Errorf("status %d: %d of all genders, want %d", status, all[len(all)-1][status], sum)
				}
			}
		})
	}
}
