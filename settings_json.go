package synthhub

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/synthhub/synthhub/internal/strictjson"
)

// settingsJSON is the wire form of Settings: the dataset's identity, complete, without Workers.
// The tag want says what a member must be, where the kind of the field does not.
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
// states that are unknown, members that occur twice and values that do not decode, such as a day
// that does not exist or text not in UTF-8, are errors that leave s unchanged: for an object, each
// a *[SettingError], joined with all of [Settings.Validate], which has to check other values. A
// book with the default name of the states is left empty, so that it follows when these change.
func (s *Settings) UnmarshalJSON(b []byte) error {
	w := settingsJSON{Version: s.Version, Records: s.Records, Seed: s.Seed, AsOf: s.AsOf, Book: s.Book, Vehicles: s.Vehicles, Contact: s.Contact}
	if w.Book == bookOf(s.States) {
		w.Book = ""
	}
	problems, err := strictjson.Decode(b, &w)
	var errs []error
	if err != nil {
		errs = append(errs, fmt.Errorf("settings: %w", err))
	}
	for _, p := range problems {
		if p.Unknown {
			p.Want = "one of the settings " + strings.Join(p.Names, ", ")
		}
		errs = append(errs, &SettingError{p.Member, p.Value, p.Want, p.Near, p.Unknown})
	}
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
	if share := w.CommercialShare; share != nil && *share == NoCommercial { // which is 0 in JSON
		errs = append(errs, &SettingError{Field: "commercial_share", Value: "-1", Want: "a percentage from 0 to 100"})
	} else if share != nil {
		read.CommercialShare = cmp.Or(*share, NoCommercial)
	}
	if w.Extensions != nil {
		read.Extensions = effectiveExtensions(w.Extensions)
	}
	if errs != nil {
		_, others := read.Effective().check()
		return errors.Join(append(errs, others...)...)
	}
	*s = read
	return nil
}

// parseStates reads USPS codes, and reports every one that is unknown.
func parseStates(codes []string) (states []State, errs []error) {
	if len(codes) > len(State(0).Names()) {
		return nil, []error{&SettingError{Field: "States", Value: fmt.Sprintf("a list of %d", len(codes)), Want: "each state once"}}
	}
	for _, code := range codes {
		state, err := ParseState(code)
		if err != nil {
			near, _ := stateCodes.Nearest(code)
			errs = append(errs, &SettingError{"States", shown(code), "USPS codes of the 50 states and DC, such as CA or NV", near, false})
			continue
		}
		states = append(states, state)
	}
	return states, errs
}
