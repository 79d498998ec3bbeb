package synthhub_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

type parameters struct {
	ClaimsPerThousand int      `json:"claims_per_thousand"`
	Perils            []string `json:"perils,omitempty"`
}

func withExtension(t testing.TB, s synthhub.Settings, name string, v any) synthhub.Settings {
	t.Helper()
	if err := s.SetExtension(name, v); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestExtension: parameters travel through the metadata unharmed, and are part of the
// dataset's identity.
func TestExtension(t *testing.T) {
	plain := synthhub.Settings{Records: 20, Seed: 1}
	want := parameters{70, []string{"wind & <rain>", "fire"}}
	one := withExtension(t, plain, "claims", want)
	s := withExtension(t, one, "agents", struct{}{})
	if len(plain.Extensions) != 0 || len(one.Extensions) != 1 || len(s.Extensions) != 2 {
		t.Error("SetExtension changed the settings that these were copied from")
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
		t.Errorf("the metadata change on their way (-want +got):\n%s", diff)
	}
	got := parameters{ClaimsPerThousand: 5}
	if err := m.Settings.DecodeExtension("claims", &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the parameters change on their way (-want +got):\n%s", diff)
	}
	if again := generator(t, m.Settings); metadataOf(t, again).SettingsDigest != metadataOf(t, g).SettingsDigest {
		t.Error("the digest changes on its way")
	}
	if metadataOf(t, g).SettingsDigest == metadataOf(t, generator(t, plain)).SettingsDigest {
		t.Error("the parameters are no part of the digest")
	}
	if digest(t, g, 0, 20) != digest(t, generator(t, plain), 0, 20) {
		t.Error("the parameters change governed rows")
	}
}

// TestExtensionForm: parameters that mean the same are the same.
func TestExtensionForm(t *testing.T) {
	forms := []string{
		`{"a":{"c":"\u003c","d":[1,2.50]},"b":1}`,
		"\n{ \"b\": 1,\t\"a\": {\"d\": [1, 2.50], \"c\": \"<\"} }\n",
		`{"b":2,"b":1,"a":{"c":"\u003C","d":[1,2.50]}}`,
	}
	for _, form := range forms {
		s := synthhub.Settings{Extensions: map[string]json.RawMessage{"x": json.RawMessage(form)}}
		if got := string(s.Effective().Extensions["x"]); got != forms[0] {
			t.Errorf("%s becomes %s, want %s", form, got, forms[0])
		}
		if string(s.Extensions["x"]) != form {
			t.Errorf("Effective changed its receiver to %s", s.Extensions["x"])
		}
	}
}

// TestNoExtension: datasets without extensions are what they were before there were
// any.
func TestNoExtension(t *testing.T) {
	for _, s := range []synthhub.Settings{{}, {Extensions: map[string]json.RawMessage{}}} {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "extensions") || s.Effective().Extensions != nil {
			t.Errorf("empty extensions are not the same as none: %s", text)
		}
	}
	s := withExtension(t, synthhub.Settings{}, "x", parameters{})
	if err := json.Unmarshal([]byte(`{"extensions":{"y":{}}}`), &s); err != nil || len(s.Extensions) != 1 || s.Extensions["y"] == nil {
		t.Errorf("extensions that are read do not take the place of others: %v, %v", s.Extensions, err)
	}
	v := parameters{ClaimsPerThousand: 5}
	if err := s.DecodeExtension("x", &v); err != nil || v.ClaimsPerThousand != 5 {
		t.Errorf("without parameters the defaults become %+v, %v", v, err)
	}
}

func TestWrongExtensions(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"x", `{}`, ""},
		{"claims_2", `{"a":1}`, ""},
		{"Claims", `{}`, "snake_case"},
		{"", `{}`, "snake_case"},
		{"2x", `{}`, "snake_case"},
		{strings.Repeat("x", 64), `{}`, "snake_case"},
		{"x", ``, "a JSON object"},
		{"x", `null`, "a JSON object"},
		{"x", `[1]`, "a JSON object"},
		{"x", `{} {}`, "text follows"},
		{"x", `{"a":`, "a JSON object"},
		{"x", strings.Repeat(`{"a":`, 8) + "1" + strings.Repeat("}", 8), ""},
		{"x", strings.Repeat(`{"a":`, 9) + "1" + strings.Repeat("}", 9), "8 levels"},
		{"x", `{"a":"` + strings.Repeat("a", 64<<10) + `"}`, "65536 bytes"},
	} {
		s := synthhub.Settings{Extensions: map[string]json.RawMessage{c.name: json.RawMessage(c.text)}}
		err := s.Validate()
		setting, ok := errors.AsType[*synthhub.SettingError](err)
		if c.want == "" && err != nil || c.want != "" && (!ok || !strings.Contains(setting.Want, c.want) || !strings.HasPrefix(setting.Field, "Extensions")) {
			t.Errorf("%q: %.40q: got %v, want %q", c.name, c.text, err, c.want)
		}
	}
	s := synthhub.Settings{Extensions: map[string]json.RawMessage{"claims": []byte(`{"claims_per_thousands":5}`)}}
	setting, ok := errors.AsType[*synthhub.SettingError](s.DecodeExtension("claims", new(parameters)))
	if !ok || setting.Field != "Extensions.claims" || !strings.Contains(setting.Want, "claims_per_thousands") {
		t.Errorf("a parameter that is misspelt: %v", setting)
	}
	if err := s.SetExtension("claims", make(chan int)); err == nil {
		t.Error("a channel is taken for parameters")
	}
}

