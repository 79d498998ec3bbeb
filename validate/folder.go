package validate

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
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
	feed     *export.FeedManifest   // of the folder of a feed, else nil; manifest has what it shares with that of a snapshot
	files    map[string]*listedFile // that the manifest lists, by path
	dataset  *synthhub.Generator    // of the settings in the metadata, nil if these give none
	without  string                 // why there is no dataset
	document []intake.DocumentTable // the tables in the dataset document, if it has the right form
}

// A listedFile is one that the manifest lists under a name that may be opened.
type listedFile struct {
	export.ManifestFile
	entry    fs.DirEntry // nil if it is not there
	unusable bool        // not there, or not a regular file
	size     int64       // in bytes, as it is; the manifest says what it must be
	sha256   string      // as it is
	lines    int         // of its content

	// What a compressed file holds, as it is.
	contentSHA256 string
	contentBytes  int64
}

// kind says what the folder is.
func (f *folder) kind() string {
	if f.feed != nil {
		return "feed"
	}
	return "snapshot"
}

// manifestName returns the name that the manifest must have.
func (f *folder) manifestName() string {
	if f.feed != nil {
		return snapshot.ChangesManifest(f.manifest.Edition())
	}
	return snapshot.ManifestName(f.manifest.Edition())
}

// isManifest reports whether a file has the name of a manifest of the kind of the folder.
func (f *folder) isManifest(name string) (ok bool) {
	if f.feed != nil {
		_, ok = snapshot.IsChangesManifest(name)
	} else {
		_, ok = snapshot.IsManifest(name)
	}
	return ok
}

// found counts a finding about a file of the folder.
func (f *folder) found(r Rule, file, value, why string) {
	f.check.tally.add(f.check.rule(r), Finding{File: file, Value: value, Why: why})
}

// list compares the folder with the manifest in both directions. A signature of the manifest is
// no foreign file, and is not read.
func (f *folder) list() error {
	var listed []*listedFile
	f.files = make(map[string]*listedFile)
	for i := range f.manifest.Files {
		m := &f.manifest.Files[i]
		if !intake.InFolder(m.Path, m.Name) {
			f.found(ruleFileName, m.Path, m.Name, "the path must be the name of a file in the folder itself")
		} else if f.files[m.Path] != nil {
			f.found(ruleFileListed, m.Path, "", "the manifest lists it twice")
		} else {
			f.checkName(m)
			f.files[m.Path] = &listedFile{ManifestFile: *m}
			listed = append(listed, f.files[m.Path])
		}
	}
	manifests, others := firstNames{limit: f.check.limit}, firstNames{limit: f.check.limit}
	err := intake.EachEntry(f.fs, func(entry fs.DirEntry) {
		name := entry.Name()
		if file := f.files[name]; file != nil {
			file.entry = entry
		} else if entry.Type().IsRegular() && snapshot.IsSignature(name, f.name) {
			f.signed = append(f.signed, name) // at most one with each of the names
		} else if f.isManifest(name) && name != f.name {
			manifests.add(name)
		} else if name != f.name {
			others.add(name)
		}
	})
	if err != nil {
		return err
	}
	slices.Sort(f.signed)
	for _, file := range listed {
		file.unusable = f.unasked(&file.ManifestFile) || !f.usable(file)
	}
	f.listRequired()
	f.foundAll(ruleManifestPresent, &manifests, "there must be no other manifest than "+f.manifestName())
	f.foundAll(ruleFileListed, &others, "it is in the folder, but not in the manifest")
	return nil
}

// checkName compares the name and the media type of a listed file with what else the
// manifest says of it.
func (f *folder) checkName(m *export.ManifestFile) {
	name, mediaType := f.expected(m)
	if name == "" {
		f.found(ruleFileName, m.Path, "", "no "+f.kind()+" of "+visible(f.manifest.Edition())+" has a file of this name")
	} else if m.Path != name {
		f.found(ruleFileName, m.Path, "", "what the manifest says of its content makes it "+visible(name))
	} else if m.MediaType != mediaType {
		f.found(ruleFileListed, m.Path, m.MediaType, "the media type must be "+mediaType)
	} else if m.Content != nil && (m.Table == "" || snapshot.Compressed(m.Content.Name) != m.Name || rowFormat(m) == nil) {
		f.found(ruleFileListed, m.Path, m.Content.Name, "only files of tables are compressed, and their content has the name without "+snapshot.Compressed(""))
	}
}

// expected returns the name and media type of a file by what else the manifest says
// of it, or no name if there is no such file.
func (f *folder) expected(m *export.ManifestFile) (name, mediaType string) {
	edition := f.manifest.Edition()
	if m.Table != "" {
		rows := rowFormat(m)
		if rows == nil {
			rows = format.CSV
		}
		name = snapshot.TablePart(edition, m.Table, rows.Name, m.Part, m.Parts)
		if f.feed != nil {
			name = snapshot.Changes(edition, m.Table, rows.Name)
		}
		if m.Content != nil {
			return snapshot.Compressed(name), snapshot.TypeGzip
		}
		return name, rows.MediaType
	}
	if f.feed != nil {
		return "", "" // it has files of tables alone
	}
	switch m.Path {
	case snapshot.Dataset(edition), snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage:
		return m.Path, format.JSON.MediaType
	case snapshot.Readme(edition):
		return m.Path, snapshot.TypeMarkdown
	}
	return "", ""
}

// rowFormat returns the format of the rows of one table in a file, nil for an unknown one.
func rowFormat(m *export.ManifestFile) *format.Format {
	if rows := format.OfMediaType(m.Uncompressed().MediaType); rows != nil && !rows.Document {
		return rows
	}
	return nil
}

// usable reports whether a listed file may be read, and compares its size with the manifest.
// Links and devices may not: to open them could lead out of the folder, or never end.
func (f *folder) usable(m *listedFile) bool {
	entry := m.entry
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
	if m.size = info.Size(); m.size != m.Bytes {
		f.found(ruleFileSize, m.Path, fmt.Sprint(info.Size()), fmt.Sprintf("it has %d bytes, but the manifest says %d", info.Size(), m.Bytes))
	}
	return true
}

// listRequired finds files that every snapshot has and the manifest does not list.
func (f *folder) listRequired() {
	if f.feed != nil {
		return
	}
	edition := f.manifest.Edition()
	for _, name := range []string{snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage, snapshot.Readme(edition)} {
		if f.files[name] == nil {
			f.found(ruleFileListed, name, "", "every snapshot has this file, but the manifest does not list it")
		}
	}
}
