package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A version is a line of a history.
type version struct {
	row       string
	from, to  string
	isCurrent string
}

// versionsOf reads a history.
func versionsOf(tb testing.TB, e synthhub.Entity, text, formatName string) (list []version) {
	tb.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if formatName == export.FormatCSV {
		if want := strings.TrimSuffix(string(e.Table().AppendHeader(nil)), "\n") + ",valid_from,valid_to,is_current"; lines[0] != want {
			tb.Fatalf("header %q, want %q", lines[0], want)
		}
		for _, line := range lines[1:] {
			cells := strings.Split(line, ",")
			n := len(cells) - 3
			list = append(list, version{strings.Join(cells[:n], ","), cells[n], cells[n+1], cells[n+2]})
		}
		return list
	}
	for _, line := range lines {
		row, rest, ok := strings.Cut(line, `,"valid_from":"`)
		from, rest, ok2 := strings.Cut(rest, `","valid_to":`)
		to, rest, ok3 := strings.Cut(rest, `,"is_current":`)
		if !ok || !ok2 || !ok3 {
			tb.Fatalf("line %q", line)
		}
		list = append(list, version{row + "}", from, strings.Trim(strings.TrimPrefix(to, "null"), `"`), strings.TrimSuffix(rest, "}")})
	}
	return list
}

func historyOf(tb testing.TB, g *synthhub.Generator, from, to string, e synthhub.Entity, opts ...export.Option) string {
	tb.Helper()
	var b bytes.Buffer
	n, err := export.History(tb.Context(), &b, g, schema.MustParseDate(from), schema.MustParseDate(to), e, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	if lines := strings.Count(b.String(), "\n"); n != lines && n+1 != lines {
		tb.Errorf("%d versions in %d lines", n, lines)
	}
	return b.String()
}

// TestHistory: the versions that are valid on a day are the rows of that day, and those of one key
// follow each other and differ.
func TestHistory(t *testing.T) {
	s := synthhub.Settings{Records: 20, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 64}}
	const from, to = "2023-12-20", "2024-01-20"
	g := on(t, s, "2025-11-01") // whose day does not matter
	for _, e := range append(synthhub.Entities(), bills) {
		for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
			t.Run(e.Table().Name()+"/"+name, func(t *testing.T) {
				t.Parallel()
				list := versionsOf(t, e, historyOf(t, g, from, to, e, export.Formats(name)), name)
				for day := schema.MustParseDate(from); !day.After(schema.MustParseDate(to)); day = day.AddDays(1) {
					want, got := rowsOf(t, on(t, s, day.String()), e, name), map[string]string{}
					for _, v := range list {
						if v.from <= day.String() && (v.to == "" || v.to > day.String()) {
							key := keyOf(t, e, v.row, name)
							if _, ok := got[key]; ok {
								t.Fatalf("%v: two versions of %s", day, key)
							}
							got[key] = v.row
						}
					}
					if !maps.Equal(got, want) {
						t.Errorf("%v: %d versions are not the %d rows", day, len(got), len(want))
					}
				}
				seen := map[string]bool{}
				for i, v := range list {
					if v.isCurrent != fmt.Sprint(v.to == "") || v.from < from || v.to > to || v.to != "" && v.to <= v.from {
						t.Errorf("%+v", v)
					}
					key := keyOf(t, e, v.row, name)
					if i > 0 && keyOf(t, e, list[i-1].row, name) == key {
						if last := list[i-1]; last.to == "" || last.to > v.from || last.to == v.from && last.row == v.row {
							t.Errorf("%+v follows %+v", v, last)
						}
					} else if seen[key] {
						t.Errorf("versions of %s are not together", key)
					}
					seen[key] = true
				}
			})
		}
	}
}

