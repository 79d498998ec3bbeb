package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
)

// days are days on which the book is compared: the first and the last that a dataset can have, a
// day and its next one, around a February 29th.
var days = []synthhub.Date{
	schema.NewDate(2015, 1, 1), schema.NewDate(2024, 2, 28), schema.NewDate(2024, 2, 29), schema.NewDate(2024, 9, 1), schema.NewDate(2027, 12, 31),
}

// book returns a book with many claims, on a day.
func book(t *testing.T, records int, day synthhub.Date) *synthhub.Generator {
	t.Helper()
	s := synthhub.Settings{Records: records, Seed: 5, AsOf: day, Vehicles: synthhub.VehicleRange{Max: 4}}
	if err := s.SetExtension("claims", Parameters{ClaimsPerThousand: 700}); err != nil {
		t.Fatal(err)
	}
	return synthtest.Generator(t, s)
}

// bind returns an entity for a day of a book.
func bind(t *testing.T, e synthhub.Entity, g *synthhub.Generator) synthhub.Entity {
	t.Helper()
	bound, err := e.Bind(g.Settings())
	if err != nil {
		t.Fatal(err)
	}
	return bound
}

// TestEvents checks against a walk over all events that Last finds the last one, on every day of
// some years, and that each interval has one.
func TestEvents(t *testing.T) {
	t.Parallel()
	for _, length := range []int{1, 2, 30, 365, 100_000} {
		e := Events{draw.NewLabel(3, "events"), length}
		for key := range uint64(40) {
			n, next := -1, 0
			for day := epoch; day.Year() < 2003; day = day.AddDays(1) {
				for !e.On(key, next).After(day) {
					n, next = next, next+1
				}
				if n < 0 {
					continue // before the first
				}
				if got, on := e.Last(key, day); got != n || on != e.On(key, n) {
					t.Fatalf("one in %d days, key %d: the last event on %v is %d of %v, want %d of %v", length, key, day, got, on, n, e.On(key, n))
				}
			}
		}
	}
}

// TestValidOnAllDays writes a snapshot on each of the days, validates and reproduces it.
func TestValidOnAllDays(t *testing.T) {
	t.Parallel()
	for _, day := range days {
		dir := filepath.Join(t.TempDir(), day.String())
		if _, err := export.Snapshot(t.Context(), dir, book(t, 300, day), export.With(Entities()...)); err != nil {
			t.Fatal(err)
		}
		report, err := validate.Snapshot(t.Context(), os.DirFS(dir), validate.With(Entities()...), validate.Reproduce())
		if err != nil {
			t.Fatal(err)
		}
		if err := report.Err(); err != nil {
			t.Errorf("on %v: %v", day, err)
		}
	}
}

// TestColumnsOverTime checks that between any two days of the same book no column changes that
// is fixed, and that every one of this extension changes that is as of the day.
func TestColumnsOverTime(t *testing.T) {
	t.Parallel()
	for _, e := range Entities() {
		var books []map[string][]string
		for _, day := range days {
			books = append(books, rowsByKey(t, e, book(t, 300, day)))
		}
		columns, changed := e.Table().Columns(), map[string]int{}
		for i, a := range books {
			for j, b := range books[i+1:] {
				for key := range a {
					if b[key] == nil {
						continue
					}
					for k, c := range columns {
						if a[key][k] == b[key][k] {
							continue
						}
						if changed[c.Name]++; !c.AsOf {
							t.Errorf("%s %s: %s is %q on %v and %q on %v", e.Table().Name(), key, c.Name, a[key][k], days[i], b[key][k], days[i+1+j])
						}
					}
				}
			}
		}
		for _, c := range columns {
			governed := slices.ContainsFunc(synthhub.PersonTable.Columns(), func(p schema.Column) bool { return p.Name == c.Name })
			if c.AsOf && !governed && changed[c.Name] == 0 {
				t.Errorf("%s: %s never changes", e.Table().Name(), c.Name)
			}
		}
	}
}

// rowsByKey returns the texts of all rows of an entity by the text of their key.
func rowsByKey(t *testing.T, e synthhub.Entity, g *synthhub.Generator) map[string][]string {
	t.Helper()
	rows, list, bound, columns := map[string][]string{}, e.NewRowList(), bind(t, e, g), e.Table().Columns()
	key := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Key })
	for r := range g.Range(0, g.Len()) {
		bound.AddRows(list, r)
	}
	for i := range list.Len() {
		texts := make([]string, len(columns))
		for k := range columns {
			texts[k] = string(list.AppendText(nil, i, k))
		}
		rows[texts[key]] = texts
	}
	return rows
}

