package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
)

// Merge writes the snapshot that the parts of a dataset are together: snapshots of single parts, as
// [Snapshot] writes them with [Part], in any order. It has the bytes that Snapshot writes with [Parts].
// No row is generated or parsed: the files of the parts are copied, several at a time, and every
// one is compared with the SHA-256 in the manifest of its part.
//
// Before the first file is created, all parts are checked: whether each is there once, whether all are
// of one dataset, and whether each folder has the files that its manifest lists, and no others. A file
// that was changed is found when it is copied; then the sink is aborted. Each fault of a part is a
// [PartError], and the error joins all that were found.
//
// Of the options, [With], [Faulty], [ExportedAt], [Overwrite], [Workers] and [OnProgress] apply.
// Progress counts files in the place of records.
func Merge(ctx context.Context, sink Sink, parts []fs.FS, opts ...Option) (*Manifest, error) {
	m, err := merge(ctx, sink, parts, opts)
	if err != nil {
		return nil, fmt.Errorf("merge: %w", err)
	}
	return m, nil
}

func merge(ctx context.Context, sink Sink, parts []fs.FS, opts []Option) (*Manifest, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, err
	}
	folders, err := openParts(ctx, o.workers, parts)
	if err != nil {
		return nil, err
	}
	manifests := make([]*Manifest, len(folders))
	for i, p := range folders {
		manifests[i] = p.manifest
	}
	g, err := synthhub.NewGenerator(manifests[0].Settings)
	if err != nil {
		return nil, &PartError{0, manifests[0].Part, err}
	}
	b, err := assembledBuilder(ctx, g, manifests, opts)
	if err != nil {
		return nil, err
	}
	if err := b.checkDocuments(ctx, folders); err != nil {
		return nil, err
	}
	_, sequential := sink.(SequentialSink)
	b.oneByOne = sequential
	err = b.fill(ctx, sink, func(ctx context.Context) error { return b.copyParts(ctx, folders) })
	if err != nil {
		return nil, err
	}
	b.exporter.progress.end()
	return b.manifest, nil
}

// checkDocuments compares the documents of each part with what they must be: the metadata and the
// schema with those of the whole, which every part has, the manifest with its own form, and the others
// with their SHA-256. A part of another release of the module is found here: its tables may have
// other columns or rules. To generate all documents of each part took five times as long.
func (b *builder) checkDocuments(ctx context.Context, folders []*partFolder) error {
	m := *b.manifest
	whole, err := documents(&m, &b.exporter.metadata, b.entities, b.manifest.Files)
	if err != nil {
		return err
	}
	common := make(map[string][]byte)
	for _, d := range whole[:2] { // the metadata and the schema
		common[d.Name] = d.Text
	}
	return eachPart(ctx, b.exporter.workers, folders, func(p *partFolder) error { return p.checkDocuments(common) })
}

// copyParts copies the files of the tables, several at a time unless the sink takes one, and then
// writes the documents.
func (b *builder) copyParts(ctx context.Context, folders []*partFolder) error {
	ctx, cancel := context.WithCancel(ctx)
	defer b.discard(cancel)
	e, files := b.exporter, b.manifest.Files
	of := make(map[string]*partFolder)
	for _, p := range folders {
		for _, file := range tableFilesOf(p.manifest) {
			of[file.Path] = p
		}
	}
	workers := e.workers
	if b.oneByOne {
		workers = 1
	}
	e.progress.done.TotalRecords, e.progress.passes = len(files), 1
	for i := range files {
		e.progress.done.TotalBytes += files[i].Bytes
	}
	var errs []error // of parts
	err := pipe.Ordered(ctx, workers, len(files), func(i int, fault *error) (err error) {
		*fault, err = b.copyFile(ctx, of[files[i].Path].fs, &files[i])
		return err
	}, func(i int, fault *error) error {
		if *fault != nil {
			errs = append(errs, of[files[i].Path].fail(*fault))
		}
		e.progress.add(1)
		return nil
	})
	if err = errors.Join(append(errs, err)...); err != nil {
		return err
	}
	for _, f := range files {
		b.files = append(b.files, &file{ManifestFile: f})
	}
	return b.writeDocuments(ctx)
}

// copyFile copies a file of a part, and compares it with what the manifest says. A fault of the part
// does not stop the others from being looked at; an error of the sink does.
func (b *builder) copyFile(ctx context.Context, from fs.FS, f *ManifestFile) (fault, err error) {
	in, fault := from.Open(f.Path)
	if fault != nil {
		return fault, nil
	}
	defer in.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out, err := b.create(ctx, Entry{f.Name, f.MediaType, f.Bytes})
	if err != nil {
		return nil, err
	}
	closed := false
	defer func() {
		if !closed { // a panic goes on
			cancel()
			_ = out.Close()
		}
	}()
	sum, fault, err := b.copyBytes(ctx, out, in, f.Bytes)
	if fault == nil && err == nil && sum != f.SHA256 {
		fault = fmt.Errorf("%s was changed: its SHA-256 is %s, and the manifest says %s", f.Path, sum, f.SHA256)
	}
	if fault != nil || err != nil {
		cancel()
	}
	closed = true
	if end := out.Close(); fault == nil {
		err = also(err, end)
	}
	return fault, err
}

// copyBytes copies a file that must have a number of bytes, and returns its SHA-256.
func (b *builder) copyBytes(ctx context.Context, out io.Writer, in io.Reader, bytes int64) (sum string, fault, err error) {
	const bufferSize = 256 << 10
	h, buf, copied := sha256.New(), make([]byte, 1+min(bytes, bufferSize-1)), int64(0)
	for {
		if err := pipe.Err(ctx); err != nil {
			return "", nil, err
		}
		n, end := in.Read(buf)
		if copied += int64(n); copied > bytes {
			return "", fmt.Errorf("a file grows while it is read: it has more than %d bytes", bytes), nil
		}
		h.Write(buf[:n])
		if err := b.exporter.write(out, buf[:n]); err != nil {
			return "", nil, err
		}
		if errors.Is(end, io.EOF) {
			return hex.EncodeToString(h.Sum(nil)), nil, nil
		}
		if end != nil {
			return "", end, nil
		}
	}
}
