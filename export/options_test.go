package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A claim is a row of a user-defined entity, which has none to two for each record.
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
	t.Parallel()
	g := generator(t, middle)
	m, files := snapshotFiles(t, g, export.With(claims("claims", "persons.person_id")), allFormats())
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
	if diff := cmp.Diff(manifestOf(t, g).Tables, m.Tables[:3]); diff != "" {
		t.Errorf("a user-defined entity changes governed ones:\n%s", diff)
	}
}

// none is an entity without rows.
func none() synthhub.Entity {
	table := schema.New("none", "Nothing.", func(c *claim) []schema.Column {
		return []schema.Column{schema.Field(&c.ID, "id", "Number.", schema.Key)}
	})
	return synthhub.NewEntity(table, func(_ *synthhub.Record, dst []claim) []claim { return dst })
}

func TestEntityWithoutRows(t *testing.T) {
	t.Parallel()
	_, files := snapshotFiles(t, generator(t, small), export.With(none()), export.Tables("none"), allFormats())
	if files["none_v0_1.csv"] != "id\n" || files["none_v0_1.ndjson"] != "" {
		t.Errorf("CSV %q, NDJSON %q", files["none_v0_1.csv"], files["none_v0_1.ndjson"])
	}
	var doc map[string]json.RawMessage
	if err := json.Unmarshal([]byte(files["dataset_v0_1.json"]), &doc); err != nil || len(doc) != 2 || strings.TrimSpace(string(doc["none"])) != "[\n]" {
		t.Errorf("error %v, members %d, rows %q", err, len(doc), doc["none"])
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	_, files := snapshotFiles(t, g, export.Tables("vehicles", "persons"))
	if _, ok := files["profiles_v0_1.csv"]; ok || files["persons_v0_1.csv"] == "" {
		t.Error("not the tables that were selected")
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
			t.Errorf("%s describes a table that the snapshot does not have", name)
		}
	}
	_, files = snapshotFiles(t, g, export.Tables("vehicles"))
	if strings.Contains(files["datapackage.json"], "foreignKeys") {
		t.Error("datapackage.json refers to a table that the snapshot does not have")
	}
}

// twice is an entity with every person twice: more rows than the metadata say, and keys that
// repeat.
var twice = synthhub.NewEntity(synthhub.PersonTable, func(r *synthhub.Record, dst []synthhub.Person) []synthhub.Person {
	return append(dst, r.Person, r.Person)
})

func TestFaulty(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	m, files := snapshotFiles(t, g, export.Faulty(twice))
	if !m.FaultyByDesign || m.RecordCounts["persons"] != 10 {
		t.Errorf("faulty by design is %t, with %d persons", m.FaultyByDesign, m.RecordCounts["persons"])
	}
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
		t.Errorf("the name %s does not say that it is faulty", name)
	}
	again := manifestOf(t, g, export.Like(m), export.Faulty(twice))
	if diff := cmp.Diff(m.Files, again.Files); diff != "" {
		t.Error(diff)
	}
}

// TestFaultyTable holds that the faulty entity replaces a single table too, in every form.
func TestFaultyTable(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for form, write := range map[string]func(t *testing.T, w io.Writer, e synthhub.Entity) error{
		"CSV": func(t *testing.T, w io.Writer, e synthhub.Entity) error {
			return export.CSV(t.Context(), w, g, e, export.Faulty(twice))
		},
		"NDJSON": func(t *testing.T, w io.Writer, e synthhub.Entity) error {
			return export.NDJSON(t.Context(), w, g, e, export.Faulty(twice))
		},
		"CopySource": func(t *testing.T, w io.Writer, e synthhub.Entity) error {
			rows, err := export.NewCopySource(t.Context(), g, e, export.Faulty(twice))
			for err == nil && rows.Next() {
				fmt.Fprintln(w)
			}
			return err
		},
	} {
		for _, c := range []struct {
			entity synthhub.Entity
			rows   int
		}{{synthhub.Persons, 10}, {synthhub.Profiles, 5}} {
			t.Run(form+"/"+c.entity.Table().Name(), func(t *testing.T) {
				var b bytes.Buffer
				if err := write(t, &b, c.entity); err != nil {
					t.Fatal(err)
				}
				want := c.rows
				if form == "CSV" {
					want++ // the header
				}
				if n := bytes.Count(b.Bytes(), []byte("\n")); n != want {
					t.Errorf("%d lines, want %d", n, want)
				}
			})
		}
	}
}

