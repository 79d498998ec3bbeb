package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// filesFS returns files as a folder.
func filesFS(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// snapshotTexts writes a snapshot and returns its files by name.
func snapshotTexts(t *testing.T, src synthhub.Source, opts ...export.Option) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, src, opts...); err != nil {
		t.Fatal(err)
	}
	return readFolder(t, dir)
}

// TestApply: a snapshot and a feed are the snapshot of the other day, byte for byte.
func TestApply(t *testing.T) {
	several := small
	several.Records, several.Vehicles = 300, synthhub.VehicleRange{Min: 1, Max: 5}
	for name, tt := range map[string]struct {
		from, to string
		opts     []export.Option
		feed     []export.Option
		apply    []export.Option // for Apply; if there are some, what is wanted has them in place of opts
	}{
		"a month":    {"2025-01-01", "2025-02-01", nil, nil, nil},
		"all years":  {"2015-01-01", "2027-12-31", nil, nil, nil},
		"backwards":  {"2027-12-31", "2015-01-01", nil, nil, nil},
		"no time":    {"2025-01-01", "2025-01-01", nil, nil, nil},
		"ndjson":     {"2025-01-01", "2026-01-01", []export.Option{export.Formats("ndjson", "json")}, nil, nil},
		"parts":      {"2025-01-01", "2026-01-01", []export.Option{export.Formats("csv", "ndjson"), export.Parts(3)}, nil, nil},
		"compressed": {"2025-01-01", "2026-01-01", []export.Option{export.Formats("csv"), export.Gzip()}, []export.Option{export.Gzip(), bothFormats()}, nil},
		"own table":  {"2025-01-01", "2026-01-01", []export.Option{export.With(bills)}, []export.Option{export.With(bills)}, []export.Option{export.With(bills)}},
		"chosen":     {"2025-01-01", "2026-01-01", []export.Option{export.Formats("csv", "json")}, nil, []export.Option{export.Formats("ndjson"), export.Parts(2), export.Gzip()}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := on(t, several, tt.from), on(t, several, tt.to)
			_, feed := feedFiles(t, from, to, tt.feed...)
			dir := filepath.Join(t.TempDir(), "applied")
			m, err := export.Apply(t.Context(), dir, filesFS(snapshotTexts(t, from, tt.opts...)), filesFS(feed), tt.apply...)
			if err != nil {
				t.Fatal(err)
			}
			wanted := tt.opts
			if tt.apply != nil {
				wanted = tt.apply
			}
			want := snapshotTexts(t, to, wanted...)
			if diff := cmp.Diff(want, readFolder(t, dir)); diff != "" {
				t.Errorf("the snapshot is not that of %s (-want +got):\n%.3000s", tt.to, diff)
			}
			if m.Settings.AsOf != to.Settings().AsOf {
				t.Errorf("the manifest is of %v", m.Settings.AsOf)
			}
		})
	}
}

