package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	one, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 1})
	if err != nil {
		t.Fatal(err)
	}
	none := synthhub.NewBundle(metadataOf(t, g), nil)
	for _, c := range []struct {
		src   synthhub.Source
		parts int
		want  string // in the error, "" for none
	}{
		{g, 5, ""}, {g, 6, "6 parts of 5 records: want 1 to 5"}, {g, 99_999, "99999 parts of 5 records"},
		{one, 1, ""}, {one, 2, "want 1 to 1"}, {none, 1, ""}, {none, 2, "2 parts of 0 records: want 1 to 1"},
	} {
		dir := filepath.Join(t.TempDir(), "target")
		for name, run := range map[string]func(opt export.Option) error{
			"Snapshot": func(opt export.Option) error {
				_, err := export.Snapshot(t.Context(), dir, c.src, opt, export.Formats("csv"), export.Overwrite())
				return err
			},
			"ManifestOf": func(opt export.Option) error {
				_, err := export.ManifestOf(t.Context(), c.src, opt, export.Formats("csv"))
				return err
			},
			"CSV": func(opt export.Option) error {
				return export.CSV(t.Context(), io.Discard, c.src, synthhub.Persons, opt)
			},
			"CopySource": func(opt export.Option) error {
				rows, err := export.NewCopySource(t.Context(), c.src, synthhub.Persons, opt)
				if err == nil {
					rows.Close()
				}
				return err
			},
		} {
			for _, opt := range []export.Option{export.Parts(c.parts), export.Part(c.parts, c.parts)} {
				err := run(opt)
				if c.want == "" && err != nil || c.want != "" && (!errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), c.want)) {
					t.Errorf("%s in %d parts: error %v, want %q", name, c.parts, err, c.want)
				}
			}
		}
		if _, err := os.Stat(dir); (err == nil) != (c.want == "") {
			t.Errorf("%d parts: the folder: %v", c.parts, err)
		}
	}
}
