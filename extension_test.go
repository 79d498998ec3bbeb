package synthhub_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// parameters are those of an extension.
type parameters struct {
	ClaimsPerThousand int      `json:"claims_per_thousand"`
	Perils            []string `json:"perils,omitempty"`
}

// TestExtension: the metadata hold the parameters unchanged. They are part of the identity of
// the dataset, and change no governed row.
func TestExtension(t *testing.T) {
	plain := synthhub.Settings{Records: 20, Seed: 1}
	want := parameters{70, []string{"wind & <rain>", "fire"}}
	one := withExtension(t, plain, "claims", want)
	s := withExtension(t, one, "agents", struct{}{})
	if len(plain.Extensions) != 0 || len(one.Extensions) != 1 || len(s.Extensions) != 2 {
		t.Error("SetExtension changes the settings that these were copied from")
	}
	g := generator(t, s)
	text, err := json.MarshalIndent(metadataOf(t, g), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var m synthhub.Metadata
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(metadataOf(t, g), m); diff != "" {
		t.Errorf("JSON changes the metadata (-want +got):\n%s", diff)
	}
	got := parameters{ClaimsPerThousand: 5}
	if err := m.Settings.DecodeExtension("claims", &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the metadata change the parameters (-want +got):\n%s", diff)
	}
	if again := generator(t, m.Settings); metadataOf(t, again).SettingsDigest != metadataOf(t, g).SettingsDigest {
		t.Error("the settings of the metadata have another digest")
	}
	if metadataOf(t, g).SettingsDigest == metadataOf(t, generator(t, plain)).SettingsDigest {
		t.Error("the digest does not depend on the parameters")
	}
	if digest(g, 0, 20) != digest(generator(t, plain), 0, 20) {
		t.Error("the parameters change governed rows")
	}
}

// TestExtensionForm: Effective puts parameters of the same meaning into the same form.
func TestExtensionForm(t *testing.T) {
	const want = `{"a":{"c":"\u003c","d":[1,2.50]},"b":1}`
	for name, form := range map[string]string{
		"effective":        want,
		"in another order": "\n{ \"b\": 1,\t\"a\": {\"d\": [1, 2.50], \"c\": \"<\"} }\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := synthhub.Settings{Extensions: map[string]json.RawMessage{"x": json.RawMessage(form)}}
			if got := string(s.Effective().Extensions["x"]); got != want {
				t.Errorf("the form is %s, want %s", got, want)
			}
			if string(s.Extensions["x"]) != form {
				t.Errorf("Effective changes its receiver to %s", s.Extensions["x"])
			}
		})
	}
}

// TestNoExtension: an empty map of extensions is the same as none, and JSON that has extensions
// replaces all others.
func TestNoExtension(t *testing.T) {
	for name, s := range map[string]synthhub.Settings{"none": {}, "empty": {Extensions: map[string]json.RawMessage{}}} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "extensions") || s.Effective().Extensions != nil {
				t.Errorf("the effective extensions are %v, the JSON is %s", s.Effective().Extensions, text)
			}
		})
	}
	s := withExtension(t, synthhub.Settings{}, "x", parameters{})
	if err := json.Unmarshal([]byte(`{"extensions":{"y":{}}}`), &s); err != nil || len(s.Extensions) != 1 || s.Extensions["y"] == nil {
		t.Errorf("JSON does not replace the extensions: %v, %v", s.Extensions, err)
	}
	v := parameters{ClaimsPerThousand: 5}
	if err := s.DecodeExtension("x", &v); err != nil || v.ClaimsPerThousand != 5 {
		t.Errorf("without parameters the defaults change to %+v, %v", v, err)
	}
}

// TestWrongExtensions: names, JSON and sizes that are not allowed are errors, as are parameters
// that the variable has no field for.
func TestWrongExtensions(t *testing.T) {
	for _, c := range []struct{ reason, name, text, want string }{
		{"empty object", "x", `{}`, ""},
		{"snake_case", "claims_2", `{"a":1}`, ""},
		{"an upper-case letter", "Claims", `{}`, "snake_case"},
		{"no name", "", `{}`, "snake_case"},
		{"a digit first", "2x", `{}`, "snake_case"},
		{"a long name", strings.Repeat("x", 64), `{}`, "snake_case"},
		{"no text", "x", ``, "a JSON object"},
		{"null", "x", `null`, "a JSON object"},
		{"a list", "x", `[1]`, "a JSON object"},
		{"two objects", "x", `{} {}`, "text follows"},
		{"a member twice", "x", `{"a":{"b":1,"b":2}}`, `"a.b" occurs twice`},
		{"bytes that are not UTF-8", "x", "{\"a\":\"\xff\"}", "UTF-8"},
		{"half an object", "x", `{"a":`, "a JSON object"},
		{"8 levels", "x", strings.Repeat(`{"a":`, 8) + "1" + strings.Repeat("}", 8), ""},
		{"9 levels", "x", strings.Repeat(`{"a":`, 9) + "1" + strings.Repeat("}", 9), "8 levels"},
		{"large", "x", `{"a":"` + strings.Repeat("a", 64<<10) + `"}`, "65536 bytes"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			s := synthhub.Settings{Extensions: map[string]json.RawMessage{c.name: json.RawMessage(c.text)}}
			err := s.Validate()
			setting, ok := errors.AsType[*synthhub.SettingError](err)
			if c.want == "" && err != nil || c.want != "" && (!ok || !strings.Contains(setting.Want, c.want) || !strings.HasPrefix(setting.Field, "Extensions")) {
				t.Errorf("%q: %.40q: got %v, want %q", c.name, c.text, err, c.want)
			}
		})
	}
	var s synthhub.Settings
	for text, want := range map[string]string{
		`{"claims_per_thousands":5}`:                         "claims_per_thousands",
		`{"Claims_Per_Thousand":5}`:                          "did you mean claims_per_thousand?",
		`{"claims_per_thousand":5,"claims_per_thousand":50}`: "want the member once",
	} {
		s.Extensions = map[string]json.RawMessage{"claims": json.RawMessage(text)}
		p := parameters{ClaimsPerThousand: 7}
		setting, ok := errors.AsType[*synthhub.SettingError](s.DecodeExtension("claims", &p))
		if !ok || setting.Field != "Extensions.claims" || !strings.Contains(setting.Want, want) || p.ClaimsPerThousand != 7 {
			t.Errorf("%s: %v, and the parameters become %+v", text, setting, p)
		}
	}
	if err := s.SetExtension("claims", make(chan int)); err == nil {
		t.Error("SetExtension accepts a channel as parameters")
	}
}

// FuzzExtension: valid settings are the same after they were written as JSON and read back, in
// any form of the parameters.
func FuzzExtension(f *testing.F) {
	f.Add("x", []byte(`{"a":[1,"<\ud800",{"b":null}],"c":1e400}`))
	f.Add("x", []byte(`{"a":[{"b":1}],"a":{"b":2,"b":3}}`))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		s := synthhub.Settings{Extensions: map[string]json.RawMessage{name: text}}
		if s.Validate() != nil {
			return
		}
		written, err := json.MarshalIndent(s, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		var read synthhub.Settings
		if err := json.Unmarshal(written, &read); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Effective(), read); diff != "" {
			t.Fatalf("JSON changes %q (-want +got):\n%s", text, diff)
		}
		again, err := json.MarshalIndent(read, "", "\t")
		if err != nil || string(again) != string(written) {
			t.Fatalf("%s is written again as %s (%v)", written, again, err)
		}
	})
}
