package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing/fstest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A folder is a snapshot in memory, by the names of its files.
type folder map[string]file

// A file is its content and its type; the content of a link is its target.
type file struct {
	text []byte
	mode fs.FileMode
}

func (f folder) clone() folder { return maps.Clone(f) }

// names returns the names of the files, sorted.
func (f folder) names() []string { return slices.Sorted(maps.Keys(f)) }

// same reports whether two folders have the same files.
func (f folder) same(other folder) bool {
	return maps.EqualFunc(f, other, func(a, b file) bool { return a.mode == b.mode && bytes.Equal(a.text, b.text) })
}

func (f folder) fs() fs.FS {
	m := fstest.MapFS{}
	for name, file := range f {
		m[name] = &fstest.MapFile{Data: file.text, Mode: file.mode | 0o644}
	}
	return m
}

// write writes the folder to a disk. Devices and the like become folders: not every user may
// create one.
func (f folder) write(dir string) error {
	err := os.Mkdir(dir, 0o755)
	for name, file := range f {
		path := filepath.Join(dir, name)
		switch {
		case file.mode.IsRegular():
			err = errors.Join(err, os.WriteFile(path, file.text, 0o644))
		case file.mode.Type() == fs.ModeSymlink:
			err = errors.Join(err, os.Symlink(string(file.text), path))
		default:
			err = errors.Join(err, os.Mkdir(path, 0o755))
		}
	}
	return err
}

// readFolder reads the files of a snapshot.
func readFolder(dir string) (folder, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	f := folder{}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		f[entry.Name()] = file{text: text}
	}
	return f, nil
}

// exported writes a snapshot below a temporary folder and reads it into memory.
func exported(ctx context.Context, temporary string, src synthhub.Source, opts ...export.Option) (folder, error) {
	parent, err := os.MkdirTemp(temporary, "exported-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(parent)
	dir := filepath.Join(parent, "snapshot")
	if _, err := export.Snapshot(ctx, dir, src, opts...); err != nil {
		return nil, err
	}
	return readFolder(dir)
}

// A note is a row of a user-defined table.
type note struct {
	ID      int
	Written schema.Date
	Text    string
}

// notes is a user-defined entity with a note for every second record.
func notes() synthhub.Entity {
	table := schema.New("notes", "Notes about persons.", func(n *note) []schema.Column {
		return []schema.Column{
			schema.Field(&n.ID, "note_id", "Number of the note.", schema.Key),
			schema.Field(&n.Written, "written_on", "Day of the note."),
			schema.Field(&n.Text, "text", "What the note says.", schema.Len(1, 60)),
		}
	})
	return synthhub.NewEntity(table, func(r *synthhub.Record, rows []note) []note {
		if r.Slot%2 == 1 {
			return rows
		}
		return append(rows, note{r.Slot, r.Person.FirstLicensedOn, r.Person.City + `, "home"`})
	})
}
