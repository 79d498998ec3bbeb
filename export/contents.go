package export

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/synthhub/synthhub/internal/snapshot"
)

// contents are the files of a folder at one moment: those that may be replaced.
type contents struct {
	folder   fs.FileInfo // nil if there is no folder
	files    map[string]fs.FileInfo
	snapshot *Manifest // which the export may replace only by the same rows; nil if by anything. That of a feed has no version
}

// readContents lists a folder. It returns ErrOccupied if the folder holds anything that is not
// a regular file, because an export would never have written it.
func readContents(p place) (c contents, err error) {
	if c.folder, err = p.lstat(); errors.Is(err, fs.ErrNotExist) {
		return contents{}, nil
	}
	if err != nil {
		return c, err
	}
	if !c.folder.IsDir() {
		return c, fmt.Errorf("%w: %s is a file; move it", ErrOccupied, p.path())
	}
	root, err := p.open()
	if err != nil {
		return c, err
	}
	defer root.Close()
	entries, err := readNames(root)
	if err != nil {
		return c, err
	}
	c.files = map[string]fs.FileInfo{}
	for _, entry := range entries {
		switch info, err := root.Lstat(entry.Name()); {
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
		return boolInt(isManifest(a)) - boolInt(isManifest(b))
	})
	return names
}

// isManifest reports whether a file name is that of the manifest of a snapshot or a feed.
func isManifest(name string) bool {
	_, ofSnapshot := snapshot.IsManifest(name)
	_, ofFeed := snapshot.IsChangesManifest(name)
	return ofSnapshot || ofFeed
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unchanged returns ErrOccupied if the folder, which may have been renamed, now holds a file
// that it did not hold when c was read, or a file that was written since.
func (c contents) unchanged(p place) error {
	now, err := readContents(p)
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
func (c contents) remove(p place) error {
	if err := c.unchanged(p); err != nil {
		return err
	}
	return p.remove(c.names())
}