// FuzzExtension holds that settings which pass come back as they are, however the
// parameters were written.
func FuzzExtension(f *testing.F) {
	f.Add("x", []byte(`{"a":[1,"<\ud800",{"b":null}],"a":1e400}`))
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
			t.Fatalf("%q: -want +got:\n%s", text, diff)
		}
		again, err := json.MarshalIndent(read, "", "\t")
		if err != nil || string(again) != string(written) {
			t.Fatalf("%s is written again as %s (%v)", written, again, err)
		}
	})
}

// A ticket is an own entity whose rows need the settings.
type ticket struct {
	Number int
	On     synthhub.Date
}

var ticketTable = schema.New("tickets", "Tickets.", func(c *ticket) []schema.Column {
	return []schema.Column{
		schema.Field(&c.Number, "ticket_id", "Number.", schema.Key),
		schema.Field(&c.On, "ticket_on", "Day."),
	}
})

var tickets = synthhub.NewEntityWithSettings(ticketTable, func(s synthhub.Settings) (func(*synthhub.Record, []ticket) []ticket, error) {
	var p parameters
	if err := s.DecodeExtension("tickets", &p); err != nil {
		return nil, err
	}
	return func(r *synthhub.Record, dst []ticket) []ticket {
		return append(dst, ticket{p.ClaimsPerThousand + r.Slot, s.AsOf})
	}, nil
})

func TestEntityFor(t *testing.T) {
	s := withExtension(t, synthhub.Settings{}, "tickets", parameters{ClaimsPerThousand: 70})
	bound, err := tickets.Bind(s)
	if err != nil {
		t.Fatal(err)
	}
	if row, n := bound.AppendCSV(nil, &synthhub.Record{Slot: 3}); n != 1 || string(row) != "73,2025-11-01\n" {
		t.Errorf("%d rows: %q", n, row)
	}
	if again, err := bound.Bind(synthhub.Settings{}); err != nil || again.Table() != bound.Table() {
		t.Errorf("an entity that is bound cannot be asked again: %v", err)
	}
	empty := tickets.Transform(func(_ *synthhub.Record, rows schema.RowList) { rows.Reset() })
	if changed, err := empty.Bind(s); err != nil {
		t.Error(err)
	} else if row, n := changed.AppendCSV(nil, &synthhub.Record{}); n != 0 {
		t.Errorf("a change does not outlast Bind: %d rows, %q", n, row)
	}
	s.Extensions["tickets"] = []byte(`{"claims":1}`)
	if _, err := empty.Bind(s); err == nil {
		t.Error("wrong parameters are taken with a change")
	}
	if _, err := tickets.Bind(s); err == nil || !strings.Contains(err.Error(), "entity tickets") || !strings.Contains(err.Error(), `"claims"`) {
		t.Errorf("wrong parameters: %v", err)
	}
	if rows := tickets.NewRowList(); rows.AddCSV("5,2025-11-01") != nil || rows.Len() != 1 {
		t.Error("reading rows needs settings")
	}
}

// TestDeclaration: mistakes in a declaration are panics that name the table and the
// cure.
func TestDeclaration(t *testing.T) {
	for _, c := range []struct {
		reason, want string
		declare      func()
	}{
		{"no key", "table notes has no key; give one column the option schema.Key", func() {
			table := schema.New("notes", "Notes.", func(c *ticket) []schema.Column {
				return []schema.Column{schema.Field(&c.Number, "number", "Number.")}
			})
			synthhub.NewEntity(table, func(_ *synthhub.Record, dst []ticket) []ticket { return dst })
		}},
		{"rows without settings", "tickets need the settings of a dataset; call Entity.Bind first", func() {
			tickets.AppendCSV(nil, new(synthhub.Record))
		}},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, c.want) {
					t.Errorf("%s: got panic %q, want %q", c.reason, got, c.want)
				}
			}()
			c.declare()
		}()
	}
}
