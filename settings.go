package synthhub

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/strictjson"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Date is a calendar day: see [schema.Date]. [schema.NewDate], [schema.ParseDate] and
// [schema.MustParseDate] return one.
type Date = schema.Date

// Version is the governed dataset version that this package generates: the rules and tables that
// decide every byte. One version of the module generates one version of the dataset.
const Version = "v0.1"

// epoch names the rules of drawing, and is part of the key of every draw. It is not the
// version: a version that only adds attributes has the same epoch, and so the same values.
const epoch = "v0.1"

const (
	// MaxVehicles is the maximum number of vehicles of one person.
	MaxVehicles = 64
	// MaxRecords is the maximum number of records of a dataset, a little more than a billion.
	// States may have fewer license or plate numbers, which Settings.Validate reports.
	MaxRecords = 1 << 30
	// DefaultSeed is the seed of DefaultSettings. The zero Settings have seed 0.
	DefaultSeed = 20251101
	// NoCommercial as Settings.CommercialShare leaves the commercial line out.
	NoCommercial = -1
)

// Settings says what dataset to generate. The zero value of a field means its default.
// Seed is the exception: zero is a valid seed. Equal settings give equal bytes.
type Settings struct {
	// Version is the governed dataset version; default [Version], and no other is known.
	Version string
	// Records is the number of persons; default 200.
	Records int
	// Seed decides every value, together with Book.
	Seed uint64
	// AsOf is the dataset's today: ages, licenses and registrations are as of this
	// day. Default 2025-11-01, allowed 2015-01-01 to 2027-12-31.
	AsOf Date
	// Book names the book of business, in at most 200 printable characters. Datasets of
	// different books are drawn independently, whatever else is equal: they share no id,
	// and other numbers only by chance. The default is empty when all states are drawn,
	// otherwise the codes of the states in order, such as "CA,NV".
	Book string
	// States holds the states to draw from, weighted by population, in any order; default all. One of
	// 40 residents has a driver license of a neighboring state, which may be another one.
	States []State
	// CommercialShare is the percentage of persons in the commercial line, 1 to 100, or
	// [NoCommercial], 0 in JSON; default 30, for test coverage (the market is nearer 15).
	CommercialShare int
	// Vehicles is the minimum and maximum number of vehicles per person; default 1 to 1.
	// A wider range is drawn as households and fleets have them.
	Vehicles VehicleRange
	// Contact is who answers for the dataset; default a steward team at an example
	// domain. It is written into the metadata.
	Contact Contact
	// Extensions holds the parameters of user-defined entities and attributes, by the name of
	// the extension: each a JSON object, which Effective puts into one form, its members sorted
	// and without white space. They are part of the dataset's identity, but change no governed
	// row. [Settings.SetExtension] and [Settings.DecodeExtension] write and read them.
	Extensions map[string]json.RawMessage
	// Workers is the number of goroutines of [Generate]; default GOMAXPROCS. It never
	// changes the output and is not part of the dataset's identity.
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

// A Contact is who answers for a dataset. Set both fields or none.
type Contact struct {
	Team  string `json:"team"`
	Email string `json:"email"`
}

// DefaultSettings returns the default of every field, with [DefaultSeed].
func DefaultSettings() Settings {
	return Settings{Seed: DefaultSeed}.Effective()
}

// Effective returns the settings with every default filled in and the states in
// alphabetical order: what the metadata records. Clear Book before you give effective
// settings other states, unless they are to be the same book.
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
	s.Book = s.effectiveBook()
	if len(s.States) == 0 {
		s.States = allStates()
	} else {
		s.States = slices.Sorted(slices.Values(s.States))
	}
	if s.CommercialShare == 0 {
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

// allStates returns the 50 states and DC.
func allStates() []State {
	states := make([]State, vocab.StateCount)
	for i := range states {
		states[i] = State(i + 1)
	}
	return states
}

// effectiveBook returns the name of the book, by default that of the states.
func (s *Settings) effectiveBook() string {
	if s.Book != "" {
		return s.Book
	}
	return bookOf(s.States)
}

// bookOf returns the default name of the book of some states.
func bookOf(states []State) string {
	if len(states) == 0 || len(states) >= vocab.StateCount {
		return ""
	}
	codes := make([]string, len(states))
	for i, state := range slices.Sorted(slices.Values(states)) {
		codes[i] = state.String()
	}
	return strings.Join(codes, ",")
}

// workers returns the number of goroutines that the settings ask for.
func (s Settings) workers() int {
	if s.Workers > 0 {
		return s.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// clone returns settings that share no slice or map.
func (s Settings) clone() Settings {
	s.States, s.Extensions = slices.Clone(s.States), maps.Clone(s.Extensions)
	for name, parameters := range s.Extensions {
		s.Extensions[name] = slices.Clone(parameters)
	}
	return s
}

// A SettingError is one setting that is not allowed.
type SettingError struct {
	Field string // as in Settings: "Records", "Extensions.claims"; or the JSON member that does not fit
	Value string
	Want  string // what is allowed
	Near  string // the allowed value that was probably meant, "" where none is near

	Unknown bool // whether Field is a member of JSON that is not a setting, and Near a name
}

func (e *SettingError) Error() string {
	if e.Unknown {
		return fmt.Sprintf("unknown setting %.60q, with the value %s: %s", e.Field, e.Value, e.Advice())
	}
	return fmt.Sprintf("setting %s is %s: %s", e.Field, e.Value, e.Advice())
}

// Advice says what to set instead, without the field and its value.
func (e *SettingError) Advice() string {
	if e.Near != "" {
		return "did you mean " + e.Near + "? Want " + e.Want
	}
	return "want " + e.Want
}

// earliest and latest bound AsOf: the tables of facts say nothing beyond.
var earliest, latest = schema.NewDate(2015, 1, 1), schema.NewDate(2027, 12, 31)

// Window returns the first and the last day that AsOf can be.
func Window() (first, last Date) { return earliest, latest }

// Validate reports every setting that is not allowed, all at once: the result joins errors of
// type *[SettingError]. errors.As finds the first, Unwrap() []error lists all. Settings that
// would exhaust a number format are rejected here, before the first record.
func (s Settings) Validate() error {
	_, errs := s.Effective().check()
	return errors.Join(errs...)
}

// checkAsOf returns a *[SettingError] for a day outside of the window.
func checkAsOf(day Date) error {
	if day.Before(earliest) || day.After(latest) {
		return &SettingError{Field: "AsOf", Value: shown(day), Want: fmt.Sprintf("a day from %v to %v", earliest, latest)}
	}
	return nil
}

// check returns the quotas of the states for effective settings, or everything that is not
// allowed.
func (s Settings) check() (quotas *strata.Quotas, errs []error) {
	bad := func(field string, value any, want string) {
		errs = append(errs, &SettingError{Field: field, Value: shown(value), Want: want})
	}
	if s.Version != Version {
		bad("Version", s.Version, "the governed dataset version "+Version)
	}
	if s.Records < 0 || s.Records > MaxRecords {
		bad("Records", s.Records, fmt.Sprintf("0 for the default, or 1 to %d", MaxRecords))
	}
	if err := checkAsOf(s.AsOf); err != nil {
		errs = append(errs, err)
	}
	if utf8.RuneCountInString(s.Book) > 200 || !utf8.ValidString(s.Book) || strings.ContainsFunc(s.Book, unprintable) {
		bad("Book", s.Book, "at most 200 printable characters")
	}
	for i, state := range s.States {
		if state < 1 || state >= stateEnd {
			bad("States", int(state), "values from StateAK to StateWY; ParseState reads a USPS code")
		} else if i > 0 && s.States[i-1] == state {
			bad("States", state, "each state once")
		}
	}
	if s.CommercialShare < NoCommercial || s.CommercialShare > 100 {
		bad("CommercialShare", s.CommercialShare, "a percentage from 1 to 100, or NoCommercial (0 in JSON)")
	}
	if v := s.Vehicles; v.Min < 1 || v.Max < v.Min || v.Max > MaxVehicles {
		bad("Vehicles", v, fmt.Sprintf("a range from minimum to maximum within 1 to %d", MaxVehicles))
	}
	for _, f := range []struct{ field, text string }{{"Contact.Team", s.Contact.Team}, {"Contact.Email", s.Contact.Email}} {
		if f.text == "" {
			bad(f.field, f.text, "both a team and an e-mail address, or neither")
		} else if len(f.text) > 200 || strings.ContainsFunc(f.text, unprintable) || strings.ContainsAny(f.text, "<>[]`\\") || !utf8.ValidString(f.text) {
			bad(f.field, f.text, "at most 200 bytes of printable UTF-8 without < > [ ] ` \\, since a README shows it")
		}
	}
	for _, p := range strictjson.CheckObjects("Extensions", s.Extensions) {
		errs = append(errs, &SettingError{Field: p.Member, Value: p.Value, Want: p.Want})
	}
	if s.Workers < 0 || s.Workers > 1024 {
		bad("Workers", s.Workers, "0 for GOMAXPROCS, or 1 to 1024")
	}
	if len(errs) == 0 {
		quotas = strata.New(s.Label("persons", "state"), s.States)
		errs = s.checkCapacity(quotas)
	}
	return quotas, errs
}

// shown renders a value for an error, shortened and with quotes around text.
func shown(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%.40q", s)
	}
	return fmt.Sprint(v)
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }
