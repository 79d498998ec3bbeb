package validate_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// generator makes a small dataset with several vehicles for some persons.
func generator(t testing.TB, records int) *synthhub.Generator {
	t.Helper()
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: records, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A folder is a snapshot in memory, to be spoilt.
type folder map[string][]byte

// export writes a snapshot and reads it into memory.
func exported(t testing.TB, src synthhub.Source, opts ...export.Option) folder {
	t.Helper()
	dir := t.TempDir() + "/snapshot"
	if _, err := export.Snapshot(context.Background(), dir, src, opts...); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	f := folder{}
	for _, e := range entries {
		if f[e.Name()], err = os.ReadFile(dir + "/" + e.Name()); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func (f folder) clone() folder {
	c := folder{}
	for name, text := range f {
		c[name] = bytes.Clone(text)
	}
	return c
}

func (f folder) fs() fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range f {
		m[name] = &fstest.MapFile{Data: text}
	}
	return m
}

// edit replaces the first occurrence of old in a file, which must be there.
func (f folder) edit(name, old, new string) {
	if !bytes.Contains(f[name], []byte(old)) {
		panic(fmt.Sprintf("%s does not hold %q", name, old))
	}
	f[name] = bytes.Replace(f[name], []byte(old), []byte(new), 1)
}

// lines changes the lines of a file.
func (f folder) lines(name string, change func(lines []string) []string) {
	lines := strings.SplitAfter(string(f[name]), "\n")
	f[name] = []byte(strings.Join(change(lines[:len(lines)-1]), ""))
}

const manifestName = "snapshot_manifest_v0_1.json"

// manifest changes the manifest through its Go form.
func (f folder) manifest(change func(m *export.Manifest)) {
	var m export.Manifest
	if err := json.Unmarshal(f[manifestName], &m); err != nil {
		panic(err)
	}
	change(&m)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(&m); err != nil {
		panic(err)
	}
	f[manifestName] = b.Bytes()
}

// seal makes the manifest, the descriptor and the README agree with the files again,
// as somebody would who wants a change to go unnoticed.
func (f folder) seal() {
	measure := func(m *export.Manifest) {
		for i := range m.Files {
			file := &m.Files[i]
			text, ok := f[file.Path]
			if !ok {
				continue
			}
			sum := sha256.Sum256(text)
			file.Bytes, file.SHA256 = int64(len(text)), hex.EncodeToString(sum[:])
			for k := range m.Tables {
				if t := &m.Tables[k]; t.Name == file.Table && file.MediaType == "text/csv" && file.Parts == 0 {
					t.SHA256 = file.SHA256
				}
			}
		}
	}
	f.manifest(func(m *export.Manifest) {
		measure(m)
		var metadata synthhub.Metadata
		if err := json.Unmarshal(f["metadata_v0_1.json"], &metadata); err != nil {
			panic(err)
		}
		if _, ok := f["datapackage.json"]; ok {
			f["datapackage.json"], _ = export.DataPackage(m)
			f["README_SNAPSHOT_V0_1.md"], _ = export.Readme(m, &metadata)
		}
		measure(m)
	})
}

// check validates the folder and holds the report to what every report promises.
func check(t testing.TB, fsys fs.FS, opts ...validate.Option) *validate.Report {
	t.Helper()
	r, err := validate.Snapshot(context.Background(), fsys, opts...)
	if err != nil {
		t.Fatal(err)
	}
	soundReport(t, r)
	return r
}

// soundReport fails if a report contradicts itself.
func soundReport(t testing.TB, r *validate.Report) {
	t.Helper()
	rules := make(map[string]bool)
	for rule := range validate.Rules() {
		rules[rule.Code] = true
	}
	shown := make(map[string]int)
	for _, f := range r.Findings {
		shown[f.Rule]++
		if f.Why == "" {
			t.Errorf("%v: says no reason", f)
		}
		if !fs.ValidPath(f.Value) && strings.ContainsFunc(f.Value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("%v: control characters are not made visible", f)
		}
	}
	sum := 0
	for _, total := range r.Totals {
		if !rules[total.Code] {
			t.Errorf("%s is not among the rules", total.Code)
		}
		if total.Count < shown[total.Code] || total.Count == 0 {
			t.Errorf("%s: %d findings, of which %d are shown", total.Code, total.Count, shown[total.Code])
		}
		sum += total.Count
		delete(shown, total.Code)
	}
	if len(shown) > 0 {
		t.Errorf("findings without totals: %v", shown)
	}
	if (r.Err() == nil) != (sum == 0) {
		t.Errorf("%d findings, and the error is %v", sum, r.Err())
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
	if err := r.WriteText(&bytes.Buffer{}); err != nil {
		t.Error(err)
	}
}

// found returns the totals of a report by code.
func found(r *validate.Report) map[string]int {
	m := make(map[string]int)
	for _, t := range r.Totals {
		m[t.Code] = t.Count
	}
	return m
}

func text(r *validate.Report) string {
	var b strings.Builder
	_ = r.WriteText(&b) // a Builder does not fail
	return b.String()
}

func bundleReport(tb testing.TB, b *synthhub.Bundle, opts ...validate.Option) *validate.Report {
	tb.Helper()
	r, err := validate.Bundle(tb.Context(), b, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
