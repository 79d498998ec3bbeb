// Package intake reads files that may come from strangers, in bounded memory: rows in blocks of whole
// lines, documents whose extent is known before a decoder sees them, compressed files that hold no more
// than they can, and zip files. Package validate reads snapshots with it, and so does package rowdiff.
package intake

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// Every row has a line of its own in every format: values hold no control characters, so a
// quoted line end is a fault like any other, and a missing quote damages one row and not the
// rest of the file. Files are therefore read in blocks of whole lines, which workers can parse
// in any order. Whatever a file holds, no more than a block of it is in memory, or one row of
// the greatest length.

const (
	// BlockSize is the number of bytes that are read at a time.
	BlockSize = 64 << 10
	// MaxLines is the greatest number of lines in a block: a block of good rows has a few
	// hundred, but one of empty lines has as many as bytes, and each takes a row's memory.
	MaxLines = 512
)

// A Section is a part of a file that holds rows of one table.
type Section struct {
	File   string
	Format *format.Format
	Header bool  // whether its first line is a header
	Offset int64 // bytes of the file before it
	Lines  int   // lines of the file before it
	Size   int64 // bytes, -1 for the rest of the file
	Hint   int64 // an estimate of the bytes, if Size is not known
	Rows   int   // an estimate
}

// A Block is some whole lines of a file. Only the last of a file may lack its line feed.
type Block struct {
	Text        string
	LinesBefore int  // lines of the file before it
	TooLong     bool // the block stands for one line that is longer than any row, and has no text
}

// A BlockReader reads a section of a file as blocks.
type BlockReader struct {
	file  io.Closer
	in    io.Reader // the section of the file
	buf   []byte
	held  int    // bytes in buf
	text  string // whole lines that were taken from buf and not returned yet
	lines int    // lines of the file before text
	skip  bool   // whether what comes next, up to a line feed, is passed over
	ended bool   // whether the section has been read to its end

	Longest int // bytes that a line may have
}

// MaxLine is the greatest length of a line: a row, and what may stand after it.
const MaxLine = schema.MaxRow + len(",\r")

// OpenSection opens a section of a file. A header is passed over.
func OpenSection(fsys fs.FS, s Section) (*BlockReader, error) {
	f, err := fsys.Open(s.File)
	if err != nil {
		return nil, err
	}
	if s.Offset > 0 {
		if seeker, ok := f.(io.Seeker); ok {
			_, err = seeker.Seek(s.Offset, io.SeekStart)
		} else {
			_, err = io.CopyN(io.Discard, f, s.Offset)
		}
		if err != nil {
			f.Close()
			return nil, err
		}
	}
	return NewBlockReader(f, s), nil
}

// NewBlockReader returns a reader of the section of a file that in is at the beginning of. A header is
// passed over.
func NewBlockReader(in io.ReadCloser, s Section) *BlockReader {
	r := &BlockReader{file: in, in: in, lines: s.Lines, skip: s.Header, Longest: MaxLine}
	if s.Size >= 0 {
		r.in = io.LimitReader(in, s.Size)
	}
	r.buf = make([]byte, BufferSize(s.Hint))
	return r
}

// BufferSize returns the size of the buffer to read a file with. The bytes are what the manifest
// says: any number. The buffer has a reserve, so that a small file is read at once.
func BufferSize(bytes int64) int {
	const smallest, reserve = 4096, 512
	return int(min(max(bytes, smallest), BlockSize-reserve)) + reserve
}

// Close closes the file.
func (r *BlockReader) Close() { r.file.Close() }

// Line returns the number of the lines of the file that Next has returned or passed over.
func (r *BlockReader) Line() int { return r.lines }

// Next returns the next block, io.EOF after the last. After another error, the lines that
// were read and not returned yet are lost.
func (r *BlockReader) Next() (Block, error) {
	for r.text == "" {
		if r.ended {
			return Block{}, io.EOF
		}
		if err := r.fill(); err != nil {
			return Block{}, err
		}
		if tooLong := r.takeLines(); tooLong {
			return Block{LinesBefore: r.lines, TooLong: true}, nil
		}
	}
	text, lines := firstLines(r.text)
	b := Block{Text: text, LinesBefore: r.lines}
	r.text, r.lines = r.text[len(text):], r.lines+lines
	return b, nil
}

// fill reads until the buffer is full or the section ends.
func (r *BlockReader) fill() error {
	n, err := io.ReadFull(r.in, r.buf[r.held:])
	r.held += n
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.ended = true
		return nil
	}
	return err
}

// takeLines moves the whole lines of the buffer to r.text, and at the end of the section the
// rest too. If there is no whole line, the buffer must grow, until it holds more than a row
// may have: then takeLines reports true, and the row is passed over.
func (r *BlockReader) takeLines() (tooLong bool) {
	data := r.buf[:r.held]
	if r.skip {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			r.held = 0
			return false
		}
		data, r.skip = data[i+1:], false
		r.lines++
	}
	end := bytes.LastIndexByte(data, '\n') + 1
	if r.ended {
		end = len(data)
	}
	r.text = string(data[:end]) // a copy: workers parse it while the buffer is filled again
	r.held = copy(r.buf, data[end:])
	switch {
	case end > 0:
	case r.held > r.Longest:
		r.skip, r.held = true, 0
		return true
	case r.held == len(r.buf):
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	return false
}

// firstLines takes whole lines off the front of a text, all of them or MaxLines, and
// counts their line feeds.
func firstLines(text string) (part string, lines int) {
	lines = strings.Count(text, "\n")
	if lines <= MaxLines {
		return text, lines
	}
	end := 0
	for range MaxLines {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	return text[:end], MaxLines
}
