package synthhub

import (
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Ownership is how a vehicle is owned: Owned, Financed or Leased.
type Ownership = Enum[ownershipsWords]

const (
	OwnershipOwned Ownership = iota + 1
	OwnershipFinanced
	OwnershipLeased
)

var ownerships = enum.Vocabulary{Name: "ownership", Words: []string{"", "Owned", "Financed", "Leased"}}

// ParseOwnership reads a word: see [Enum].
func ParseOwnership(word string) (Ownership, error) { return parseEnum[ownershipsWords](word) }

// The maximum ages, in model years, at which vehicles are leased and financed: two more than those with
// a share in vocab.FinanceByAge, because ages are read up to half a year late and model years begin early.
const (
	maxLeaseAge = 8
	maxLoanAge  = 27
)

// ownershipShares divide draws of 2^16: below leased is leased, below financed is financed.
type ownershipShares struct{ leased, financed uint32 }

// newOwnershipShares returns the shares by age of the vehicle, and zeros for one more year.
func newOwnershipShares() (list [len(vocab.FinanceByAge) + 1]ownershipShares) {
	for age, f := range vocab.FinanceByAge {
		leased, financed := uint32(f.Leased), uint32(f.Leased+f.Loan)
		list[age] = ownershipShares{leased << 16 / 1000, financed << 16 / 1000}
	}
	return list
}

// ownershipOn returns how a vehicle is owned on a day. One that a minor bought is Owned. The group of
// age of the owner is that of the day of purchase, so a vehicle goes from Leased to Financed to Owned.
func (g *Generator) ownershipOn(b *vehicleBuild, day timeline.Day) Ownership {
	bought := b.possession.From - b.Occupant.Born
	if bought < financeFrom[0] {
		return OwnershipOwned
	}
	t := g.tables
	reading := timeline.NewReading(g.vehicle.ownership.Draw(b.key))
	shares := &t.ownership[min(reading.Age(b.possession.Born, day), len(t.ownership)-1)]
	// A branch would often be mispredicted, here and below.
	group := choice.Less(uint64(financeFrom[1]), uint64(bought+1)) + choice.Less(uint64(financeFrom[2]), uint64(bought+1))
	share := uint64(reading.Share) * t.finance[group] >> 10
	// The words are in the order Owned, Financed, Leased.
	return OwnershipOwned + Ownership(choice.Less(share, uint64(shares.financed))+choice.Less(share, uint64(shares.leased)))
}

// financeFrom holds the first days, after birth, of the groups of vocab.FinanceFrom: minors have no
// contracts.
var financeFrom = [len(vocab.FinanceFrom)]timeline.Day{
	timeline.DaysOfYears(ageOfMajority), timeline.DaysOfYears(int(vocab.FinanceFrom[1])), timeline.DaysOfYears(int(vocab.FinanceFrom[2])),
}
