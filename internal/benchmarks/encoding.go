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

// encoding returns the contenders that encode the same persons of 23 columns.
func encoding() group {
	bundle, err := synthhub.Generate(context.Background(), synthhub.Settings{Records: 4096, Seed: 42})
	must(err)
	persons := bundle.Persons
	// rows calls encode with batches of n rows in total.
	rows := func(n int, encode func(batch []synthhub.Person)) {
		for ; n > 0; n -= len(persons) {
			encode(persons[:min(n, len(persons))])
		}
	}
	var buf []byte
	return group{
		name: "encoding", unit: "row", doc: "Encoding a person of 28 columns.",
		contenders: []contender{
			{"synthhub, CSV", func(n int) {
				rows(n, func(batch []synthhub.Person) {
					buf = buf[:0]
					for i := range batch {
						buf = synthhub.PersonTable.AppendCSV(buf, &batch[i])
					}
				})
			}},
			{"encoding/csv, row built by hand", func(n int) {
				rows(n, func(batch []synthhub.Person) {
					w := csv.NewWriter(io.Discard)
					for i := range batch {
						must(w.Write(textValues(&batch[i])))
					}
					w.Flush()
				})
			}},
			{"gocsv", func(n int) {
				rows(n, func(batch []synthhub.Person) { must(gocsv.Marshal(batch, io.Discard)) })
			}},
			{"synthhub, JSON", func(n int) {
				rows(n, func(batch []synthhub.Person) {
					buf = buf[:0]
					for i := range batch {
						buf = append(synthhub.PersonTable.AppendJSON(buf, &batch[i]), '\n')
					}
				})
			}},
			{"encoding/json", func(n int) {
				rows(n, func(batch []synthhub.Person) {
					enc := json.NewEncoder(io.Discard)
					for i := range batch {
						must(enc.Encode(&batch[i]))
					}
				})
			}},
		},
	}
}

// textValues returns the values of a person as text.
func textValues(p *synthhub.Person) []string {
	return []string{
		p.ID.String(), p.FirstName, p.LastName, p.DateOfBirth.String(), p.Gender.String(), p.MaritalStatus.String(), p.Occupation, p.Email, p.Phone,
		p.DriverLicenseNumber, p.DriverLicenseState.String(), p.FirstLicensedOn.String(), p.LicenseStatus.String(), p.LicenseClass, p.LicenseExpiresOn.String(), strconv.Itoa(p.Violations3Yr), strconv.Itoa(p.Accidents3Yr),
		p.AddressLine1, p.AddressLine2, p.City, p.State.String(), p.PostalCode, p.County, p.CountyFIPS, p.Country.String(), p.LOBType.String(), p.BusinessName, p.SyntheticSource,
	}
}