// seal has the manifest of a feed or a snapshot agree with a file that was changed.
func seal(files map[string]string, manifest, name string) {
	var m map[string]any
	dec := json.NewDecoder(strings.NewReader(files[manifest]))
	dec.UseNumber()
	if err := dec.Decode(&m); err != nil {
		panic(err)
	}
	for _, f := range m["files"].([]any) {
		if one := f.(map[string]any); one["path"] == name {
			sum := sha256.Sum256([]byte(files[name]))
			one["bytes"], one["sha256"] = len(files[name]), hex.EncodeToString(sum[:])
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	files[manifest] = string(text)
}

// TestApplyFails: a feed that is damaged or does not fit is named with table, key and column, and nothing
// is written.
func TestApplyFails(t *testing.T) {
	const name, manifest = "changes_vehicles_v0_1.ndjson", "changes_manifest_v0_1.json"
	settings := small
	settings.Records = 60
	from, to := on(t, settings, "2025-01-01"), on(t, settings, "2026-01-01")
	snapshot := snapshotTexts(t, from, export.Formats("csv"))
	_, feed := feedFiles(t, from, to)
	first := strings.Index(feed[name], `{"op":"u"`)
	key := feed[name][first+len(`{"op":"u","table":"vehicles","key":"`):][:36]
	lines := func(change func(l []string) []string) func(snapshot, feed map[string]string) {
		return func(_, feed map[string]string) {
			l := strings.SplitAfter(feed[name], "\n")
			feed[name] = strings.Join(change(l[:len(l)-1]), "")
			seal(feed, manifest, name)
		}
	}
	for what, tt := range map[string]struct {
		damage func(snapshot, feed map[string]string)
		want   export.ApplyError // its texts, as far as they are set
		why    string
	}{
		"a byte":      {func(_, f map[string]string) { f[name] = strings.Replace(f[name], "a", "b", 1) }, export.ApplyError{Table: "vehicles"}, "its SHA-256 is"},
		"truncated":   {func(_, f map[string]string) { f[name] = f[name][:1000] }, export.ApplyError{Table: "vehicles"}, "was changed: it has 1000 bytes"},
		"half a line": {lines(func(l []string) []string { l[len(l)-1] = l[len(l)-1][:100]; return l }), export.ApplyError{Table: "vehicles"}, "the last line feed is missing"},
		"reordered":   {lines(func(l []string) []string { l[3], l[30] = l[30], l[3]; return l }), export.ApplyError{Table: "vehicles"}, ""},
		"doubled":     {lines(func(l []string) []string { return slices.Insert(l, 3, l[2]) }), export.ApplyError{Table: "vehicles"}, ""},
		"missing": {lines(func(l []string) []string {
			i := slices.IndexFunc(l, func(s string) bool { return strings.HasPrefix(s, `{"op":"d"`) })
			return slices.Delete(l, i, i+1)
		}), export.ApplyError{Table: "vehicles"}, ""},
		"a row and what replaces it are missing": {lines(func(l []string) []string {
			for i := range l[1:] {
				if strings.HasPrefix(l[i], `{"op":"d"`) && strings.HasPrefix(l[i+1], `{"op":"c"`) {
					return slices.Delete(l, i, i+2)
				}
			}
			panic("no row is replaced")
		}), export.ApplyError{Table: "vehicles"}, "the settings give no such row on the second day"},
		"a person and the profile are missing": {func(_, f map[string]string) {
			for _, table := range []string{"profiles", "persons"} {
				name := "changes_" + table + "_v0_1.ndjson"
				before, after, _ := strings.Cut(f[name], `{"op":"c"`)
				_, after, _ = strings.Cut(after, "\n")
				f[name] = before + after
				seal(f, manifest, name)
			}
		}, export.ApplyError{Table: "persons"}, "has 0 rows after the feed, and must have 1"},
		"a row before": {func(_, f map[string]string) {
			i := strings.Index(f[name][first:], `"annual_mileage":`) + first + len(`"annual_mileage":`)
			f[name] = f[name][:i] + "1" + f[name][i:]
			seal(f, manifest, name)
		}, export.ApplyError{Table: "vehicles", Key: key, Column: "annual_mileage"}, "the row before is not that of the snapshot"},
		"a row of the snapshot": {func(snapshot, _ map[string]string) {
			const rows = "vehicles_v0_1.csv"
			i := strings.Index(snapshot[rows], key)
			snapshot[rows] = snapshot[rows][:i] + strings.Replace(snapshot[rows][i:], ",Pleasure,", ",Commute,", 1)
			seal(snapshot, "snapshot_manifest_v0_1.json", rows)
		}, export.ApplyError{Table: "vehicles", Column: "usage"}, "the row before is not that of the snapshot"},
		"another key": {func(_, f map[string]string) {
			f[name] = strings.ReplaceAll(f[name], key, "00000000-0000-4000-8000-000000000001")
			seal(f, manifest, name)
		}, export.ApplyError{Table: "vehicles"}, "the settings give no row this key"},
		"another day": {func(_, f map[string]string) {
			f[manifest] = strings.Replace(f[manifest], `"from": "2025-01-01"`, `"from": "2025-01-02"`, 1)
		}, export.ApplyError{}, "the snapshot is of 2025-01-01"},
		"another book": {func(_, f map[string]string) { f[manifest] = strings.Replace(f[manifest], `"seed": `, `"seed": 1`, 1) }, export.ApplyError{}, "setting Seed"},
		"no feed":      {func(_, f map[string]string) { clear(f) }, export.ApplyError{}, "no manifest of a feed"},
		"no snapshot":  {func(snapshot, _ map[string]string) { clear(snapshot) }, export.ApplyError{}, "no manifest"},
		"a table less": {func(_, f map[string]string) {
			f[manifest] = strings.ReplaceAll(f[manifest], `"table": "profiles"`, `"table": "people"`)
		}, export.ApplyError{Table: "profiles"}, "the table has no file in the format ndjson"},
		"a path out": {func(_, f map[string]string) {
			f[manifest] = strings.ReplaceAll(f[manifest], `"path": "`, `"path": "../`)
		}, export.ApplyError{}, ""},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			snapshot, feed := clone(snapshot), clone(feed)
			tt.damage(snapshot, feed)
			applyFails(t, snapshot, feed, tt.want, tt.why)
		})
	}
}

