package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A claim is an entity of the user's own: none to two for each record.
type claim struct {
	ID       int
	PersonID uuid.UUID
	Note     string
}

func claims(name, ref string) synthhub.Entity {
	table := schema.New(name, "Claims.", func(c *claim) []schema.Column {
		return []schema.Column{
			schema.Field(&c.ID, "claim_id", "Number.", schema.Key),
			schema.Field(&c.PersonID, "person_id", "Who claims.", schema.Ref(ref), schema.UUIDVersion(4)),
			schema.Field(&c.Note, "note", "What \"they\" say, with | and <>.", schema.Optional),
		}
	})
	return synthhub.NewEntity(table, func(r *synthhub.Record, dst []claim) []claim {
		for k := range r.Slot % 3 {
			dst = append(dst, claim{3*r.Slot + k, r.Person.ID, "bumped, \"twice\" & <hard>"})
		}
		return dst
	})
}

func TestWith(t *testing.T) {
	g := generator(t, middle)
	own := claims("claims", "persons.person_id")
	dir := filepath.Join(t.TempDir(), "snapshot")
	m, err := export.Snapshot(t.Context(), dir, g, export.With(own), allFormats)
	if err != nil {
		t.Fatal(err)
	}
	files := readFolder(t, dir)
	if len(m.Tables) != 4 || m.Tables[3].Name != "claims" || m.RecordCounts["claims"] != 1500 {
		t.Errorf("the manifest says %+v", m.Tables)
	}
	var doc struct {
		Claims []struct {
			ID       int    `json:"claim_id"`
			PersonID string `json:"person_id"`
		}
	}
	if err := json.Unmarshal([]byte(files["dataset_v0_1.json"]), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Claims) != 1500 || doc.Claims[2].PersonID != doc.Claims[1].PersonID {
		t.Errorf("%d claims in the JSON document", len(doc.Claims))
	}
	if n := strings.Count(files["claims_v0_1.csv"], "\n"); n != 1501 {
		t.Errorf("%d lines of CSV", n)
	}
	for _, name := range []string{"datapackage.json", "schema_v0_1.json", "README_SNAPSHOT_V0_1.md"} {
		if !strings.Contains(files[name], "claim_id") {
			t.Errorf("%s does not describe the claims", name)
		}
	}
	plain, err := export.ManifestOf(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plain.Tables, m.Tables[:3]); diff != "" {
		t.Errorf("an own entity changes governed ones:\n%s", diff)
	}
}

// none is an entity without rows.
func none() synthhub.Entity {
	table := schema.New("none", "Nothing.", func(c *claim) []schema.Column {
		return []schema.Column{schema.Field(&c.ID, "id", "Number.", schema.Key)}
	})
	return synthhub.NewEntity(table, func(_ *synthhub.Record, dst []claim) []claim { return dst })
}

// TestUnevenRows exports an entity whose rows all belong to the first record: what follows
// is not foreseen to be like it.
func TestUnevenRows(t *testing.T) {
	type note struct {
		ID   int
		Text string
	}
	const rows, size = 64, 100_000
	long := strings.Repeat("x", size)
	notes := synthhub.NewEntity(schema.New("notes", "Notes.", func(n *note) []schema.Column {
		return []schema.Column{schema.Field(&n.ID, "note_id", "Number.", schema.Key), schema.Field(&n.Text, "text", "Text.")}
	}), func(r *synthhub.Record, dst []note) []note {
		for i := 0; r.Slot == 0 && i < rows; i++ {
			dst = append(dst, note{i, long})
		}
		return dst
	})
	g := generator(t, synthhub.Settings{Records: 1000})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var n counter
	if err := export.CSV(t.Context(), &n, g, notes, export.Workers(1)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 8*rows*size {
		t.Errorf("%d bytes allocated for %d", allocated, n)
	}
}

func TestEntityWithoutRows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "snapshot")
	mustSnapshot(t, dir, small, export.With(none()), export.Tables("none"), allFormats)
	files := readFolder(t, dir)
	if files["none_v0_1.csv"] != "id\n" || files["none_v0_1.ndjson"] != "" {
		t.Errorf("CSV %q, NDJSON %q", files["none_v0_1.csv"], files["none_v0_1.ndjson"])
	}
	var doc map[string]json.RawMessage
	if err := json.Unmarshal([]byte(files["dataset_v0_1.json"]), &doc); err != nil || len(doc) != 2 || strings.TrimSpace(string(doc["none"])) != "[\n]" {
		t.Errorf("error %v, members %d, rows %q", err, len(doc), doc["none"])
	}
}

