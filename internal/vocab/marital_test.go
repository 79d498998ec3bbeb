package vocab

import (
	"math"
	"testing"
)

// maritalSource holds table B12002 from 18 on: the first age of each group, and the percentages
// of never married, married, separated, divorced and widowed, of women and of men.
var maritalSource = []struct {
	from     int
	percents [2][5]float64
}{
	{18, [2][5]float64{{97.76, 2.05, 0.09, 0.07, 0.04}, {98.59, 1.27, 0.03, 0.05, 0.05}}},
	{20, [2][5]float64{{86.98, 11.59, 0.64, 0.71, 0.09}, {92.21, 7.14, 0.23, 0.36, 0.06}}},
	{25, [2][5]float64{{61.32, 33.53, 1.68, 3.29, 0.18}, {71.84, 24.94, 0.86, 2.26, 0.1}}},
	{30, [2][5]float64{{37.11, 53.08, 2.62, 6.8, 0.4}, {46.97, 46.24, 1.6, 5.04, 0.16}}},
	{35, [2][5]float64{{25.24, 60.05, 3.33, 10.73, 0.66}, {31.74, 57.26, 2.17, 8.56, 0.28}}},
	{40, [2][5]float64{{18.42, 62.65, 3.66, 14.11, 1.16}, {23.24, 62.62, 2.46, 11.23, 0.46}}},
	{45, [2][5]float64{{14.57, 62.72, 3.65, 17.12, 1.93}, {18.25, 64.14, 2.47, 14.32, 0.82}}},
	{50, [2][5]float64{{12.33, 61.86, 3.42, 19.13, 3.25}, {16.03, 63.99, 2.58, 16.24, 1.15}}},
	{55, [2][5]float64{{10.65, 60.51, 2.96, 20.12, 5.77}, {13.86, 64.62, 2.39, 17.05, 2.09}}},
	{60, [2][5]float64{{9.4, 59.38, 2.37, 19.89, 8.96}, {11.25, 66.92, 2.08, 16.74, 3.0}}},
	{65, [2][5]float64{{6.57, 55.2, 1.55, 18.42, 18.26}, {7.02, 71.0, 1.51, 14.35, 6.12}}},
	{75, [2][5]float64{{4.61, 39.83, 0.89, 13.94, 40.72}, {4.29, 70.67, 1.1, 10.05, 13.9}}},
	{85, [2][5]float64{{4.65, 15.67, 0.5, 8.81, 70.37}, {3.91, 53.95, 0.78, 6.46, 34.91}}},
}

// TestMaritalSource compares the shares by sex and age group with the source. People of an age
// are read up to half a year too early or too late: an eighth a year younger, an eighth a year
// older.
func TestMaritalSource(t *testing.T) {
	table, worst, widowed := NewMaritalTable(), 0.0, [2][2]float64{}
	for g, group := range maritalSource {
		to := 96
		if g+1 < len(maritalSource) {
			to = maritalSource[g+1].from
		}
		for sex, p := range group.percents {
			want, all := [4]float64{p[0], p[1], p[2] + p[3], p[4]}, p[0]+p[1]+p[2]+p[3]+p[4]
			var got [4]float64
			weight := 0.0
			for age := group.from; age < to; age++ {
				w := float64(DriverAges[age-16])
				weight += w
				for k := range got {
					got[k] += w * (maritalPercent(table, sex, age-1)[k] + 6*maritalPercent(table, sex, age)[k] + maritalPercent(table, sex, age+1)[k]) / 8
				}
			}
			for k := range got {
				off := math.Abs(got[k]/weight - 100*want[k]/all)
				if worst = max(worst, off); off > 0.15 {
					t.Errorf("sex %d from %d, status %d: %.2f percent, and %.2f in the source", sex, group.from, k, got[k]/weight, want[k])
				}
			}
			if group.from >= 75 {
				widowed[sex][0] += got[3]
				widowed[sex][1] += weight
			}
		}
	}
	t.Logf("no share is more than %.2f points off", worst)
	women, men := widowed[0][0]/widowed[0][1], widowed[1][0]/widowed[1][1]
	t.Logf("from 75 on %.1f percent of women and %.1f of men are widowed", women, men)
	if women < 2*men {
		t.Errorf("from 75 on %.1f percent of women and %.1f of men are widowed, want twice as many", women, men)
	}
}

