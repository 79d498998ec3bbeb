package validate

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
	// blockSize is the number of bytes that are read at a time.
	blockSize = 64 << 10
	// maxLines is the greatest number of lines in a block: a block of good rows has a few
	// hundred, but one of empty lines has as many as bytes, and each takes a row's memory.
	maxLines = 512
)

// A section is a part of a file that holds rows of one table.
type section struct {
	file   string
	format *format.Format
	header bool  // whether its first line is a header
	offset int64 // bytes of the file before it
	lines  int   // lines of the file before it
	size   int64 // bytes, -1 for the rest of the file
	hint   int64 // an estimate of the bytes, if size is not known
	rows   int   // an estimate
}

// A block is some whole lines of a file. Only the last of a file may lack its line feed.
type block struct {
	text        string
	linesBefore int  // lines of the file before it
	tooLong     bool // the block stands for one line that is longer than any row, and has no text
}

// A blockReader reads a section of a file as blocks.
type blockReader struct {
	file  fs.File
	in    io.Reader // the section of the file
	buf   []byte
	held  int    // bytes in buf
	text  string // whole lines that were taken from buf and not returned yet
	lines int    // lines of the file before text
	skip  bool   // whether what comes next, up to a line feed, is passed over
	ended bool   // whether the section has been read to its end

	longest int // bytes that a line may have
}

// maxLine is the greatest length of a line: a row, and what may stand after it.
const maxLine = schema.MaxRow + len(",\r")

// openSection opens a section of a file. A header is passed over.
func openSection(fsys fs.FS, s section) (*blockReader, error) {
	f, err := fsys.Open(s.file)
	if err != nil {
		return nil, err
	}
	if s.offset > 0 {
		if seeker, ok := f.(io.Seeker); ok {
			_, err = seeker.Seek(s.offset, io.SeekStart)
		} else {
			_, err = io.CopyN(io.Discard, f, s.offset)
		}
		if err != nil {
			f.Close()
			return nil, err
		}
	}
	r := &blockReader{file: f, in: f, lines: s.lines, skip: s.header, longest: maxLine}
	if s.size >= 0 {
		r.in = io.LimitReader(f, s.size)
	}
	r.buf = make([]byte, bufferSize(s.hint))
	return r, nil
}

// bufferSize returns the size of the buffer to read a file with. The bytes are what the manifest
// says: any number. The buffer has a reserve, so that a small file is read at once.
func bufferSize(bytes int64) int {
	const smallest, reserve = 4096, 512
	return int(min(max(bytes, smallest), blockSize-reserve)) + reserve
}

func (r *blockReader) close() { r.file.Close() }

// next returns the next block, io.EOF after the last. After another error, the lines that
// were read and not returned yet are lost.
func (r *blockReader) next() (block, error) {
	for r.text == "" {
		if r.ended {
			return block{}, io.EOF
		}
		if err := r.fill(); err != nil {
			return block{}, err
		}
		if tooLong := r.takeLines(); tooLong {
			return block{linesBefore: r.lines, tooLong: true}, nil
		}
	}
	text, lines := firstLines(r.text)
	b := block{text: text, linesBefore: r.lines}
	r.text, r.lines = r.text[len(text):], r.lines+lines
	return b, nil
}

// fill reads until the buffer is full or the section ends.
func (r *blockReader) fill() error {
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
func (r *blockReader) takeLines() (tooLong bool) {
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
	case r.held > r.longest:
		r.skip, r.held = true, 0
		return true
	case r.held == len(r.buf):
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	return false
}

// firstLines takes whole lines off the front of a text, all of them or maxLines, and
// counts their line feeds.
func firstLines(text string) (part string, lines int) {
	lines = strings.Count(text, "\n")
	if lines <= maxLines {
		return text, lines
	}
	end := 0
	for range maxLines {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	return text[:end], maxLines
}

// A lineReader reads the lines of several sections one by one, as comparing them with other
// rows needs.
type lineReader struct {
	fs       fs.FS
	sections []section // that are not open yet
	reader   *blockReader
	text     string // lines of the block that were not returned yet
	file     string
	line     int // number in the file of the line that was returned last
	missing  int // lines asked for after the last
	longest  int // bytes that a line may have, 0 for those of a row
}

// next returns the next line without its end, io.EOF after the last. An error that wraps
// schema.ErrTooLong stands for one line. A section that cannot be opened or read is an error
// once; the lines after that are those of the next section.
func (r *lineReader) next() (string, error) {
	for r.text == "" {
		if r.reader == nil {
			if len(r.sections) == 0 {
				r.missing++
				return "", io.EOF
			}
			if err := r.open(); err != nil {
				return "", err
			}
		}
		b, err := r.reader.next()
		if errors.Is(err, io.EOF) {
			r.close()
			continue
		}
		if err != nil {
			r.line = r.reader.lines + 1
			r.close()
			return "", err
		}
		r.text, r.line = b.text, b.linesBefore
		if b.tooLong {
			r.line++
			return "", schema.ErrTooLong
		}
	}
	var line string
	line, r.text, _ = strings.Cut(r.text, "\n")
	r.line++
	return line, nil
}

// open opens the next section.
func (r *lineReader) open() (err error) {
	s := r.sections[0]
	r.sections = r.sections[1:]
	r.reader, err = openSection(r.fs, s)
	if err == nil && r.longest > 0 {
		r.reader.longest = r.longest
	}
	r.file, r.line = s.file, s.lines
	return err
}

func (r *lineReader) close() {
	if r.reader != nil {
		r.reader.close()
		r.reader = nil
	}
}

// rest returns the number of lines that are left, up to a file that cannot be opened.
func (r *lineReader) rest() (lines int) {
	for {
		if _, err := r.next(); err != nil && !errors.Is(err, schema.ErrTooLong) {
			return lines
		}
		lines++
	}
}
