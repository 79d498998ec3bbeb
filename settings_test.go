package synthhub_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// problems lists field and value of every SettingError in err.
func problems(err error) (list []string) {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []string{"not joined: " + err.Error()}
	}
	for _, err := range joined.Unwrap() {
		var se *synthhub.SettingError
		if !errors.As(err, &se) || se.Want == "" {
			return []string{"no SettingError: " + err.Error()}
		}
		list = append(list, se.Field+"="+se.Value)
	}
	return list
}

// TestSettingsValidate: Validate reports every field that is wrong, and nothing else, and
// NewGenerator fails for the same settings.
func TestSettingsValidate(t *testing.T) {
	for _, c := range []struct {
		name string
		s    synthhub.Settings
		want []string
	}{
		{"zero", synthhub.Settings{}, nil},
		{"defaults", synthhub.DefaultSettings(), nil},
		{"another version", synthhub.Settings{Version: "v0.2"}, []string{`Version="v0.2"`}},
		{"negative", synthhub.Settings{Records: -1}, []string{"Records=-1"}},
		{"too many", synthhub.Settings{Records: synthhub.MaxRecords + 1}, []string{"Records=1073741825"}},
		{"long ago", synthhub.Settings{AsOf: schema.NewDate(2014, 12, 31)}, []string{"AsOf=2014-12-31"}},
		{"far ahead", synthhub.Settings{AsOf: schema.NewDate(2028, 1, 1)}, []string{"AsOf=2028-01-01"}},
		{"first day", synthhub.Settings{AsOf: schema.NewDate(2015, 1, 1)}, nil},
		{"last day", synthhub.Settings{AsOf: schema.NewDate(2027, 12, 31)}, nil},
		{"unknown state", synthhub.Settings{States: []synthhub.State{synthhub.StateCA, synthhub.StateWY + 1}}, []string{"States=52"}},
		{"unset state", synthhub.Settings{States: []synthhub.State{0}}, []string{"States=0"}},
		{"a day that does not exist", synthhub.Settings{AsOf: schema.NewDate(2025, 2, 30)}, []string{"AsOf=invalid date"}},
		{"a team without an address", synthhub.Settings{Contact: synthhub.Contact{Team: "x"}}, []string{`Contact.Email=""`}},
		{"an address without a team", synthhub.Settings{Contact: synthhub.Contact{Email: "x@example.com"}}, []string{`Contact.Team=""`}},
		{"a book", synthhub.Settings{Book: "Öffentliche Hand, 2nd book"}, nil},
		{"the longest book", synthhub.Settings{Book: strings.Repeat("é", 200)}, nil},
		{"a book that is too long", synthhub.Settings{Book: strings.Repeat("x", 201)}, []string{`Book="` + strings.Repeat("x", 40) + `"`}},
		{"a book with a line feed", synthhub.Settings{Book: "a\nb"}, []string{`Book="a\nb"`}},
		{"a book that is not UTF-8", synthhub.Settings{Book: "\xff"}, []string{`Book="\xff"`}},
		{"a state twice", synthhub.Settings{States: []synthhub.State{synthhub.StateNV, synthhub.StateCA, synthhub.StateNV}}, []string{"States=NV"}},
		{"a share over 100", synthhub.Settings{CommercialShare: 101}, []string{"CommercialShare=101"}},
		{"negative share", synthhub.Settings{CommercialShare: -2}, []string{"CommercialShare=-2"}},
		{"no commercial line", synthhub.Settings{CommercialShare: synthhub.NoCommercial}, nil},
		{"all commercial", synthhub.Settings{CommercialShare: 100}, nil},
		{"upside down", synthhub.Settings{Vehicles: synthhub.VehicleRange{Min: 3, Max: 1}}, []string{"Vehicles=3 to 1"}},
		{"no vehicle", synthhub.Settings{Vehicles: synthhub.VehicleRange{Min: -1, Max: 2}}, []string{"Vehicles=-1 to 2"}},
		{"too large a fleet", synthhub.Settings{Vehicles: synthhub.VehicleRange{Max: 65}}, []string{"Vehicles=1 to 65"}},
		{"the maximum alone", synthhub.Settings{Vehicles: synthhub.VehicleRange{Max: 4}}, nil},
		{"the minimum alone", synthhub.Settings{Vehicles: synthhub.VehicleRange{Min: 2}}, nil},
		{"control character", synthhub.Settings{Contact: synthhub.Contact{Team: "a\nb", Email: "x"}}, []string{`Contact.Team="a\nb"`}},
		{"text that a terminal turns around", synthhub.Settings{Contact: synthhub.Contact{Team: "a\u202eb", Email: "x"}}, []string{`Contact.Team="a\u202eb"`}},
		{"a link in a README", synthhub.Settings{Contact: synthhub.Contact{Team: "[a](b)", Email: "<x>"}}, []string{`Contact.Team="[a](b)"`, `Contact.Email="<x>"`}},
		{"negative workers", synthhub.Settings{Workers: -2}, []string{"Workers=-2"}},
		{"all at once", synthhub.Settings{Version: "x", Records: -5, AsOf: schema.NewDate(1850, 1, 1), States: []synthhub.State{99}, CommercialShare: 300, Vehicles: synthhub.VehicleRange{Min: 9, Max: 2}, Workers: 5000},
			[]string{`Version="x"`, "Records=-5", "AsOf=1850-01-01", "States=99", "CommercialShare=300", "Vehicles=9 to 2", "Workers=5000"}},
		{"100 million in all states", synthhub.Settings{Records: 100_000_000}, nil},
		{"100 million in Wyoming", synthhub.Settings{Records: 100_000_000, States: []synthhub.State{synthhub.StateWY}}, []string{"Records=100000000", "Records=100000000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.s.Validate()
			if diff := cmp.Diff(c.want, problems(err)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if _, gerr := synthhub.NewGenerator(c.s); (gerr == nil) != (err == nil) {
				t.Errorf("NewGenerator returns %v, Validate %v", gerr, err)
			}
		})
	}
}

// TestCapacityMessage: the error for a format that has too few values names the column, the
// state, and the numbers of values and of records.
func TestCapacityMessage(t *testing.T) {
	err := synthhub.Settings{Records: 5_000_000, States: []synthhub.State{synthhub.StateDE}}.Validate()
	if err == nil {
		t.Fatal("5,000,000 plates of six digits are accepted")
	}
	for _, part := range []string{"registration_plate", "DE", "500000", "setting Records is 5000000"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not contain %q", err, part)
		}
	}
}

