package validate

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"

	"github.com/synthhub/synthhub/internal/intake"
)

// The files of tables may be compressed. What they hold is read through intake.ContentFS, except for the
// SHA-256 of the files as they are. A small file may hold a thousand times its size, so no more is
// read of it than the manifest says that it holds, and no more than a file of its size can hold.

// contents returns the folder with the content of compressed files in their place.
func (f *folder) contents() fs.FS {
	c := intake.ContentFS{FS: f.fs, Limits: map[string]int64{}}
	for path, file := range f.files {
		if file.Content != nil {
			c.Limits[path] = file.contentLimit()
		}
	}
	return c
}

// contentLimit returns the bytes that the content of a file may have, whatever the manifest says.
func (file *listedFile) contentLimit() int64 {
	if file.Content == nil {
		return file.size
	}
	return intake.ContentLimit(file.size, file.Content.Bytes)
}

// errExpands is returned for a compressed file that holds more than the manifest says.
var errExpands = errors.New("its content is longer than the manifest says")

// A contentHash is the SHA-256 of the content of a compressed file.
type contentHash struct {
	hash.Hash
	limit int64
	bytes int64
}

// newContentHash returns the hash for a file, nil for one that is not compressed.
func newContentHash(file *listedFile) *contentHash {
	if file.Content == nil {
		return nil
	}
	return &contentHash{Hash: sha256.New(), limit: file.contentLimit()}
}

// Write takes the next bytes of the content. It returns errExpands for too many.
func (c *contentHash) Write(text []byte) (int, error) {
	if c.bytes += int64(len(text)); c.bytes > c.limit {
		return 0, errExpands
	}
	return c.Hash.Write(text)
}

// uncompressed returns a reader of the content of in, which reads in to its end.
func uncompressed(in io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(in)
	z, err := gzip.NewReader(buffered)
	if err != nil {
		_, _ = io.Copy(io.Discard, buffered) // so that the file is hashed
		return nil, err
	}
	if h := z.Header; h.Name != "" || h.Comment != "" || len(h.Extra) > 0 || !h.ModTime.IsZero() {
		_, _ = io.Copy(io.Discard, buffered)
		return nil, errCarries
	}
	z.Multistream(false)
	return &onlyMember{z, buffered}, nil
}

// errCarries is returned for a compressed file with bytes that are neither its content nor the work of a
// compressor: no digest of the content would tell what they are.
var errCarries = errors.New("the compressed file holds more than its content: a name, a comment, a time or a further part")

// An onlyMember reads a compressed file that must have one member, with nothing after it.
type onlyMember struct {
	content io.Reader
	rest    *bufio.Reader
}

// Read implements [io.Reader].
func (m *onlyMember) Read(p []byte) (int, error) {
	n, err := m.content.Read(p)
	if errors.Is(err, io.EOF) {
		if _, end := m.rest.ReadByte(); end == nil {
			err = errCarries
		} else if !errors.Is(end, io.EOF) {
			err = end
		}
	}
	return n, err
}

// compareContent compares the content of a compressed file with what the manifest says.
func (f *folder) compareContent(file *listedFile) {
	if file.Content == nil {
		return
	}
	if is := file.contentSHA256; is != file.Content.SHA256 {
		f.found(ruleFileSHA256, file.Path, is, "the manifest says of its content "+visible(file.Content.SHA256))
	}
	if file.contentBytes != file.Content.Bytes {
		f.notDerived(file.Content.Bytes, "the content of %s has %d bytes", visible(file.Path), file.contentBytes)
	}
}

// setContent notes what was read of a compressed file.
func (file *listedFile) setContent(c *contentHash) {
	if c != nil {
		file.contentSHA256, file.contentBytes = hex.EncodeToString(c.Sum(nil)), c.bytes
	}
}

// rowBytes returns the bytes of the rows in a file, once it was hashed.
func (file *listedFile) rowBytes() int64 {
	if file.Content != nil {
		return file.contentBytes
	}
	return file.size
}
