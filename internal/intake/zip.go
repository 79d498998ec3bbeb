package intake

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub/internal/snapshot"
)

// maxDirectory is the maximum of bytes of the directory of a zip file. That of a snapshot in all formats
// and 99,999 parts is smaller; the entries of a larger one could take gigabytes of memory.
const maxDirectory = 64 << 20

// smallFile is the size of a compressed file, in bytes, that may be compressed once more to anything.
const smallFile = 4 << 10

// OpenZip reads the directory of a zip file of a number of bytes. The error says why it is not one, or
// that it can hold more than its bytes.
func OpenZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	limited := &directoryReader{r, maxDirectory}
	z, err := zip.NewReader(limited, size)
	if err != nil {
		return nil, err
	}
	limited.left = -1
	// What is left of the file is counted down, because a sum of the sizes could overflow.
	left := uint64(size)
	for _, f := range z.File {
		if f.CompressedSize64 > left {
			return nil, errors.New("its entries overlap, or are longer than the file")
		}
		left -= f.CompressedSize64
		if f.UncompressedSize64/MaxRatio > f.CompressedSize64 {
			return nil, fmt.Errorf("entry %.80q is said to be longer than its %d bytes can hold", f.Name, f.CompressedSize64)
		}
		if strings.HasSuffix(f.Name, snapshot.Compressed("")) && f.UncompressedSize64/2 > f.CompressedSize64+smallFile {
			return nil, fmt.Errorf("entry %.80q is compressed once more, to less than a half: its content could be a million times as long", f.Name)
		}
	}
	return z, nil
}

// A directoryReader limits what is read of a zip file before its directory is known.
type directoryReader struct {
	io.ReaderAt
	left int64 // bytes that may be read, negative for any number
}

// ReadAt implements [io.ReaderAt].
func (d *directoryReader) ReadAt(p []byte, offset int64) (int, error) {
	if d.left >= 0 {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, fmt.Errorf("its directory is larger than %d bytes", maxDirectory)
		}
	}
	return d.ReaderAt.ReadAt(p, offset)
}
