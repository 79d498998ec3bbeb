package synthhub

import (
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
// without Workers.
type settingsJSON struct {
	Version         string                     `json:"version"`
	Records         int                        `json:"records"`
	Seed            uint64                     `json:"seed"`
	AsOf            Date                       `json:"as_of"`
	Book            string                     `json:"book,omitempty"`
	States          []string                   `json:"states"`
	CommercialShare *int                       `json:"commercial_share"`
	Vehicles        VehicleRange               `json:"vehicles"`
	Contact         Contact                    `json:"contact"`
	Extensions      map[string]json.RawMessage `json:"extensions,omitempty"`
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

// UnmarshalJSON reads what MarshalJSON writes. Absent members keep their value. An error
// reports every unknown member and state as a *[SettingError], and leaves s unchanged. A book
// with the default name of the states is left empty, so that it follows when these change.
func (s *Settings) UnmarshalJSON(b []byte) error {
	if err := unknownMembers(b); err != nil {
		return err
	}
	w := settingsJSON{Version: s.Version, Records: s.Records, Seed: s.Seed, AsOf: s.AsOf, Book: s.Book, Vehicles: s.Vehicles, Contact: s.Contact}
	if w.Book == bookOf(s.States) {
		w.Book = ""
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	read := *s
	read.Version, read.Records, read.Seed, read.AsOf, read.Book, read.Vehicles, read.Contact = w.Version, w.Records, w.Seed, w.AsOf, w.Book, w.Vehicles, w.Contact
	var errs []error
	if w.States != nil {
		read.States, errs = parseStates(w.States)
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

// unknownMembers reports every member of a JSON object that is not a setting.
func unknownMembers(b []byte) error {
	var members map[string]json.RawMessage
	if json.Unmarshal(b, &members) != nil {
		return nil // that is for the decoder to report
	}
	var names []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[settingsJSON]()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if slices.Contains(names, name) {
			continue
		}
		near, _ := text.Nearest(name, slices.Values(names))
		errs = append(errs, &SettingError{name, fmt.Sprintf("%.40s", members[name]), "one of the settings " + strings.Join(names, ", "), near, true})
	}
	return errors.Join(errs...)
}

// parseStates reads USPS codes, and reports every one that is unknown.
func parseStates(codes []string) (states []State, errs []error) {
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
