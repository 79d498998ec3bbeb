package beam_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/beam"
)

// checkFindings verifies a folder, and compares the lines of the findings.
func checkFindings(t *testing.T, dir string, want ...string) {
	t.Helper()
	r, err := beam.Verify(t.Context(), beam.Plan{Folder: dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, strings.ReplaceAll(f.String(), fmt.Sprintf("byte %d", f.Offset), "byte N"))
	}
	if !slices.Equal(got, want) || r.Total != int64(len(want)) {
		t.Errorf("%d findings:\n%s\nwant:\n%s", r.Total, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFindings breaks a snapshot in several ways.
func TestFindings(t *testing.T) {
	p := planOf(t, 900, 3)
	good := single(t, p)
	const persons, last = "persons_v0_1-00001-of-00003.csv", "profiles_v0_1-00003-of-00003.csv"
	in := func(name string, change func(text []byte) []byte) func(dir string) {
		return func(dir string) { write(t, dir, name, change(bytes.Clone(read(t, dir, name)))) }
	}
	line := func(text []byte, n int) (from, to int) { // of a line, counted from 0
		for range n {
			from += bytes.IndexByte(text[from:], '\n') + 1
		}
		return from, from + bytes.IndexByte(text[from:], '\n') + 1
	}
	for _, c := range []struct {
		name   string
		change func(dir string)
		want   []string
	}{
		{"one byte", in(persons, func(text []byte) []byte {
			from, _ := line(text, 10)
			text[from+2] = 'x'
			return text
		}), []string{persons + ": 1 rows of leaf 0 (records 0 to 65535) differ, the first is row 10 of the table, byte N"}},
		{"the header", in(persons, func(text []byte) []byte { text[0] = 'P'; return text }),
			[]string{persons + ": 1 rows of leaf 0 (records 0 to 65535) differ, the first is the header, byte N"}},
		{"two rows exchanged, and one more", in(last, func(text []byte) []byte {
			from, to := line(text, 4)
			text[to+3], text[from] = '#', '#'
			text[len(text)-2] = '#'
			return text
		}), []string{last + ": 3 rows of leaf 0 (records 0 to 65535) differ, the first is row 605 of the table, byte N"}},
		{"a row is missing", in(last, func(text []byte) []byte {
			from, to := line(text, 4)
			return append(text[:from], text[to:]...)
		}), []string{last + ": differs from row 605 of the table, byte N, on, in leaf 0 (records 0 to 65535); the file is shorter than it must be"}},
		{"a row twice at the end", in(last, func(text []byte) []byte {
			from, to := line(text, 299)
			return append(text, text[from:to]...)
		}), []string{last + ": differs from byte N on, after its last row; the file is longer than it must be"}},
		{"the last line feed", in(last, func(text []byte) []byte { return text[:len(text)-1] }),
			[]string{last + ": differs from row 900 of the table, byte N, on, in leaf 0 (records 0 to 65535); the file is shorter than it must be"}},
		{"an empty file", in(last, func([]byte) []byte { return nil }),
			[]string{last + ": differs from row 601 of the table, byte N, on, in leaf 0 (records 0 to 65535); the file is shorter than it must be"}},
		{"a part", func(dir string) { remove(t, dir, last) }, []string{last + ": is missing"}},
		{"documents", func(dir string) {
			in("README_SNAPSHOT_V0_1.md", func(text []byte) []byte { return append(text, ' ') })(dir)
			in("schema_v0_1.json", func(text []byte) []byte { text[5] = 'x'; return text })(dir)
			remove(t, dir, "metadata_v0_1.json")
			write(t, dir, "more.txt", nil)
			write(t, dir, manifest+".sig", nil) // belongs to it
		}, []string{
			"metadata_v0_1.json: is missing", "schema_v0_1.json: differs from byte N on", "README_SNAPSHOT_V0_1.md: differs from byte N on",
			"more.txt: does not belong to the snapshot"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "snapshot")
			copyFolder(t, good, dir)
			c.change(dir)
			checkFindings(t, dir, c.want...)
			checkOffsets(t, good, dir)
		})
	}
}

// TestManyFindings wants the first hundred of more findings.
func TestManyFindings(t *testing.T) {
	p := planOf(t, 900, 60)
	dir := single(t, p)
	for _, name := range namesIn(t, dir) {
		if strings.HasSuffix(name, ".csv") {
			write(t, dir, name, nil)
		}
	}
	r, err := beam.Verify(t.Context(), beam.Plan{Folder: dir})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != 180 || len(r.Findings) != beam.MaxFindings || r.Findings[99].File != "persons_v0_1-00034-of-00060.csv" {
		t.Errorf("%d findings, %d named, the last in %s", r.Total, len(r.Findings), r.Findings[len(r.Findings)-1].File)
	}
}

// TestNotVerified wants an error for what is not a snapshot of parts.
func TestNotVerified(t *testing.T) {
	p := planOf(t, 900, 3)
	good := single(t, p)
	for _, c := range []struct {
		name   string
		change func(dir string)
		want   string
	}{
		{"no manifest", func(dir string) { remove(t, dir, manifest) }, "it has no manifest"},
		{"a broken manifest", func(dir string) { write(t, dir, manifest, []byte("{")) }, "not a manifest"},
		{"an entity that nobody registered", func(dir string) {
			write(t, dir, manifest, bytes.Replace(read(t, dir, manifest), []byte(`"name": "persons"`), []byte(`"name": "ghosts"`), 1))
		}, `holds no entity "ghosts"`},
		{"wrong settings", func(dir string) {
			write(t, dir, manifest, bytes.Replace(read(t, dir, manifest), []byte(`"records": 900,`), []byte(`"records": -1,`), 1))
		}, "records"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "snapshot")
			copyFolder(t, good, dir)
			c.change(dir)
			if _, err := beam.Verify(t.Context(), beam.Plan{Folder: dir}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// checkOffsets compares the offsets of the findings with the first bytes that differ.
func checkOffsets(t *testing.T, good, dir string) {
	t.Helper()
	r, err := beam.Verify(t.Context(), beam.Plan{Folder: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Offset < 0 {
			continue
		}
		want, got := read(t, good, f.File), read(t, dir, f.File)
		at := 0
		for at < min(len(want), len(got)) && want[at] == got[at] {
			at++
		}
		if f.Offset != int64(at) {
			t.Errorf("%s differs from byte %d on, reported is %d", f.File, at, f.Offset)
		}
	}
}

func removeAll(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}
