package rowdiff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
)

// Snapshot returns the rows of a table of a snapshot folder, as package export writes it: from CSV, NDJSON or
// the JSON document, compressed or not, in one file or in parts. The manifest says which files these are.
//
// The folder may come from a stranger. Only files in the folder itself are opened, and no links or devices;
// pass the FS of an os.Root, so that links lead nowhere either. A compressed file is read up to the size and
// the number of rows that the manifest states and a file of its size can have. Nothing else is checked, and no file is compared with
// its SHA-256: for that, see package validate.
func Snapshot(fsys fs.FS, t Table) Rows {
	return Rows{table: t, name: "snapshot", prepare: func(ctx context.Context, private bool) (*reading, error) {
		return prepareSnapshot(ctx, fsys, t, private)
	}}
}

// Zip returns the rows of a table of a snapshot in a zip file of a number of bytes. Nothing is extracted. What
// [Snapshot] says of folders holds for it.
func Zip(r io.ReaderAt, size int64, t Table) Rows {
	return Rows{table: t, name: "snapshot", prepare: func(ctx context.Context, private bool) (*reading, error) {
		files, err := intake.OpenZip(r, size)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrSnapshot, err)
		}
		return prepareSnapshot(ctx, files, t, private)
	}}
}

// Tables returns the names of the tables that a snapshot folder has, in the order of its manifest. Some may have
// no rows. The names are what the manifest says, each once, and at most 256 in number: a stranger may have written
// it. The error wraps [ErrSnapshot] if the folder is none of a snapshot.
func Tables(fsys fs.FS) ([]string, error) {
	s, err := openSnapshot(fsys, false)
	if err != nil {
		return nil, fmt.Errorf("tables of a snapshot: %w", err)
	}
	var names []string
	for _, t := range s.manifest.Tables {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
		}
	}
	return names, nil
}

func prepareSnapshot(ctx context.Context, fsys fs.FS, t Table, private bool) (*reading, error) {
	s, err := openSnapshot(fsys, private)
	if err != nil {
		return nil, err
	}
	files, err := s.find(ctx, t.Table().Name())
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.rows != anyRows { // a row has a separator or a line end for each column
			f.rows = min(f.rows, 1+f.limit/int64(len(t.Table().Columns())))
		}
		if f.section.Format == format.CSV && f.section.Header {
			if err := checkHeader(t.Table(), func() (io.ReadCloser, error) { return f.open() }, private); err != nil {
				return nil, fmt.Errorf("%s: %w", f.section.File, err)
			}
		}
	}
	return &reading{pass: func(f *feed) error {
		for _, file := range files {
			if err := f.readFile(file); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// readFile emits the rows of a file.
func (f *feed) readFile(file *rowFile) error {
	in, err := file.open()
	if err != nil {
		return err
	}
	if err := f.readSection(intake.NewBlockReader(in, file.section), file.section, file.rows); err != nil {
		return fmt.Errorf("%s: %w", file.section.File, err)
	}
	return nil
}

// A rowFile is a file of a snapshot with rows of one table.
type rowFile struct {
	fs      fs.FS // without the compression of files
	section intake.Section
	limit   int64 // bytes that the file may have
	rows    int64 // lines with rows that the file may have
}

// open opens the file at the beginning of its section.
func (f *rowFile) open() (io.ReadCloser, error) {
	in, err := f.fs.Open(f.section.File)
	if err != nil {
		return nil, err
	}
	if f.section.Offset > 0 {
		if seeker, ok := in.(io.Seeker); ok {
			_, err = seeker.Seek(f.section.Offset, io.SeekStart)
		} else {
			_, err = io.CopyN(io.Discard, in, f.section.Offset)
		}
		if err != nil {
			in.Close()
			return nil, err
		}
	}
	return &boundedFile{in, f.limit - f.section.Offset}, nil
}

// errMoreRows is returned for a compressed file with more rows than it may have. A few kilobytes can hold millions
// of lines, and each takes the time of a row.
const errMoreRows = constError("the compressed file has more rows than the manifest says, or than its bytes can hold")

// errLonger is returned for a file with more bytes than it may have.
var errLonger = errors.New("the file is longer than it was, or its content longer than the manifest says")

// A boundedFile is a file that may have a number of bytes.
type boundedFile struct {
	io.ReadCloser
	left int64
}

// Read implements [io.Reader].
func (f *boundedFile) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	if f.left -= int64(n); f.left < 0 {
		return 0, errLonger
	}
	return n, err
}
