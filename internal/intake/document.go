package intake

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/synthhub/synthhub/internal/snapshot"
)

// errTooLarge is returned for a document above the maximum size.
var errTooLarge = fmt.Errorf("larger than %d bytes", snapshot.MaxDocument)

// ReadDocument reads a small file of a folder, of at most [snapshot.MaxDocument] bytes.
func ReadDocument(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var text bytes.Buffer
	if info, err := f.Stat(); err == nil {
		text.Grow(int(min(max(info.Size(), 0), snapshot.MaxDocument)) + bytes.MinRead)
	}
	if _, err = text.ReadFrom(io.LimitReader(f, snapshot.MaxDocument+1)); err == nil && text.Len() > snapshot.MaxDocument {
		err = errTooLarge
	}
	return text.Bytes(), err
}

// PlaceOf names an offset in a text by line and byte.
func PlaceOf(text []byte, n int64) string {
	before := text[:min(int(n), len(text))]
	return fmt.Sprintf("line %d, byte %d", 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'))
}
