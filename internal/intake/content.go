package intake

import (
	"bufio"
	"compress/gzip"
	"io"
	"io/fs"
)

// MaxRatio is more than any deflate stream expands: at most 258 bytes for two bits.
const MaxRatio = 1032

// ContentLimit returns the bytes that the content of a compressed file may have: what somebody says of
// it, and no more than a file of its size can hold.
func ContentLimit(size, stated int64) int64 { return min(max(stated, 0), size*MaxRatio) }

// A ContentFS opens the files of a folder, and some of them without their compression.
type ContentFS struct {
	fs.FS
	Limits map[string]int64 // of the content of compressed files, in bytes, by name
}

// Open implements [fs.FS].
func (c ContentFS) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	limit, compressed := c.Limits[name]
	if err != nil || !compressed {
		return f, err
	}
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		f.Close()
		return nil, err
	}
	return &contentFile{f, io.LimitReader(z, limit)}, nil
}

// A contentFile is a compressed file that is read without its compression.
type contentFile struct {
	fs.File
	content io.Reader
}

// Read implements [io.Reader].
func (f *contentFile) Read(p []byte) (int, error) { return f.content.Read(p) }