func TestTables(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "snapshot")
	mustSnapshot(t, dir, middle, export.Tables("vehicles", "persons"))
	files := readFolder(t, dir)
	if _, ok := files["profiles_v0_1.csv"]; ok || files["persons_v0_1.csv"] == "" {
		t.Error("not the tables that were chosen")
	}
	var doc map[string]json.RawMessage
	if err := json.Unmarshal([]byte(files["dataset_v0_1.json"]), &doc); err != nil {
		t.Fatal(err)
	}
	if _, ok := doc["profiles"]; ok || len(doc) != 3 {
		t.Errorf("the JSON document has %d members, want metadata, persons and vehicles", len(doc))
	}
	for _, name := range []string{"datapackage.json", "schema_v0_1.json"} {
		if strings.Contains(files[name], `"profiles"`) {
			t.Errorf("%s describes a table that is not there", name)
		}
	}
	only := filepath.Join(t.TempDir(), "only")
	mustSnapshot(t, only, middle, export.Tables("vehicles"))
	if text := readFolder(t, only)["datapackage.json"]; strings.Contains(text, "foreignKeys") {
		t.Error("datapackage.json refers to a table that is not there")
	}
}

func TestFaulty(t *testing.T) {
	g := generator(t, small)
	// Every person twice: more rows than the metadata say, and keys that repeat.
	twice := synthhub.NewEntity(synthhub.PersonTable, func(r *synthhub.Record, dst []synthhub.Person) []synthhub.Person {
		return append(dst, r.Person, r.Person)
	})
	dir := filepath.Join(t.TempDir(), "snapshot")
	m, err := export.Snapshot(t.Context(), dir, g, export.Faulty(twice))
	if err != nil {
		t.Fatal(err)
	}
	if !m.FaultyByDesign || m.RecordCounts["persons"] != 10 {
		t.Errorf("faulty by design is %t, with %d persons", m.FaultyByDesign, m.RecordCounts["persons"])
	}
	// A single table gives way as well, whichever way it is written.
	for form, write := range map[string]func(w io.Writer, e synthhub.Entity) error{
		"CSV": func(w io.Writer, e synthhub.Entity) error {
			return export.CSV(t.Context(), w, g, e, export.Faulty(twice))
		},
		"NDJSON": func(w io.Writer, e synthhub.Entity) error {
			return export.NDJSON(t.Context(), w, g, e, export.Faulty(twice))
		},
		"Rows": func(w io.Writer, e synthhub.Entity) error {
			rows, err := export.NewCopySource(t.Context(), g, e, export.Faulty(twice))
			for err == nil && rows.Next() {
				fmt.Fprintln(w)
			}
			return err
		},
	} {
		for e, want := range map[string]int{"persons": 10, "profiles": 5} {
			var b bytes.Buffer
			entity := map[string]synthhub.Entity{"persons": synthhub.Persons, "profiles": synthhub.Profiles}[e]
			if err := write(&b, entity); err != nil {
				t.Fatal(err)
			}
			if form == "CSV" {
				want++ // the header
			}
			if n := bytes.Count(b.Bytes(), []byte("\n")); n != want {
				t.Errorf("%s of %s has %d lines, want %d", form, e, n, want)
			}
		}
	}
	files := readFolder(t, dir)
	for _, name := range []string{
		"persons_v0_1_faulty.csv", "vehicles_v0_1_faulty.csv", "profiles_v0_1_faulty.csv", "dataset_v0_1_faulty.json",
		"metadata_v0_1_faulty.json", "schema_v0_1_faulty.json", "snapshot_manifest_v0_1_faulty.json", "README_SNAPSHOT_V0_1_FAULTY.md", "datapackage.json",
	} {
		if _, ok := files[name]; !ok {
			t.Errorf("%s is missing", name)
		}
		delete(files, name)
	}
	for name := range files {
		t.Errorf("%s does not say that it is faulty", name)
	}
	again, err := export.ManifestOf(t.Context(), g, export.Like(m), export.Faulty(twice))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.Files, again.Files); diff != "" {
		t.Error(diff)
	}
}

