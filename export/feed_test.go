package export_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

func sha256Hex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// bothFormats selects both formats of a feed.
func bothFormats() export.Option { return export.Formats(export.FormatCSV, export.FormatNDJSON) }

// feedFiles writes a feed to a temporary folder and returns its files by name.
func feedFiles(tb testing.TB, from, to synthhub.Source, opts ...export.Option) (*export.FeedManifest, map[string]string) {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "feed")
	m, err := export.Feed(tb.Context(), dir, from, to, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return m, readFolder(tb, dir)
}

// TestFeed: the files have the lines of Changes, and the manifest lists them.
func TestFeed(t *testing.T) {
	from, to := on(t, middle, "2025-01-01"), on(t, middle, "2025-03-01")
	for _, c := range []struct {
		name string
		opts []export.Option
		want []string
	}{
		{"default", nil, []string{"persons.ndjson", "vehicles.ndjson", "profiles.ndjson"}},
		{"both", []export.Option{bothFormats(), export.With(bills)}, []string{
			"persons.csv", "persons.ndjson", "vehicles.csv", "vehicles.ndjson", "profiles.csv", "profiles.ndjson", "bills.csv", "bills.ndjson"}},
		{"one table, compressed", []export.Option{export.Tables("vehicles"), export.Gzip()}, []string{"vehicles.ndjson.gz"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, files := feedFiles(t, from, to, c.opts...)
			var names []string
			for _, f := range m.Files {
				names = append(names, strings.Replace(strings.TrimPrefix(f.Name, "changes_"), "_v0_1", "", 1))
				if text := files[f.Path]; int64(len(text)) != f.Bytes || sha256Hex(text) != f.SHA256 {
					t.Errorf("%s has %d bytes and SHA-256 %s, the manifest says %d and %s", f.Name, len(text), sha256Hex(text), f.Bytes, f.SHA256)
				}
				checkFeedFile(t, m, f, files[f.Path], from, to)
			}
			if diff := cmp.Diff(c.want, names); diff != "" {
				t.Error(diff)
			}
			text := files["changes_manifest_v0_1.json"]
			if sha256Hex(text) != m.SHA256() || len(files) != len(m.Files)+1 {
				t.Errorf("%d files, %d listed; the manifest has another SHA-256 than SHA256 returns", len(files), len(m.Files))
			}
			var read export.FeedManifest
			if err := json.Unmarshal([]byte(text), &read); err != nil || read.From != m.From || read.To != m.To || !cmp.Equal(read.Tables, m.Tables) {
				t.Errorf("the manifest reads as %+v, %v", read, err)
			}
		})
	}
}

// checkFeedFile compares a file that is not compressed with Changes.
func checkFeedFile(t *testing.T, m *export.FeedManifest, f export.ManifestFile, text string, from, to synthhub.Source) {
	t.Helper()
	for _, e := range append(synthhub.Entities(), bills) {
		if e.Table().Name() != f.Table || f.Content != nil {
			continue
		}
		var b bytes.Buffer
		counts, err := export.Changes(t.Context(), &b, from, to, e, export.Formats(strings.TrimPrefix(filepath.Ext(f.Name), ".")))
		if err != nil {
			t.Fatal(err)
		}
		if diff := difference(b.String(), text); diff != "" {
			t.Errorf("%s is not what Changes writes:\n%s", f.Name, diff)
		}
		for _, table := range m.Tables {
			if table.Name == f.Table && (table.ChangeCounts != counts || f.Records != counts.Total()) {
				t.Errorf("%s: %d records, %+v, and Changes counts %+v", f.Name, f.Records, table, counts)
			}
		}
	}
}

// TestFeedDigests: the digests and rows in the manifest are those of both days.
func TestFeedDigests(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	m, _ := feedFiles(t, from, to, export.With(bills), export.Digests())
	before, after := manifestOf(t, from, export.With(bills)), manifestOf(t, to, export.With(bills))
	for i, table := range m.Tables {
		if table.DigestFrom != before.Tables[i].Digest || table.DigestTo != after.Tables[i].Digest || *table.RowsFrom != before.Tables[i].Rows || *table.RowsTo != after.Tables[i].Rows {
			t.Errorf("%+v, want %+v and %+v", table, before.Tables[i], after.Tables[i])
		}
	}
	if m.SettingsDigestFrom != metadataOf(t, from).SettingsDigest || m.SettingsDigestTo != metadataOf(t, to).SettingsDigest {
		t.Error("the digests of the settings are not those of the metadata")
	}
	plain, _ := feedFiles(t, from, to, export.With(bills))
	if p, b := plain.Tables[1], plain.Tables[3]; p.DigestFrom != "" || *p.RowsFrom != *m.Tables[1].RowsFrom || *p.RowsTo != *m.Tables[1].RowsTo || b.RowsFrom != nil || b.RowsTo != nil {
		t.Errorf("without digests: %+v, %+v", p, b)
	}
}

