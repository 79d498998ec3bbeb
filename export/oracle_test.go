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

// These tests read our bytes with other, slow packages and compare values and bytes.

func TestCSVAgainstStandardLibrary(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	metadata := metadataOf(t, g)
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		t.Run(name, func(t *testing.T) {
			var ours, theirs bytes.Buffer
			if err := export.CSV(t.Context(), &ours, g, e); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(bytes.NewReader(ours.Bytes())).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if n := len(rows) - 1; n != metadata.Count(name) {
				t.Errorf("encoding/csv reads %d rows, want %d", n, metadata.Count(name))
			}
			if err := csv.NewWriter(&theirs).WriteAll(rows); err != nil {
				t.Fatal(err)
			}
			if diff := difference(theirs.String(), ours.String()); diff != "" {
				t.Errorf("encoding/csv (-) writes the rows that it has read in other bytes:\n%s", diff)
			}
		})
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
	if diff := difference(again.String(), text.String()); diff != "" {
		t.Errorf("gocsv (-) writes the %s that it has read in other bytes:\n%s", e.Table().Name(), diff)
	}
	return rows
}

func TestCSVAgainstGocsv(t *testing.T) {
	t.Parallel()
	b := bundle(t, middle)
	compareRows(t, b, dataset{
		Persons:  loaded[synthhub.Person](t, b, synthhub.Persons),
		Vehicles: loaded[synthhub.Vehicle](t, b, synthhub.Vehicles),
		Profiles: loaded[synthhub.Profile](t, b, synthhub.Profiles),
	})
}

// dataset is the JSON document as a user would read it.
type dataset struct {
	Metadata synthhub.Metadata  `json:"metadata"`
	Persons  []synthhub.Person  `json:"persons"`
	Vehicles []synthhub.Vehicle `json:"vehicles"`
	Profiles []synthhub.Profile `json:"profiles"`
}

// compareRows compares the rows that were read with those of the bundle.
func compareRows(t *testing.T, b *synthhub.Bundle, read dataset) {
	t.Helper()
	if diff := cmp.Diff(b.Persons, read.Persons); diff != "" {
		t.Errorf("persons:\n%s", diff)
	}
	if diff := cmp.Diff(b.Vehicles, read.Vehicles); diff != "" {
		t.Errorf("vehicles:\n%s", diff)
	}
	if diff := cmp.Diff(b.Profiles, read.Profiles); diff != "" {
		t.Errorf("profiles:\n%s", diff)
	}
}

func TestJSONAgainstStandardLibrary(t *testing.T) {
	t.Parallel()
	b := bundle(t, middle)
	var text bytes.Buffer
	if err := export.Dataset(t.Context(), &text, b); err != nil {
		t.Fatal(err)
	}
	var doc dataset
	dec := json.NewDecoder(bytes.NewReader(text.Bytes()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	metadata := func(m synthhub.Metadata) string {
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if diff := cmp.Diff(metadata(metadataOf(t, b)), metadata(doc.Metadata)); diff != "" {
		t.Errorf("metadata:\n%s", diff)
	}
	compareRows(t, b, doc)

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
	if err := export.NDJSON(t.Context(), &got, b, synthhub.Persons); err != nil {
		t.Fatal(err)
	}
	if diff := difference(want.String(), got.String()); diff != "" {
		t.Errorf("encoding/json (-) writes persons in other bytes:\n%s", diff)
	}
	array := strings.TrimSuffix(strings.ReplaceAll(want.String(), "\n", ",\n"), ",\n")
	if !strings.Contains(text.String(), `"persons":[`+"\n"+array+"\n],\n"+`"vehicles":[`) {
		t.Error("the document does not hold one row a line")
	}
}

// TestMetadataParity compares the metadata in the JSON document with the file of the metadata.
func TestMetadataParity(t *testing.T) {
	t.Parallel()
	_, files := snapshotFiles(t, generator(t, middle))
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
	if diff := difference(b.String(), a.String()); diff != "" {
		t.Errorf("the file (-) and the document (+) differ:\n%s", diff)
	}
}

// TestForm holds the form of every text file: UTF-8 without a byte order mark, line feeds, one
// at the end, and nothing that a terminal or spreadsheet would execute.
func TestForm(t *testing.T) {
	t.Parallel()
	_, files := snapshotFiles(t, generator(t, middle), allFormats(), export.With(claims("claims", "persons.person_id")))
	for name, text := range files {
		t.Run(name, func(t *testing.T) {
			if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") || strings.HasPrefix(text, "\ufeff") || strings.ToValidUTF8(text, "") != text {
				t.Error("wrong start or end, or not UTF-8")
			}
			if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) }); i >= 0 {
				t.Errorf("a control character at byte %d", i)
			}
			if !strings.HasSuffix(name, ".csv") {
				return
			}
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range rows {
				if k := slices.IndexFunc(row, func(cell string) bool { return cell != "" && strings.IndexByte("=+-@", cell[0]) >= 0 }); k >= 0 {
					t.Errorf("line %d: a spreadsheet would run %q", i+1, row[k])
				}
			}
		})
	}
}
