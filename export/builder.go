package export

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/synthhub/synthhub"
)

// A builder writes the files of a snapshot.
type builder struct {
	exporter *exporter
	entities []synthhub.Entity
	manifest *Manifest
	create   createFunc // nil if the files are only measured and hashed
	files    []*file
	allowed  func(place) (contents, error) // what a folder may hold that is replaced
	written  func(*Manifest) error         // checks the tables before the documents are written, or nil

	// A sink may take one file at a time, and want to know its size before.
	oneByOne bool
	sizes    map[string]int64 // by name, nil if not known
	unhashed bool             // the files are only measured
}

// A createFunc creates a file. Once its context has ended, closing the file must not complete it.
type createFunc func(ctx context.Context, entry Entry) (io.WriteCloser, error)

func newBuilder(ctx context.Context, src synthhub.Source, opts []Option) (b *builder, err error) {
	b = &builder{}
	if b.exporter, err = newExporter(ctx, src, opts); err != nil {
		return nil, err
	}
	if b.manifest, err = b.exporter.newManifest(); err != nil {
		return nil, err
	}
	b.allowed = b.mayReplace
	b.entities, err = b.exporter.entities()
	return b, err
}

// writeTo writes the snapshot to a sink.
func (b *builder) writeTo(ctx context.Context, sink Sink) (*Manifest, error) {
	if err := b.measureFor(ctx, sink); err != nil {
		return nil, err
	}
	if err := b.fill(ctx, sink, b.write); err != nil {
		return nil, err
	}
	b.exporter.progress.end()
	return b.manifest, nil
}

// write writes the files of the tables and the documents, the manifest last, and completes the
// manifest. After an error it closes the files that are open, with a context that has ended.
func (b *builder) write(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer b.discard(cancel)
	if err := b.writeTables(ctx); err != nil {
		return err
	}
	if b.written != nil {
		if err := b.written(b.manifest); err != nil {
			return err
		}
	}
	return b.writeDocuments(ctx)
}

// discard closes the files that are still open, if the export has failed. The sink removes them.
func (b *builder) discard(cancel func()) {
	cancel()
	for _, file := range b.files {
		if file.out != nil {
			file.out.Close()
		}
	}
}

// A file is one file of a snapshot, measured and hashed while it is written.
type file struct {
	ManifestFile
	out     io.WriteCloser // nil if the file is only measured, and after close
	hash    hash.Hash      // nil if it is not even hashed
	content *contentFile   // what is compressed into the file, or nil
}

// open begins a file whose size is not known, unless the files were measured before.
func (b *builder) open(ctx context.Context, name, mediaType string) (*file, error) {
	size, known := b.sizes[name]
	if !known {
		size = -1
	}
	return b.openEntry(ctx, Entry{name, mediaType, size})
}

func (b *builder) openEntry(ctx context.Context, entry Entry) (f *file, err error) {
	f = &file{ManifestFile: ManifestFile{Name: entry.Name, Path: entry.Name, MediaType: entry.MediaType}}
	if !b.unhashed {
		f.hash = sha256.New()
	}
	if b.create != nil {
		if f.out, err = b.create(ctx, entry); err != nil {
			return nil, err
		}
	}
	b.files = append(b.files, f)
	return f, nil
}

// Write takes the content of the file.
func (f *file) Write(text []byte) (int, error) {
	if f.content != nil {
		return f.content.Write(text)
	}
	return f.store(text)
}

// store writes bytes of the file as it is.
func (f *file) store(text []byte) (n int, err error) {
	n = len(text)
	if f.out != nil {
		n, err = f.out.Write(text)
	}
	if n < 0 || n > len(text) {
		return n, err // which the caller notices
	}
	if f.hash != nil {
		f.hash.Write(text[:n])
	}
	f.Bytes += int64(n)
	if err == nil && n < len(text) {
		err = io.ErrShortWrite
	}
	return n, err
}

// close completes the digests and closes the file.
func (f *file) close() error {
	if f.content != nil {
		if err := f.content.close(); err != nil {
			return err
		}
		f.Content = &f.content.FileContent
	}
	if f.hash != nil {
		f.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
	}
	if f.out == nil {
		return nil
	}
	out := f.out
	f.out = nil
	return out.Close()
}

// A contentFile is what is compressed into a file.
type contentFile struct {
	FileContent
	hash hash.Hash
	zip  *gzip.Writer
	buf  *bufio.Writer // gzip writes a few hundred bytes at a time
}

// compress compresses what is written to the file from now on.
func (f *file) compress(name, mediaType string) {
	buf := bufio.NewWriterSize(storer{f}, 64<<10)
	f.content = &contentFile{FileContent{Name: name, MediaType: mediaType}, sha256.New(), gzip.NewWriter(buf), buf}
}

func (c *contentFile) Write(text []byte) (int, error) {
	c.hash.Write(text)
	c.Bytes += int64(len(text))
	return c.zip.Write(text)
}

func (c *contentFile) close() error {
	c.SHA256 = hex.EncodeToString(c.hash.Sum(nil))
	return errors.Join(c.zip.Close(), c.buf.Flush())
}

// A storer stores what is written to it in a file.
type storer struct{ f *file }

func (s storer) Write(text []byte) (int, error) {
	n, err := s.f.store(text)
	if n < 0 || n > len(text) {
		return 0, errors.Join(err, errImpossible(n, len(text)))
	}
	return n, err
}

// list returns what the manifest says of the files so far, those of tables first.
func (b *builder) list() []ManifestFile {
	var tables, others []ManifestFile
	for _, file := range b.files {
		if file.Table != "" {
			tables = append(tables, file.ManifestFile)
		} else {
			others = append(others, file.ManifestFile)
		}
	}
	return append(tables, others...)
}