// TestFeedReplaces: what a feed may replace, and what it leaves alone.
func TestFeedReplaces(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	other := small
	other.Seed++
	write := func(from, to synthhub.Source, opts ...export.Option) func(string) error {
		return func(dir string) error {
			_, err := export.Feed(context.Background(), dir, from, to, opts...)
			return err
		}
	}
	for _, c := range []struct {
		name   string
		before func(dir string) error
		opts   []export.Option
		want   string // in the error, "" if the folder is replaced
	}{
		{"nothing", func(string) error { return nil }, nil, ""},
		{"the same feed", write(from, to), nil, ""},
		{"another format of it", write(from, to, export.Formats(export.FormatCSV)), nil, ""},
		{"another day", write(from, on(t, small, "2025-03-02")), nil, "a feed from 2025-01-01 to 2025-03-02"},
		{"backwards", write(to, from), nil, "a feed from 2025-03-01 to 2025-01-01"},
		{"other settings", write(on(t, other, "2025-01-01"), on(t, other, "2025-03-01")), nil, "a feed with other settings"},
		{"another table", write(from, to, export.With(bills)), nil, `a feed with the table "bills"`},
		{"a snapshot", func(dir string) error { _, err := export.Snapshot(t.Context(), dir, from); return err }, nil, "but no manifest of a feed"},
		{"a foreign file", func(dir string) error { writeFile(t, dir, "notes.txt", "mine"); return nil }, nil, "notes.txt, but no manifest of a feed"},
		{"a foreign file in a feed", func(dir string) error {
			writeFile(t, dir, "notes.txt", "mine")
			return write(from, to, export.Overwrite())(dir)
		}, nil, ""},
		{"a file added to a feed", func(dir string) error {
			err := write(from, to)(dir)
			writeFile(t, dir, "notes.txt", "mine")
			return err
		}, nil, "notes.txt, which is not part of"},
		{"a file changed to another size", func(dir string) error {
			err := write(from, to)(dir)
			writeFile(t, dir, "changes_persons_v0_1.ndjson", "{}")
			return err
		}, nil, "which was changed after its export"},
		{"overwritten", func(dir string) error { writeFile(t, dir, "notes.txt", "mine"); return nil }, []export.Option{export.Overwrite()}, ""},
		{"a folder in it", func(dir string) error { return os.MkdirAll(filepath.Join(dir, "mine"), 0o755) }, []export.Option{export.Overwrite()}, "folder mine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "feed")
			if err := c.before(dir); err != nil {
				t.Fatal(err)
			}
			check := export.CheckFeed(t.Context(), dir, from, to, c.opts...)
			_, err := export.Feed(t.Context(), dir, from, to, c.opts...)
			if (check == nil) != (err == nil) {
				t.Errorf("CheckFeed returns %v, Feed %v", check, err)
			}
			if c.want == "" && err != nil || c.want != "" && (!errors.Is(err, export.ErrOccupied) || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if c.want == "" {
				if files := readFolder(t, dir); len(files) != 4 {
					t.Errorf("%d files", len(files))
				}
			}
			if left := siblings(t, dir); left != nil {
				t.Errorf("left beside the folder: %v", left)
			}
		})
	}
}

// TestFeedOtherChanges: a file with other changes of the same size is found after the work, and stays.
func TestFeedOtherChanges(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	dir := filepath.Join(t.TempDir(), "feed")
	if _, err := export.Feed(t.Context(), dir, from, to); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "changes_manifest_v0_1.json")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(text, []byte(`"sha256": "`)) + len(`"sha256": "`)
	if text[i]++; text[i] > '1' {
		text[i] = '0'
	}
	writeFile(t, dir, filepath.Base(path), string(text))
	if _, err := export.Feed(t.Context(), dir, from, to); !errors.Is(err, export.ErrOccupied) || !strings.Contains(err.Error(), "a feed with other changes of persons") {
		t.Error(err)
	}
}

// TestSnapshotOverFeed: a snapshot does not replace a feed.
func TestSnapshotOverFeed(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	dir := filepath.Join(t.TempDir(), "feed")
	if _, err := export.Feed(t.Context(), dir, from, to); err != nil {
		t.Fatal(err)
	}
	if _, err := export.Snapshot(t.Context(), dir, to); !errors.Is(err, export.ErrOccupied) {
		t.Error(err)
	}
	if _, err := export.Snapshot(t.Context(), dir, to, export.Overwrite()); err != nil {
		t.Error(err)
	}
}

// TestFeedOptions: options that a feed cannot have.
func TestFeedOptions(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	for _, c := range []struct {
		opt  export.Option
		want string
	}{
		{export.Formats(export.FormatJSON), "formats [json] of a feed: want some of csv or ndjson"},
		{export.Parts(2), "a feed folder has no parts"},
		{export.Part(1, 2), "a feed folder has no parts"},
		{export.Tables("claims"), `no table is called "claims"`},
	} {
		if _, err := export.Feed(t.Context(), filepath.Join(t.TempDir(), "feed"), from, to, c.opt); !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}

// TestFeedGolden holds the bytes of a small feed: of an entity of a user, whose rows are created, updated
// and deleted, and its manifest.
func TestFeedGolden(t *testing.T) {
	s := synthhub.Settings{Records: 3, Seed: 42}
	_, files := feedFiles(t, on(t, s, "2025-01-01"), on(t, s, "2025-12-31"), bothFormats(), export.With(bills), export.Tables("bills"))
	for name, text := range files {
		golden(t, "feed/"+name, text)
	}
	if len(files) != 3 {
		t.Errorf("%d files", len(files))
	}
	for _, name := range []string{export.FormatCSV, export.FormatNDJSON} {
		golden(t, "feed/history_bills."+name, historyOf(t, on(t, s, "2025-01-01"), "2025-01-01", "2026-01-01", bills, export.Formats(name)))
	}
}
