package validate

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// A lineReader reads the lines of several sections one by one, as comparing them with other
// rows needs.
type lineReader struct {
	fs       fs.FS
	sections []intake.Section // that are not open yet
	reader   *intake.BlockReader
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
		b, err := r.reader.Next()
		if errors.Is(err, io.EOF) {
			r.close()
			continue
		}
		if err != nil {
			r.line = r.reader.Line() + 1
			r.close()
			return "", err
		}
		r.text, r.line = b.Text, b.LinesBefore
		if b.TooLong {
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
	r.reader, err = intake.OpenSection(r.fs, s)
	if err == nil && r.longest > 0 {
		r.reader.Longest = r.longest
	}
	r.file, r.line = s.File, s.Lines
	return err
}

func (r *lineReader) close() {
	if r.reader != nil {
		r.reader.Close()
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
