package conformance

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/synthhub/synthhub/export"
)

// compiled compiles the JSON Schema of a snapshot, with formats asserted.
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

// A corruption is a change of a JSON document that its schema must reject.
type corruption struct{ reason, old, new string }

// checkSchema checks that the schema of a snapshot accepts its document, and rejects every
// corruption.
func checkSchema(t *testing.T, dir string, corruptions []corruption) {
	s := compiled(t, read(t, dir, "schema_v0_1.json"))
	text := string(read(t, dir, "dataset_v0_1.json"))
	validate := func(t *testing.T, text string) error {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(doc)
	}
	if err := validate(t, text); err != nil {
		t.Fatalf("the unchanged document: %v", err)
	}
	for _, c := range corruptions {
		t.Run(c.reason, func(t *testing.T) {
			corrupt := strings.Replace(text, c.old, c.new, 1)
			if corrupt == text {
				t.Fatalf("the document has no %s", c.old)
			}
			if err := validate(t, corrupt); err == nil {
				t.Errorf("the schema accepts %s", c.new)
			}
		})
	}
}

// TestJSONSchema corrupts values of the governed tables.
func TestJSONSchema(t *testing.T) {
	t.Parallel()
	dir, _ := snapshot(t, export.With(visits))
	checkSchema(t, dir, []corruption{
		{"a column is renamed", `"first_name":`, `"given_name":`},
		{"a column is added", `{"person_id"`, `{"x":1,"person_id"`},
		{"a number is text", `"violations_3yr":0`, `"violations_3yr":"0"`},
		{"a number is out of range", `"violations_3yr":0`, `"violations_3yr":6`},
		{"a word is not in the vocabulary", `"country":"US"`, `"country":"CA"`},
		{"a telephone number is outside the range for fiction", `-555-01`, `-556-01`},
		{"a value has text before the pattern", `-555-01`, `0-555-01`},
		{"an address is not in an example domain", `","phone":"`, `.de","phone":"`},
		{"a date is not a date", `"date_of_birth":"19`, `"date_of_birth":"19/`},
		{"a required text is empty", `"country":"US"`, `"country":""`},
		{"the marker is different", `synthetic-data-hub v0.1`, `synthetic-data-hub v0x1`},
		{"the version is different", `"dataset_version":"v0.1"`, `"dataset_version":"v0.2"`},
		{"a UUID has another version", `"person_id":"`, `"person_id":"00000000-0000-1000-8000-000000000000","was":"`},
	})
	if !bytes.Contains(read(t, dir, "dataset_v0_1.json"), []byte(`"business_name":""`)) {
		t.Error("no optional column is empty, so the test does not cover empty columns")
	}
}
