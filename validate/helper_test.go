package validate_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// Names of files in a snapshot.
const (
	persons      = "persons_v0_1.csv"
	vehicles     = "vehicles_v0_1.csv"
	profiles     = "profiles_v0_1.csv"
	dataset      = "dataset_v0_1.json"
	metadata     = "metadata_v0_1.json"
	readme       = "README_SNAPSHOT_V0_1.md"
	datapackage  = "datapackage.json"
	manifestName = "snapshot_manifest_v0_1.json"
)

// generatorOf returns a generator of the settings, with a fixed seed if they have none.
func generatorOf(t testing.TB, s synthhub.Settings) *synthhub.Generator {
	t.Helper()
	if s.Seed == 0 {
		s.Seed = 7
	}
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// generator returns a generator with several vehicles for some persons.
func generator(t testing.TB, records int) *synthhub.Generator {
	t.Helper()
	return generatorOf(t, synthhub.Settings{Records: records, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
}

// tiny returns a generator of a dataset that is validated in a few milliseconds.
func tiny(t testing.TB) *synthhub.Generator {
	t.Helper()
	return generatorOf(t, synthhub.Settings{Records: 8, States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}, Vehicles: synthhub.VehicleRange{Min: 1, Max: 2}})
}

func bundle(t testing.TB, records int) *synthhub.Bundle {
	t.Helper()
	b, err := generator(t, records).Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A folder is a snapshot in memory, to be corrupted.
type folder map[string][]byte

// exported writes a snapshot and reads it into memory.
func exported(t testing.TB, src synthhub.Source, opts ...export.Option) folder {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, src, opts...); err != nil {
		t.Fatal(err)
	}
	return inMemory(t, dir)
}

// inMemory reads the files of a folder.
func inMemory(t testing.TB, dir string) folder {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	f := folder{}
	for _, e := range entries {
		if f[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
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

// names returns the names of the files, sorted.
func (f folder) names() []string { return slices.Sorted(maps.Keys(f)) }

// edit replaces the first occurrence of old in a file, which must be there.
func (f folder) edit(name, old, replacement string) {
	if !bytes.Contains(f[name], []byte(old)) {
		panic(fmt.Sprintf("%s does not hold %q", name, old))
	}
	f[name] = bytes.Replace(f[name], []byte(old), []byte(replacement), 1)
}

// lines changes the lines of a file.
func (f folder) lines(name string, change func(lines []string) []string) {
	lines := strings.SplitAfter(string(f[name]), "\n")
	f[name] = []byte(strings.Join(change(lines[:len(lines)-1]), ""))
}

// line changes line n of a file, from 1.
func (f folder) line(name string, n int, change func(line string) string) {
	f.lines(name, func(lines []string) []string {
		lines[n-1] = change(lines[n-1])
		return lines
	})
}

// cell sets a value on line n of a CSV file.
func (f folder) cell(name string, n, column int, value string) {
	f.line(name, n, func(line string) string {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), ",")
		cells[column] = value
		return strings.Join(cells, ",") + "\n"
	})
}

// manifest changes the manifest through its Go form.
func (f folder) manifest(change func(m *export.Manifest)) { changeJSON(f, manifestName, change) }

// changeJSON changes a JSON document through its Go form.
func changeJSON[M any](f folder, name string, change func(m *M)) {
	var m M
	if err := json.Unmarshal(f[name], &m); err != nil {
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
	f[name] = b.Bytes()
}

// seal has the manifest, the descriptor and the README agree with the files again,
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
					sealTable(t, text)
				}
			}
		}
	}
	f.manifest(func(m *export.Manifest) {
		measure(m)
		var decoded synthhub.Metadata
		if err := json.Unmarshal(f[metadata], &decoded); err != nil {
			panic(err)
		}
		if _, ok := f[datapackage]; ok {
			f[datapackage], _ = export.DataPackage(m)
			f[readme], _ = export.Readme(m, &decoded)
		}
		measure(m)
	})
}

// sealTable has the only leaf and the digest of a table agree with its CSV file.
func sealTable(t *export.TableDigest, text []byte) {
	header, rows, _ := bytes.Cut(text, []byte("\n"))
	leaf := sha256.Sum256(rows)
	root := sha256.Sum256(append(append(bytes.Clone(header), '\n'), leaf[:]...))
	t.Leaves = []export.Leaf{{Rows: t.Rows, SHA256: hex.EncodeToString(leaf[:])}}
	t.Digest = "sha256-tree:65536:" + hex.EncodeToString(root[:])
}

// without removes a file from the folder and the manifest.
func (f folder) without(name string) {
	delete(f, name)
	f.manifest(func(m *export.Manifest) {
		m.Files = slices.DeleteFunc(m.Files, func(file export.ManifestFile) bool { return file.Path == name })
	})
}

// check validates the folder and checks the report, see checkReport.
func check(t testing.TB, fsys fs.FS, opts ...validate.Option) *validate.Report {
	t.Helper()
	return checkWith(t, nil, fsys, opts...)
}

// checkWith is check of a snapshot with user-defined entities.
func checkWith(t testing.TB, userDefined []synthhub.Entity, fsys fs.FS, opts ...validate.Option) *validate.Report {
	t.Helper()
	r, err := validate.Snapshot(t.Context(), fsys, append(opts, validate.With(userDefined...))...)
	if err != nil {
		t.Fatal(err)
	}
	checkReport(t, r, userDefined...)
	return r
}

// checkReport fails if a report contradicts itself, or has a finding of a rule that Rules does
// not list.
func checkReport(t testing.TB, r *validate.Report, userDefined ...synthhub.Entity) {
	t.Helper()
	rules := make(map[string]bool)
	for rule := range validate.Rules(userDefined...) {
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

// totals returns the totals of a report by code.
func totals(r *validate.Report) map[string]int {
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

// hasFinding reports whether a finding says all that is set in want.
func hasFinding(r *validate.Report, want validate.Finding) bool {
	same := func(is, want string) bool { return want == "" || is == want }
	return slices.ContainsFunc(r.Findings, func(f validate.Finding) bool {
		return f.Rule == want.Rule && same(f.Table, want.Table) && same(f.File, want.File) && same(f.Column, want.Column) && same(f.Value, want.Value) &&
			same(f.Why, want.Why) && (want.Row == 0 || f.Row == want.Row) && (want.Line == 0 || f.Line == want.Line)
	})
}

// A note is a row of a user-defined entity. It has a column called row.
type note struct {
	ID  int
	Row string
}

// notesOf returns an entity with a note for each record, of at most a number of bytes.
func notesOf(maximum int64, text func(slot int) string) synthhub.Entity {
	table := schema.New("notes", "Notes.", func(n *note) []schema.Column {
		return []schema.Column{schema.Field(&n.ID, "note_id", "A number.", schema.Key), schema.Field(&n.Row, "row", "A text.", schema.Len(1, maximum))}
	})
	return synthhub.NewEntity(table, func(r *synthhub.Record, dst []note) []note { return append(dst, note{r.Slot, text(r.Slot)}) })
}

func bundleReport(tb testing.TB, b *synthhub.Bundle, opts ...validate.Option) *validate.Report {
	tb.Helper()
	r, err := validate.Bundle(tb.Context(), b, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
