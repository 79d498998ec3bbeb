package vocab

import (
	"slices"
	"testing"
)

// TestRegistrationTables: every state has a basis and terms of one to three years, and the letters are in
// order, two or three to a month.
func TestRegistrationTables(t *testing.T) {
	t.Parallel()
	for state, r := range Registrations {
		if state == 0 {
			continue
		}
		if r.Basis < IssueMonth || r.Basis > SurnameMonth || min(r.Years[0], r.Years[1], r.Years[2]) < 1 || max(r.Years[0], r.Years[1], r.Years[2]) > 3 {
			t.Errorf("%s: %+v", States[state], r)
		}
	}
	var letters [13]int
	last := uint8(1)
	for i, month := range SurnameMonths {
		if month < last || month > last+1 {
			t.Errorf("%c: month %d after month %d", 'A'+i, month, last)
		}
		last = month
		letters[month]++
	}
	for month, n := range letters[1:] {
		if n < 1 || n > 3 {
			t.Errorf("month %d has %d letters", month+1, n)
		}
	}
}

// TestYearsOf: of 32 draws one has the second term, and one the third.
func TestYearsOf(t *testing.T) {
	t.Parallel()
	r := Registration{Years: [3]uint8{1, 2, 3}}
	var counts [4]int
	for i := range uint64(64) {
		counts[r.YearsOf(i<<58)]++
	}
	if counts != [4]int{0, 60, 2, 2} {
		t.Errorf("%v of 64 draws have the terms", counts)
	}
}

// TestFinance: fewer of the older vehicles have a lease, and fewer a lease or a loan; about a third of the
// fleet has one; and on average a draw is below a share as often as the share says.
func TestFinance(t *testing.T) {
	t.Parallel()
	before := Finance{1000, 0}
	for age, f := range FinanceByAge {
		if f.Leased > before.Leased || f.Leased+f.Loan > before.Leased+before.Loan {
			t.Errorf("at %d years more vehicles have a lease or a loan than a year before", age)
		}
		before = f
	}
	fleet, financed := 0.0, 0.0
	for age, n := range fleetAges() {
		if fleet += float64(n); age < len(FinanceByAge) {
			financed += float64(n) * float64(FinanceByAge[age].Leased+FinanceByAge[age].Loan) / 1000
		}
	}
	if share := financed / fleet; share < 0.31 || share > 0.36 {
		t.Errorf("%.4f of the fleet have a lease or a loan, want about 0.34", share)
	}
	people, sum := 0.0, 0.0
	scales := FinanceScales()
	for i, n := range DriverAges {
		if people += float64(n); i >= 4 {
			sum += float64(n) * 1024 / float64(scales[Bucket(FinanceFrom[:], i+12)])
		}
	}
	if mean := sum / people; mean < 0.995 || mean > 1.005 {
		t.Errorf("the mean is %.4f times the share", mean)
	}
	if most := 1024 * uint64(FinanceByAge[0].Leased+FinanceByAge[0].Loan) / scales[0]; most >= 1000 {
		t.Errorf("%d of 1,000 new vehicles of the young have a lease or a loan", most)
	}
}

// fleetAges returns the shares of the vehicles by age at the end of model year 2025.
func fleetAges() []uint16 {
	ages := FleetByYear(2006, 2026, 0)[2025-FirstSold]
	slices.Reverse(ages)
	return ages
}
