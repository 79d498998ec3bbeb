package schema_test

import (
	"bytes"
	"net/netip"
	"slices"
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

	// The columns whose type has no AppendText are left out.
	lean := schema.New("measures", "Rows.", func(m *measure) []schema.Column {
		return slices.DeleteFunc(measureColumns(m), func(c schema.Column) bool { return !c.Appends() })
	})
	full, none := measures[1], measure{} // a text that must be escaped would be copied
	full.NullColour, full.NullAddr = ptr(red), ptr(netip.MustParseAddr("192.0.2.1"))
	fullCSV, fullJSON := strings.TrimSuffix(string(lean.AppendCSV(nil, &full)), "\n"), string(lean.AppendJSON(nil, &full))
	emptyJSON := string(lean.AppendJSON(nil, &none))
	const pointers, addresses = 10, 2 * 2 // an address allocates twice to read or write its text
	var intoMeasure measure
	batch, batchOfOne := itemTable.NewBatch(), itemTable.NewBatch()
	batch.Rows, batchOfOne.Rows = make([]item, 0, 1), items[1:2]

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
		{"AppendCSV of every other kind", 0, func() { lean.AppendCSV(buf, &full) }},
		{"AppendJSON of every other kind", 0, func() { lean.AppendJSON(buf, &full) }},
		{"AppendJSON of null", 0, func() { lean.AppendJSON(buf, &none) }},
		{"ParseCSV of every other kind", pointers + addresses, func() { must(t, lean.ParseCSV(&intoMeasure, fullCSV)) }},
		{"ParseJSON of every other kind", pointers + addresses, func() { must(t, lean.ParseJSON(&intoMeasure, fullJSON)) }},
		{"ParseJSON of null", 0, func() { must(t, lean.ParseJSON(&intoMeasure, emptyJSON)) }},
		{"Check of every other kind", addresses, func() {
			for v := range lean.Check(&full, asOf) {
				t.Error(v)
			}
		}},
		{"AddRow without pointers", 0, func() { batch.Reset(); batch.AddRow(batchOfOne, 0) }},
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