func TestWrongOptions(t *testing.T) {
	g := generator(t, small)
	for _, c := range []struct {
		opts []export.Option
		want string // what the error tells
	}{
		{[]export.Option{export.Formats("xml")}, `format "xml": want some of csv, json, ndjson`},
		{[]export.Option{export.Formats("cvs")}, `format "cvs": did you mean csv? want some of csv`},
		{[]export.Option{export.Tables("vehicels")}, "did you mean vehicles? there are"},
		{[]export.Option{export.With(claims("claims", "person.person_id"))}, "did you mean persons?"},
		{[]export.Option{export.Workers(-1)}, "-1 workers"},
		{[]export.Option{export.Parts(0)}, "0 parts: want 1 to 99999"},
		{[]export.Option{export.Part(3, 2)}, "part 3 of 2"},
		{[]export.Option{export.Part(0, 2)}, "part 0 of 2"},
		{[]export.Option{export.Part(1, 2), export.Formats("csv", "json")}, "cannot be split"},
		{[]export.Option{export.Tables("people")}, `no table is called "people"; there are persons, vehicles, profiles`},
		{[]export.Option{export.With(claims("persons", "persons.person_id"))}, "two tables are called persons; to replace the governed one use Faulty"},
		{[]export.Option{export.With(claims("metadata", "persons.person_id"))}, "cannot be called metadata"},
		{[]export.Option{export.With(claims("claims", "people.person_id"))}, "claims.person_id refers to people.person_id: no such table"},
		{[]export.Option{export.With(claims("claims", "persons.name"))}, "no such column"},
		{[]export.Option{export.With(claims("claims", "persons.city"))}, "neither a key nor unique"},
		{[]export.Option{export.With(claims("claims", "persons.driver_license_number"))}, "neither a key nor unique"},
		{[]export.Option{export.Faulty(claims("claims", "persons.person_id"))}, "faulty claims: no governed table"},
	} {
		_, err := export.Snapshot(t.Context(), filepath.Join(t.TempDir(), "s"), g, c.opts...)
		if !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one that says %q", err, c.want)
		}
	}
	if err := export.Dataset(t.Context(), io.Discard, g, export.Part(1, 2)); !errors.Is(err, export.ErrOption) {
		t.Errorf("JSON of a part: error %v", err)
	}
	if err := export.Write(t.Context(), g, []export.Output{{Entity: synthhub.Persons, Format: "json", Writer: io.Discard}}); !errors.Is(err, export.ErrOption) {
		t.Errorf("Write of a table as json: error %v", err)
	}
}

func TestCount(t *testing.T) {
	bundle, err := generator(t, small).Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bundle.Persons = bundle.Persons[:4]
	dir := filepath.Join(t.TempDir(), "s")
	if _, err := export.Snapshot(t.Context(), dir, bundle); !errors.Is(err, export.ErrCount) {
		t.Errorf("a bundle that lost a person: error %v, want ErrCount", err)
	}
	if names := beside(t, dir); len(names) > 0 {
		t.Errorf("left behind: %q", names)
	}
	if err := export.Dataset(t.Context(), io.Discard, bundle); !errors.Is(err, export.ErrCount) {
		t.Errorf("the JSON document of such a bundle: error %v, want ErrCount", err)
	}
}
