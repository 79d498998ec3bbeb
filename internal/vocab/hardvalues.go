package vocab

// Some values are rare and hard to handle, such as a birth on February 29. So that small datasets
// have some on every day, a few slots have them by their number: of each HardPeriod slots the same
// ones, and those of the first 200 are among them, the default size of a dataset. Which ones is our own choice.
//
// There are none for the age of 16, which one in 211 persons of the personal line has: such a slot would
// need somebody new each year, who leaves at 17, and then more would enter at 17 without
// experience.

// HardPeriod is the number of slots after which the same ones follow.
const HardPeriod = 1000

// LeapSlot is the remainder of the number of a slot, divided by HardPeriod, whose occupants are born on
// February 29. One in 1,461 of all others is too.
const LeapSlot = 129

// IsOldSlot reports whether a slot always has somebody of OldAge or more, if it is in the personal line.
func IsOldSlot(slot int) bool { return slot%HardPeriod == 90 || slot%HardPeriod == 190 }

// OldAge is the first age of OldWeights.
const OldAge = 90

// OldWeights are the weights of the ages from OldAge on in slots of IsOldSlot, of the 100,000 of DriverAges: 100 for each
// of the remainders, with the shape of DriverAges.
var OldWeights = [...]uint32{66, 53, 40, 27, 14}

// OtherDriverAges returns DriverAges without OldWeights: the weights of all other slots of the personal
// line. So the ages of both together are those of DriverAges.
func OtherDriverAges() []uint32 {
	ages := DriverAges
	for k, weight := range OldWeights {
		ages[OldAge-minDriverAge+k] -= weight
	}
	return ages[:]
}

const minDriverAge = 16 // of DriverAges
