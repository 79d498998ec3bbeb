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

// TestVehicleShares: fuels have the shares of their tables, those with a plug among themselves, and so
// have the others.
func TestVehicleShares(t *testing.T) {
	t.Parallel()
	var fuels, wantFuels [len(vocab.FuelNames)]float64
	for r := range sampleOf(t, sampledChoices) {
		for k := range r.Vehicles {
			v := &r.Vehicles[k]
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
