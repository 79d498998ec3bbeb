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

// An allocCase is a function and the maximum number of its allocations.
type allocCase struct {
	name string
	most float64
	run  func()
}

// checkAllocs counts the allocations of each case. The cases do not run in parallel: they
// would count those of each other.
func checkAllocs(t *testing.T, cases []allocCase) {
	t.Helper()
	if testing.CoverMode() != "" {
		t.Skip("coverage counters allocate")
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, c.run); got > c.most {
				t.Errorf("%v allocations, want at most %v", got, c.most)
			}
		})
	}
}

// TestAllocs: writing and checking a row does not allocate. Reading a row allocates at most
// once, and only to remove quotes and escapes.
func TestAllocs(t *testing.T) {
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
	batch, batchOfOne := itemTable.NewBatch(), itemTable.NewBatch()
	batch.Rows, batchOfOne.Rows = make([]item, 0, 1), items[1:2]

	checkAllocs(t, []allocCase{
		{"AppendCSV of a person", 0, func() { synthhub.PersonTable.AppendCSV(buf, person) }},
		{"AppendCSV of a vehicle", 0, func() { synthhub.VehicleTable.AppendCSV(buf, vehicle) }},
		{"AppendCSV of text to quote", 0, func() { pairTable.AppendCSV(buf, &quoted) }},
		{"AppendCSV of every kind", 0, func() { itemTable.AppendCSV(buf, &items[1]) }},
		{"AppendJSON of a person", 0, func() { synthhub.PersonTable.AppendJSON(buf, person) }},
		{"AppendJSON of a vehicle", 0, func() { synthhub.VehicleTable.AppendJSON(buf, vehicle) }},
		{"AppendJSON of text to escape", 0, func() { pairTable.AppendJSON(buf, &quoted) }},
		{"AppendJSON of every kind", 0, func() { itemTable.AppendJSON(buf, &items[1]) }},
		{"AddRow without pointers", 0, func() { batch.Reset(); batch.AddRow(batchOfOne, 0) }},
		{"AppendHeader", 0, func() { synthhub.PersonTable.AppendHeader(buf) }},
		{"Check of a valid person", 0, func() { mustHold(t, synthhub.PersonTable, person, asOf) }},
		{"Check of a valid vehicle", 0, func() { mustHold(t, synthhub.VehicleTable, vehicle, asOf) }},
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
	})
}

// TestMeasureAllocs is TestAllocs for the kinds that the governed tables do not have.
func TestMeasureAllocs(t *testing.T) {
	// Types without AppendText allocate.
	table := schema.New("measures", "Rows.", func(m *measure) []schema.Column {
		return slices.DeleteFunc(measureColumns(m), func(c schema.Column) bool { return !c.Appends() })
	})
	full, none := measures[1], measure{}
	full.NullColor, full.NullAddr = ptr(red), ptr(netip.MustParseAddr("192.0.2.1")) // texts without escapes
	line, object := strings.TrimSuffix(string(table.AppendCSV(nil, &full)), "\n"), string(table.AppendJSON(nil, &full))
	nulls := string(table.AppendJSON(nil, &none))
	const pointers, addresses = 10, 2 * 2 // reading or writing the text of an address allocates twice
	buf := make([]byte, 0, 64<<10)
	var m measure
	checkAllocs(t, []allocCase{
		{"AppendCSV", 0, func() { table.AppendCSV(buf, &full) }},
		{"AppendJSON", 0, func() { table.AppendJSON(buf, &full) }},
		{"AppendJSON of null", 0, func() { table.AppendJSON(buf, &none) }},
		{"ParseCSV", pointers + addresses, func() { must(t, table.ParseCSV(&m, line)) }},
		{"ParseJSON", pointers + addresses, func() { must(t, table.ParseJSON(&m, object)) }},
		{"ParseJSON of null", 0, func() { must(t, table.ParseJSON(&m, nulls)) }},
		{"Check", addresses, func() { mustHold(t, table, &full, schema.NewDate(2025, 11, 1)) }},
	})
}

// TestReaderAllocs: a Reader allocates a buffer, and a string for about every 64 KiB of rows.
func TestReaderAllocs(t *testing.T) {
	persons, _ := sample(t, 50)
	var file []byte
	file = synthhub.PersonTable.AppendHeader(file)
	const rows = 2000
	for i := range rows {
		file = synthhub.PersonTable.AppendCSV(file, &persons[i%len(persons)])
	}
	in := bytes.NewReader(file)
	checkAllocs(t, []allocCase{{"2000 rows", 20 + 2*float64(len(file))/(64<<10), func() {
		in.Reset(file)
		for _, err := range synthhub.PersonTable.ReadCSV(in) {
			must(t, err)
		}
	}}})
}

// must reports an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// mustHold reports the violations in a row.
func mustHold[E any](t *testing.T, table *schema.Table[E], e *E, asOf schema.Date) {
	t.Helper()
	for v := range table.Check(e, asOf) {
		t.Error(v)
	}
}