// TestSettingsJSON: settings are the same after JSON, which does not hold the number of workers.
// Absent members keep their value.
func TestSettingsJSON(t *testing.T) {
	for name, s := range map[string]synthhub.Settings{
		"zero":                           {},
		"default":                        synthhub.DefaultSettings(),
		"two states, no commercial line": {Records: 7, Seed: 1<<64 - 1, States: []synthhub.State{synthhub.StateNV, synthhub.StateCA}, CommercialShare: synthhub.NoCommercial, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}},
		"contact and leap day":           {CommercialShare: 100, Contact: synthhub.Contact{Team: "Ä & <B>", Email: "b@example.org"}, AsOf: schema.NewDate(2024, 2, 29)},
	} {
		t.Run(name, func(t *testing.T) { wantSameAfterJSON(t, s) })
	}
	s := synthhub.Settings{}
	if err := json.Unmarshal([]byte(`{"records": 5}`), &s); err != nil || !reflect.DeepEqual(s, synthhub.Settings{Records: 5}) {
		t.Errorf("a single member is read as %+v, %v", s, err)
	}
	a, errA := json.Marshal(synthhub.Settings{Workers: 3})
	b, errB := json.Marshal(synthhub.Settings{Workers: 9})
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("other workers change the JSON %s to %s (%v, %v)", a, b, errA, errB)
	}
}

