package synthhub

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

// settingsJSON is the wire form of Settings: the dataset's identity, complete,
// without Workers. The tag want says what a member must be,
// where the kind of the field does not.
type settingsJSON struct {
	Version         string                     `json:"version"`
	Records         int                        `json:"records"`
	Seed            uint64                     `json:"seed" want:"a whole number in digits, from 0 to 18446744073709551615"`
	AsOf            Date                       `json:"as_of" want:"a date such as \"2025-11-01\""`
	Book            string                     `json:"book,omitempty"`
	States          []string                   `json:"states" want:"a list of strings"`
	CommercialShare *int                       `json:"commercial_share" want:"a whole number"`
	Vehicles        VehicleRange               `json:"vehicles" want:"an object with min and max, whole numbers"`
	Contact         Contact                    `json:"contact" want:"an object with team and email, strings"`
	Extensions      map[string]json.RawMessage `json:"extensions,omitempty" want:"an object"`
}

// MarshalJSON writes the effective settings except Workers, as the metadata of a dataset hold
// them. [NoCommercial] is a commercial share of 0.
func (s Settings) MarshalJSON() ([]byte, error) {
	s = s.Effective()
	w := settingsJSON{s.Version, s.Records, s.Seed, s.AsOf, s.Book, make([]string, len(s.States)), new(max(s.CommercialShare, 0)), s.Vehicles, s.Contact, s.Extensions}
	for i, state := range s.States {
		w.States[i] = state.String()
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON writes. Absent members keep their value. Members and
// states that are unknown and values that do not decode, such as a day that does not exist, are
// errors that leave s unchanged: for an object, each is a *[SettingError], joined with all that
// [Settings.Validate] reports. Other values are left to Validate. A book with the default name of the states is left empty, so that it follows
// when these change.
func (s *Settings) UnmarshalJSON(b []byte) error {
	w := settingsJSON{Version: s.Version, Records: s.Records, Seed: s.Seed, AsOf: s.AsOf, Book: s.Book, Vehicles: s.Vehicles, Contact: s.Contact}
	if w.Book == bookOf(s.States) {
		w.Book = ""
	}
	errs := decodeMembers("", b, reflect.ValueOf(&w).Elem())
	read := *s
	read.Version, read.Records, read.Seed, read.AsOf, read.Book, read.Vehicles, read.Contact = w.Version, w.Records, w.Seed, w.AsOf, w.Book, w.Vehicles, w.Contact
	if w.States != nil {
		var unknown []error
		read.States, unknown = parseStates(w.States)
		errs = append(errs, unknown...)
	}
	if read.Book == bookOf(read.States) {
		read.Book = ""
	}
	if w.CommercialShare != nil {
		if read.CommercialShare = *w.CommercialShare; read.CommercialShare == 0 {
			read.CommercialShare = NoCommercial
		}
	}
	if w.Extensions != nil {
		read.Extensions = effectiveExtensions(w.Extensions)
	}
	if errs != nil {
		_, others := read.Effective().strata()
		return errors.Join(append(errs, others...)...)
	}
	*s = read
	return nil
}

// wantOfKind says what JSON must hold for fields without the tag want.
var wantOfKind = map[reflect.Kind]string{reflect.Int: "a whole number in digits", reflect.String: "a string"}

// decodeMembers decodes the members of a JSON object into the fields of a struct, and reports
// every member that has no field or does not fit its own. Names are prefixed with path.
func decodeMembers(path string, b []byte, into reflect.Value) (errs []error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(b, &members) != nil {
		return []error{fmt.Errorf("settings: want a JSON object, not %s", excerpt(b))}
	}
	var names []string
	for f, v := range into.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
		value, ok := members[name]
		if !ok {
			continue
		}
		before := reflect.ValueOf(v.Interface())
		_, isText := v.Addr().Interface().(encoding.TextUnmarshaler)
		if f.Type.Kind() == reflect.Struct && !isText && value[0] == '{' {
			if wrong := decodeMembers(path+name+".", value, v); wrong != nil {
				errs = append(errs, wrong...)
				v.Set(before) // no error about a part of what was written
			}
		} else if json.Unmarshal(value, v.Addr().Interface()) != nil {
			errs = append(errs, &SettingError{Field: path + name, Value: excerpt(value), Want: cmp.Or(f.Tag.Get("want"), wantOfKind[f.Type.Kind()])})
			v.Set(before)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if slices.Contains(names, name) {
			continue
		}
		near, _ := text.Nearest(name, slices.Values(names))
		errs = append(errs, &SettingError{path + name, excerpt(members[name]), "one of the settings " + strings.Join(names, ", "), near, true})
	}
	return errs
}

// excerpt returns JSON in one line, cut where it is long.
func excerpt(value []byte) string {
	var line bytes.Buffer
	if json.Compact(&line, value) != nil {
		line.Write(value)
	}
	s := []rune(line.String())
	if len(s) > 40 {
		return string(s[:40]) + "…"
	}
	return string(s)
}

// parseStates reads USPS codes, and reports every one that is unknown.
func parseStates(codes []string) (states []State, errs []error) {
	if len(codes) > len(State(0).Names()) {
		return nil, []error{&SettingError{Field: "States", Value: fmt.Sprintf("a list of %d", len(codes)), Want: "each state once"}}
	}
	for _, code := range codes {
		state, err := ParseState(code)
		if err != nil {
			near, _ := stateCodes.nearest(code)
			errs = append(errs, &SettingError{"States", shown(code), "USPS codes of the 50 states and DC, such as CA or NV", near, false})
			continue
		}
		states = append(states, state)
	}
	return states, errs
}
