package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A bill is a row of an entity of a user that changes with the day: each year of a policy has one,
// for the last three years, and the latest is open.
type bill struct {
	ID       uuid.UUID
	PersonID uuid.UUID
	Year     int
	Premium  int
	Note     string
	Open     bool
}

var billTable = schema.New("bills", "Bills of a year.", func(b *bill) []schema.Column {
	return []schema.Column{
		schema.Field(&b.ID, "bill_id", "Identifier of the bill.", schema.Key),
		schema.Field(&b.PersonID, "person_id", "Who pays it.", schema.Ref("persons.person_id")),
		schema.Field(&b.Year, "year", "Year of the bill.", schema.Range(1900, 2200)),
		schema.Field(&b.Premium, "premium_usd", "Premium of the year.", schema.Range(1, 100_000)),
		schema.Field(&b.Note, "note", "A remark, with characters that CSV and JSON escape.", schema.Len(1, 80)),
		schema.Field(&b.Open, "open", "Whether it is not paid."),
	}
})

// bills draws by key, as entities of users must.
var bills = synthhub.NewEntityWithSettings(billTable, func(s synthhub.Settings) (func(*synthhub.Record, []bill) []bill, error) {
	ids, premium := s.Label("bills", "bill_id").NewIDs(), s.Label("bills", "premium_usd")
	return func(r *synthhub.Record, dst []bill) []bill {
		anniversary := schema.NewDate(s.AsOf.Year(), 1, 1).AddDays(int(r.Key % 365))
		last := s.AsOf.Year()
		if s.AsOf.Before(anniversary) {
			last--
		}
		for year := last; year > last-3; year-- { // the latest first, so that rows change their places
			dst = append(dst, bill{
				ID: ids.ID(r.Key, year-1990), PersonID: r.Person.ID, Year: year,
				Premium: 100 + premium.IntNAt(r.Key, year-1990, 900), Note: "so \"called\", a\\b é", Open: year == last,
			})
		}
		return dst
	}, nil
})

// everyDay declares all days, which is right for any entity.
func everyDay(_ *synthhub.Generator, dst []synthhub.Date, _ int, from, to synthhub.Date) []synthhub.Date {
	for day := from.AddDays(1); !day.After(to); day = day.AddDays(1) {
		dst = append(dst, day)
	}
	return dst
}

// pairs are days that a feed leads from and to.
var pairs = [][2]string{{"2025-11-01", "2025-11-02"}, {"2025-11-01", "2025-12-31"}, {"2015-01-01", "2016-02-29"}, {"2024-02-29", "2024-02-28"}, {"2027-12-31", "2015-01-01"}}

// on returns the book of settings on a day.
func on(tb testing.TB, s synthhub.Settings, day string) *synthhub.Generator {
	tb.Helper()
	s.AsOf = schema.MustParseDate(day)
	return generator(tb, s)
}

// rowsOf returns the rows of a table by the text of the key, from its NDJSON or CSV form.
func rowsOf(tb testing.TB, src synthhub.Source, e synthhub.Entity, formatName string) map[string]string {
	tb.Helper()
	var b bytes.Buffer
	if err := export.Write(tb.Context(), src, []export.Output{{Entity: e, Format: formatName, Writer: &b}}); err != nil {
		tb.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if formatName == export.FormatCSV {
		lines = lines[1:]
	}
	rows := map[string]string{}
	for _, line := range lines {
		rows[keyOf(tb, e, line, formatName)] = line
	}
	return rows
}

// keyOf returns the key of a row. It is the first column of all tables here.
func keyOf(tb testing.TB, e synthhub.Entity, row, formatName string) string {
	tb.Helper()
	if formatName == export.FormatCSV {
		key, _, _ := strings.Cut(row, ",")
		return key
	}
	var members map[string]any
	if err := json.Unmarshal([]byte(row), &members); err != nil {
		tb.Fatalf("row %q: %v", row, err)
	}
	return fmt.Sprint(members[e.Table().Columns()[0].Name])
}

// changesOf reads a feed.
func changesOf(tb testing.TB, e synthhub.Entity, text, formatName string) (list []export.Change) {
	tb.Helper()
	lines := strings.Split(text, "\n")
	if formatName == export.FormatCSV {
		if want := "op," + strings.TrimSuffix(string(e.Table().AppendHeader(nil)), "\n"); lines[0] != want {
			tb.Fatalf("header %q, want %q", lines[0], want)
		}
		lines = lines[1:]
	}
	for _, line := range lines[:len(lines)-1] {
		var c export.Change
		if formatName == export.FormatCSV {
			row := line[2:]
			c = export.Change{Op: line[:1], Table: e.Table().Name(), Key: keyOf(tb, e, row, formatName), After: json.RawMessage(row)}
		} else if err := strictly(line, &c); err != nil {
			tb.Fatalf("line %q: %v", line, err)
		}
		list = append(list, c)
	}
	return list
}

// strictly decodes a line, all of whose members must have a place.
func strictly(line string, v any) error {
	dec := json.NewDecoder(strings.NewReader(line))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

// apply applies a feed to rows by key, in two phases.
func apply(tb testing.TB, rows map[string]string, list []export.Change, images bool) {
	tb.Helper()
	for _, c := range list {
		old, ok := rows[c.Key]
		if c.Op == "c" {
			continue
		}
		if !ok || images && string(c.Before) != old {
			tb.Fatalf("%s of %s: the row before is %s, and the table has %s", c.Op, c.Key, c.Before, old)
		}
		if images && string(c.Before) == string(c.After) {
			tb.Fatalf("%s of %s changes nothing", c.Op, c.Key)
		}
		delete(rows, c.Key)
	}
	for _, c := range list {
		if c.Op == "d" {
			if images && string(c.After) != "null" {
				tb.Fatalf("d of %s has a row after: %s", c.Key, c.After)
			}
			continue
		}
		if _, ok := rows[c.Key]; ok {
			tb.Fatalf("%s of %s, which is there", c.Op, c.Key)
		}
		rows[c.Key] = string(c.After)
	}
}

// countsOf counts the lines of a feed.
func countsOf(list []export.Change) (n export.ChangeCounts) {
	for _, c := range list {
		switch c.Op {
		case "c":
			n.Created++
		case "u":
			n.Updated++
		case "d":
			n.Deleted++
		}
	}
	return n
}

// checkIdentity checks that the rows on one day and the feed are the rows on the other.
func checkIdentity(t *testing.T, from, to synthhub.Source, e synthhub.Entity, formatName string) []export.Change {
	t.Helper()
	var b bytes.Buffer
	counts, err := export.Changes(t.Context(), &b, from, to, e, export.Formats(formatName))
	if err != nil {
		t.Fatal(err)
	}
	list := changesOf(t, e, b.String(), formatName)
	if got := countsOf(list); got != counts {
		t.Errorf("counts are %+v, the feed has %+v", counts, got)
	}
	rows, want := rowsOf(t, from, e, formatName), rowsOf(t, to, e, formatName)
	apply(t, rows, list, formatName == export.FormatNDJSON)
	if !maps.Equal(rows, want) {
		t.Errorf("%d rows and the feed of %d changes are %d rows that differ from the %d of the second day", len(rows), len(list), len(rows), len(want))
	}
	return list
}

// withExtension returns settings with parameters of an extension.
func withExtension(t *testing.T, s synthhub.Settings, name string, rate int) synthhub.Settings {
	t.Helper()
	if err := s.SetExtension(name, map[string]int{"rate": rate}); err != nil {
		t.Fatal(err)
	}
	return s
}
