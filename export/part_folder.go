package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A partFolder is the snapshot of one part.
type partFolder struct {
	fs       fs.FS
	index    int // among the arguments
	manifest *Manifest
	sha256   string // of the manifest
}

// fail returns an error about the part.
func (p *partFolder) fail(err error) error {
	part := 0
	if p.manifest != nil {
		part = p.manifest.Part
	}
	return &PartError{p.index, part, err}
}

// openParts reads the manifests of all parts, and compares the names and sizes of the files with
// them.
func openParts(ctx context.Context, workers int, parts []fs.FS) (folders []*partFolder, err error) {
	if len(parts) == 0 {
		return nil, fmt.Errorf("%w: no parts", ErrOption)
	}
	for i, fsys := range parts {
		folders = append(folders, &partFolder{fs: fsys, index: i})
	}
	return folders, eachPart(ctx, workers, folders, (*partFolder).read)
}

// eachPart calls a function for every part, several at a time, and returns all of its errors.
func eachPart(ctx context.Context, workers int, folders []*partFolder, do func(p *partFolder) error) error {
	errs := make([]error, len(folders))
	err := pipe.Each(ctx, workers, len(folders), func(i int) error {
		if err := do(folders[i]); err != nil {
			errs[i] = folders[i].fail(err)
		}
		return nil
	})
	return errors.Join(append(errs, err)...)
}

// read reads the manifest and lists the folder.
func (p *partFolder) read() error {
	entries, err := fs.ReadDir(p.fs, ".")
	if err != nil {
		return err
	}
	name := ""
	sizes := make(map[string]int64)
	for _, entry := range entries {
		if _, ok := snapshot.IsManifest(entry.Name()); ok && name != "" {
			return fmt.Errorf("it has two manifests, %s and %.80q", name, entry.Name())
		} else if ok {
			name = entry.Name()
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%.80q is not a regular file", entry.Name())
		}
		sizes[entry.Name()] = info.Size()
	}
	if name == "" {
		return errors.New("it has no manifest: it is not a snapshot, or not a complete one")
	}
	if sizes[name] > snapshot.MaxDocument {
		return fmt.Errorf("%s is larger than %d bytes", name, snapshot.MaxDocument)
	}
	text, err := fs.ReadFile(p.fs, name)
	if err != nil {
		return err
	}
	p.sha256 = sha256Of(text)
	m := new(Manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return fmt.Errorf("%s cannot be read: %w", name, err)
	}
	p.manifest = m
	delete(sizes, name)
	return p.checkSizes(sizes)
}

// checkSizes compares the sizes of the files with the manifest.
func (p *partFolder) checkSizes(sizes map[string]int64) error {
	for _, file := range p.manifest.Files {
		switch size, ok := sizes[file.Path]; {
		case !ok:
			return fmt.Errorf("%.80q is not there, and the manifest lists it", file.Path)
		case size != file.Bytes:
			return fmt.Errorf("%s was changed: it has %d bytes, and the manifest says %d", file.Path, size, file.Bytes)
		}
		if file.Table == "" && file.Bytes > snapshot.MaxDocument {
			return fmt.Errorf("%s is larger than %d bytes", file.Path, snapshot.MaxDocument)
		}
		delete(sizes, file.Path)
	}
	for name := range sizes {
		if !snapshot.IsSignature(name, snapshot.ManifestName(p.manifest.Edition())) {
			return fmt.Errorf("%.80q is not part of the snapshot", name)
		}
	}
	return nil
}

// checkDocuments compares the documents of a part with their digests, and with those of all parts.
func (p *partFolder) checkDocuments(common map[string][]byte) error {
	if p.manifest.SHA256() != p.sha256 {
		return fmt.Errorf("%s has another form than it must", snapshot.ManifestName(p.manifest.Edition()))
	}
	for _, file := range p.manifest.Files {
		if file.Table != "" {
			continue
		}
		text, err := fs.ReadFile(p.fs, file.Path)
		if err != nil {
			return err
		}
		if sha256Of(text) != file.SHA256 {
			return fmt.Errorf("%s was changed", file.Path)
		}
		if want, ok := common[file.Path]; ok && !bytes.Equal(text, want) {
			return fmt.Errorf("%s is of another release of this module: want parts of one release", file.Path)
		}
	}
	for name := range common {
		if !slices.ContainsFunc(p.manifest.Files, func(f ManifestFile) bool { return f.Path == name }) {
			return fmt.Errorf("its manifest does not list %s", name)
		}
	}
	return nil
}
