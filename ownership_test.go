package synthhub

import (
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// financeOfFleet returns the share of the vehicles with a loan or a lease by the tables of ages.
func financeOfFleet() float64 {
	financed, all := 0.0, 0.0
	ages := vocab.FleetByYear(2006, 2026, 0)[2025-vocab.FirstSold]
	slices.Reverse(ages)
	for age, n := range ages {
		all += float64(n)
		if age < len(vocab.FinanceByAge) {
			f := vocab.FinanceByAge[age]
			financed += float64(n) * float64(f.Leased+f.Loan) / 1000
		}
	}
	return financed / all
}

// TestOwnership: on each of three days the leases and the loans of the vehicles of each age are those of the
// table, and together those of the fleet, within two points; those who bought at 65 or later have fewer.
func TestOwnership(t *testing.T) {
	t.Parallel()
	records := testenv.Scale(200_000, 1_000_000)
	if testing.Short() {
		records = 40_000
	}
	for seed := uint64(1); seed <= 3; seed++ {
		g := generator(t, Settings{Records: records, Seed: seed})
		for _, day := range []Date{earliest, schema.NewDate(2025, 11, 1), latest} {
			on, err := g.On(day)
			if err != nil {
				t.Fatal(err)
			}
			wantOwnership(t, on)
		}
	}
}

// An ownershipTally has vehicles, and those with a lease and with a loan, each with what the table says.
type ownershipTally struct{ n, leased, loan, wantLeased, wantLoan float64 }

func (c *ownershipTally) add(o Ownership, want []float64) {
	c.n++
	c.wantLeased, c.wantLoan = c.wantLeased+want[OwnershipLeased-1], c.wantLoan+want[OwnershipFinanced-1]
	switch o {
	case OwnershipLeased:
		c.leased++
	case OwnershipFinanced:
		c.loan++
	}
}

// wantOwnership compares the vehicles of a day with the table.
func wantOwnership(t *testing.T, g *Generator) {
	t.Helper()
	var byAge [len(vocab.FinanceByAge) + 2]ownershipTally
	var buyers [len(vocab.FinanceFrom)]ownershipTally
	var personal ownershipTally
	for r := range g.Range(0, g.Len()) {
		o, v := g.occupant(r.Slot, r.Person.LOBType), &r.Vehicles[0]
		built := g.possessionOn(&o, g.keeperOf(&o, r.Person.LOBType, r.Person.Gender), 0, g.day)
		want := mix(g.day-built.Born, financeAt)
		byAge[min(timeline.Years(g.day-built.Born), len(byAge)-1)].add(v.Ownership, want)
		if built.From >= adultOn(&o) {
			buyers[vocab.Bucket(vocab.FinanceFrom[:], timeline.Years(built.From-o.Born))].add(v.Ownership, want)
		}
		if r.Person.LOBType == LinePersonal {
			personal.add(v.Ownership, want)
		}
	}
	day, points := g.settings.AsOf, 2.0
	if testing.Short() {
		points = 5
	}
	for age, c := range byAge {
		leased, loan := 100*(c.leased-c.wantLeased)/c.n, 100*(c.loan-c.wantLoan)/c.n
		if max(leased, -leased) > points || max(loan, -loan) > points {
			t.Errorf("%v, %d years: %.1f and %.1f points more leases and loans than the table has", day, age, leased, loan)
		}
	}
	old, young := &buyers[len(buyers)-1], &buyers[0]
	ratio := (old.leased + old.loan) / (old.wantLeased + old.wantLoan) * (young.wantLeased + young.wantLoan) / (young.leased + young.loan)
	financed := 100 * (personal.leased + personal.loan) / personal.n
	t.Logf("seed %d, %v: %.1f %% in the personal line are leased and %.1f have a loan; by the ages of the fleet %.1f together; those who bought at 65 have %.2f of the young",
		g.settings.Seed, day, 100*personal.leased/personal.n, 100*personal.loan/personal.n, 100*financeOfFleet(), ratio)
	if most := 100 * financeOfFleet(); financed < most-2 || financed > most+2 {
		t.Errorf("%v: %.2f %% have a loan or a lease, want %.2f", day, financed, most)
	}
	if ratio < 0.58 || ratio > 0.70 {
		t.Errorf("%v: who bought at 65 has %.2f of the loans of the young, want 0.64", day, ratio)
	}
}

// financeAt returns the shares of the kinds of ownership at an age of the vehicle, for all owners.
func financeAt(age int) []float64 {
	if age >= len(vocab.FinanceByAge) {
		return []float64{1, 0, 0}
	}
	leased, loan := float64(vocab.FinanceByAge[age].Leased)/1000, float64(vocab.FinanceByAge[age].Loan)/1000
	return []float64{1 - leased - loan, loan, leased}
}
