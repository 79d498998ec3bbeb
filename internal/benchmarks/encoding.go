package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"github.com/gocarina/gocsv"

	"github.com/synthhub/synthhub"
)

// encoding writes the same persons, 23 columns each, to nowhere.
func encoding() group {
	bundle, err := synthhub.Generate(context.Background(), synthhub.Settings{Records: 4096, Seed: 42})
	must(err)
	persons := bundle.Persons
	// rows calls write with n rows in all.
	rows := func(n int, write func(rows []synthhub.Person)) {
		for ; n > 0; n -= len(persons) {
			write(persons[:min(n, len(persons))])
		}
	}
	var buf []byte
	return group{
		name: "writing", unit: "row", doc: "Writing a person, 23 columns.",
		list: []contender{
			{"synthhub, CSV", func(n int) {
				rows(n, func(list []synthhub.Person) {
					buf = buf[:0]
					for i := range list {
						buf = synthhub.PersonTable.AppendCSV(buf, &list[i])
					}
				})
			}},
			{"encoding/csv, by hand", func(n int) {
				rows(n, func(list []synthhub.Person) {
					w := csv.NewWriter(io.Discard)
					for i := range list {
						must(w.Write(cells(&list[i])))
					}
					w.Flush()
				})
			}},
			{"gocsv", func(n int) {
				rows(n, func(list []synthhub.Person) { must(gocsv.Marshal(list, io.Discard)) })
			}},
			{"synthhub, JSON", func(n int) {
				rows(n, func(list []synthhub.Person) {
					buf = buf[:0]
					for i := range list {
						buf = append(synthhub.PersonTable.AppendJSON(buf, &list[i]), '\n')
					}
				})
			}},
			{"encoding/json", func(n int) {
				rows(n, func(list []synthhub.Person) {
					enc := json.NewEncoder(io.Discard)
					for i := range list {
						must(enc.Encode(&list[i]))
					}
				})
			}},
		},
	}
}

func cells(p *synthhub.Person) []string {
	return []string{
		p.ID.String(), p.FirstName, p.LastName, p.DateOfBirth.String(), p.Gender.String(), p.MaritalStatus.String(), p.Occupation, p.Email, p.Phone,
		p.DriverLicenseNumber, p.DriverLicenseState.String(), p.LicenseIssuedOn.String(), strconv.Itoa(p.Violations3Yr), strconv.Itoa(p.Accidents3Yr),
		p.AddressLine1, p.AddressLine2, p.City, p.State.String(), p.PostalCode, p.Country.String(), p.LOBType.String(), p.BusinessName, p.SyntheticSource,
	}
}