// TestChanges applies the feed of changes of each entity, between any two of the days and in both
// directions, and compares the result with the rows of the other day.
func TestChanges(t *testing.T) {
	t.Parallel()
	for _, e := range Entities() {
		for _, from := range days {
			for _, to := range days {
				a, b := book(t, 150, from), book(t, 150, to)
				var feed bytes.Buffer
				if _, err := export.Changes(t.Context(), &feed, a, b, e); err != nil {
					t.Fatal(err)
				}
				rows := lines(t, e, a)
				created := map[string]bool{}
				for line := range strings.Lines(feed.String()) {
					var c struct{ Before, After json.RawMessage }
					if err := json.Unmarshal([]byte(line), &c); err != nil {
						t.Fatal(err)
					}
					if before := string(c.Before); before != "null" {
						if !rows[before] {
							t.Fatalf("%v to %v: the row was not there before: %s", from, to, line)
						}
						delete(rows, before)
					}
					if after := string(c.After); after != "null" {
						created[after] = true
					}
				}
				maps.Copy(rows, created)
				if want := lines(t, e, b); !maps.Equal(rows, want) {
					t.Errorf("%s, %v to %v: %d rows after the changes differ from the %d of the day", e.Table().Name(), from, to, len(rows), len(want))
				}
			}
		}
	}
}

// lines returns the rows of an entity as JSON.
func lines(t *testing.T, e synthhub.Entity, g *synthhub.Generator) map[string]bool {
	t.Helper()
	rows, bound := map[string]bool{}, bind(t, e, g)
	var text []byte
	for r := range g.Range(0, g.Len()) {
		text, _ = bound.AppendJSON(text, "\n", r)
	}
	for line := range strings.Lines(string(text)) {
		rows[strings.TrimSuffix(line, "\n")] = true
	}
	return rows
}

// TestLives follows policies and claims from day to day: a term is followed by the next, the
// premium changes with the term alone, a claim appears on the day of its report, its status never
// goes back, and what has ended or is closed stays as it is.
func TestLives(t *testing.T) {
	t.Parallel()
	const records = 60
	g := book(t, records, schema.NewDate(2022, 12, 31))
	policies, claims := map[uuid.UUID]Policy{}, map[uuid.UUID]Claim{}
	renewals, steps := 0, map[ClaimStatus]int{}
	for day := g.Settings().AsOf; day.Year() < 2025; day = day.AddDays(1) {
		on, err := g.On(day)
		if err != nil {
			t.Fatal(err)
		}
		policy, claim := rowsOf(t, on, Policies, policyTable), rowsOf(t, on, Claims, claimTable)
		for id, p := range policy {
			before, ok := policies[id]
			switch {
			case !ok:
			case p.Renewal == before.Renewal+1 && p.Begins == before.Expires && p.Begins == day:
				renewals++
			case p.Renewal != before.Renewal || p.PremiumUSD != before.PremiumUSD || p.Expires != before.Expires:
				t.Fatalf("on %v the policy %+v follows %+v", day, p, before)
			}
			if before.Status > PolicyActive && (p.Status != before.Status || p.EndedOn != before.EndedOn) {
				t.Fatalf("on %v the policy %+v follows %+v", day, p, before)
			}
			if ok && p.Status != before.Status && (before.Status != PolicyActive || p.EndedOn != day || p.Status == PolicyLapsed && day != p.Expires) {
				t.Fatalf("on %v the policy %+v follows %+v", day, p, before)
			}
		}
		for id, c := range claim {
			before, ok := claims[id]
			if _, insured := policies[c.PolicyID]; ok != c.ReportedOn.Before(day) && insured {
				t.Fatalf("on %v the claim %+v is new: %t", day, c, !ok)
			}
			if c.Status != before.Status && ok {
				steps[c.Status]++
			}
			if before.Status == ClaimClosed && c != before {
				t.Fatalf("on %v the closed claim %+v follows %+v", day, c, before)
			}
			if c.Status < before.Status || c.PaidUSD < before.PaidUSD || c.Status == ClaimClosed && c.Status != before.Status && ok && c.ClosedOn != day {
				t.Fatalf("on %v the claim %+v follows %+v", day, c, before)
			}
		}
		policies, claims = policy, claim
	}
	if renewals < records || len(steps) != 3 {
		t.Errorf("%d renewals, and claims came to %v: too few to test", renewals, steps)
	}
}

// rowsOf returns the rows of an entity by id.
func rowsOf[E any](t *testing.T, g *synthhub.Generator, e synthhub.Entity, table *schema.Table[E]) map[uuid.UUID]E {
	t.Helper()
	list, bound, rows := table.NewBatch(), bind(t, e, g), map[uuid.UUID]E{}
	for r := range g.Range(0, g.Len()) {
		bound.AddRows(list, r)
	}
	for i, row := range list.Rows {
		rows[list.UUID(i, 0)] = row
	}
	return rows
}
