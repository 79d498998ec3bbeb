package timeline

// Some values are rare and hard to handle, such as a birth on February 29. So that small datasets
// have some on every day, a few slots have them by their number: of each hardPeriod slots the same
// ones, and those of the first 200 are among them, the default size of a dataset. Which ones is our own choice.
//
// There are none for the age of 16, which one in 211 persons of the personal line has: such a slot would
// need somebody new each year, who leaves at 17, and then more would enter at 17 without
// experience.

const hardPeriod = 1000

// HardSlots returns how many of the first slots IsLeapSlot and IsOldSlot report.
func HardSlots(slots int) (leap, old int) {
	for slot := range min(slots, hardPeriod) {
		each := (slots-1-slot)/hardPeriod + 1
		if IsLeapSlot(slot) {
			leap += each
		} else if IsOldSlot(slot) {
			old += each
		}
	}
	return leap, old
}

// IsLeapSlot reports whether the occupants of a slot are born on February 29. One in 1,461 of all others is too.
func IsLeapSlot(slot int) bool { return slot%hardPeriod == 129 }

// IsOldSlot reports whether a slot always has somebody of a great age, if it is in the personal line.
func IsOldSlot(slot int) bool { return slot%hardPeriod == 90 || slot%hardPeriod == 190 }
