package validate

import (
	"errors"
	"io"
	"io/fs"
	"slices"
)

// eachEntry calls visit with every entry of the folder, in any order. It reads them bit by bit, since
// a folder may have millions.
func eachEntry(fsys fs.FS, visit func(fs.DirEntry)) error {
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

// firstNames are the first of any number of names, in order.
type firstNames struct {
	limit int
	names []string
	count int // of all names
}

func (n *firstNames) add(name string) {
	n.count++
	i, _ := slices.BinarySearch(n.names, name)
	if i < n.limit {
		n.names = slices.Insert(n.names, i, name)
		n.names = n.names[:min(len(n.names), n.limit)]
	}
}

// foundAll counts a finding for each name.
func (f *folder) foundAll(r Rule, n *firstNames, why string) {
	for _, name := range n.names {
		f.found(r, name, "", why)
	}
	if more := n.count - len(n.names); more > 0 {
		f.check.tally.of(f.check.rule(r).Code).count += more
	}
}
