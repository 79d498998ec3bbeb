package synthhub

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Date is a calendar day: see schema.Date. Make one with NewDate, schema.ParseDate or
// schema.MustParseDate.
type Date = schema.Date

// NewDate returns the given day, the zero Date if there is no such day.
func NewDate(year, month, day int) Date { return schema.NewDate(year, month, day) }

// Version is the governed dataset version that this package makes: the rules and
// tables that decide every byte.
const Version = "v0.1"

// MaxVehicles is the greatest number of vehicles of one person.
const MaxVehicles = 64

// MaxRecords is the greatest number of records of a dataset, a little more than a
// billion. Smaller limits may follow from the formats of the chosen states;
// Settings.Validate finds them.
const MaxRecords = 1 << 30

// Settings says what dataset to make. The zero value of a field means its
// default, so Settings{} is a good start; Seed has no such rule, 0 is a seed like
// any other. Equal settings give equal bytes.
type Settings struct {
	// Version is the governed dataset version; default Version.
	Version string
	// Records is the number of persons; default 200.
	Records int
	// Seed decides every value. DefaultSettings has 20251101.
	Seed uint64
	// AsOf is the dataset's today: ages, licences and registrations are as of this
	// day. Default 2025-11-01, allowed 2000-01-01 to 2039-12-31.
	AsOf Date
	// States holds the USPS codes of the states to draw from, weighted by
	// population; default all 50 and DC. Their order does not matter.
	States []string
	// CommercialShare is the percentage of persons in the commercial line, 1 to
	// 100; default 30, a mix for test coverage (the market is nearer 15). For none
	// at all set PersonalOnly.
	CommercialShare int
	// PersonalOnly leaves the commercial line out. CommercialShare must be 0 then.
	PersonalOnly bool
	// Vehicles is the least and the greatest number of vehicles per person; default
	// 1 to 1. A wider range is drawn as households and fleets have them.
	Vehicles VehicleRange
	// Contact is who answers for the dataset; default a steward team at an example
	// domain. It is written into the metadata.
	Contact Contact
	// Extensions holds the parameters of entities and attributes of your own, by the
	// name of the extension: each a JSON object, which Effective puts into one form,
	// its members sorted and without white space. They are part of the dataset's
	// identity, but change no governed row. SetExtension sets them, Extension reads
	// them.
	Extensions map[string]json.RawMessage
	// Workers is the number of goroutines; default GOMAXPROCS. It never changes the
	// output and is no part of the dataset's identity.
	Workers int
}

// A VehicleRange bounds the number of vehicles per person. A Max of 0 means Min,
// and a Min of 0 means 1.
type VehicleRange struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// String returns the range as "1 to 4".
func (v VehicleRange) String() string { return fmt.Sprintf("%d to %d", v.Min, v.Max) }

// A Contact is who answers for a dataset.
type Contact struct {
	Team  string `json:"team"`
	Email string `json:"email"`
}

// DefaultSettings returns the default of every field, the seed included.
func DefaultSettings() Settings {
	return Settings{Seed: 20251101}.Effective()
}

// Effective returns the settings with every default filled in and the states in
// alphabetical order: what the metadata records.
func (s Settings) Effective() Settings {
	if s.Version == "" {
		s.Version = Version
	}
	if s.Records == 0 {
		s.Records = 200
	}
	if s.AsOf.IsZero() {
		s.AsOf = schema.NewDate(2025, 11, 1)
	}
	if len(s.States) == 0 {
		s.States = vocab.States[1:]
	}
	s.States = slices.Sorted(slices.Values(s.States))
	if s.CommercialShare == 0 && !s.PersonalOnly {
		s.CommercialShare = 30
	}
	if s.Vehicles.Min == 0 {
		s.Vehicles.Min = 1
	}
	if s.Vehicles.Max == 0 {
		s.Vehicles.Max = s.Vehicles.Min
	}
	if s.Contact == (Contact{}) {
		s.Contact = Contact{Team: "Synthetic Data Stewards", Email: "synthetic-data-stewards@example.com"}
	}
	s.Extensions = effectiveExtensions(s.Extensions)
	return s
}

// A SettingError is one setting that is not allowed.
type SettingError struct {
	Field string // as in Settings: "Records"
	Value string
	Want  string // what is allowed
}

func (e *SettingError) Error() string {
	return fmt.Sprintf("setting %s is %s: want %s", e.Field, e.Value, e.Want)
}

// earliest and latest bound AsOf: the tables of facts say nothing beyond.
var earliest, latest = schema.NewDate(2000, 1, 1), schema.NewDate(2039, 12, 31)