// applyFails expects an error of Apply with the texts of want that are set, and that nothing is written.
func applyFails(t *testing.T, snapshot, feed map[string]string, want export.ApplyError, why string, opts ...export.Option) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "applied")
	_, err := export.Apply(t.Context(), dir, filesFS(snapshot), filesFS(feed), opts...)
	var is *export.ApplyError
	if !errors.As(err, &is) {
		t.Fatalf("error %v", err)
	}
	if want.Table != "" && is.Table != want.Table || want.Key != "" && is.Key != want.Key || want.Column != "" && is.Column != want.Column || !strings.Contains(err.Error(), why) {
		t.Errorf("error %v of %q, %q, %q; want %+v: %s", err, is.Table, is.Key, is.Column, want, why)
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is there: %v", err)
	}
	if left := siblings(t, dir); left != nil {
		t.Errorf("left beside the folder: %v", left)
	}
}

func clone(files map[string]string) map[string]string {
	c := map[string]string{}
	for name, text := range files {
		c[name] = text
	}
	return c
}

// TestApplyTo: an archive has the files of the folder.
func TestApplyTo(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	_, feed := feedFiles(t, from, to)
	var b bytes.Buffer
	if _, err := export.ApplyTo(t.Context(), export.Zip(&b), filesFS(snapshotTexts(t, from)), filesFS(feed)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(snapshotTexts(t, to), archived(t, "zip", b.Bytes())); diff != "" {
		t.Errorf("the archive differs (-want +got):\n%.3000s", diff)
	}
}

// TestApplyMutations: whatever bytes a feed has, nothing panics, and after an error nothing is there.
func TestApplyMutations(t *testing.T) {
	const name, manifest = "changes_persons_v0_1.ndjson", "changes_manifest_v0_1.json"
	settings := small
	settings.Records = 8
	from, to := on(t, settings, "2025-01-01"), on(t, settings, "2026-01-01")
	snapshot := filesFS(snapshotTexts(t, from, export.Formats("csv")))
	_, good := feedFiles(t, from, to)
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		feed := clone(good)
		text := []byte(feed[name])
		for range 1 + r.IntN(3) {
			if len(text) < 2 {
				break
			}
			i, j := r.IntN(len(text)-1), r.IntN(len(text)-1)
			switch r.IntN(3) {
			case 0:
				text[i] ^= 1 << r.IntN(8)
			case 1:
				text[i], text[j] = text[j], text[i]
			case 2:
				text = slices.Delete(text, i, min(len(text)-1, i+r.IntN(2000)))
			}
		}
		feed[name] = string(text)
		seal(feed, manifest, name)
		if feed[name] == good[name] {
			continue
		}
		dir := filepath.Join(t.TempDir(), "applied")
		if _, err := export.Apply(t.Context(), dir, snapshot, filesFS(feed)); err != nil {
			if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
				t.Fatalf("something is there: %v", err)
			}
		}
	}
}
