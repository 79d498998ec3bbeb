package hostile

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// claimAttacks returns the attacks by what the documents of a small snapshot say of it.
func claimAttacks() []Attack {
	return []Attack{
		{Name: "claim of many records", Make: claim(50_000_000, 0, 0, "csv")},
		{Name: "claim of a part of many records", Make: claim(50_000_000, 1, 2, "csv")},
		{Name: "claim of a part of many records as NDJSON", Make: claim(50_000_000, 1, 2, "ndjson")},
		{Name: "claim of a small part of very many records", Make: claim(100_000_000, 7, 10_000, "csv")},
		{Name: "claim of very many records as JSON", Make: claim(100_000_000, 0, 0, "json")},
		{Name: "claim of many parts", Make: manyParts},
		{Name: "foreign files", Make: foreignFiles},
		{Name: "many small parts", Make: smallParts, Valid: true},
		{Name: "compressed empty lines", Make: compressed(repeated("\n"))},
		{Name: "compressed rows", Make: compressed(personRow(func(int) int { return 7 }))},
		{Name: "leaves without rows", Make: emptyLeaves},
	}
}

// claim has a small snapshot say that it is a part of a dataset of many records.
func claim(records, part, parts int, format string) func(string, int64) error {
	return func(dir string, _ int64) error {
		opts := []export.Option{export.Formats(format)}
		if parts > 0 {
			opts = append(opts, export.Part(part, parts))
		}
		f, err := exportWith(dir, synthhub.Settings{Records: max(40, 40*parts)}, opts...)
		if err != nil {
			return err
		}
		f.manifest.Settings.Records = records
		for i := range f.manifest.Files {
			f.manifest.Files[i].Bytes = 1 << 62
		}
		return f.writeClaim()
	}
}

// writeClaim writes the manifest, and metadata with the settings of the manifest.
func (f *folder) writeClaim() error {
	name := filepath.Join(f.dir, metadataName)
	s := f.manifest.Settings
	metadata, err := readMetadata(name)
	if err != nil {
		return err
	}
	metadata.Settings = s
	metadata.RecordCountPersons, metadata.RecordCountProfiles = s.Records, s.Records
	text, err := snapshot.EncodeDocument(metadata, true)
	if err != nil {
		return err
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return err
	}
	return f.writeManifest()
}

// manyParts has every file of a small snapshot say that it is one of very many.
func manyParts(dir string, _ int64) error {
	f, err := exportTo(dir, 40, export.Formats("csv", "ndjson"), export.Parts(2))
	if err != nil {
		return err
	}
	for i := range f.manifest.Files {
		if file := &f.manifest.Files[i]; file.Table != "" {
			file.Parts = 99_999
			name := snapshot.TablePart(synthhub.Version, file.Table, filepath.Ext(file.Path)[1:], file.Part, file.Parts)
			if err := os.Rename(filepath.Join(dir, file.Path), filepath.Join(dir, name)); err != nil {
				return err
			}
			file.Name, file.Path = name, name
		}
	}
	return f.writeManifest()
}

// foreignFiles puts empty files into the folder: as many as a tar archive of the size holds.
func foreignFiles(dir string, bytes int64) error {
	if _, err := exportTo(dir, 40); err != nil {
		return err
	}
	for i := range min(bytes/512, 200_000) {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%0100d", i)), nil, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// smallParts is a valid snapshot of many files.
func smallParts(dir string, bytes int64) error {
	const file = 1200 // bytes, with its entry in the manifest
	parts := int(min(bytes/file/3, MaxDocument/350/3))
	_, err := exportTo(dir, parts, export.Formats("csv"), export.Parts(parts))
	return err
}

// compressed replaces the compressed file of a table by one whose content has a number of bytes. The
// file itself is up to a thousand times smaller.
func compressed(element func(*bufio.Writer, int)) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40, export.Formats("csv"), export.Gzip())
		if err != nil {
			return err
		}
		m := &f.manifest.Files[0]
		content := m.Content.Name
		if err := f.write(content, string(synthhub.PersonTable.AppendHeader(nil)), bytes, element, ""); err != nil {
			return err
		}
		sum, size, _, err := measure(filepath.Join(dir, content))
		if err != nil {
			return err
		}
		m.Content.SHA256, m.Content.Bytes = sum, size
		if err := compress(filepath.Join(dir, content), filepath.Join(dir, m.Name)); err != nil {
			return err
		}
		return f.seal()
	}
}

// compress compresses a file, and removes it.
func compress(name, to string) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	z := gzip.NewWriter(out)
	if _, err := io.Copy(z, in); err != nil {
		return err
	}
	return errors.Join(z.Close(), os.Remove(name))
}

// emptyLeaves is a manifest with as many leaves as it can hold.
func emptyLeaves(dir string, _ int64) error {
	f, err := exportTo(dir, 40, export.Formats("csv"))
	if err != nil {
		return err
	}
	t := &f.manifest.Tables[0]
	for range MaxDocument * 3 / 4 / 60 {
		t.Leaves = append(t.Leaves, export.Leaf{})
	}
	return f.writeManifest()
}

func readMetadata(name string) (*synthhub.Metadata, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m := new(synthhub.Metadata)
	return m, json.Unmarshal(text, m)
}
