package synthhub

import "testing"

// TestGaragingIndependent: where one vehicle is garaged does not depend on where the other is.
func TestGaragingIndependent(t *testing.T) {
	t.Parallel()
	var records, first, second, both float64
	for r := range sampleOf(t, Settings{Seed: 5, Vehicles: VehicleRange{2, 2}, CommercialShare: NoCommercial}) {
		a, b := r.Vehicles[0].GaragingPostalCode != r.Person.PostalCode, r.Vehicles[1].GaragingPostalCode != r.Person.PostalCode
		records++
		if a {
			first++
		}
		if b {
			second++
		}
		if a && b {
			both++
		}
	}
	wantAbout(t, "both vehicles garaged elsewhere", both, first*second/records, 5)
}
