package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

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

// A change is a line of a feed.
type change struct {
	Op            string
	Table, Key    string
	Before, After json.RawMessage
}

// changesOf reads a feed.
func changesOf(tb testing.TB, e synthhub.Entity, text, formatName string) (list []change) {
	tb.Helper()
	lines := strings.Split(text, "\n")
	if formatName == export.FormatCSV {
		if want := "op," + strings.TrimSuffix(string(e.Table().AppendHeader(nil)), "\n"); lines[0] != want {
			tb.Fatalf("header %q, want %q", lines[0], want)
		}
		lines = lines[1:]
	}
	for _, line := range lines[:len(lines)-1] {
		var c change
		if formatName == export.FormatCSV {
			row := line[2:]
			c = change{Op: line[:1], Table: e.Table().Name(), Key: keyOf(tb, e, row, formatName), After: json.RawMessage(row)}
		} else if err := json.Unmarshal([]byte(line), &c); err != nil {
			tb.Fatalf("line %q: %v", line, err)
		}
		list = append(list, c)
	}
	return list
}

// apply applies a feed to rows by key, in two phases.
func apply(tb testing.TB, rows map[string]string, list []change, images bool) {
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
func countsOf(list []change) (n export.ChangeCounts) {
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
func checkIdentity(t *testing.T, from, to synthhub.Source, e synthhub.Entity, formatName string) []change {
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

// TestChangesIdentity: rows of one day and the feed are the rows of the other day, byte for byte.
func TestChangesIdentity(t *testing.T) {
	for _, vehicles := range []synthhub.VehicleRange{{Min: 1, Max: 1}, {Min: 1, Max: 64}} {
		s := synthhub.Settings{Records: 300, Seed: 42, Vehicles: vehicles}
		for _, days := range pairs {
			for _, e := range append(synthhub.Entities(), bills) {
				t.Run(fmt.Sprintf("%v/%s/%s", vehicles, strings.Join(days[:], "/"), e.Table().Name()), func(t *testing.T) {
					t.Parallel()
					from, to := on(t, s, days[0]), on(t, s, days[1])
					for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
						list := checkIdentity(t, from, to, e, name)
						back := checkIdentity(t, to, from, e, name)
						if n, m := countsOf(list), countsOf(back); n.Created != m.Deleted || n.Updated != m.Updated || n.Deleted != m.Created {
							t.Errorf("%+v changes, and %+v backwards", n, m)
						}
					}
				})
			}
		}
	}
}

// TestChangesOrder: lines are in the order of the records, and within one of them as documented.
func TestChangesOrder(t *testing.T) {
	s := synthhub.Settings{Records: 40, Seed: 42}
	from, to := on(t, s, "2023-07-01"), on(t, s, "2024-07-01")
	var b bytes.Buffer
	if _, err := export.Changes(t.Context(), &b, from, to, bills); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changesOf(t, bills, b.String(), export.FormatNDJSON)[:6] {
		var row bill
		text := c.After
		if c.Op == "d" {
			text = c.Before
		}
		if err := billTable.ParseJSON(&row, string(text)); err != nil {
			t.Fatal(err)
		}
		at, _ := from.Find(row.PersonID)
		got = append(got, fmt.Sprint(at.Slot, c.Op, row.Year))
	}
	want := []string{"0u2023", "0d2021", "0c2024", "1u2023", "1d2021", "1c2024"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNoChanges: a feed of equal days is empty.
func TestNoChanges(t *testing.T) {
	g := generator(t, middle)
	for _, e := range append(synthhub.Entities(), bills) {
		for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
			for _, to := range []synthhub.Source{g, bundle(t, middle)} {
				var b bytes.Buffer
				counts, err := export.Changes(t.Context(), &b, g, to, e, export.Formats(name))
				if err != nil || counts.Total() != 0 || len(changesOf(t, e, b.String(), name)) > 0 && name == export.FormatCSV || name == export.FormatNDJSON && b.Len() > 0 {
					t.Errorf("%s as %s: %+v, %v:\n%s", e.Table().Name(), name, counts, err, &b)
				}
			}
		}
	}
}

// TestChangesSameBytes: neither workers nor sources nor parts change a byte.
func TestChangesSameBytes(t *testing.T) {
	from, to := on(t, middle, "2025-01-01"), on(t, middle, "2025-01-03")
	bundleFrom, err := from.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bundleTo, err := to.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range append(synthhub.Entities(), bills, bills.WithDays((*synthhub.Generator).AppendDays)) {
		for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
			feed := func(from, to synthhub.Source, opts ...export.Option) string {
				var b bytes.Buffer
				if _, err := export.Changes(t.Context(), &b, from, to, e, append(opts, export.Formats(name))...); err != nil {
					t.Fatal(err)
				}
				return b.String()
			}
			want := feed(from, to, export.Workers(1))
			parts := ""
			for part := range 7 {
				parts += feed(from, to, export.Part(part+1, 7))
			}
			for how, got := range map[string]string{
				"3 workers": feed(from, to, export.Workers(3)), "8 workers": feed(from, to, export.Workers(8)), "bundles": feed(bundleFrom, bundleTo),
				"a generator and a bundle": feed(from, bundleTo), "7 parts": parts,
			} {
				if diff := difference(want, got); diff != "" {
					t.Errorf("%s as %s with %s:\n%s", e.Table().Name(), name, how, diff)
				}
			}
		}
	}
}

// TestChangesOfSelected: bundles of selected records are compared too, by position.
func TestChangesOfSelected(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2026-01-01")
	list := func(g *synthhub.Generator, slots ...int) *synthhub.Bundle {
		var records []synthhub.Record
		for _, slot := range slots {
			records = append(records, g.Record(slot))
		}
		return synthhub.NewBundle(metadataOf(t, g), records)
	}
	for _, e := range append(synthhub.Entities(), bills) {
		if n := countsOf(checkIdentity(t, list(from, 3, 1), list(to, 3, 1), e, export.FormatNDJSON)); e.Table().Name() != "bills" && n.Created+n.Deleted > 0 {
			t.Errorf("%s of the same slots: %+v", e.Table().Name(), n)
		}
		n := countsOf(checkIdentity(t, list(from, 3, 1), list(to, 1, 4), e, export.FormatNDJSON))
		if n.Created == 0 || n.Deleted == 0 {
			t.Errorf("%s of other slots: %+v", e.Table().Name(), n)
		}
	}
}

// TestOtherBooks: the sources must be one book, and the error says what differs.
func TestOtherBooks(t *testing.T) {
	base := synthhub.Settings{Records: 20, Seed: 42}
	for _, c := range []struct {
		change func(*synthhub.Settings)
		want   string
	}{
		{func(s *synthhub.Settings) { s.Records = 21 }, "setting Records is 20 for the first day, and 21 for the second"},
		{func(s *synthhub.Settings) { s.Seed = 43 }, "setting Seed is 42 for the first day, and 43 for the second"},
		{func(s *synthhub.Settings) { s.Book = "north" }, `setting Book is "" for the first day, and "north" for the second`},
		{func(s *synthhub.Settings) { s.CommercialShare = 5 }, "setting CommercialShare is 30 for the first day, and 5 for the second"},
		{func(s *synthhub.Settings) { s.Vehicles.Max = 2 }, "setting Vehicles is 1 to 1 for the first day, and 1 to 2 for the second"},
		{func(s *synthhub.Settings) { s.Contact = synthhub.Contact{Team: "T", Email: "t@example.com"} }, "setting Contact is {Synthetic Data Stewards"},
		{func(s *synthhub.Settings) { *s = withExtension(t, *s, "claims", 3) }, `setting Extensions.claims is "" for the first day, and "{\"rate\":3}" for the second`},
	} {
		other := base
		c.change(&other)
		from, to := on(t, base, "2025-01-01"), on(t, other, "2025-02-01")
		_, err := export.Changes(t.Context(), nil, from, to, synthhub.Persons)
		if !errors.Is(err, export.ErrDays) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	one, two := on(t, base, "2025-01-01"), on(t, base, "2025-02-01")
	short := synthhub.NewBundle(metadataOf(t, two), slices.Collect(func(yield func(synthhub.Record) bool) { yield(two.Record(0)) }))
	if _, err := export.Changes(t.Context(), nil, one, short, synthhub.Persons); !errors.Is(err, export.ErrDays) || !strings.Contains(err.Error(), "20 records on the first day, and 1 on the second") {
		t.Error(err)
	}
	workers := base
	workers.Workers = 7
	if _, err := export.Changes(t.Context(), &bytes.Buffer{}, one, on(t, workers, "2025-02-01"), synthhub.Persons); err != nil {
		t.Error(err)
	}
}

// withExtension returns settings with parameters of an extension.
func withExtension(t *testing.T, s synthhub.Settings, name string, rate int) synthhub.Settings {
	t.Helper()
	if err := s.SetExtension(name, map[string]int{"rate": rate}); err != nil {
		t.Fatal(err)
	}
	return s
}