// TestHistorySameBytes: neither workers nor parts nor declared days change a byte.
func TestHistorySameBytes(t *testing.T) {
	s := synthhub.Settings{Records: 100, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	g := generator(t, s)
	const from, to = "2024-12-25", "2025-01-10"
	for _, e := range append(synthhub.Entities(), bills) {
		want := historyOf(t, g, from, to, e, export.Workers(1), export.Formats(export.FormatCSV))
		for _, workers := range []int{3, 8} {
			if diff := difference(want, historyOf(t, g, from, to, e, export.Workers(workers), export.Formats(export.FormatCSV))); diff != "" {
				t.Errorf("%s, %d workers:\n%s", e.Table().Name(), workers, diff)
			}
		}
		if diff := difference(want, historyOf(t, g, from, to, e.WithDays(everyDay), export.Formats(export.FormatCSV))); diff != "" {
			t.Errorf("%s with days:\n%s", e.Table().Name(), diff)
		}
		parts := ""
		for i := range 5 {
			parts += historyOf(t, g, from, to, e, export.Formats(export.FormatCSV), export.Part(i+1, 5))
		}
		if diff := difference(want, parts); diff != "" {
			t.Errorf("%s in parts:\n%s", e.Table().Name(), diff)
		}
	}
}

// TestHistoryOfOneDay: all rows of a day are current.
func TestHistoryOfOneDay(t *testing.T) {
	g := generator(t, small)
	list := versionsOf(t, synthhub.Persons, historyOf(t, g, "2025-01-01", "2025-01-01", synthhub.Persons), export.FormatNDJSON)
	rows := rowsOf(t, on(t, small, "2025-01-01"), synthhub.Persons, export.FormatNDJSON)
	if len(list) != len(rows) || slices.ContainsFunc(list, func(v version) bool { return v.to != "" || v.from != "2025-01-01" || v.isCurrent != "true" }) {
		t.Errorf("%+v", list)
	}
}

// A stay is a row whose columns have the names that a history or a feed needs.
type stay struct {
	ID        int
	ValidFrom schema.Date
	Op        string
}

var stays = synthhub.NewEntity(schema.New("stays", "Stays.", func(s *stay) []schema.Column {
	return []schema.Column{
		schema.Field(&s.ID, "stay_id", "Number.", schema.Key),
		schema.Field(&s.ValidFrom, "valid_from", "First day."),
		schema.Field(&s.Op, "op", "A word."),
	}
}), func(r *synthhub.Record, dst []stay) []stay {
	return append(dst, stay{int(r.Key), schema.NewDate(2020, 1, 1), "o"})
})

// TestHistoryRefused: what a history cannot be of.
func TestHistoryRefused(t *testing.T) {
	g := generator(t, small)
	day := schema.MustParseDate
	for _, c := range []struct {
		from, to string
		e        synthhub.Entity
		opts     []export.Option
		is       error
		want     string
	}{
		{"2025-01-02", "2025-01-01", synthhub.Persons, nil, export.ErrDays, "would end on 2025-01-01, before it begins on 2025-01-02"},
		{"1800-01-02", "2025-01-01", synthhub.Persons, nil, nil, "setting AsOf is 1800-01-02: want a day from"},
		{"2025-01-02", "2225-01-01", synthhub.Persons, nil, nil, "setting AsOf is 2225-01-01: want a day from"},
		{"2025-01-02", "2025-02-01", stays, nil, export.ErrOption, "table stays has a column valid_from"},
		{"2025-01-02", "2025-02-01", synthhub.Persons, []export.Option{export.Formats(export.FormatJSON)}, export.ErrOption, "formats [json]: want one of csv or ndjson"},
		{"2025-01-02", "2025-02-01", synthhub.Persons, []export.Option{bothFormats()}, export.ErrOption, "formats [csv ndjson]: want one of csv or ndjson"},
	} {
		_, err := export.History(t.Context(), &bytes.Buffer{}, g, day(c.from), day(c.to), c.e, c.opts...)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	if _, err := export.Changes(t.Context(), &bytes.Buffer{}, g, g, stays, export.Formats(export.FormatCSV)); !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), "table stays has a column op") {
		t.Error(err)
	}
	if _, err := export.Changes(t.Context(), &bytes.Buffer{}, g, g, stays); err != nil {
		t.Error(err)
	}
}
