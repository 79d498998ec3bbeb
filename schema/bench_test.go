package schema_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// The benchmarks repeat 1,024 generated rows, so that the values vary as in production and the
// branch predictor cannot learn them. An iteration is one row, so ns/op is ns per row. The
// packages that the tests use as oracles are measured too, for ratios within one run.

const benchRows = 1024

// sample returns the persons and vehicles of a small dataset.
func sample(tb testing.TB, records int) ([]synthhub.Person, []synthhub.Vehicle) {
	tb.Helper()
	b := sampleBundle(tb, records)
	return b.Persons, b.Vehicles
}

// sampleBundle returns a small dataset.
func sampleBundle(tb testing.TB, records int) *synthhub.Bundle {
	tb.Helper()
	s := synthhub.DefaultSettings()
	s.Records = records
	b, err := synthhub.Generate(tb.Context(), s)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// benchEncode measures an append function over rows, in blocks of benchRows.
func benchEncode[E any](b *testing.B, rows []E, encode func(dst []byte, e *E) []byte) {
	b.Helper()
	var dst []byte
	for i := range rows {
		dst = encode(dst, &rows[i])
	}
	b.SetBytes(int64(len(dst) / len(rows)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i %= len(rows); i == 0 {
			dst = dst[:0]
		}
		dst = encode(dst, &rows[i])
	}
}

func BenchmarkAppend(b *testing.B) {
	bundle := sampleBundle(b, benchRows)
	persons, vehicles, profiles := bundle.Persons, bundle.Vehicles, bundle.Profiles
	b.Run("persons/csv", func(b *testing.B) { benchEncode(b, persons, synthhub.PersonTable.AppendCSV) })
	b.Run("persons/json", func(b *testing.B) { benchEncode(b, persons, synthhub.PersonTable.AppendJSON) })
	b.Run("vehicles/csv", func(b *testing.B) { benchEncode(b, vehicles, synthhub.VehicleTable.AppendCSV) })
	b.Run("vehicles/json", func(b *testing.B) { benchEncode(b, vehicles, synthhub.VehicleTable.AppendJSON) })
	b.Run("profiles/csv", func(b *testing.B) { benchEncode(b, profiles, synthhub.ProfileTable.AppendCSV) })
	b.Run("profiles/json", func(b *testing.B) { benchEncode(b, profiles, synthhub.ProfileTable.AppendJSON) })
	b.Run("persons/encoding_csv", func(b *testing.B) {
		w := csv.NewWriter(io.Discard)
		record := make([]string, len(synthhub.PersonTable.Columns()))
		benchEncode(b, persons, func(dst []byte, p *synthhub.Person) []byte {
			if err := w.Write(personRecord(record, p)); err != nil {
				b.Fatal(err)
			}
			return dst
		})
	})
	b.Run("persons/encoding_json", func(b *testing.B) {
		e := json.NewEncoder(io.Discard)
		e.SetEscapeHTML(false)
		benchEncode(b, persons, func(dst []byte, p *synthhub.Person) []byte {
			if err := e.Encode(p); err != nil {
				b.Fatal(err)
			}
			return dst
		})
	})
	b.Run("persons/gocsv", func(b *testing.B) {
		b.ReportAllocs()
		for n := 0; n < b.N; n += len(persons) {
			if err := gocsv.MarshalCSV(persons[:min(len(persons), b.N-n)], gocsv.NewSafeCSVWriter(csv.NewWriter(io.Discard))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// personRecord returns the record that a program without this package would write by
// encoding/csv.
func personRecord(r []string, p *synthhub.Person) []string {
	return append(r[:0], p.ID.String(), p.FirstName, p.LastName, p.DateOfBirth.String(), p.Gender.String(), p.MaritalStatus.String(),
		p.Occupation, p.Email, p.Phone, p.DriverLicenseNumber, p.DriverLicenseState.String(), p.FirstLicensedOn.String(),
		strconv.Itoa(p.Violations3Yr), strconv.Itoa(p.Accidents3Yr), p.AddressLine1, p.AddressLine2, p.City, p.State.String(),
		p.PostalCode, p.County, p.CountyFIPS, p.Country.String(), p.LOBType.String(), p.BusinessName, p.SyntheticSource)
}

func BenchmarkParse(b *testing.B) {
	persons, vehicles := sample(b, benchRows)
	benchParse(b, "persons", synthhub.PersonTable, persons)
	benchParse(b, "vehicles", synthhub.VehicleTable, vehicles)

	var file, lines []byte
	file = synthhub.PersonTable.AppendHeader(file)
	for i := range persons {
		file = synthhub.PersonTable.AppendCSV(file, &persons[i])
		lines = append(synthhub.PersonTable.AppendJSON(lines, &persons[i]), '\n')
	}
	rowsOf := func(rows iter.Seq2[*synthhub.Person, error]) (n int) {
		for _, err := range rows {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		return n
	}
	benchRead(b, "persons/ReadCSV", file, func(r io.Reader) int { return rowsOf(synthhub.PersonTable.ReadCSV(r)) })
	benchRead(b, "persons/ReadNDJSON", lines, func(r io.Reader) int { return rowsOf(synthhub.PersonTable.ReadNDJSON(r)) })
	benchRead(b, "persons/encoding_csv", file, func(r io.Reader) (n int) { // splits only
		c := csv.NewReader(r)
		c.ReuseRecord = true
		for {
			if _, err := c.Read(); err == io.EOF {
				return n - 1
			} else if err != nil {
				b.Fatal(err)
			}
			n++
		}
	})
	benchRead(b, "persons/encoding_json", lines, func(r io.Reader) (n int) {
		d := json.NewDecoder(r)
		for {
			var p synthhub.Person
			if err := d.Decode(&p); err == io.EOF {
				return n
			} else if err != nil {
				b.Fatal(err)
			}
			n++
		}
	})
	benchRead(b, "persons/gocsv", file, func(r io.Reader) int {
		var rows []synthhub.Person
		if err := gocsv.UnmarshalCSV(csv.NewReader(r), &rows); err != nil {
			b.Fatal(err)
		}
		return len(rows)
	})
}

// benchRead measures a reader of a whole file. The function read returns the number of rows.
func benchRead(b *testing.B, name string, file []byte, read func(io.Reader) int) {
	b.Helper()
	b.Run(name, func(b *testing.B) {
		b.SetBytes(int64(len(file) / benchRows))
		b.ReportAllocs()
		for n := 0; n < b.N; {
			n += read(bytes.NewReader(file))
		}
	})
}

// benchParse measures the parsers of single rows.
func benchParse[E any](b *testing.B, name string, t *schema.Table[E], rows []E) {
	b.Helper()
	run := func(format string, lines []string, parse func(*E, string) error) {
		b.Run(name+"/"+format, func(b *testing.B) {
			b.SetBytes(int64(len(strings.Join(lines, "\n")) / len(lines)))
			b.ReportAllocs()
			var e E
			for i := 0; b.Loop(); i++ {
				if err := parse(&e, lines[i%len(lines)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	var csv, json []string
	for i := range rows {
		csv = append(csv, strings.TrimSuffix(string(t.AppendCSV(nil, &rows[i])), "\n"))
		json = append(json, string(t.AppendJSON(nil, &rows[i])))
	}
	run("ParseCSV", csv, t.ParseCSV)
	run("ParseJSON", json, t.ParseJSON)
}

// BenchmarkCheck measures the checks of the columns alone, and with the row rules.
func BenchmarkCheck(b *testing.B) {
	persons, _ := sample(b, benchRows)
	asOf := synthhub.DefaultSettings().AsOf
	columns := schema.New("persons", "The columns without the rules.", synthhub.PersonTable.EmbedColumns)
	for _, c := range []struct {
		name  string
		table *schema.Table[synthhub.Person]
	}{{"columns", columns}, {"all", synthhub.PersonTable}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				for v := range c.table.Check(&persons[i%len(persons)], asOf) {
					b.Fatal(v)
				}
			}
		})
	}
}

// BenchmarkNew measures what a table adds to the start of a program.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		schema.New("persons", "The columns without the rules.", synthhub.PersonTable.EmbedColumns)
	}
}

func BenchmarkDate(b *testing.B) {
	dst := make([]byte, 0, 10)
	b.Run("AppendText", func(b *testing.B) {
		b.ReportAllocs()
		d := schema.NewDate(1950, 1, 1)
		for i := 0; b.Loop(); i++ {
			dst, _ = d.AddDays(i % 20000).AppendText(dst[:0])
		}
	})
	b.Run("ParseDate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := schema.ParseDate("1987-11-23"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
