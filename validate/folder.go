package validate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/maphash"
	"io"
	"io/fs"
	"strings"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A folder is a snapshot under validation.
type folder struct {
	fs       fs.FS
	check    *check
	name     string // of the manifest
	manifest export.Manifest
	files    map[string]*file
	sections []section // of the dataset document
}

// A file is one that the manifest lists and that may be read.
type file struct {
	export.ManifestFile
	unusable bool // not there, or not a regular file
	sha256   string
	lines    int
}

// found counts a finding about a file of the snapshot.
func (f *folder) found(code, file, value, why string) {
	f.check.tally.add(Finding{Rule: "snapshot." + code, File: file, Value: value, Why: why})
}

// list compares the folder with the manifest in both directions. No name in it leads
// outside: a name with a slash is not opened.
func (f *folder) list() error {
	entries, err := fs.ReadDir(f.fs, ".")
	if err != nil {
		return err
	}
	edition := f.manifest.Edition()
	there := make(map[string]fs.DirEntry)
	for _, entry := range entries {
		there[entry.Name()] = entry
	}
	f.files = make(map[string]*file)
	for i := range f.manifest.Files {
		m := &f.manifest.Files[i]
		if m.Path != m.Name || !fs.ValidPath(m.Path) || strings.ContainsAny(m.Path, `/\:`) || m.Path == "." {
			f.found("file.name", m.Path, m.Name, "the path must be the name of a file in the folder itself")
			continue
		}
		if f.files[m.Path] != nil {
			f.found("file.listed", m.Path, "", "the manifest lists it twice")
			continue
		}
		listed := &file{ManifestFile: *m, unusable: true}
		f.files[m.Path] = listed
		name, mediaType := f.expected(m)
		if name == "" {
			f.found("file.name", m.Path, "", "no snapshot of "+visible(edition)+" has a file of this name")
		} else if m.Path != name {
			f.found("file.name", m.Path, "", "what the manifest says of its content makes it "+visible(name))
		} else if m.MediaType != mediaType {
			f.found("file.listed", m.Path, m.MediaType, "the media type must be "+mediaType)
		}
		entry := there[m.Path]
		if entry == nil {
			f.found("file.present", m.Path, "", "the manifest lists it, but it is not there")
			continue
		}
		if !entry.Type().IsRegular() {
			f.found("file.regular", m.Path, entry.Type().String(), "the manifest lists it, but it is not a regular file")
			continue
		}
		info, err := entry.Info()
		if err != nil {
			f.found("file.readable", m.Path, "", err.Error())
			continue
		}
		listed.unusable = false
		if info.Size() != m.Bytes {
			f.found("file.size", m.Path, fmt.Sprint(info.Size()), fmt.Sprintf("it has %d bytes, but the manifest says %d", info.Size(), m.Bytes))
		}
	}
	for _, name := range []string{snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage, snapshot.Readme(edition)} {
		if f.files[name] == nil {
			f.found("file.listed", name, "", "every snapshot has this file, but the manifest does not list it")
		}
	}
	for _, entry := range entries {
		if name := entry.Name(); f.files[name] == nil && name != f.name {
			if _, another := snapshot.IsManifest(name); another {
				f.found("manifest.present", name, "", "there must be no other manifest than "+snapshot.ManifestName(edition))
			} else {
				f.found("file.listed", name, "", "it is in the folder, but not in the manifest")
			}
		}
	}
	return nil
}

// expected returns the name and media type of a file by what else the manifest says
// of it, or no name if there is no such file.
func (f *folder) expected(m *export.ManifestFile) (name, mediaType string) {
	edition := f.manifest.Edition()
	if m.Table != "" {
		extension := "csv"
		mediaType = snapshot.TypeCSV
		if m.MediaType == snapshot.TypeNDJSON {
			extension, mediaType = "ndjson", snapshot.TypeNDJSON
		}
		return snapshot.TablePart(edition, m.Table, extension, m.Part, m.Parts), mediaType
	}
	switch m.Path {
	case snapshot.Dataset(edition), snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage:
		return m.Path, snapshot.TypeJSON
	case snapshot.Readme(edition):
		return m.Path, snapshot.TypeMarkdown
	}
	return "", ""
}

// A digest is work for one goroutine: files that are hashed one after the other.
type digest struct {
	files  []*file
	whole  hash.Hash     // over all of them, nil if not wanted
	lines  *maphash.Hash // the same, for comparing rows
	scan   *scanner      // of the dataset document
	errors []error
}

// hashFiles computes the SHA-256 of every file, and what else is to be known of them
// before rows are read, on several goroutines.
func (f *folder) hashFiles(ctx context.Context, digests []*digest) error {
	err := pipe.Each(ctx, f.check.workers, len(digests), func(i int) error {
		d := digests[i]
		for _, file := range d.files {
			var err error
			if !file.unusable {
				err = f.hashFile(ctx, d, file)
			}
			d.errors = append(d.errors, err)
		}
		return pipe.Err(ctx)
	})
	if err != nil {
		return err
	}
	for _, d := range digests {
		for i, file := range d.files {
			switch {
			case file.unusable:
			case d.errors[i] != nil:
				f.found("file.readable", file.Path, "", d.errors[i].Error())
			case file.sha256 != file.SHA256:
				f.found("file.sha256", file.Path, file.sha256, "the manifest says "+visible(file.SHA256))
			}
		}
	}
	return nil
}

func (f *folder) hashFile(ctx context.Context, d *digest, file *file) error {
	in, err := f.fs.Open(file.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	h := sha256.New()
	buf := make([]byte, min(blockSize, max(file.Bytes, 4096)+512))
	last := byte('\n')
	for {
		n, err := in.Read(buf)
		if n > 0 {
			h.Write(buf[:n])
			if d.whole != nil {
				d.whole.Write(buf[:n])
			}
			if d.lines != nil {
				d.lines.Write(buf[:n])
			}
			if d.scan != nil {
				d.scan.Write(buf[:n])
			}
			file.lines += bytes.Count(buf[:n], []byte{'\n'})
			last = buf[n-1]
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return pipe.Err(ctx)
		}
	}
	if last != '\n' {
		file.lines++
	}
	file.sha256 = hex.EncodeToString(h.Sum(nil))
	return nil
}
