package synthhub_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// TestOverTime compares rows of equal keys on pairs of days, from one day apart to the whole
// window. Columns that are fixed never differ. Each column that is as of the day differs in some
// row, so no mark is idle.
func TestOverTime(t *testing.T) {
	t.Parallel()
	// Many persons of 16 hold a Permit in New Jersey, so first_licensed_on and license_status change.
	states := []synthhub.State{synthhub.StateNJ, synthhub.StateNY}
	g := generator(t, synthhub.Settings{Records: 2500, Seed: 5, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}, States: states})
	days := []synthhub.Date{
		schema.NewDate(2015, 1, 1), schema.NewDate(2018, 7, 15), schema.NewDate(2024, 2, 29), schema.NewDate(2025, 11, 1),
		schema.NewDate(2025, 11, 2), schema.NewDate(2027, 12, 31),
	}
	for _, e := range synthhub.Entities() {
		t.Run(e.Table().Name(), func(t *testing.T) {
			t.Parallel()
			columns := e.Table().Columns()
			rows := make([]map[string][]string, len(days))
			for i, day := range days {
				rows[i] = rowsByKey(t, g, e, day)
			}
			changed, pairs := make([]bool, len(columns)), 0
			for i := range days {
				for k := range i {
					n := 0
					for key, now := range rows[i] {
						before, ok := rows[k][key]
						if !ok {
							continue
						}
						n++
						for c := range columns {
							if now[c] == before[c] {
								continue
							}
							if !columns[c].AsOf && !changed[c] {
								t.Errorf("%s is fixed, but of %s it is %q on %v and %q on %v", columns[c].Name, key, before[c], days[k], now[c], days[i])
							}
							changed[c] = true
						}
					}
					if n > 0 {
						pairs++
					}
				}
			}
			if all := len(days) * (len(days) - 1) / 2; pairs < all-1 { // few stay from the first day to the last
				t.Errorf("%d of %d pairs of days have rows in common", pairs, all)
			}
			for c := range columns {
				if columns[c].AsOf && !changed[c] {
					t.Errorf("%s is as of the day, but never differs", columns[c].Name)
				}
			}
		})
	}
}

// rowsByKey returns the texts of the rows of an entity on a day, by key.
func rowsByKey(t *testing.T, g *synthhub.Generator, e synthhub.Entity, day synthhub.Date) map[string][]string {
	t.Helper()
	on, err := g.On(day)
	if err != nil {
		t.Fatal(err)
	}
	list, columns, byKey := e.NewRowList(), e.Table().Columns(), map[string][]string{}
	for r := range on.Range(0, on.Len()) {
		list.Reset()
		e.AddRows(list, r)
		for i := range list.Len() {
			var key string
			texts := make([]string, len(columns))
			for c := range columns {
				texts[c] = string(list.AppendText(nil, i, c))
				if columns[c].Key {
					key = texts[c]
				}
			}
			byKey[key] = texts
		}
	}
	return byKey
}
