package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// These tests hand our bytes to the obvious, slow tools and compare values and bytes.

func TestCSVAgainstStandardLibrary(t *testing.T) {
	g := generator(t, middle)
	for _, e := range synthhub.Entities() {
		var ours, theirs bytes.Buffer
		if err := export.CSV(t.Context(), &ours, g, e); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(ours.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got, want := len(rows)-1, metadataOf(t, g); got != want.Count(e.Table().Name()) {
			t.Errorf("%s: encoding/csv reads %d rows", e.Table().Name(), got)
		}
		if err := csv.NewWriter(&theirs).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(ours.Bytes(), theirs.Bytes()) {
			t.Errorf("%s: encoding/csv writes what it has read in other bytes", e.Table().Name())
		}
	}
}

// loaded reads CSV with gocsv, through the tags of the struct.
func loaded[E any](t *testing.T, src synthhub.Source, e synthhub.Entity) []E {
	t.Helper()
	var text, again bytes.Buffer
	if err := export.CSV(t.Context(), &text, src, e); err != nil {
		t.Fatal(err)
	}
	var rows []E
	if err := gocsv.UnmarshalBytes(text.Bytes(), &rows); err != nil {
		t.Fatal(err)
	}
	if err := gocsv.Marshal(rows, &again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text.Bytes(), again.Bytes()) {
		t.Errorf("%s: gocsv writes what it has read in other bytes", e.Table().Name())
	}
	return rows
}

func TestCSVAgainstGocsv(t *testing.T) {
	bundle, err := generator(t, middle).Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bundle.Persons, loaded[synthhub.Person](t, bundle, synthhub.Persons)); diff != "" {
		t.Errorf("persons:\n%s", diff)
	}
	if diff := cmp.Diff(bundle.Vehicles, loaded[synthhub.Vehicle](t, bundle, synthhub.Vehicles)); diff != "" {
		t.Errorf("vehicles:\n%s", diff)
	}
	if diff := cmp.Diff(bundle.Profiles, loaded[synthhub.Profile](t, bundle, synthhub.Profiles)); diff != "" {
		t.Errorf("profiles:\n%s", diff)
	}
}

// dataset is the JSON document as a user would read it.
type dataset struct {
	Metadata synthhub.Metadata  `json:"metadata"`
	Persons  []synthhub.Person  `json:"persons"`
	Vehicles []synthhub.Vehicle `json:"vehicles"`
	Profiles []synthhub.Profile `json:"profiles"`
}

func TestJSONAgainstStandardLibrary(t *testing.T) {
	bundle, err := generator(t, middle).Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := export.Dataset(t.Context(), &text, bundle); err != nil {
		t.Fatal(err)
	}
	var doc dataset
	dec := json.NewDecoder(bytes.NewReader(text.Bytes()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	metadata := func(m synthhub.Metadata) string {
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if diff := cmp.Diff(metadata(metadataOf(t, bundle)), metadata(doc.Metadata)); diff != "" {
		t.Errorf("metadata:\n%s", diff)
	}
	if diff := cmp.Diff(bundle.Persons, doc.Persons); diff != "" {
		t.Errorf("persons:\n%s", diff)
	}
	if diff := cmp.Diff(bundle.Vehicles, doc.Vehicles); diff != "" {
		t.Errorf("vehicles:\n%s", diff)
	}
	if diff := cmp.Diff(bundle.Profiles, doc.Profiles); diff != "" {
		t.Errorf("profiles:\n%s", diff)
	}

	// encoding/json writes the same rows in the same bytes.
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	for i := range doc.Persons {
		if err := enc.Encode(&doc.Persons[i]); err != nil {
			t.Fatal(err)
		}
	}
	var got bytes.Buffer
	if err := export.NDJSON(t.Context(), &got, bundle, synthhub.Persons); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want.Bytes(), got.Bytes()) {
		t.Error("encoding/json writes persons in other bytes")
	}
	array := strings.TrimSuffix(strings.ReplaceAll(want.String(), "\n", ",\n"), ",\n")
	if !strings.Contains(text.String(), `"persons":[`+"\n"+array+"\n],\n"+`"vehicles":[`) {
		t.Error("the document does not hold one row a line")
	}
}

// TestMetadataParity compares the metadata in the document with the file of its own.
func TestMetadataParity(t *testing.T) {
	dir := t.TempDir() + "/snapshot"
	mustSnapshot(t, dir, middle)
	files := readFolder(t, dir)
	var doc struct {
		Metadata json.RawMessage `json:"metadata"`
	}
	if err := json.Unmarshal([]byte(files["dataset_v0_1.json"]), &doc); err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := json.Compact(&a, doc.Metadata); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&b, []byte(files["metadata_v0_1.json"])); err != nil {
		t.Fatal(err)
	}
	if a.String() != b.String() {
		t.Error("they differ")
	}
}

// TestForm looks at the bytes of every text file: UTF-8 without a byte order mark, line
// feeds, one at the end, and nothing that a terminal or spreadsheet would act on.
func TestForm(t *testing.T) {
	dir := t.TempDir() + "/snapshot"
	mustSnapshot(t, dir, middle, allFormats, export.With(claims("claims", "persons.person_id")))
	for name, text := range readFolder(t, dir) {
		if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") || strings.HasPrefix(text, "\ufeff") || strings.ToValidUTF8(text, "") != text {
			t.Errorf("%s: wrong start or end, or not UTF-8", name)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) }); i >= 0 {
			t.Errorf("%s has a control character at byte %d", name, i)
		}
		if strings.HasSuffix(name, ".csv") {
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range rows {
				if k := slices.IndexFunc(row, func(cell string) bool { return cell != "" && strings.IndexByte("=+-@", cell[0]) >= 0 }); k >= 0 {
					t.Errorf("%s, line %d: a spreadsheet would run %q", name, i+1, row[k])
				}
			}
		}
	}
}
