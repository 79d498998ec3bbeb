package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/synthhub/synthhub/export"
)

var mergeCommand = command{
	name: "merge-parts",
	args: "PATH...",
	doc:  "join the parts of a dataset, from several machines, into one snapshot",
	more: `Each PATH is a folder or a zip file that generate-snapshot --part I/N wrote, in any order.
The result has the bytes that --parts N writes on one machine, in the formats of the
parts. No row is generated again: the files are copied, and compared with the SHA-256 in
the manifest of their part. If a part is missing, given twice, of another dataset or
changed, the command says which, and no snapshot appears. The parts stay as they are.

docs/SCALE.md has recipes for GNU parallel, Kubernetes and Slurm.`,
	examples: []string{
		"synthhub merge-parts parts/* --output snapshot",
		"synthhub merge-parts 1.zip 2.zip 3.zip --output snapshot.zip",
		"synthhub merge-parts parts/* --output - | gzip > snapshot.tar.gz",
	},
	acts:  true,
	setup: mergeParts,
}

func mergeParts(f *flags) action {
	output := f.String("output", "", outputUsage)
	overwrite := f.Bool("overwrite", false, "replace the folder and all files in it, or the file")
	workers := f.number("workers", "N: number of files that are copied at the same time (default one per core)", 0, 0, 1024)
	asJSON := f.Bool("json", false, "print the manifest with its SHA-256 as JSON")

	return func(ctx context.Context, t *terminal, args []string) error {
		switch {
		case len(args) == 0:
			return usagef("want the folders of all parts, such as: synthhub merge-parts parts/* --output snapshot")
		case !f.isSet("output"):
			return usagef("want --output %s", outputUsage)
		}
		to, err := newDestination(*output)
		if err == nil && to.isStream() && *overwrite {
			err = usagef("--output - replaces no file: omit --overwrite")
		}
		if err == nil {
			err = to.apartFrom("part", args)
		}
		if err == nil {
			err = to.checkStream(t)
		}
		if err != nil {
			return err
		}
		parts := openParts(args)
		defer parts.close()
		opts := []export.Option{export.Workers(*workers)}
		if *overwrite {
			opts = append(opts, export.Overwrite())
		}
		opts, done := withProgress(t.err, "files", opts)
		m, err := to.write(ctx, t, func(sink export.Sink) (*export.Manifest, error) {
			return export.Merge(ctx, sink, parts.fs, opts...)
		})
		done()
		if err != nil {
			return parts.explain(t, to, err)
		}
		return reportSnapshot(to.words(t), to, m, *asJSON)
	}
}

// A partList is the list of the parts that a command line names.
type partList struct {
	names []string
	fs    []fs.FS
	files []*os.File
}

// openParts opens folders and zip files. One that cannot be opened returns the reason later, so that
// all faults are named at once.
func openParts(names []string) *partList {
	p := &partList{names: names}
	for _, name := range names {
		p.fs = append(p.fs, p.open(name))
	}
	return p
}

func (p *partList) open(name string) fs.FS {
	if info, err := os.Stat(name); err != nil || info.IsDir() {
		return lazyFolder(name)
	}
	f, info, err := openFile(name)
	if err != nil {
		return noFiles{err}
	}
	p.files = append(p.files, f)
	z, err := zip.NewReader(f, info.Size())
	if errors.Is(err, zip.ErrFormat) {
		err = errors.New("neither a folder nor a zip file" + extractFirst(name))
	}
	if err != nil {
		return noFiles{err}
	}
	return z
}

func (p *partList) close() {
	for _, f := range p.files {
		f.Close()
	}
}

// A noFiles is a folder that cannot be opened.
type noFiles struct{ err error }

// Open implements [fs.FS].
func (n noFiles) Open(string) (fs.File, error) { return nil, n.err }

// explain prints a line for each part with a fault, and one about the destination. It returns the
// error of the command.
func (p *partList) explain(t *terminal, to *destination, err error) error {
	var part *export.PartError
	if !errors.As(err, &part) {
		return to.reword(to.named(err))
	}
	p.print(t.err, err)
	state := t.state
	if !to.isStream() {
		state = to.path + " was not changed"
	}
	printMessage(t.err, state)
	return errFindings
}

// print prints the errors that are joined in err.
func (p *partList) print(w io.Writer, err error) {
	var part *export.PartError
	if !errors.As(err, &part) {
		printMessage(w, err.Error())
		return
	}
	switch e := err.(type) {
	case *export.PartError:
		printMessage(w, p.line(e))
	case interface{ Unwrap() []error }:
		for _, err := range e.Unwrap() {
			p.print(w, err)
		}
	default:
		p.print(w, errors.Unwrap(err))
	}
}

// line describes the fault of a part.
func (p *partList) line(e *export.PartError) string {
	number := ""
	if e.Part > 0 {
		number = fmt.Sprintf(" (part %d)", e.Part)
	}
	err := e.Err
	var file *fs.PathError
	if errors.As(err, &file) && errors.Is(err, fs.ErrNotExist) {
		err = file.Err
	}
	return fmt.Sprintf("%s%s: %v", quotedPath(p.names[e.Index]), number, err)
}

// apartFrom returns an error if the destination is one of the inputs, is in one, or has one in it. The
// noun says what an input is.
func (d *destination) apartFrom(noun string, inputs []string) error {
	if d.isStream() {
		return nil
	}
	to := realPath(d.path)
	for _, name := range inputs {
		switch input := realPath(name); {
		case input == to:
			return usagef("--output %.200q is one of the %ss: want another path", d.path, noun)
		case isIn(to, input):
			return usagef("--output %.200q is in the %s %.200q: want a path elsewhere", d.path, noun, name)
		case isIn(input, to):
			return usagef("the %s %.200q is in --output %.200q: want a path elsewhere", noun, name, d.path)
		}
	}
	return nil
}

// isIn reports whether a path is below a folder.
func isIn(path, dir string) bool {
	rest, err := filepath.Rel(dir, path)
	return err == nil && rest != "." && filepath.IsLocal(rest)
}

// realPath returns an absolute path without links, as far as the path exists.
func realPath(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		return resolved
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(realPath(parent), filepath.Base(path))
	}
	return path
}
