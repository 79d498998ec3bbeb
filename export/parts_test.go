package export_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

func TestParts(t *testing.T) {
	g := generator(t, middle)
	whole := everything(t, g)
	for _, parts := range []int{1, 2, 7} {
		if parts > 2 && testing.Short() {
			break
		}
		dir := filepath.Join(t.TempDir(), "parts")
		m, err := export.Snapshot(t.Context(), dir, g, export.Parts(parts), allFormats)
		if err != nil {
			t.Fatal(err)
		}
		files := readFolder(t, dir)
		joined := map[string]string{}
		for _, f := range m.Files {
			if f.Parts > 0 && f.Parts != parts {
				t.Errorf("%s is part %d of %d, want of %d", f.Name, f.Part, f.Parts, parts)
			}
			if f.Table != "" {
				joined[f.Table+f.MediaType] += files[f.Path] // the manifest has them in order
			}
		}
		for _, e := range synthhub.Entities() {
			name := e.Table().Name()
			if joined[name+"text/csv"] != whole[name+"_v0_1.csv"] || joined[name+"application/x-ndjson"] != whole[name+"_v0_1.ndjson"] {
				t.Errorf("%d parts of %s, one after the other, are not the whole", parts, name)
			}
		}
		if files["dataset_v0_1.json"] != whole["dataset_v0_1.json"] {
			t.Errorf("%d parts change the JSON document", parts)
		}

		for i := 1; i <= parts && parts > 1; i++ {
			one := filepath.Join(t.TempDir(), "part")
			m, err := export.Snapshot(t.Context(), one, g, export.Part(i, parts), export.Formats(export.FormatCSV, export.FormatNDJSON))
			if err != nil {
				t.Fatal(err)
			}
			if m.Part != i || m.Parts != parts {
				t.Errorf("the manifest of part %d of %d says %d of %d", i, parts, m.Part, m.Parts)
			}
			rows := 0
			for name, text := range readFolder(t, one) {
				if want, ok := files[name]; ok && filepath.Ext(name) != ".json" && filepath.Ext(name) != ".md" {
					rows++
					if text != want {
						t.Errorf("%s alone differs from the one among all", name)
					}
				}
			}
			if rows != 6 {
				t.Errorf("part %d of %d has %d table files, want 6", i, parts, rows)
			}
			var b bytes.Buffer
			if err := export.CSV(t.Context(), &b, g, synthhub.Vehicles, export.Part(i, parts)); err != nil {
				t.Fatal(err)
			}
			if b.String() != files[fmt.Sprintf("vehicles_v0_1-%05d-of-%05d.csv", i, parts)] {
				t.Errorf("the stream of part %d of %d differs from the file", i, parts)
			}
		}
	}
}

func TestMorePartsThanRecords(t *testing.T) {
	m, err := export.ManifestOf(t.Context(), generator(t, small), export.Parts(9), export.Formats(export.FormatCSV))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := export.ManifestOf(t.Context(), generator(t, small))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plain.Tables, m.Tables); diff != "" {
		t.Errorf("empty parts change the digests:\n%s", diff)
	}
	if n := len(slices.DeleteFunc(m.Files, func(f export.ManifestFile) bool { return f.Table == "" })); n != 27 {
		t.Errorf("%d table files, want 27", n)
	}
}
