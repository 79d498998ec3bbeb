package export

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/synthhub/synthhub"
)

// sameBook returns ErrDays unless two sources are the same book on two days: their settings must be
// equal except for the day and the workers, and so must be their numbers of records.
func sameBook(from, to synthhub.Source, a, b synthhub.Settings) error {
	a, b = a.Effective(), b.Effective()
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		name := x.Type().Field(i).Name
		if slices.Contains([]string{"AsOf", "Workers", "Extensions"}, name) {
			continue
		}
		if v, w := x.Field(i).Interface(), y.Field(i).Interface(); !reflect.DeepEqual(v, w) {
			return errDiffers(name, v, w)
		}
	}
	for _, extensions := range []map[string]json.RawMessage{a.Extensions, b.Extensions} {
		for _, name := range slices.Sorted(maps.Keys(extensions)) {
			if v, w := string(a.Extensions[name]), string(b.Extensions[name]); v != w {
				return errDiffers("Extensions."+name, v, w)
			}
		}
	}
	if from.Len() != to.Len() {
		return fmt.Errorf("%w: %d records on the first day, and %d on the second", ErrDays, from.Len(), to.Len())
	}
	return nil
}

// A daysFunc is the function of [synthhub.Entity.Days].
type daysFunc = func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date

// checkDays returns ErrEntityDays unless the days of a slot are in order, after from, up to and with to.
func checkDays(table string, slot int, days []synthhub.Date, from, to synthhub.Date) error {
	last := from
	for _, day := range days {
		switch {
		case !day.IsValid() || !day.After(from) || day.After(to):
			return fmt.Errorf("%w: table %s, slot %d: %v is not a day after %v, up to and with %v", ErrEntityDays, table, slot, day, from, to)
		case day.Before(last):
			return fmt.Errorf("%w: table %s, slot %d: %v comes after %v, and they must be in order", ErrEntityDays, table, slot, day, last)
		}
		last = day
	}
	return nil
}

func errDiffers(setting string, a, b any) error {
	return fmt.Errorf("%w: setting %s is %s for the first day, and %s for the second", ErrDays, setting, shown(a), shown(b))
}

// shown renders a setting for an error, shortened and with quotes around text.
func shown(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%.60q", s)
	}
	return fmt.Sprintf("%.120s", fmt.Sprint(v))
}
