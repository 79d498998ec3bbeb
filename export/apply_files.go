package export

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// readFeedManifest reads the manifest of a feed folder.
func readFeedManifest(feed fs.FS) (*FeedManifest, error) {
	entries, err := fs.ReadDir(feed, ".")
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { _, ok := snapshot.IsChangesManifest(e.Name()); return !ok })
	switch {
	case len(entries) == 0:
		return nil, errors.New("it has no manifest of a feed")
	case len(entries) > 1:
		return nil, fmt.Errorf("it has two manifests, %s and %s", entries[0].Name(), entries[1].Name())
	}
	name := entries[0].Name()
	info, err := entries[0].Info()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > snapshot.MaxDocument {
		return nil, fmt.Errorf("%s is no regular file of at most %d bytes", name, snapshot.MaxDocument)
	}
	text, err := fs.ReadFile(feed, name)
	if err != nil {
		return nil, err
	}
	m := new(FeedManifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	return m, nil
}

// checkFile compares a file with its SHA-256 in a manifest. A path that leads out of the folder is not opened.
func checkFile(ctx context.Context, fsys fs.FS, file *ManifestFile) error {
	info, err := fs.Lstat(fsys, file.Path)
	if err != nil {
		return err
	}
	if file.Path != file.Name || !snapshot.IsFile(file.Name) || !info.Mode().IsRegular() {
		return fmt.Errorf("%.80q is no regular file of a snapshot or feed", file.Path)
	}
	if info.Size() != file.Bytes {
		return fmt.Errorf("%s was changed: it has %d bytes, and the manifest says %d", file.Path, info.Size(), file.Bytes)
	}
	in, err := fsys.Open(file.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	h, buf := sha256.New(), make([]byte, 256<<10)
	limited := io.LimitReader(in, file.Bytes+1)
	for {
		if err := pipe.Err(ctx); err != nil {
			return err
		}
		n, err := limited.Read(buf)
		h.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if sum := hex.EncodeToString(h.Sum(nil)); sum != file.SHA256 {
		return fmt.Errorf("%s was changed: its SHA-256 is %s, and the manifest says %.64s", file.Path, sum, file.SHA256)
	}
	return nil
}

// tableInput is the files of one table in one format, in the order of their parts.
type tableInput struct {
	fs     fs.FS
	format *format.Format
	files  []ManifestFile
}

// inputOf returns the files of a table in the first of some formats that it is in, and checks them.
func inputOf(ctx context.Context, fsys fs.FS, files []ManifestFile, table string, formats ...*format.Format) (*tableInput, error) {
	for _, f := range formats {
		in := &tableInput{fs: fsys, format: f}
		for _, file := range files {
			if file.Table == table && file.Uncompressed().MediaType == f.MediaType {
				in.files = append(in.files, file)
			}
		}
		for i := range in.files {
			if err := checkFile(ctx, fsys, &in.files[i]); err != nil {
				return nil, err
			}
		}
		if in.files != nil {
			return in, nil
		}
	}
	return nil, fmt.Errorf("the table has no file in the format %s: write it again in that format", strings.Join(format.Names(formats), " or "))
}

// open returns a reader over the files, one after the other.
func (t *tableInput) open() *inputReader { return &inputReader{in: t, left: t.files} }

// An inputReader reads files one after the other.
type inputReader struct {
	in      *tableInput
	left    []ManifestFile
	file    fs.File
	content io.Reader
}

// Read implements [io.Reader].
func (r *inputReader) Read(p []byte) (int, error) {
	for {
		if r.file == nil {
			if len(r.left) == 0 {
				return 0, io.EOF
			}
			if err := r.next(); err != nil {
				return 0, err
			}
		}
		n, err := r.content.Read(p)
		if n > 0 || err == nil {
			return n, nil
		}
		if !errors.Is(err, io.EOF) {
			return 0, err
		}
		if err := r.Close(); err != nil {
			return 0, err
		}
	}
}

// next opens the next file.
func (r *inputReader) next() (err error) {
	one := r.left[0]
	r.left = r.left[1:]
	if r.file, err = r.in.fs.Open(one.Path); err != nil {
		r.file = nil
		return err
	}
	r.content = r.file
	if one.Content != nil {
		r.content, err = gzip.NewReader(bufio.NewReader(r.file))
	}
	return err
}

// Close implements [io.Closer].
func (r *inputReader) Close() error {
	if r.file == nil {
		return nil
	}
	file := r.file
	r.file = nil
	return file.Close()
}