// Validate reports every setting that is not allowed, all at once: the errors
// joined in the result are of type *SettingError. Settings that pass can be
// generated, whatever the number of records: formats with too few values for
// unique numbers are found here.
func (s Settings) Validate() error {
	_, err := s.Effective().strata()
	return err
}

// strata checks effective settings, and returns what they divide the positions into.
func (s Settings) strata() (st *strata, err error) {
	var errs []error
	bad := func(field string, value any, want string) {
		errs = append(errs, &SettingError{field, shown(value), want})
	}
	if s.Version != Version {
		bad("Version", s.Version, "the governed dataset version "+Version)
	}
	if s.Records < 0 || s.Records > MaxRecords {
		bad("Records", s.Records, fmt.Sprintf("0 for the default, or 1 to %d", MaxRecords))
	}
	if s.AsOf.Before(earliest) || s.AsOf.After(latest) {
		bad("AsOf", s.AsOf, fmt.Sprintf("a day from %v to %v", earliest, latest))
	}
	for i, code := range s.States {
		if stateIndex(code) == 0 {
			bad("States", code, "USPS codes of the 50 states and DC, such as CA or NV")
		} else if i > 0 && s.States[i-1] == code {
			bad("States", code, "each state once")
		}
	}
	if s.CommercialShare < 0 || s.CommercialShare > 100 {
		bad("CommercialShare", s.CommercialShare, "a percentage from 1 to 100, or PersonalOnly")
	} else if s.PersonalOnly && s.CommercialShare != 0 {
		bad("CommercialShare", s.CommercialShare, "0 together with PersonalOnly")
	}
	if v := s.Vehicles; v.Min < 1 || v.Max < v.Min || v.Max > MaxVehicles {
		bad("Vehicles", v, fmt.Sprintf("a range from least to most within 1 to %d", MaxVehicles))
	}
	for _, f := range []struct{ field, text string }{{"Contact.Team", s.Contact.Team}, {"Contact.Email", s.Contact.Email}} {
		if len(f.text) > 200 || strings.ContainsFunc(f.text, unicode.IsControl) || strings.ToValidUTF8(f.text, "") != f.text {
			bad(f.field, f.text, "at most 200 bytes of UTF-8 without control characters")
		}
	}
	checkExtensions(s.Extensions, bad)
	if s.Workers < 0 || s.Workers > 1024 {
		bad("Workers", s.Workers, "0 for GOMAXPROCS, or 1 to 1024")
	}
	if len(errs) == 0 {
		st = newStrata(s.Label("persons", "state"), s.States)
		errs = s.capacity(st)
	}
	return st, errors.Join(errs...)
}

// shown renders a value for an error, shortened and with quotes around text.
func shown(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%.40q", s)
	}
	return fmt.Sprint(v)
}

func stateIndex(code string) uint8 {
	i, ok := slices.BinarySearch(vocab.States[1:], code)
	if !ok {
		return 0
	}
	return uint8(i + 1)
}

// settingsJSON is the wire form of Settings: the dataset's identity, complete,
// without Workers.
type settingsJSON struct {
	Version         string                     `json:"version"`
	Records         int                        `json:"records"`
	Seed            uint64                     `json:"seed"`
	AsOf            Date                       `json:"as_of"`
	States          []string                   `json:"states"`
	CommercialShare *int                       `json:"commercial_share"`
	Vehicles        VehicleRange               `json:"vehicles"`
	Contact         Contact                    `json:"contact"`
	Extensions      map[string]json.RawMessage `json:"extensions,omitempty"`
}

// MarshalJSON writes the effective settings, all but Workers, with the names in
// snake_case: what the metadata of a dataset holds.
func (s Settings) MarshalJSON() ([]byte, error) {
	s = s.Effective()
	return json.Marshal(settingsJSON{s.Version, s.Records, s.Seed, s.AsOf, s.States, &s.CommercialShare, s.Vehicles, s.Contact, s.Extensions})
}

// UnmarshalJSON reads what MarshalJSON writes. Members that are absent keep
// their value; one that is unknown is an error. A commercial share of 0, if it
// stands there, means PersonalOnly.
func (s *Settings) UnmarshalJSON(b []byte) error {
	w := settingsJSON{Version: s.Version, Records: s.Records, Seed: s.Seed, AsOf: s.AsOf, States: s.States, Vehicles: s.Vehicles, Contact: s.Contact}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	s.Version, s.Records, s.Seed, s.AsOf, s.States, s.Vehicles, s.Contact = w.Version, w.Records, w.Seed, w.AsOf, w.States, w.Vehicles, w.Contact
	if w.CommercialShare != nil {
		s.CommercialShare, s.PersonalOnly = *w.CommercialShare, *w.CommercialShare == 0
	}
	if w.Extensions != nil {
		s.Extensions = effectiveExtensions(w.Extensions)
	}
	return nil
}
