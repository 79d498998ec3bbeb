// Package hostile makes folders that look like snapshots, and that try to make validation take
// memory or time without bound. Tests and tools use it; nothing else does.
package hostile

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// MaxDocument is the size in bytes of the largest document that validation reads as a whole.
const MaxDocument = 16 << 20

// An Attack makes hostile folders of one kind.
type Attack struct {
	Name string
	// Make writes a folder of about the given bytes into an empty one.
	Make func(dir string, bytes int64) error
	// Documents reports whether the attack is by a document, so that no folder is much larger than
	// MaxDocument.
	Documents bool
	// Valid reports whether the folder is a valid snapshot, of an unusual kind.
	Valid bool
}

// Attacks returns every attack: those by documents, by rows, and by what the manifest says.
func Attacks() []Attack {
	return append(append(documentAttacks(), rowAttacks()...), claimAttacks()...)
}

// A folder is a snapshot that is made hostile.
type folder struct {
	dir      string
	manifest *export.Manifest
}

// exportTo writes a valid snapshot into an empty folder, with several vehicles of some persons.
func exportTo(dir string, records int, opts ...export.Option) (*folder, error) {
	return exportWith(dir, synthhub.Settings{Records: records, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}, opts...)
}

// exportWith is exportTo with settings.
func exportWith(dir string, s synthhub.Settings, opts ...export.Option) (*folder, error) {
	s.Seed = 7
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		return nil, err
	}
	m, err := export.Snapshot(context.Background(), dir, g, append(opts, export.Overwrite())...)
	if err != nil {
		return nil, err
	}
	return &folder{dir, m}, nil
}

// recordBytes is the size of a record in one format, about.
const recordBytes = 900

// Valid writes a valid snapshot of about the given bytes, in the given formats: what the time of
// an attack is compared with.
func Valid(dir string, bytes int64, formats ...string) error {
	_, err := exportTo(dir, max(8, int(bytes)/recordBytes/len(formats)), export.Formats(formats...))
	return err
}

// write replaces a file by what a function writes, until the file has a number of bytes. The
// function writes the element of a number.
func (f *folder) write(name, first string, bytes int64, element func(w *bufio.Writer, i int), last string) error {
	file, err := os.Create(filepath.Join(f.dir, name))
	if err != nil {
		return err
	}
	count := &counter{w: file}
	w := bufio.NewWriterSize(count, 1<<16)
	w.WriteString(first)
	for i := 0; count.n+int64(w.Buffered())+int64(len(last)) < bytes; i++ {
		element(w, i)
	}
	w.WriteString(last)
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// A counter counts the bytes that it writes.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// repeated returns a function for write that repeats a text.
func repeated(text string) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, _ int) { w.WriteString(text) }
}

// numbered returns a function for write that repeats a format with the number of the element.
func numbered(format string) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, i int) { fmt.Fprintf(w, format, i) }
}

// swell replaces a member of a document, such as "settings.states", by a long value, and keeps the
// other members.
func (f *folder) swell(name, member, open string, bytes int64, element func(*bufio.Writer, int), last string) error {
	const here = "\x01"
	text, err := os.ReadFile(filepath.Join(f.dir, name))
	if err != nil {
		return err
	}
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		return err
	}
	object := document
	path := strings.Split(member, ".")
	for _, step := range path[:len(path)-1] {
		object = object[step].(map[string]any)
	}
	object[path[len(path)-1]] = here
	if text, err = json.Marshal(document); err != nil {
		return err
	}
	marker, _ := json.Marshal(here)
	before, after, _ := strings.Cut(string(text), string(marker))
	return f.write(name, before+open, min(bytes, MaxDocument-1), element, last+after)
}

// seal has the manifest agree with the files: their bytes, digests and numbers of rows.
func (f *folder) seal() error {
	rows := map[string]int{}
	for i := range f.manifest.Files {
		m := &f.manifest.Files[i]
		sum, size, lines, err := measure(filepath.Join(f.dir, m.Path))
		if err != nil {
			return err
		}
		m.SHA256, m.Bytes = sum, size
		if m.Table != "" {
			if m.Records = lines; m.MediaType == "text/csv" && m.Part <= 1 {
				m.Records--
			}
			rows[m.Table] = max(rows[m.Table], m.Records)
		}
	}
	for i := range f.manifest.Tables {
		t := &f.manifest.Tables[i]
		t.Rows = rows[t.Name]
		f.manifest.RecordCounts[t.Name] = t.Rows
	}
	return f.writeManifest()
}

func (f *folder) writeManifest() error {
	text, err := snapshot.EncodeDocument(f.manifest, true)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(f.dir, snapshot.ManifestName(f.manifest.Edition())), text, 0o644)
}

// measure returns the SHA-256 of a file, its bytes, and its lines.
func measure(name string) (sum string, size int64, lines int, err error) {
	file, err := os.Open(name)
	if err != nil {
		return "", 0, 0, err
	}
	defer file.Close()
	h := sha256.New()
	buf := make([]byte, 1<<16)
	for {
		n, err := file.Read(buf)
		h.Write(buf[:n])
		size += int64(n)
		lines += bytes.Count(buf[:n], []byte("\n"))
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), size, lines, nil
		}
		if err != nil {
			return "", 0, 0, err
		}
	}
}
