package conformance

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/synthhub/synthhub/export"
)

// compiled is the JSON Schema of a snapshot, with formats asserted.
func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("urn:synthhub:test", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:synthhub:test") // checks it against the metaschema of 2020-12
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJSONSchema(t *testing.T) {
	dir, _ := snapshot(t, export.With(visits))
	s := compiled(t, read(t, dir, "schema_v0_1.json"))
	text := read(t, dir, "dataset_v0_1.json")
	validate := func(text []byte) error {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(doc)
	}
	if err := validate(text); err != nil {
		t.Fatalf("our own dataset: %v", err)
	}

	rows := bytes.SplitAfter(text, []byte("\n"))
	for _, c := range []struct {
		reason   string
		old, new string
	}{
		{"a column is renamed", `"first_name":`, `"given_name":`},
		{"a column is added", `{"person_id"`, `{"x":1,"person_id"`},
		{"a number is text", `"violations_3yr":0`, `"violations_3yr":"0"`},
		{"a number is out of range", `"violations_3yr":0`, `"violations_3yr":6`},
		{"a word is not in the vocabulary", `"country":"US"`, `"country":"CA"`},
		{"a telephone number is not of the range for fiction", `-555-01`, `-556-01`},
		{"a pattern holds at both ends", `-555-01`, `0-555-01`},
		{"an address is not in an example domain", `","phone":"`, `.de","phone":"`},
		{"a date is none", `"date_of_birth":"19`, `"date_of_birth":"19/`},
		{"a required text is empty", `"country":"US"`, `"country":""`},
		{"the marker is another", `synthetic-data-hub v0.1`, `synthetic-data-hub v0x1`},
		{"the version is another", `"dataset_version":"v0.1"`, `"dataset_version":"v0.2"`},
		{"a UUID is of another version", `"person_id":"`, `"person_id":"00000000-0000-1000-8000-000000000000","was":"`},
	} {
		corrupt := bytes.Clone(bytes.Join(rows, nil))
		corrupt = bytes.Replace(corrupt, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(corrupt, text) {
			t.Errorf("%s: there is no %s", c.reason, c.old)
			continue
		}
		if err := validate(corrupt); err == nil {
			t.Errorf("%s, and the schema does not notice", c.reason)
		}
	}
	if !strings.Contains(string(text), `"business_name":""`) {
		t.Error("no optional column is empty: the test proves less than it should")
	}
}
