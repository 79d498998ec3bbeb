package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// sampledChoices are settings of a dataset with up to three vehicles.
var sampledChoices = Settings{Seed: 3, Vehicles: VehicleRange{1, 3}}

// TestUnitShares: apartments, units and suites have their shares of the second address lines.
func TestUnitShares(t *testing.T) {
	t.Parallel()
	var apartments, units, houses, suites, buildings int
	for r := range sampleOf(t, sampledChoices) {
		switch line, commercial := r.Person.AddressLine2, r.Person.LOBType == LineCommercial; {
		case commercial && line != "":
			suites++
		case commercial:
			buildings++
		case line == "":
			houses++
		case line[0] == 'A':
			apartments++
		default:
			units++
		}
	}
	wantShares(t, "apartments, units and houses", []int{apartments, units, houses}, []int{9, 3, 88})
	wantShares(t, "suites and buildings", []int{suites, buildings}, []int{22, 78})
}

// TestVehicleShares: registrations and fuels have the shares of their tables: 15 of 100 terms are
// of two years, so half of these end more than a year later, and about 2 of 100 have run out. The
// fuels with a plug have theirs among themselves, and so have the others.
func TestVehicleShares(t *testing.T) {
	t.Parallel()
	asOf := DefaultSettings().AsOf
	var lapsed, withinYear, later int
	var fuels, wantFuels [len(vocab.FuelNames)]float64
	for r := range sampleOf(t, sampledChoices) {
		for k := range r.Vehicles {
			v := &r.Vehicles[k]
			switch days := v.RegistrationExpiresOn.DaysSince(asOf); {
			case days < 0:
				lapsed++
			case days < 365:
				withinYear++
			default:
				later++
			}
			fuels[v.FuelType]++
			shares := fuelShares(&vocab.Models[facts().model(v).Line], v.ModelYear)
			plug, total := v.FuelType >= FuelType(vocab.PlugInHybrid), 0.0
			for f := range shares {
				if (vocab.Fuel(f) >= vocab.PlugInHybrid) != plug {
					shares[f] = 0
				}
				total += float64(shares[f])
			}
			for f, s := range shares {
				wantFuels[f] += float64(s) / total
			}
		}
	}
	// 15 percent are for two years, and a little more than half of these in their first: terms begin
	// with the purchase, and many vehicles are not held for long.
	if percent := 100 * float64(later) / float64(withinYear+later); percent < 7.5 || percent > 10 {
		t.Errorf("%.2f %% of the registrations expire in more than a year, want 7.5 to 10", percent)
	}
	if percent := 100 * float64(lapsed) / float64(lapsed+withinYear+later); percent < 1 || percent > 3 {
		t.Errorf("%.2f %% of the registrations have lapsed, want about 2", percent)
	}
	for f := range fuels {
		wantAbout(t, "vehicles with the fuel "+vocab.FuelNames[f], fuels[f], wantFuels[f], 5)
	}
}

// fuelShares returns the weights of the fuels that a model was sold with in a year.
func fuelShares(m *vocab.Model, year int) (shares [len(vocab.FuelNames)]uint8) {
	for _, f := range m.Fuels {
		if int(f.First) <= year && year <= int(f.Last) {
			shares[f.Fuel] = f.Share
		}
	}
	return shares
}