// wantSameAfterJSON writes settings as JSON and wants the same ones back.
func wantSameAfterJSON(t *testing.T, s synthhub.Settings) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back synthhub.Settings
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if diff := cmp.Diff(s.Effective(), back.Effective()); diff != "" {
		t.Errorf("%s is read as other settings (-want +got):\n%s", text, diff)
	}
}

// TestSettingsJSONErrors: the error names every member that is wrong, and the settings do not
// change.
func TestSettingsJSONErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // fields and values
		message    string   // a part of the error
	}{
		{"an unknown member that resembles none", `{"zzzzzzzz": 5}`, []string{"zzzzzzzz=5"}, "zzzzzzzz"},
		{"a misspelled member", `{"bok":"x"}`, []string{`bok="x"`}, "did you mean book?"},
		{"a member in upper case", `{"States":["CA"]}`, []string{`States=["CA"]`}, "did you mean states?"},
		{"a member twice", `{"seed":1,"seed":2}`, []string{"seed=1, then 2"}, "want the member once"},
		{"a member in two spellings", `{"seed":1,"Seed":2}`, []string{"Seed=2"}, "did you mean seed?"},
		{"a member of a member twice", `{"vehicles":{"min":1,"min":2},"contact":{"team":"a","team":"b"}}`, []string{"vehicles.min=1, then 2", `contact.team="a", then "b"`}, "once"},
		{"an extension twice", `{"extensions":{"x":{},"x":{"a":1}}}`, []string{`extensions.x={}, then {"a":1}`}, "once"},
		{"a parameter twice", `{"extensions":{"x":{"a":[{"b":1,"b":2}]}}}`, []string{"extensions.x.a.b=1, then 2"}, "once"},
		{"no commercial line as in Go", `{"commercial_share":-1}`, []string{"commercial_share=-1"}, "want a percentage from 0 to 100"},
		{"an unknown member of a member", `{"vehicles":{"most":3},"contact":{"Team":"x"}}`, []string{"vehicles.most=3", `contact.Team="x"`}, "did you mean team?"},
		{"unknown states", `{"states":["CA","XT","California"]}`, []string{`States="XT"`, `States="California"`}, "did you mean TX?"},
		{"the name of a state", `{"states":["California"]}`, []string{`States="California"`}, "did you mean CA?"},
		{"a fraction", `{"records":1.5}`, []string{"records=1.5"}, "want a whole number"},
		{"a negative seed", `{"seed":-1}`, []string{"seed=-1"}, "from 0 to"},
		{"a day that does not exist", `{"as_of":"2025-02-30"}`, []string{`as_of="2025-02-30"`}, "want a date such as"},
		{"a number for an object", `{"vehicles":3}`, []string{"vehicles=3"}, "want an object with min and max"},
		{"text within an object", `{"vehicles":{"min":"x","max":2}}`, []string{`vehicles.min="x"`}, "want a whole number"},
		{"text for states", `{"states":"CA"}`, []string{`states="CA"`}, "want a list"},
		{"a misspelled member and a share over 100", `{"bok":"x","commercial_share":101}`, []string{`bok="x"`, "CommercialShare=101"}, "0 in JSON"},
		{"a list of states with a number", `{"states":["CA",5]}`, []string{`states=["CA",5]`}, "want a list of strings"},
		{"a contact with a wrong email", `{"contact":{"team":"t","email":5}}`, []string{"contact.email=5"}, "want a string"},
		{"a range with text", `{"vehicles":{"min":5,"max":"x"}}`, []string{`vehicles.max="x"`}, "in digits"},
		{"a seed that is too large", `{"seed":18446744073709551616}`, []string{"seed=18446744073709551616"}, "to 18446744073709551615"},
		{"a long list of states", `{"states":["XX"` + strings.Repeat(`,"XX"`, 999) + `]}`, []string{"States=a list of 1000"}, "each state once"},
		{"bytes that are not UTF-8", "{\"book\":\"\xff\",\"contact\":{\"team\":\"\xc3\"}}", []string{"book=\"\uFFFD\"", "contact.team=\"\uFFFD\""}, "in UTF-8"},
		{"half a surrogate pair", `{"book":"\ud800"}`, []string{`book="\ud800"`}, "surrogate"},
		{"half a surrogate pair in an extension", `{"extensions":{"x":{"a":"\ud800"}}}`, []string{`extensions={"x":{"a":"\ud800"}}`}, "surrogate"},
		{"several lines", "{\"zz\":{\"a\":\n1}}", []string{`zz={"a":1}`}, "unknown setting"},
		{"long text", `{"records":"` + strings.Repeat("é", 60) + `"}`, []string{`records="` + strings.Repeat("é", 39) + "…"}, ""},
		{"all at once", `{"records":-5,"states":["XT"],"as_of":"x","bok":1}`, []string{`as_of="x"`, "bok=1", `States="XT"`, "Records=-5"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := synthhub.Settings{Seed: 5}
			err := json.Unmarshal([]byte(c.text), &s)
			if diff := cmp.Diff(c.want, problems(err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if err == nil || !strings.Contains(err.Error(), c.message) {
				t.Errorf("error %v does not contain %q", err, c.message)
			}
			if diff := cmp.Diff(synthhub.Settings{Seed: 5}, s); diff != "" {
				t.Errorf("the settings change (-want +got):\n%s", diff)
			}
		})
	}
	for _, text := range []string{"3", "[]", `"x"`} {
		t.Run("not an object: "+text, func(t *testing.T) {
			if err := json.Unmarshal([]byte(text), new(synthhub.Settings)); err == nil || !strings.HasPrefix(err.Error(), "settings: ") {
				t.Errorf("error %v", err)
			}
		})
	}
	s := synthhub.Settings{Seed: 5}
	if err := json.Unmarshal([]byte("null"), &s); err != nil || s.Seed != 5 {
		t.Errorf("null changes the settings to %+v, %v", s, err)
	}
}

// FuzzSettingsJSON: no text panics, an error changes nothing, and valid settings that were read
// are the same after they were written and read again.
func FuzzSettingsJSON(f *testing.F) {
	for _, text := range []string{
		`{}`, `null`, `[]`, `{"records":5,"seed":18446744073709551615,"as_of":"2024-02-29","book":"b","states":["TX","CA"]}`,
		`{"commercial_share":-1,"vehicles":{"min":1,"max":4},"contact":{"team":"t","email":"e@example.org"}}`, `{"seed":1,"seed":2,"extensions":{"x":{"a":1,"a":2}}}`,
		`{"extensions":{"claims":{"percent":3}}}`, `{"vehicles":{"Max":1}}`, `{"vehicles":null,"states":null}`, `{"states":["XX"],"records":"x"}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var s synthhub.Settings
		if err := json.Unmarshal(text, &s); err != nil {
			if diff := cmp.Diff(synthhub.Settings{}, s); diff != "" {
				t.Fatalf("error %v changes the settings:\n%s", err, diff)
			}
			return
		}
		if s.Validate() == nil {
			wantSameAfterJSON(t, s)
		}
	})
}

// TestSettingsNotAnObject: what is wrong with the settings that were there is reported too.
func TestSettingsNotAnObject(t *testing.T) {
	t.Parallel()
	s := synthhub.Settings{Records: -5}
	err := s.UnmarshalJSON([]byte(`[]`))
	var setting *synthhub.SettingError
	if !errors.As(err, &setting) || setting.Field != "Records" || !strings.Contains(err.Error(), "want a JSON object") {
		t.Errorf("error %v, want one about the object and one about Records", err)
	}
}