// maritalPercent returns the percentages of the statuses at an age.
func maritalPercent(table *MaritalTable, sex, age int) (p [4]float64) {
	for k, share := range table.Shares(sex, age) {
		p[k] = 100 * float64(share) / 65536
	}
	return p
}

// TestMaritalLives: with one draw for life, statuses follow each other in an order that exists,
// and Single and Widowed are where they must be.
func TestMaritalLives(t *testing.T) {
	table := NewMaritalTable()
	for sex := range 3 {
		for age := minMaritalAge; age <= maxMaritalAge; age++ {
			last := *table.At(sex, age)
			if age <= 18 && last != [3]uint16{65535, 65535, 65535} || age == 19 && last[1] != 65535 {
				t.Errorf("sex %d at %d: not everybody is single: %v", sex, age, last)
			}
			if s := table.Shares(sex, age); s != [4]uint64{uint64(last[0]) + 1, uint64(last[1] - last[0]), uint64(last[2] - last[1]), 65535 - uint64(last[2])} {
				t.Errorf("sex %d at %d: the shares %v are not those of %v", sex, age, s, last)
			}
			if last[0] > last[1] || last[1] > last[2] {
				t.Errorf("sex %d at %d: the draws are not in order: %v", sex, age, last)
			}
			if age == minMaritalAge {
				continue
			}
			if before := *table.At(sex, age-1); last[0] > before[0] || last[2] > before[2] {
				t.Errorf("sex %d at %d: somebody becomes single, or stops to be widowed: %v after %v", sex, age, last, before)
			}
		}
	}
	for age := minMaritalAge; age <= maxMaritalAge; age++ {
		f, m, x := table.At(0, age), table.At(1, age), table.At(2, age)
		for k := range x {
			if d := 2*int(x[k]) - int(f[k]) - int(m[k]); d < -2 || d > 2 {
				t.Errorf("at %d: %v is not the mean of %v and %v", age, *x, *f, *m)
			}
		}
	}
}

// TestMaritalStatus: over all draws, Status has the shares of At.
func TestMaritalStatus(t *testing.T) {
	table := NewMaritalTable()
	for sex := range 3 {
		for age := minMaritalAge; age <= maxMaritalAge; age++ {
			var counts [4]float64
			draws := 0.0
			for first := uint64(3); first < 1<<16; first += 13 {
				for second := uint64(100); second < 1<<16; second += 509 {
					counts[table.Status(sex, age, first<<48|second)]++
					draws++
				}
			}
			for k, want := range maritalPercent(table, sex, age) {
				if got := 100 * counts[k] / draws; math.Abs(got-want) > 0.3 {
					t.Errorf("sex %d at %d: %.2f percent have status %d, want %.2f", sex, age, got, k, want)
				}
			}
		}
	}
}

// TestMaritalPaths follows lives from age to age: nobody becomes single again, and widows stay
// widows. Nearly all of those who have been married begin as Married, nearly all widows come from
// a marriage, and some of the divorced marry again.
func TestMaritalPaths(t *testing.T) {
	const single, married, divorced, widowed = 0, 1, 2, 3
	table := NewMaritalTable()
	for sex, name := range []string{"women", "men", "others"} {
		var steps [4][4]float64
		for first := uint64(3); first < 1<<16; first += 29 {
			for second := uint64(7); second < 1<<16; second += 257 {
				before := single
				for age := minMaritalAge; age <= maxMaritalAge; age++ {
					status := table.Status(sex, age, first<<48|second)
					steps[before][status]++
					before = status
				}
			}
		}
		t.Logf("%s: from status to status %.0f", name, steps)
		for _, never := range [][2]int{{married, single}, {divorced, single}, {widowed, single}, {widowed, married}, {widowed, divorced}} {
			if n := steps[never[0]][never[1]]; n > 0 {
				t.Errorf("%s: %.0f steps from status %d to %d", name, n, never[0], never[1])
			}
		}
		weddings := steps[single][married] + steps[single][divorced] + steps[single][widowed]
		if share := steps[single][married] / weddings; share < 0.96 {
			t.Errorf("%s: only %.3f of those who leave Single are Married", name, share)
		}
		if share := steps[married][widowed] / (steps[married][widowed] + steps[divorced][widowed]); share < 0.9 {
			t.Errorf("%s: only %.3f of the widowed come from a marriage", name, share)
		}
		if share := steps[divorced][married] / steps[married][divorced]; share < 0.1 {
			t.Errorf("%s: only %.3f of the divorced marry again", name, share)
		}
	}
}