func TestWrongOptions(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, c := range []struct {
		want string // what the error tells
		opts []export.Option
	}{
		{`format "xml": want some of csv, json, ndjson`, []export.Option{export.Formats("xml")}},
		{`format "cvs": did you mean csv? want some of csv`, []export.Option{export.Formats("cvs")}},
		{"did you mean vehicles? there are", []export.Option{export.Tables("vehicels")}},
		{"did you mean persons?", []export.Option{export.With(claims("claims", "person.person_id"))}},
		{"-1 workers", []export.Option{export.Workers(-1)}},
		{"1025 workers: want 0 for GOMAXPROCS, or 1 to 1024", []export.Option{export.Workers(1025)}},
		{"exported at 36812-02-20T00:36:16Z: want a time", []export.Option{export.ExportedAt(time.Unix(1<<40, 0))}},
		{"exported at 10000-01-01T00:00:00Z", []export.Option{export.ExportedAt(time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -3600)))}},
		{"exported at 0000-12-31T", []export.Option{export.ExportedAt(time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC))}},
		{"no tables: want the name of one", []export.Option{export.Tables([]string{}...)}},
		{"0 parts: want 1 to 99999", []export.Option{export.Parts(0)}},
		{"part 3 of 2", []export.Option{export.Part(3, 2)}},
		{"part 0 of 2", []export.Option{export.Part(0, 2)}},
		{"cannot be split; choose csv or ndjson", []export.Option{export.Part(1, 2), export.Formats("csv", "json")}},
		{`no table is called "people"; there are persons, vehicles, profiles`, []export.Option{export.Tables("people")}},
		{"two tables are called persons; to replace the governed one use Faulty", []export.Option{export.With(claims("persons", "persons.person_id"))}},
		{"two tables are called claims", []export.Option{export.With(claims("claims", "persons.person_id"), claims("claims", "persons.person_id"))}},
		{"cannot be called metadata", []export.Option{export.With(claims("metadata", "persons.person_id"))}},
		{"cannot be called dataset", []export.Option{export.With(claims("dataset", "persons.person_id"))}},
		{"claims.person_id refers to people.person_id: no such table", []export.Option{export.With(claims("claims", "people.person_id"))}},
		{"no such column", []export.Option{export.With(claims("claims", "persons.name"))}},
		{"persons.city: that column is neither a key nor unique", []export.Option{export.With(claims("claims", "persons.city"))}},
		{"persons.driver_license_number: that column is neither a key nor unique", []export.Option{export.With(claims("claims", "persons.driver_license_number"))}},
		{"faulty claims: no governed table", []export.Option{export.Faulty(claims("claims", "persons.person_id"))}},
	} {
		t.Run(c.want, func(t *testing.T) {
			_, err := export.Snapshot(t.Context(), filepath.Join(t.TempDir(), "s"), g, c.opts...)
			if !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
	if err := export.Dataset(t.Context(), io.Discard, g, export.Part(1, 2)); !errors.Is(err, export.ErrOption) {
		t.Errorf("JSON of a part: error %v", err)
	}
	for _, name := range []string{export.FormatJSON, "xml"} {
		outputs := []export.Output{{Entity: synthhub.Persons, Format: name, Writer: io.Discard}}
		if err := export.Write(t.Context(), g, outputs); !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), "want csv or ndjson") {
			t.Errorf("Write of a table as %s: error %v", name, err)
		}
	}
}

// TestFormatsOfNone holds the difference between no argument, which means the default, and an
// empty list.
func TestFormatsOfNone(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, c := range []struct {
		name  string
		opt   export.Option
		files int // with rows
	}{
		{"no argument", export.Formats(), 4},
		{"an empty list", export.Formats([]string{}...), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			withRows := 0
			for _, f := range manifestOf(t, g, c.opt).Files {
				if f.Records > 0 {
					withRows++
				}
			}
			if withRows != c.files {
				t.Errorf("%d files with rows, want %d", withRows, c.files)
			}
		})
	}
}
