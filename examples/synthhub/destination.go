package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A destination is where a snapshot goes: a folder, an archive file, or a tar stream on standard
// output.
type destination struct {
	path    string                      // "-" for the stream
	flag    string                      // the flag that chooses another
	archive func(io.Writer) export.Sink // nil for a folder
}

// outputUsage is the usage of the flag --output.
const outputUsage = "PATH: the folder to write; or, if it ends in .zip or .tar, an archive file; - is a tar stream on standard output"

// newDestination returns the destination of the flag --output. The error is about a name that
// promises what no command writes.
func newDestination(path string) (*destination, error) {
	d := &destination{path: path, flag: "--output"}
	name := strings.ToLower(filepath.Base(path))
	switch extension := filepath.Ext(name); {
	case endsInSeparator(path): // a folder, whatever its name
	case path == "-", extension == ".tar":
		d.archive = export.Tar
	case extension == ".zip":
		d.archive = export.Zip
	case extension == ".tgz", filepath.Ext(strings.TrimSuffix(name, extension)) == ".tar":
		return nil, usagef("--output %.200q: want a .tar or .zip, and --gzip to compress the files of the tables in it; or compress all of it with a pipe: --output - | gzip > %s",
			path, quotedPath(path))
	}
	return d, nil
}

// endsInSeparator reports whether a path ends as only that of a folder does.
func endsInSeparator(path string) bool {
	return path != "" && os.IsPathSeparator(path[len(path)-1])
}

// isStream reports whether the snapshot goes to standard output.
func (d *destination) isStream() bool { return d.archive != nil && d.path == "-" }

// checkStream returns an error if the snapshot goes to standard output and nobody can use it there.
func (d *destination) checkStream(t *terminal) error {
	switch {
	case !d.isStream():
		return nil
	case t.toTerminal:
		return usagef("--output -: standard output is a terminal: redirect it to a file or to a program, such as: | tar -xf - -C DIR")
	}
	return t.checkOutput()
}

// words returns the writer of a report: standard output, unless the snapshot goes there.
func (d *destination) words(t *terminal) io.Writer {
	if d.isStream() {
		return t.err
	}
	return t.out
}

// sink returns a sink of the library.
func (d *destination) sink(w io.Writer) export.Sink {
	switch {
	case d.isStream():
		return d.archive(w)
	case d.archive != nil:
		return export.ArchiveFile(d.path, d.archive)
	}
	return export.Folder(d.path)
}

// check returns why a run would be refused.
func (d *destination) check(ctx context.Context, g *synthhub.Generator, opts []export.Option) error {
	return d.reword(d.named(export.CheckTo(ctx, d.sink(io.Discard), g, opts...)))
}

// write calls a function that writes a snapshot to a sink, and notes in which state the destination
// is. The error is that of the function.
func (d *destination) write(ctx context.Context, t *terminal, f func(export.Sink) (*export.Manifest, error)) (*export.Manifest, error) {
	m, err := f(d.sink(t.out))
	if err == nil && d.isStream() {
		err = t.out.Flush()
	}
	switch {
	case d.isStream() && err != nil:
		t.state = "the tar stream is not complete"
	case d.isStream():
	case isInterrupt(ctx, err):
		t.state = interruptedState(d.path, err)
	case err == nil:
		t.state = d.path + " holds the new snapshot"
	}
	return m, err
}

// named returns an error of the library, with the destination in place of the name of the function.
func (d *destination) named(err error) error {
	if inner := errors.Unwrap(err); inner != nil && !d.isStream() {
		return fmt.Errorf("snapshot %s: %w", cmp.Or(d.path, `""`), inner)
	}
	return err
}

// name returns what a report calls the destination.
func (d *destination) name() string {
	if d.isStream() {
		return "a tar stream"
	}
	return d.path
}

// reword rewords an error of package export: it turns a wrong option into a usage error, and names
// the flags that help against an occupied destination.
func (d *destination) reword(err error) error {
	if errors.Is(err, export.ErrOccupied) {
		// The scripts hold these words of the library: --overwrite does not help in all cases.
		if strings.HasSuffix(err.Error(), "overwrite it") {
			return fmt.Errorf("%w (%s, --overwrite)", err, d.flag)
		} else if strings.Contains(err.Error(), "choose another") {
			return fmt.Errorf("%w (%s)", err, d.flag)
		}
	}
	return rewordExport(err)
}

// interruptedState returns the state of the destination after an export with the error of a
// context, and also the error if it tells of files that could not be cleaned up.
func interruptedState(path string, err error) string {
	state := path + " was not changed"
	var file *fs.PathError
	if errors.Is(err, export.ErrOccupied) || errors.As(err, &file) {
		state += fmt.Sprintf(" (%v)", err)
	}
	return state
}

// howToCheck returns a line that says how to check a snapshot that was written.
func (d *destination) howToCheck() string {
	switch name := quotedPath(d.path); {
	case d.isStream():
		return "To check it, extract it into a new folder DIR: synthhub validate-snapshot DIR --reproduce"
	case d.archive != nil && strings.EqualFold(filepath.Ext(d.path), ".tar"):
		return fmt.Sprintf("To check it: mkdir DIR && tar -xf %s -C DIR && synthhub validate-snapshot DIR --reproduce", name)
	default:
		return fmt.Sprintf("To check it: synthhub validate-snapshot %s --reproduce", name)
	}
}

// status returns what would happen to a destination that may be written, and what it is called.
func (d *destination) status() (noun, status string) {
	if d.isStream() {
		return "stream", "would be written to standard output"
	}
	if d.archive == nil {
		return "folder", folderStatus(d.path)
	}
	if info, err := os.Lstat(d.path); err == nil {
		return "file", fmt.Sprintf("has %s bytes, and would be replaced", grouped(info.Size()))
	}
	return "file", "does not exist and would be created"
}

// folderStatus returns what would happen to an output folder that may be written.
func folderStatus(dir string) string {
	switch entries, _ := os.ReadDir(dir); len(entries) { // the library has read it
	case 0:
		if _, err := os.Stat(dir); err != nil {
			return "does not exist and would be created"
		}
		return "is empty"
	case 1:
		return "holds 1 file, which would be replaced"
	default:
		return fmt.Sprintf("holds %d files, which would be replaced", len(entries))
	}
}
