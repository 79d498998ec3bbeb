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
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/testenv"
)

func TestParts(t *testing.T) {
	t.Parallel()
	settings := middle
	if !testenv.Long() {
		settings.Records = 300
	}
	g := generator(t, settings)
	whole := everything(t, g)
	for _, parts := range []int{1, 2, 7} {
		t.Run(fmt.Sprint(parts), func(t *testing.T) {
			t.Parallel()
			m, files := snapshotFiles(t, g, export.Parts(parts), allFormats())
			checkJoined(t, m, files, whole)
			for i := 1; i <= parts && parts > 1; i++ {
				checkPart(t, g, i, parts, files)
			}
		})
	}
}

// checkJoined holds that the parts of a snapshot, one after the other, are the whole.
func checkJoined(t *testing.T, m *export.Manifest, files, whole map[string]string) {
	t.Helper()
	joined := map[string]string{}
	for _, f := range m.Files {
		if f.Table != "" {
			joined[f.Table+f.MediaType] += files[f.Path] // the manifest has them in order
		}
	}
	for _, e := range synthhub.Entities() {
		for _, f := range format.Tables() {
			name := e.Table().Name()
			if diff := difference(whole[name+"_v0_1."+f.Name], joined[name+f.MediaType]); diff != "" {
				t.Errorf("the parts of %s as %s, one after the other, are not the whole:\n%s", name, f.Name, diff)
			}
		}
	}
	if diff := difference(whole["dataset_v0_1.json"], files["dataset_v0_1.json"]); diff != "" {
		t.Errorf("parts change the JSON document:\n%s", diff)
	}
}

// checkPart exports one part alone and compares it with the files of all parts.
func checkPart(t *testing.T, g *synthhub.Generator, part, parts int, files map[string]string) {
	t.Helper()
	m, alone := snapshotFiles(t, g, export.Part(part, parts), export.Formats(format.Names(format.Tables())...))
	if m.Part != part || m.Parts != parts {
		t.Errorf("the manifest of part %d of %d says %d of %d", part, parts, m.Part, m.Parts)
	}
	tables := 0
	for name, text := range alone {
		if want, ok := files[name]; ok && filepath.Ext(name) != ".json" && filepath.Ext(name) != ".md" {
			tables++
			if diff := difference(want, text); diff != "" {
				t.Errorf("%s alone differs from the one among all:\n%s", name, diff)
			}
		}
	}
	if want := len(synthhub.Entities()) * len(format.Tables()); tables != want {
		t.Errorf("part %d of %d has %d table files, want %d", part, parts, tables, want)
	}
	var b bytes.Buffer
	if err := export.CSV(t.Context(), &b, g, synthhub.Vehicles, export.Part(part, parts)); err != nil {
		t.Fatal(err)
	}
	if diff := difference(files[fmt.Sprintf("vehicles_v0_1-%05d-of-%05d.csv", part, parts)], b.String()); diff != "" {
		t.Errorf("the file of part %d of %d (-) and its stream (+) differ:\n%s", part, parts, diff)
	}
}

// TestPartsInManifest holds the numbers of the parts in the manifest.
func TestPartsInManifest(t *testing.T) {
	t.Parallel()
	next := map[string]int{}
	for _, f := range manifestOf(t, generator(t, small), export.Parts(3), allFormats()).Files {
		switch {
		case f.Table == "" && (f.Part != 0 || f.Parts != 0):
			t.Errorf("%s is part %d of %d, but is not split", f.Name, f.Part, f.Parts)
		case f.Table != "":
			next[f.Table+f.MediaType]++
			if f.Part != next[f.Table+f.MediaType] || f.Parts != 3 {
				t.Errorf("%s is part %d of %d, want %d of 3", f.Name, f.Part, f.Parts, next[f.Table+f.MediaType])
			}
		}
	}
}

func TestMorePartsThanRecords(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	m := manifestOf(t, g, export.Parts(9), export.Formats(export.FormatCSV))
	if diff := cmp.Diff(manifestOf(t, g).Tables, m.Tables); diff != "" {
		t.Errorf("empty parts change the digests:\n%s", diff)
	}
	if n := len(slices.DeleteFunc(m.Files, func(f export.ManifestFile) bool { return f.Table == "" })); n != 27 {
		t.Errorf("%d table files, want 27", n)
	}
}
