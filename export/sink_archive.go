package export

import (
	"archive/tar"
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// Zip returns a sink that writes a zip file to w. The files are stored without compression, with one
// fixed time and in the order of the manifest, which is the last; so the same snapshot always has the
// same bytes. With [Gzip] the files of the tables are compressed. The export goes over the records
// once for each file of a table, because an archive takes one at a time: the default formats take six
// passes, where a folder takes three. Package validate reads the file as it is.
//
// The sink does not close w. An export that fails leaves the beginning of a zip file, without the
// directory at the end, which no program opens.
func Zip(w io.Writer) Sink { return zipSink{zip.NewWriter(w)} }

// Tar returns a sink that writes a tar stream to w, under the same conditions as [Zip]. A tar file
// has the size of each file before its content, so the export goes over the records once more, to
// measure all of them: with the default formats that is nine passes, where a folder takes three.
//
// The sink does not close w. An export that fails leaves the beginning of a stream, without its end
// and without the manifest.
func Tar(w io.Writer) Sink { return tarSink{tar.NewWriter(w)} }

const archiveMode fs.FileMode = 0o644 // of every file in an archive

type zipSink struct{ w *zip.Writer }

// NeedsSizes implements [SequentialSink].
func (s zipSink) NeedsSizes() bool { return false }

// Create implements [Sink].
func (s zipSink) Create(ctx context.Context, entry Entry) (io.WriteCloser, error) {
	header := &zip.FileHeader{Name: entry.Name, Method: zip.Store}
	header.SetMode(archiveMode)
	//lint:ignore SA1019 Modified would add an extra field; this is 1980-01-01, the first day that a zip file knows
	header.ModifiedDate = 1<<5 | 1
	w, err := s.w.CreateHeader(header)
	if err != nil {
		return nil, err
	}
	return archiveEntry{ctx, w}, nil
}

// Commit implements [Sink].
func (s zipSink) Commit(context.Context, *Manifest) error { return s.w.Close() }

// Abort implements [Sink].
func (s zipSink) Abort() error { return nil }

type tarSink struct{ w *tar.Writer }

// NeedsSizes implements [SequentialSink].
func (s tarSink) NeedsSizes() bool { return true }

// Create implements [Sink].
func (s tarSink) Create(ctx context.Context, entry Entry) (io.WriteCloser, error) {
	if entry.Bytes < 0 {
		return nil, fmt.Errorf("the size of %s is not known", entry.Name)
	}
	header := &tar.Header{Typeflag: tar.TypeReg, Name: entry.Name, Size: entry.Bytes, Mode: int64(archiveMode), ModTime: time.Unix(0, 0)}
	if err := s.w.WriteHeader(header); err != nil {
		return nil, err
	}
	return tarEntry{archiveEntry{ctx, s.w}, s.w}, nil
}

// Commit implements [Sink].
func (s tarSink) Commit(context.Context, *Manifest) error { return s.w.Close() }

// Abort implements [Sink].
func (s tarSink) Abort() error { return nil }

// An archiveEntry is a file in an archive, which ends where the next one begins.
type archiveEntry struct {
	ctx context.Context
	io.Writer
}

// Close implements [io.Closer].
func (e archiveEntry) Close() error { return nil }

// A tarEntry is a file in a tar stream.
type tarEntry struct {
	archiveEntry
	w *tar.Writer
}

// Write implements [io.Writer].
func (e tarEntry) Write(text []byte) (int, error) {
	n, err := e.archiveEntry.Write(text)
	if errors.Is(err, tar.ErrWriteTooLong) {
		err = fmt.Errorf("the file is longer than when it was measured: %w", err)
	}
	return n, err
}

// Close checks that the file has the size that was measured.
func (e tarEntry) Close() error {
	if e.ctx.Err() != nil {
		return nil // the stream is left as it is
	}
	return e.w.Flush()
}
