package export_test

import (
	"io"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestChangesAllocations: a comparison allocates no memory for each record or line: four times the
// records may take four times the blocks of built texts, and those are of many records.
func TestChangesAllocations(t *testing.T) {
	for _, c := range []struct {
		name string
		day  string
		e    synthhub.Entity
	}{
		{"all rows differ", "2025-01-02", synthhub.Persons},
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
