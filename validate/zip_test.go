package validate_test

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// zipped returns a folder as a zip file, whose entries change may edit before they are written.
func zipped(t *testing.T, f folder, change func(h *zip.FileHeader)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(f)) {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		change(h)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func validateZip(t *testing.T, text []byte) (*validate.Report, error) {
	t.Helper()
	return validate.Zip(t.Context(), bytes.NewReader(text), int64(len(text)), validate.Reproduce())
}

// TestZip holds that a snapshot in a zip file is validated as it is, whatever program has written it, and
// that what is wrong with it is in the report.
func TestZip(t *testing.T) {
	t.Parallel()
	g := generator(t, 300)
	var own bytes.Buffer
	if _, err := export.SnapshotTo(t.Context(), export.Zip(&own), g, export.Gzip()); err != nil {
		t.Fatal(err)
	}
	good := exported(t, g)
	nothing := func(*zip.FileHeader) {}
	changed := good.clone()
	changed.edit(persons, "Personal", "PersonaI")
	foreign := good.clone()
	foreign["folder/notes.txt"], foreign["../up"], foreign[`back\slash`] = []byte("x"), []byte("x"), []byte("x")
	for _, c := range []struct {
		name string
		text []byte
		want map[string]int // findings of some rules; none if it is valid
	}{
		{"of the sink", own.Bytes(), nil},
		{"compressed by another program", zipped(t, good, nothing), nil},
		{"stored", zipped(t, good, func(h *zip.FileHeader) { h.Method = zip.Store }), nil},
		{"a changed file", zipped(t, changed, nothing), map[string]int{"snapshot.file.sha256": 1}},
		{"a link", zipped(t, good, func(h *zip.FileHeader) {
			if h.Name == persons {
				h.SetMode(fs.ModeSymlink | 0o777)
			}
		}), map[string]int{"snapshot.file.regular": 1}},
		{"folders and names that lead out", zipped(t, foreign, nothing), map[string]int{"snapshot.file.listed": 3}},
		{"empty", zipped(t, nil, nothing), map[string]int{"snapshot.manifest.present": 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, err := validateZip(t, c.text)
			if err != nil {
				t.Fatal(err)
			}
			if (r.Err() == nil) != (c.want == nil) || c.want == nil && len(r.Notes) > 0 {
				t.Errorf("report:\n%s", text(r))
			}
			for code, n := range c.want {
				if r.Count(code) != n {
					t.Errorf("%d findings of %s, want %d:\n%s", r.Count(code), code, n, text(r))
				}
			}
		})
	}
}

// TestZipErrors holds what is not taken for a zip file of a snapshot, and what still is.
func TestZipErrors(t *testing.T) {
	t.Parallel()
	overlapping := func(raw *zip.FileHeader) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.CreateRaw(raw)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	sum := crc32.ChecksumIEEE([]byte("x"))
	for _, c := range []struct {
		name string
		text []byte
		want string
	}{
		{"nothing", nil, "zip: not a valid zip file"},
		{"text", []byte("hello"), "zip: not a valid zip file"},
		{"longer than the file", overlapping(&zip.FileHeader{Name: "a", CompressedSize64: 1 << 40, UncompressedSize64: 1, CRC32: sum}), "overlap"},
		{"a bomb", overlapping(&zip.FileHeader{Name: "a", CompressedSize64: 1, UncompressedSize64: 1 << 62, CRC32: sum, Method: zip.Deflate}), "can hold"},
		{"a bomb in a bomb", zipped(t, folder{"a.gz": compressed(t, make([]byte, 64<<20), 9)}, func(*zip.FileHeader) {}), "once more"},
		{"a directory that is large, but not too large", zipped(t, folder{strings.Repeat("x", 60_000): nil}, func(h *zip.FileHeader) { h.Comment = strings.Repeat("x", 60_000) }), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := validateZip(t, c.text)
			if c.want == "" {
				if err != nil {
					t.Errorf("error %v", err)
				}
			} else if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// TestZipDirectory holds that a directory of more bytes than any snapshot has is refused before its
// entries take memory.
func TestZipDirectory(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	comment := strings.Repeat("x", 65_000)
	for i := range 1100 { // 68 MiB
		if _, err := z.CreateRaw(&zip.FileHeader{Name: strings.Repeat("x", i%100), Comment: comment}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := validateZip(t, b.Bytes()); err == nil || !strings.Contains(err.Error(), "its directory is larger than") {
		t.Errorf("error %v", err)
	}
}
