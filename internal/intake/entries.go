package intake

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// EachEntry calls visit with every entry of the folder, in any order. It reads them bit by bit, since
// a folder may have millions.
func EachEntry(fsys fs.FS, visit func(fs.DirEntry)) error {
	dir, err := fsys.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	var entries []fs.DirEntry
	if d, ok := dir.(fs.ReadDirFile); ok {
		for err == nil {
			if entries, err = d.ReadDir(1024); len(entries) == 0 && err == nil {
				return nil // which io/fs does not allow
			}
			for _, entry := range entries {
				visit(entry)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		return err
	}
	entries, err = fs.ReadDir(fsys, ".")
	for _, entry := range entries {
		visit(entry)
	}
	return err
}

// InFolder reports whether a path that a manifest lists, with the name of the file, leads to a file of the
// folder itself. Paths are the first thing that a hostile manifest may try: open none that fails here.
func InFolder(path, name string) bool {
	return path == name && fs.ValidPath(path) && !strings.ContainsAny(path, `/\:`) && path != "."
}
