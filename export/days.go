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
