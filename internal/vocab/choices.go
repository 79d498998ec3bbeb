package vocab

import "github.com/synthhub/synthhub/draw"

// EmailDomains are the domains that are reserved for examples (RFC 2606).
var EmailDomains = []string{"example.com", "example.net", "example.org"}

// NewVehicleCounts returns the choices among the VehicleCounts.
func NewVehicleCounts(from, to int) (households, fleets draw.Weighted) {
	home, fleet := VehicleCounts(from, to)
	return draw.NewWeighted(home), draw.NewWeighted(fleet)
}

// VehicleCounts returns the weights of the number of vehicles of a household and of a fleet, from one number
// to another: position 0 is the first.
func VehicleCounts(from, to int) (home, fleet []uint16) {
	home, fleet = make([]uint16, to-from+1), make([]uint16, to-from+1)
	for i := range home {
		if n := from + i; n <= len(HouseholdVehicles) {
			home[i] = HouseholdVehicles[n-1]
		}
		fleet[i] = FleetVehicles[from+i-1]
	}
	if from > len(HouseholdVehicles) {
		home[0] = 1 // larger than any household: the minimum
	}
	return home, fleet
}
