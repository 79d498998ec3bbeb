package synthhub

import (
	"reflect"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// An enumTable is a table that must have an entry for every value of an enum.
type enumTable struct {
	name string
	has  func(v int) bool
}

// TestEnumsComplete names every table of weights, miles, points, formats or models that lacks an
// entry for a value of an enum, and that value.
func TestEnumsComplete(t *testing.T) {
	t.Parallel()
	tables := enumTables(t)
	vocabularies := []*enum.Vocabulary{
		&genders, &maritalStatuses, &licenseStatuses, &linesOfBusiness, &countries, &usages, &ownerships, &titleStatuses, &riskRatings, &bodyStyles, &fuelTypes, &stateCodes,
	}
	if len(vocabularies) != len(enumCases) || len(tables) != len(enumCases) {
		t.Errorf("%d vocabularies and %d lists of tables for %d enums", len(vocabularies), len(tables), len(enumCases))
	}
	for _, w := range vocabularies {
		for _, table := range tables[w] {
			t.Run(w.Name+" in "+table.name, func(t *testing.T) {
				for v := 1; v < len(w.Words); v++ {
					if !table.has(v) {
						t.Errorf("%s: no entry for the %s %s", table.name, w.Name, w.Words[v])
					}
				}
				if table.has(len(w.Words)) {
					t.Errorf("%s: an entry for the number %d, which is no %s", table.name, len(w.Words), w.Name)
				}
			})
		}
	}
}

// enumTables returns the tables of each enum.
func enumTables(t *testing.T) map[*enum.Vocabulary][]enumTable {
	rating := func(v int) bool {
		for score := range maxScore + 1 {
			if int(ratingOf(score)) == v {
				return true
			}
		}
		return false
	}
	return map[*enum.Vocabulary][]enumTable{
		&genders:         {entries("vocab.GenderWeights", vocab.PersonalGenders[:], 1)},
		&maritalStatuses: {upTo("vocab.MaritalTable", len(facts().marital.At(0, 40))+2)},
		&licenseStatuses: nil, // functions of the day decide it: see license_status.go
		&linesOfBusiness: {
			entries("garagedElsewhere", garagedElsewhere[:], 0),
			entries("factTables.drivers", facts().drivers[:], 0),
			entries("factTables.units", facts().units[:], 0),
			entries("factTables.genders", facts().genders[:], 0),
			entries("factTables.careers", facts().careers[:], 0),
			entries("factTables.firstJobs", facts().firstJobs[:], 0),
			entries("Generator.vehicleCounts", generator(t, Settings{}).vehicleCounts[:], 0),
			upTo("lineEnd", int(lineEnd)),
		},
		&countries: nil, // no table depends on the country
		&usages: {
			weights("vocab.FirstUsages", vocab.FirstUsages[1:], func(row *[usageEnd - 1]uint8) []uint8 { return row[:] }),
			weights("vocab.OtherUsages", vocab.OtherUsages[1:], func(row *[usageEnd - 1]uint8) []uint8 { return row[:] }),
			{"mileages", func(v int) bool {
				return v < len(mileages) && 0 < mileages[v].min && mileages[v].min < mileages[v].base && mileages[v].base < mileages[v].max
			}},
			points("usagePoints", usagePoints, &riskTable[riskUsage]),
			upTo("usageEnd", int(usageEnd)),
		},
		&ownerships: {
			upTo("OwnershipLeased and one more", int(OwnershipLeased)+1),
		},
		&titleStatuses: {
			entries("titlePercent", titlePercent[:], 0),
			upTo("titleEnd", int(titleEnd)),
		},
		&titleStatuses: {
			entries("titlePercent", titlePercent[:], 0),
			upTo("titleEnd", int(titleEnd)),
		},
		&riskRatings: {{"ratingOf", rating}},
		&bodyStyles: {
			points("bodyPoints", bodyPoints, &riskTable[riskBody]),
			{"vocab.Models", func(v int) bool {
				return v == int(vocab.PassengerVan) || // which no model has yet
					slices.ContainsFunc(vocab.Models[:], func(m vocab.Model) bool { return int(m.Body) == v })
			}},
		},
		&fuelTypes: {{"vocab.Models", func(v int) bool {
			return slices.ContainsFunc(vocab.Models[:], func(m vocab.Model) bool {
				return slices.ContainsFunc(m.Fuels, func(f vocab.FuelSpan) bool { return int(f.Fuel) == v })
			})
		}}},
		&stateCodes: {
			entries("vocab.StateNames", vocab.StateNames[:], 0),
			entries("vocab.Populations", vocab.Populations[:], 0),
			entries("vocab.Licenses", vocab.Licenses[:], 0),
			entries("vocab.Plates", vocab.Plates[:], 0),
			{"vocab.Cities", func(v int) bool {
				return slices.ContainsFunc(vocab.Cities[:], func(c vocab.City) bool { return int(c.State) == v })
			}},
			upTo("stateEnd", int(stateEnd)),
		},
	}
}

// entries returns a table whose entry for a value v is list[v-first], and not zero.
func entries[E any](name string, list []E, first int) enumTable {
	return enumTable{name, func(v int) bool { return v-first < len(list) && !reflect.ValueOf(&list[v-first]).Elem().IsZero() }}
}

// points returns the points of a factor of the risk table, by the list that it is cut from.
// Points may be 0.
func points(name string, list []int, f *RiskFactor) enumTable {
	return enumTable{name, func(v int) bool { return v < len(list) && v-1 < len(f.Points) && v-1 < len(f.Words) }}
}

// upTo returns the constants of an enum, where end is one more than the last.
func upTo(name string, end int) enumTable {
	return enumTable{"constants below " + name, func(v int) bool { return v < end }}
}

// weights returns a table of rows of weights. At least one row must have a weight for a value v,
// at the index v-1.
func weights[R any, W ~uint8 | ~uint16](name string, rows []R, of func(*R) []W) enumTable {
	return enumTable{name, func(v int) bool {
		for i := range rows {
			if w := of(&rows[i]); v-1 < len(w) && w[v-1] > 0 {
				return true
			}
		}
		return false
	}}
}
