package synthhub

import "github.com/synthhub/synthhub/internal/enum"

// Ownership is how a vehicle is owned: Owned, Financed or Leased.
type Ownership = Enum[ownershipsWords]

const (
	OwnershipOwned Ownership = iota + 1
	OwnershipFinanced
	OwnershipLeased
	ownershipEnd // sizes tables by ownership
)

var ownerships = enum.Vocabulary{Name: "ownership", Words: []string{"", "Owned", "Financed", "Leased"}}

// ParseOwnership reads a word: see [Enum].
func ParseOwnership(word string) (Ownership, error) { return parseEnum[ownershipsWords](word) }

// The maximum ages, in model years, at which vehicles are leased and financed.
const (
	maxLeaseAge = 7
	maxLoanAge  = 17
)

// Weights of ownership by age of the vehicle, in the order of the words: owned, financed, leased.
// Illustrative, after the shares of new vehicles that are leased (about a quarter)
// and financed (about half) in the reports of the credit bureaus.
var (
	ownershipFrom  = [...]uint8{0, 2, 4, 6, 9, 13, 16}
	ownershipByAge = [...][ownershipEnd - 1]uint8{{20, 54, 26}, {24, 54, 22}, {45, 52, 3}, {70, 30, 0}, {88, 12, 0}, {97, 3, 0}, {100, 0, 0}}
)
