package export_test

import (
	"io"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// sparse declares that the rows of one slot in 32 can change.
func sparse(_ *synthhub.Generator, dst []synthhub.Date, slot int, _, to synthhub.Date) []synthhub.Date {
	if slot%32 == 7 {
		dst = append(dst, to)
	}
	return dst
}

// BenchmarkChanges: a feed of few changes, one in which every row is compared and none differs, and one of
// rows that all differ. Both days as NDJSON are what a comparison cannot take less than.
func BenchmarkChanges(b *testing.B) {
	s := synthhub.Settings{Records: benchRecords, Seed: 42}
	from, to := on(b, s, "2025-01-01"), on(b, s, "2025-01-02")
	changes := func(from, to *synthhub.Generator, e synthhub.Entity) func(w io.Writer) error {
		return func(w io.Writer) error {
			_, err := export.Changes(b.Context(), w, from, to, e, export.Workers(1))
			return err
		}
	}
	b.Run("one of 32 slots", func(b *testing.B) { benchmark(b, from, changes(from, to, synthhub.Persons.WithDays(sparse))) })
	b.Run("equal rows", func(b *testing.B) { benchmark(b, from, changes(from, from, synthhub.Persons.WithDays(nil))) })
	b.Run("other rows", func(b *testing.B) { benchmark(b, from, changes(from, to, synthhub.Persons)) })
	b.Run("both days", func(b *testing.B) {
		benchmark(b, from, func(w io.Writer) error {
			if err := export.NDJSON(b.Context(), w, from, synthhub.Persons, export.Workers(1)); err != nil {
				return err
			}
			return export.NDJSON(b.Context(), w, to, synthhub.Persons, export.Workers(1))
		})
	})
}

// TestChangesAllocations: a comparison allocates no memory for each record or line: four times the
// records may take four times the blocks of built texts, and those are of many records.
func TestChangesAllocations(t *testing.T) {
	for _, c := range []struct {
		name string
		day  string
		e    synthhub.Entity
	}{
		{"most rows differ", "2026-03-02", synthhub.Persons},
		{"no row differs", "2025-01-01", synthhub.Vehicles.WithDays(nil)},
		{"no record is looked at", "2025-01-02", synthhub.Profiles.WithDays(func(_ *synthhub.Generator, dst []synthhub.Date, _ int, _, _ synthhub.Date) []synthhub.Date {
			return dst
		})},
	} {
		allocations := func(records int) float64 {
			s := synthhub.Settings{Records: records, Seed: 42}
			from, to := on(t, s, "2025-01-01"), on(t, s, c.day)
			return testing.AllocsPerRun(3, func() {
				if _, err := export.Changes(t.Context(), io.Discard, from, to, c.e, export.Workers(1)); err != nil {
					t.Fatal(err)
				}
			})
		}
		const few, many = 4_096, 16_384
		if a, b := allocations(few), allocations(many); (b-a)/(many-few) > 0.15 {
			t.Errorf("%s: %.0f allocations for %d records, %.0f for %d", c.name, a, few, b, many)
		}
	}
}
