package synthhub

import (
	"fmt"
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// TestChoices holds the small choices to their weights: occupations of the young and old,
// second address lines, registrations, ownership, fuels, and what happened to those who
// have not driven for three years.
func TestChoices(t *testing.T) {
	g, err := NewGenerator(Settings{Records: 200_000, Seed: 3, Vehicles: VehicleRange{1, 3}})
	if err != nil {
		t.Fatal(err)
	}
	asOf := g.settings.AsOf
	careers, careerWeights := make([][]int, len(vocab.CareerFrom)), make([][]int, len(vocab.CareerFrom))
	for i := range careers {
		student, retired := int(vocab.StudentShare[i]), int(vocab.RetiredShare[i])
		careers[i], careerWeights[i] = make([]int, 3), []int{student, retired, 100 - student - retired}
	}
	ownership := make([][]int, len(ownershipFrom))
	for i := range ownership {
		ownership[i] = make([]int, 3)
	}
	homes, offices, expiry := make([]int, 3), make([]int, 2), make([]int, 2)
	var fuels, fuelsExpected [len(vocab.FuelNames)]float64
	incidents, incidentsExpected := 0.0, 0.0
	for r := range g.All() {
		p, age := &r.Person, r.Profile.Age
		of := 2
		switch p.Occupation {
		case "Student":
			of = 0
		case "Retired":
			of = 1
		}
		switch kind := p.AddressLine2; {
		case p.LOBType == LineCommercial && kind != "":
			offices[0]++
		case p.LOBType == LineCommercial:
			offices[1]++
		case kind == "":
			homes[2]++
		case kind[0] == 'A':
			homes[0]++
		default:
			homes[1]++
		}
		if p.LOBType == LinePersonal {
			careers[vocab.Bucket(vocab.CareerFrom[:], age)][of]++
		}
		if driven := asOf.DaysSince(p.LicenseIssuedOn); driven < lookBack {
			incidents += float64(p.Violations3Yr)
			for n, w := range vocab.Violations[vocab.Bucket(vocab.IncidentFrom[:], age)] {
				incidentsExpected += float64(n) * float64(w) / 1000 * float64(driven) / lookBack
			}
		}
		for k := range r.Vehicles {
			v := &r.Vehicles[k]
			if v.RegistrationExpiresOn.DaysSince(asOf) < 365 {
				expiry[0]++
			} else {
				expiry[1]++
			}
			ownership[vocab.Bucket(ownershipFrom[:], max(0, asOf.Year()-v.ModelYear))][v.Ownership-1]++
			shares := fuelShares(&vocab.Models[facts().model(v).Line], v.ModelYear)
			total := 0.0
			for _, s := range shares {
				total += float64(s)
			}
			fuels[v.FuelType]++
			for f, s := range shares {
				fuelsExpected[f] += float64(s) / total
			}
		}
	}
	for i := range careers {
		holdsChiSquare(t, fmt.Sprintf("students and retired from %d", vocab.CareerFrom[i]), careers[i], careerWeights[i])
	}
	for i := range ownership {
		holdsChiSquare(t, fmt.Sprintf("ownership from %d years", ownershipFrom[i]), ownership[i], intsOf(ownershipByAge[i][:]))
	}
	holdsChiSquare(t, "apartments and units", homes, []int{18, 7, 75})
	holdsChiSquare(t, "suites", offices, []int{45, 55})
	holdsChiSquare(t, "registrations of more than a year", expiry, []int{925, 75})
	for f, n := range fuels {
		if want := fuelsExpected[f]; math.Abs(n-want) > 5*math.Sqrt(want) {
			t.Errorf("%s: %.0f vehicles, want about %.0f", vocab.FuelNames[f], n, want)
		}
	}
	if math.Abs(incidents-incidentsExpected) > 6*math.Sqrt(incidentsExpected) {
		t.Errorf("new drivers have %.0f violations, want about %.0f", incidents, incidentsExpected)
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

// TestVehiclesApart: one vehicle kept elsewhere says nothing about the next.
func TestVehiclesApart(t *testing.T) {
	g, err := NewGenerator(Settings{Records: 200_000, Seed: 5, Vehicles: VehicleRange{2, 2}, CommercialShare: NoCommercial})
	if err != nil {
		t.Fatal(err)
	}
	var first, second, both float64
	for r := range g.All() {
		a, b := r.Vehicles[0].GaragingPostalCode != r.Person.PostalCode, r.Vehicles[1].GaragingPostalCode != r.Person.PostalCode
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
	if want := first * second / 200_000; math.Abs(both-want) > 5*math.Sqrt(want) {
		t.Errorf("both vehicles are kept elsewhere %.0f times, want about %.0f", both, want)
	}
}

// TestNarrowSequenceGoesOn: the sequence does not end where a state's codes do.
func TestNarrowSequenceGoesOn(t *testing.T) {
	g, err := NewGenerator(Settings{States: []State{StateWY}})
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{1 << 20, 1 << 24, MaxRecords - 1} {
		if r := g.Record(i); len(r.Person.DriverLicenseNumber) != len("900000000") || len(r.Vehicles[0].RegistrationPlate) != len("112345") {
			t.Errorf("record %d: licence %s, plate %s", i, r.Person.DriverLicenseNumber, r.Vehicles[0].RegistrationPlate)
		}
	}
}
