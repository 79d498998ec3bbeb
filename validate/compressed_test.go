package validate_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

const packed = "persons_v0_1.csv.gz"

// compressed returns a text as a gzip stream of a level.
func compressed(t *testing.T, text []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// content returns what a compressed file holds.
func content(t *testing.T, text []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sealContent has the manifest agree with a compressed file and its content.
func (f folder) sealContent(content []byte) {
	sum := sha256.Sum256(content)
	f.manifest(func(m *export.Manifest) {
		for i := range m.Files {
			if m.Files[i].Path == packed {
				m.Files[i].Content.Bytes, m.Files[i].Content.SHA256 = int64(len(content)), hex.EncodeToString(sum[:])
			}
		}
		for k := range m.Tables {
			if m.Tables[k].Name == "persons" {
				sealTable(&m.Tables[k], content)
			}
		}
	})
	f.seal()
}

// TestCompressed holds that compressed tables are read, compared and reproduced by their content, in
// every form of compression, and that a compressed file with a fault is a finding.
func TestCompressed(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 300), export.Gzip(), export.Formats(export.FormatNames()...))
	const zeros = 1 << 20
	for _, c := range []struct {
		name    string
		corrupt func(t *testing.T, f folder)
		want    string // a rule that must be broken, "" for none
	}{
		{"valid", func(*testing.T, folder) {}, ""},
		{"another compressor", func(t *testing.T, f folder) {
			text := content(t, f[packed])
			f[packed] = compressed(t, text, gzip.HuffmanOnly)
			f.sealContent(text)
		}, ""},
		{"another value", func(t *testing.T, f folder) {
			text := bytes.Replace(content(t, f[packed]), []byte("Married"), []byte("Widowed"), 1)
			f[packed] = compressed(t, text, 6)
		}, "snapshot.file.sha256"},
		{"another value, and all digests agree", func(t *testing.T, f folder) {
			text := bytes.Replace(content(t, f[packed]), []byte("Married"), []byte("Widowed"), 1)
			f[packed] = compressed(t, text, 6)
			f.sealContent(text)
		}, "snapshot.table.reproduced"},
		{"not compressed", func(t *testing.T, f folder) { f[packed] = content(t, f[packed]); f.seal() }, "snapshot.file.readable"},
		{"cut off", func(t *testing.T, f folder) { f[packed] = f[packed][:1000]; f.seal() }, "snapshot.file.readable"},
		{"garbage at the end", func(t *testing.T, f folder) { f[packed] = append(f[packed], "garbage"...); f.seal() }, "snapshot.file.readable"},
		{"a further part without content", func(t *testing.T, f folder) { f[packed] = append(f[packed], compressed(t, nil, 6)...); f.seal() }, "snapshot.file.readable"},
		{"a comment", func(t *testing.T, f folder) {
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			w.Comment = "hidden"
			if _, err := w.Write(content(t, f[packed])); err != nil || w.Close() != nil {
				t.Fatal(err)
			}
			f[packed] = b.Bytes()
			f.seal()
		}, "snapshot.file.readable"},
		{"empty", func(t *testing.T, f folder) { f[packed] = nil; f.seal() }, "snapshot.file.readable"},
		{"a bomb", func(t *testing.T, f folder) { f[packed] = compressed(t, make([]byte, zeros), 9); f.seal() }, "snapshot.file.readable"},
		{"a bomb, and its size is said", func(t *testing.T, f folder) {
			text := make([]byte, zeros)
			f[packed] = compressed(t, text, 9)
			f.sealContent(text)
		}, "persons.header.columns"},
		{"another size of the content", func(t *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[0].Content.Bytes++ })
		}, "snapshot.manifest.derived"},
		{"another digest of the content", func(t *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[0].Content.SHA256 = m.Files[0].SHA256 })
		}, "snapshot.file.sha256"},
		{"a negative size of the content", func(t *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[0].Content.Bytes = -1 << 62 })
		}, "snapshot.file.readable"},
		{"another name of the content", func(t *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[0].Content.Name = "x.csv" })
		}, "snapshot.file.listed"},
		{"no content", func(t *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[0].Content = nil })
		}, "snapshot.file.name"},
		{"content of a document", func(t *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[len(m.Files)-1].Content = m.Files[0].Content })
		}, "snapshot.file.listed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			c.corrupt(t, f)
			r := check(t, f.fs(), validate.Reproduce())
			if c.want == "" {
				if err := r.Err(); err != nil || len(r.Notes) > 0 {
					t.Errorf("error %v:\n%s", err, text(r))
				}
			} else if r.Count(c.want) == 0 {
				t.Errorf("%s is not broken:\n%s", c.want, text(r))
			}
		})
	}
}

// TestCompressedParts holds that all parts and single ones may be compressed.
func TestCompressedParts(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]export.Option{"all": export.Parts(3), "one": export.Part(2, 3)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := exported(t, generator(t, 300), export.Gzip(), export.Formats(export.FormatCSV, export.FormatNDJSON), part)
			if err := check(t, f.fs(), validate.Reproduce()).Err(); err != nil {
				t.Error(err)
			}
			for path := range f {
				if strings.HasSuffix(path, ".csv") {
					t.Errorf("%s is not compressed", path)
				}
			}
		})
	}
}
