package validate

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A folder is a snapshot under validation.
type folder struct {
	fs       fs.FS
	check    *check
	name     string   // of the manifest
	sha256   string   // of the manifest, in hexadecimal
	signed   []string // the files with a detached signature of the manifest
	manifest export.Manifest
	files    map[string]*listedFile // that the manifest lists, by path
	dataset  *synthhub.Generator    // of the settings in the metadata, nil if these give none
	document []documentTable        // the tables in the dataset document, if it has the right form
}

// A listedFile is one that the manifest lists under a name that may be opened.
type listedFile struct {
	export.ManifestFile
	unusable bool   // not there, or not a regular file
	sha256   string // as it is; the manifest says what it must be
	lines    int
}

// found counts a finding about a file of the snapshot.
func (f *folder) found(r Rule, file, value, why string) {
	f.check.tally.add(r, Finding{File: file, Value: value, Why: why})
}

// list compares the folder with the manifest in both directions.
func (f *folder) list() error {
	entries, err := fs.ReadDir(f.fs, ".")
	if err != nil {
		return err
	}
	present := make(map[string]fs.DirEntry)
	for _, entry := range entries {
		present[entry.Name()] = entry
	}
	f.files = make(map[string]*listedFile)
	for i := range f.manifest.Files {
		m := &f.manifest.Files[i]
		if !inFolder(m) {
			f.found(ruleFileName, m.Path, m.Name, "the path must be the name of a file in the folder itself")
		} else if f.files[m.Path] != nil {
			f.found(ruleFileListed, m.Path, "", "the manifest lists it twice")
		} else {
			f.checkName(m)
			f.files[m.Path] = &listedFile{ManifestFile: *m, unusable: !f.usable(m, present[m.Path])}
		}
	}
	f.listRequired()
	f.listForeign(entries)
	return nil
}

// inFolder reports whether the path of a listed file leads to a file of the folder itself.
// Paths are the first thing that a hostile manifest may try: none that fails here is opened.
func inFolder(m *export.ManifestFile) bool {
	return m.Path == m.Name && fs.ValidPath(m.Path) && !strings.ContainsAny(m.Path, `/\:`) && m.Path != "."
}

// checkName compares the name and the media type of a listed file with what else the
// manifest says of it.
func (f *folder) checkName(m *export.ManifestFile) {
	name, mediaType := f.expected(m)
	if name == "" {
		f.found(ruleFileName, m.Path, "", "no snapshot of "+visible(f.manifest.Edition())+" has a file of this name")
	} else if m.Path != name {
		f.found(ruleFileName, m.Path, "", "what the manifest says of its content makes it "+visible(name))
	} else if m.MediaType != mediaType {
		f.found(ruleFileListed, m.Path, m.MediaType, "the media type must be "+mediaType)
	}
}

// expected returns the name and media type of a file by what else the manifest says
// of it, or no name if there is no such file.
func (f *folder) expected(m *export.ManifestFile) (name, mediaType string) {
	edition := f.manifest.Edition()
	if m.Table != "" {
		rows := format.OfMediaType(m.MediaType)
		if rows == nil || rows.Document {
			rows = format.CSV
		}
		return snapshot.TablePart(edition, m.Table, rows.Name, m.Part, m.Parts), rows.MediaType
	}
	switch m.Path {
	case snapshot.Dataset(edition), snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage:
		return m.Path, format.JSON.MediaType
	case snapshot.Readme(edition):
		return m.Path, snapshot.TypeMarkdown
	}
	return "", ""
}

// usable reports whether a listed file may be read, and compares its size with the manifest.
// Links and devices may not: to open them could lead out of the folder, or never end.
func (f *folder) usable(m *export.ManifestFile, entry fs.DirEntry) bool {
	if entry == nil {
		f.found(ruleFilePresent, m.Path, "", "the manifest lists it, but it is not there")
		return false
	}
	if !entry.Type().IsRegular() {
		f.found(ruleFileRegular, m.Path, entry.Type().String(), "the manifest lists it, but it is not a regular file")
		return false
	}
	info, err := entry.Info()
	if err != nil {
		f.found(ruleFileReadable, m.Path, "", err.Error())
		return false
	}
	if info.Size() != m.Bytes {
		f.found(ruleFileSize, m.Path, fmt.Sprint(info.Size()), fmt.Sprintf("it has %d bytes, but the manifest says %d", info.Size(), m.Bytes))
	}
	return true
}

// listRequired finds files that every snapshot has and the manifest does not list.
func (f *folder) listRequired() {
	edition := f.manifest.Edition()
	for _, name := range []string{snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage, snapshot.Readme(edition)} {
		if f.files[name] == nil {
			f.found(ruleFileListed, name, "", "every snapshot has this file, but the manifest does not list it")
		}
	}
}

// listForeign finds files of the folder that the manifest does not list. A signature of the
// manifest is none of them, and is not read.
func (f *folder) listForeign(entries []fs.DirEntry) {
	for _, entry := range entries {
		name := entry.Name()
		if f.files[name] != nil || name == f.name {
			continue
		}
		if entry.Type().IsRegular() && snapshot.IsSignature(name, f.name) {
			f.signed = append(f.signed, name)
		} else if _, another := snapshot.IsManifest(name); another {
			f.found(ruleManifestPresent, name, "", "there must be no other manifest than "+snapshot.ManifestName(f.manifest.Edition()))
		} else {
			f.found(ruleFileListed, name, "", "it is in the folder, but not in the manifest")
		}
	}
}
