package synthhub

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// sampledChoices are settings of a dataset with up to three vehicles.
var sampledChoices = Settings{Seed: 3, Vehicles: VehicleRange{1, 3}}

// TestCareers: students and the retired have their shares of every age.
func TestCareers(t *testing.T) {
	t.Parallel()
	var counts [len(vocab.CareerFrom)][3]int // students, the retired, all others
	for r := range sampleOf(t, sampledChoices) {
		if r.Person.LOBType != LinePersonal {
			continue
		}
		c := &counts[vocab.Bucket(vocab.CareerFrom[:], r.Profile.Age)]
		switch r.Person.Occupation {
		case "Student":
			c[0]++
		case "Retired":
			c[1]++
		default:
			c[2]++
		}
	}
	for i := range counts {
		student, retired := int(vocab.StudentShare[i]), int(vocab.RetiredShare[i])
		wantShares(t, fmt.Sprint("students and retired from ", vocab.CareerFrom[i]), counts[i][:], []int{student, retired, 100 - student - retired})
	}
}

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
	wantShares(t, "apartments, units and houses", []int{apartments, units, houses}, []int{18, 7, 75})
	wantShares(t, "suites and buildings", []int{suites, buildings}, []int{45, 55})
}

// TestVehicleShares: registrations, kinds of ownership and fuels have the shares of their tables.
func TestVehicleShares(t *testing.T) {
	t.Parallel()
	asOf := DefaultSettings().AsOf
	var withinYear, later int
	var ownership [len(ownershipFrom)][ownershipEnd - 1]int
	var fuels, wantFuels [len(vocab.FuelNames)]float64
	for r := range sampleOf(t, sampledChoices) {
		for k := range r.Vehicles {
			v := &r.Vehicles[k]
			if v.RegistrationExpiresOn.DaysSince(asOf) < 365 {
				withinYear++
			} else {
				later++
			}
			ownership[vocab.Bucket(ownershipFrom[:], max(0, asOf.Year()-v.ModelYear))][v.Ownership-1]++
			fuels[v.FuelType]++
			shares := fuelShares(&vocab.Models[facts().model(v).Line], v.ModelYear)
			total := 0.0
			for _, s := range shares {
				total += float64(s)
			}
			for f, s := range shares {
				wantFuels[f] += float64(s) / total
			}
		}
	}
	wantShares(t, "registrations that expire within a year, and later", []int{withinYear, later}, []int{925, 75})
	for i := range ownership {
		wantShares(t, fmt.Sprintf("ownership from %d years", ownershipFrom[i]), ownership[i][:], ownershipByAge[i][:])
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
