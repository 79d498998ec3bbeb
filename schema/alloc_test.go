package schema_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// TestAllocs: what is done once a row does not allocate, and reading a row costs
// one allocation at most, and only where text has to be unquoted.
func TestAllocs(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("counting of coverage allocates")
	}
	persons, vehicles := sample(t, 50)
	person, vehicle := &persons[1], &vehicles[1]
	asOf := synthhub.DefaultSettings().AsOf
	buf := make([]byte, 0, 64<<10)
	var intoPerson synthhub.Person
	var intoPair pair

	quoted := pair{`a "quoted" text`, `and "another", with a line` + "\nend"}
	accents := pair{"naïve", "名前 \u2028"}
	csvOf := func(p *pair) string { return strings.TrimSuffix(string(pairTable.AppendCSV(nil, p)), "\n") }
	jsonOf := func(p *pair) string { return string(pairTable.AppendJSON(nil, p)) }
	personCSV := strings.TrimSuffix(string(synthhub.PersonTable.AppendCSV(nil, person)), "\n")
	personJSON := string(synthhub.PersonTable.AppendJSON(nil, person))
	quotedCSV, quotedJSON, accentsCSV, accentsJSON := csvOf(&quoted), jsonOf(&quoted), csvOf(&accents), jsonOf(&accents)
	spaced := strings.ReplaceAll(personJSON, ":", ": ")

	for _, c := range []struct {
		name string
		most float64
		run  func()
	}{
		{"AppendCSV of a person", 0, func() { synthhub.PersonTable.AppendCSV(buf, person) }},
		{"AppendCSV of a vehicle", 0, func() { synthhub.VehicleTable.AppendCSV(buf, vehicle) }},
		{"AppendCSV of text to quote", 0, func() { pairTable.AppendCSV(buf, &quoted) }},
		{"AppendCSV of every kind", 0, func() { itemTable.AppendCSV(buf, &items[1]) }},
		{"AppendJSON of a person", 0, func() { synthhub.PersonTable.AppendJSON(buf, person) }},
		{"AppendJSON of a vehicle", 0, func() { synthhub.VehicleTable.AppendJSON(buf, vehicle) }},
		{"AppendJSON of text to escape", 0, func() { pairTable.AppendJSON(buf, &quoted) }},
		{"AppendJSON of every kind", 0, func() { itemTable.AppendJSON(buf, &items[1]) }},
		{"AppendHeader", 0, func() { synthhub.PersonTable.AppendHeader(buf) }},
		{"Check of a valid person", 0, func() {
			for v := range synthhub.PersonTable.Check(person, asOf) {
				t.Error(v)
			}
		}},
		{"Check of a valid vehicle", 0, func() {
			for v := range synthhub.VehicleTable.Check(vehicle, asOf) {
				t.Error(v)
			}
		}},
		{"AppendText of a Date", 0, func() { person.DateOfBirth.AppendText(buf) }},
		{"ParseDate", 0, func() { schema.ParseDate("2024-02-29") }},
		{"UnmarshalText of a Date", 0, func() { person.DateOfBirth.UnmarshalText([]byte("2024-02-29")) }},
		{"ParseCSV of a person", 0, func() { must(t, synthhub.PersonTable.ParseCSV(&intoPerson, personCSV)) }},
		{"ParseCSV of accents", 0, func() { must(t, pairTable.ParseCSV(&intoPair, accentsCSV)) }},
		{"ParseCSV of text to unquote", 1, func() { must(t, pairTable.ParseCSV(&intoPair, quotedCSV)) }},
		{"ParseJSON of a person", 0, func() { must(t, synthhub.PersonTable.ParseJSON(&intoPerson, personJSON)) }},
		{"ParseJSON of a person with spaces", 0, func() { must(t, synthhub.PersonTable.ParseJSON(&intoPerson, spaced)) }},
		{"ParseJSON of accents", 1, func() { must(t, pairTable.ParseJSON(&intoPair, accentsJSON)) }},
		{"ParseJSON of text to unescape", 1, func() { must(t, pairTable.ParseJSON(&intoPair, quotedJSON)) }},
	} {
		if got := testing.AllocsPerRun(100, c.run); got > c.most {
			t.Errorf("%s: %v allocations, want at most %v", c.name, got, c.most)
		}
	}

	// A Reader allocates a buffer, and one string for some 64 KiB of rows.
	var file []byte
	file = synthhub.PersonTable.AppendHeader(file)
	const rows = 2000
	for i := range rows {
		file = synthhub.PersonTable.AppendCSV(file, &persons[i%len(persons)])
	}
	in := bytes.NewReader(file)
	got := testing.AllocsPerRun(5, func() {
		in.Reset(file)
		for _, err := range synthhub.PersonTable.ReadCSV(in) {
			must(t, err)
		}
	})
	if most := 20 + 2*float64(len(file))/(64<<10); got > most {
		t.Errorf("reading %d rows: %v allocations, want at most %v", rows, got, most)
	}
}

func must(t *testing.T, err error) {
	if err != nil {
		t.Error(err)
	}
}
