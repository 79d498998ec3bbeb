package export_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// TestEntityDays: days that break the contract of WithDays are an error that names the table, the slot and the
// day, for a history and for changes in both directions. Days that are there twice, or on which nothing changes, do not break it.
func TestEntityDays(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	first, last := from.Settings().AsOf, to.Settings().AsOf
	day := schema.MustParseDate
	for what, tt := range map[string]struct {
		days []synthhub.Date // appended in slot 3, and those of the record in all others
		want string          // "" if they are right
	}{
		"none":             {nil, ""},
		"all":              {[]synthhub.Date{day("2025-01-02"), day("2025-02-28"), last}, ""},
		"twice":            {[]synthhub.Date{day("2025-02-01"), day("2025-02-01")}, ""},
		"the first":        {[]synthhub.Date{first}, "2025-01-01 is not a day after 2025-01-01, up to and with 2025-03-01"},
		"before the first": {[]synthhub.Date{day("2024-12-31")}, "2024-12-31 is not a day after"},
		"after the last":   {[]synthhub.Date{day("2025-02-01"), day("2025-03-02")}, "2025-03-02 is not a day after"},
		"far":              {[]synthhub.Date{day("9999-12-31")}, "9999-12-31 is not a day after"},
		"no date":          {[]synthhub.Date{{}}, "is not a day after"},
		"no day":           {[]synthhub.Date{schema.NewDate(2025, 2, 30)}, "is not a day after"},
		"not in order":     {[]synthhub.Date{day("2025-02-02"), day("2025-02-01")}, "2025-02-01 comes after 2025-02-02, and they must be in order"},
	} {
		t.Run(what, func(t *testing.T) {
			e := bills.WithDays(func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
				if slot == 3 {
					return append(dst, tt.days...)
				}
				return g.AppendDays(dst, slot, from, to)
			})
			_, history := export.History(t.Context(), &bytes.Buffer{}, from, first, last, e)
			_, changes := export.Changes(t.Context(), &bytes.Buffer{}, from, to, e)
			_, back := export.Changes(t.Context(), &bytes.Buffer{}, to, from, e)
			for _, err := range []error{history, changes, back} {
				if tt.want == "" && err != nil {
					t.Error(err)
				}
				if tt.want != "" && (!errors.Is(err, export.ErrEntityDays) || !strings.Contains(err.Error(), "table bills, slot 3: ") || !strings.Contains(err.Error(), tt.want)) {
					t.Errorf("error %v, want %s", err, tt.want)
				}
			}
		})
	}
	for _, dropped := range [][]synthhub.Date{nil, {last}} {
		e := bills.WithDays(func(*synthhub.Generator, []synthhub.Date, int, synthhub.Date, synthhub.Date) []synthhub.Date {
			return slices.Clone(dropped)
		})
		if _, err := export.History(t.Context(), &bytes.Buffer{}, from, first, last, e); !errors.Is(err, export.ErrEntityDays) || !strings.Contains(err.Error(), "slot 0: days must be appended") {
			t.Errorf("days %v in place of those that were there: error %v", dropped, err)
		}
	}
}
