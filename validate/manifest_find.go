package validate

import (
	"io/fs"
	"path"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// findManifest finds and reads the manifest, and reports whether there is one that may be used. Of
// several it prefers that of the version which this library knows. The error is that of a folder
// that cannot be listed.
func (f *folder) findManifest() (text []byte, ok bool, err error) {
	f.manifest.DatasetVersion = synthhub.Version
	name, known := "", f.manifestName()
	f.manifest.DatasetVersion = ""
	other, inner := false, "" // whether there is a manifest of the other kind; the first folder in the folder
	err = intake.EachEntry(f.fs, func(e fs.DirEntry) {
		switch {
		case f.isManifest(e.Name()):
			if name != known && (name == "" || e.Name() < name || e.Name() == known) {
				name = e.Name()
			}
		case anyManifest(e.Name()):
			other = true
		case e.IsDir() && (inner == "" || e.Name() < inner):
			inner = e.Name()
		}
	})
	if err != nil {
		return nil, false, err
	}
	if name == "" {
		f.found(ruleManifestPresent, known, "", "the folder has no manifest: "+f.otherFolder(other, inner, known))
		return nil, false, nil
	}
	if info, err := fs.Lstat(f.fs, name); err != nil || !info.Mode().IsRegular() {
		f.found(ruleFileRegular, name, "", "the manifest is not a regular file")
		return nil, false, nil
	}
	f.name = name
	if text, err = intake.ReadDocument(f.fs, name); err != nil {
		f.found(ruleFileReadable, name, "", err.Error())
		return nil, false, nil
	}
	return text, f.identify(text), nil
}

// anyManifest reports whether a file has the name of a manifest of a snapshot or a feed.
func anyManifest(name string) bool {
	_, ok := snapshot.IsManifest(name)
	_, changes := snapshot.IsChangesManifest(name)
	return ok || changes
}

// otherFolder says what a folder without a manifest of its kind is instead.
func (f *folder) otherFolder(other bool, inner, known string) string {
	switch {
	case other && f.feed != nil:
		return "this is a snapshot: use validate-snapshot"
	case other:
		return "this is a feed: use validate-changes"
	}
	if inner != "" {
		if info, err := fs.Lstat(f.fs, path.Join(inner, known)); err == nil && info.Mode().IsRegular() {
			return "it holds folders of " + f.kind() + "s: check one of them"
		}
	}
	return "it is not a " + f.kind() + ", or not a whole one"
}
