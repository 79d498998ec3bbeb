package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/synthhub/synthhub/internal/snapshot"
)

// contents are the files of a folder at one moment: those that may be replaced.
type contents struct {
	folder fs.FileInfo // nil if there is no folder
	files  map[string]fs.FileInfo
}

// readContents lists a folder. It returns ErrOccupied if the folder holds anything that is not
// a regular file, because an export would never have written it.
func readContents(dir string) (c contents, err error) {
	if c.folder, err = os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return contents{}, nil
	}
	if err != nil {
		return c, err
	}
	if !c.folder.IsDir() {
		return c, fmt.Errorf("%w: %s is a file; move it", ErrOccupied, dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return c, err
	}
	c.files = map[string]fs.FileInfo{}
	for _, entry := range entries {
		switch info, err := entry.Info(); {
		case errors.Is(err, fs.ErrNotExist): // removed since
		case err != nil:
			return c, err
		case info.IsDir():
			return c, fmt.Errorf("%w: folder %s; choose another", ErrOccupied, entry.Name())
		case !info.Mode().IsRegular():
			return c, fmt.Errorf("%w: %s, which is not a regular file; choose another folder", ErrOccupied, entry.Name())
		default:
			c.files[entry.Name()] = info
		}
	}
	return c, nil
}

// names returns the names of the files in order, those of manifests last. If files are removed
// in this order, those that remain after an error are still listed by a manifest.
func (c contents) names() []string {
	names := slices.Sorted(maps.Keys(c.files))
	slices.SortStableFunc(names, func(a, b string) int {
		_, manifestA := snapshot.IsManifest(a)
		_, manifestB := snapshot.IsManifest(b)
		return boolInt(manifestA) - boolInt(manifestB)
	})
	return names
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unchanged returns ErrOccupied if the folder, which may have been renamed, now holds a file
// that it did not hold when c was read, or a file that was written since.
func (c contents) unchanged(dir string) error {
	now, err := readContents(dir)
	if err != nil {
		return err
	}
	for _, name := range now.names() {
		was, is := c.files[name], now.files[name]
		if was == nil {
			return fmt.Errorf("%w: %s, which was added during the export; move it, or choose another folder", ErrOccupied, name)
		}
		if !os.SameFile(was, is) || was.Size() != is.Size() || !was.ModTime().Equal(is.ModTime()) {
			return fmt.Errorf("%w: %s, which was changed during the export; move it, or choose another folder", ErrOccupied, name)
		}
	}
	return nil
}

// remove removes the folder with its files, one by one, if it holds nothing else.
func (c contents) remove(dir string) error {
	if err := c.unchanged(dir); err != nil {
		return err
	}
	for _, name := range c.names() {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// mayReplace returns the contents of the folder if they are a snapshot of the dataset of the
// manifest, or with overwrite any regular files.
func mayReplace(dir string, m *Manifest, overwrite bool) (contents, error) {
	c, err := readContents(dir)
	if err != nil || overwrite || len(c.files) == 0 {
		return c, err
	}
	names := c.names()
	manifest := snapshot.ManifestName(m.Edition())
	if i := slices.IndexFunc(names, func(name string) bool {
		_, ok := snapshot.IsManifest(name)
		return ok && name != manifest
	}); i >= 0 {
		return c, fmt.Errorf("%w: a snapshot of another dataset version (%s); %s", ErrOccupied, names[i], occupiedAdvice)
	}
	old, err := c.listed(dir, manifest)
	if err != nil {
		return c, err
	}
	if !reflect.DeepEqual(old.Settings.Effective(), m.Settings.Effective()) || old.Part != m.Part || old.Parts != m.Parts {
		return c, fmt.Errorf("%w: a snapshot with other settings; %s", ErrOccupied, occupiedAdvice)
	}
	return c, nil
}

const occupiedAdvice = "choose another folder, or overwrite it"

// listed returns the manifest of a folder, or ErrOccupied if it does not list every file.
func (c contents) listed(dir, manifest string) (*Manifest, error) {
	names := c.names()
	if c.files[manifest] == nil {
		return nil, fmt.Errorf("%w: %s, but no manifest of a snapshot; %s", ErrOccupied, names[0], occupiedAdvice)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%w: a manifest that cannot be read (%v); %s", ErrOccupied, err, occupiedAdvice)
	}
	paths := map[string]bool{manifest: true}
	for _, file := range m.Files {
		paths[file.Path] = true
	}
	for _, name := range names {
		if !paths[name] {
			return nil, fmt.Errorf("%w: %s, which is not part of the snapshot there; %s", ErrOccupied, name, occupiedAdvice)
		}
	}
	return &m, nil
}

// leftover returns the contents of the old folder of a killed run, or ErrOccupied if that holds
// a file that its own manifest does not list. With overwrite it may hold any regular files.
func leftover(dir string, overwrite bool) (contents, error) {
	c, err := readContents(dir)
	if err != nil || overwrite || len(c.files) == 0 {
		return c, leftoverError(dir, err)
	}
	names := c.names()
	manifest := names[len(names)-1]
	if _, ok := snapshot.IsManifest(manifest); !ok {
		manifest = ""
	}
	_, err = c.listed(dir, manifest)
	return c, leftoverError(dir, err)
}

// leftoverError adds to an error which folder it is about.
func leftoverError(dir string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s, the old folder of an export that was killed: %w", dir, err)
}
