package vocab

// OldAge is the first age of OldWeights.
const OldAge = 90

// OldWeights are the weights of the ages from OldAge on in the slots that always have somebody of such an age
// (timeline.IsOldSlot, 2 of 1,000), of the 100,000 of DriverAges, with the shape of DriverAges.
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
