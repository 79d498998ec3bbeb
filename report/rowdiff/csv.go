package rowdiff

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// File returns a function that opens a regular file, for [CSV] and [MappedCSV].
func File(name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		// Opening a named pipe would wait for its writer.
		info, err := os.Stat(name)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("%s is not a regular file; rows are read several times", name)
		}
		return os.Open(name)
	}
}

// CSV returns the rows of a CSV file with exactly the columns of the table, in their order and each value in
// the form in which the table writes it. Lines may end with CR LF, a byte order mark may come first, and cells
// may have quotes that they do not need. Every row is one line: a row with a line end in a cell cannot be read.
// It takes a third of the time of [MappedCSV]. The function open is called for each pass.
func CSV(t Table, open func() (io.ReadCloser, error)) Rows {
	return Rows{table: t, name: "CSV file", prepare: func(_ context.Context, private bool) (*reading, error) {
		if err := checkHeader(t.Table(), open, private); err != nil {
			return nil, err
		}
		return &reading{pass: func(f *feed) error {
			in, err := open()
			if err != nil {
				return err
			}
			s := intake.Section{Format: format.CSV, Header: true, Size: -1, Hint: intake.BlockSize}
			return f.readSection(intake.NewBlockReader(in, s), s, anyRows)
		}}, nil
	}}
}

// anyRows is more rows than any file has.
const anyRows = math.MaxInt64 / 2

// readSection emits the rows of a section of a file, which may have a number of them, and closes it.
func (f *feed) readSection(r *intake.BlockReader, s intake.Section, most int64) error {
	defer r.Close()
	most += int64(s.Lines)
	if s.Header {
		most++
	}
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("after line %d: %w", r.Line(), err)
		}
		if int64(r.Line()) > most {
			return fmt.Errorf("%w: %w", ErrSnapshot, errMoreRows)
		}
		err = f.emit(func(c *chunk) {
			c.file, c.linesBefore, c.hasLines = s.File, b.LinesBefore, true
			c.readBlock(b, s.Format)
		}, len(b.Text))
		if err != nil {
			return err
		}
	}
}

// readBlock adds the rows of a block.
func (c *chunk) readBlock(b intake.Block, rows *format.Format) {
	if b.TooLong {
		c.addFault(rowUnreadable, schema.ErrTooLong)
		return
	}
	for text := b.Text; text != ""; {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		if rows.Document {
			line = strings.TrimSuffix(line, ",")
		}
		if len(line) > schema.MaxRow {
			c.addFault(rowUnreadable, schema.ErrTooLong)
			continue
		}
		c.addLine(rows, line)
	}
}

// maxHeader is the maximum length of a header, in bytes.
const maxHeader = 1 << 20

// checkHeader compares the first line of a file with the header of the table.
func checkHeader(t schema.Describer, open func() (io.ReadCloser, error), private bool) error {
	in, err := open()
	if err != nil {
		return err
	}
	defer in.Close()
	line, err := firstLine(in)
	if err != nil {
		return err
	}
	want := strings.TrimSuffix(string(t.AppendHeader(nil)), "\n")
	if line == want {
		return nil
	}
	if strings.Contains(line, "\r") && !strings.Contains(line, `"`) {
		return fmt.Errorf("%w: %w", ErrHeader, intake.ErrLineEnds)
	}
	if err := intake.NoCommas(line); err != nil && utf8.ValidString(line) {
		return fmt.Errorf("%w: %w", ErrHeader, err)
	}
	names := strings.Split(line, ",")
	for _, c := range t.Columns() {
		if !slices.Contains(names, c.Name) {
			return fmt.Errorf("%w: there is no column %s; the first line must be %.200s%s", ErrHeader, c.Name, want, hint(line, private))
		}
	}
	if len(names) > len(t.Columns()) {
		return fmt.Errorf("%w: there are %d columns, and table %s has %d; MappedCSV ignores the others", ErrHeader, len(names), t.Name(), len(t.Columns()))
	}
	return fmt.Errorf("%w: the columns are in another order than in table %s; MappedCSV reads them in any order", ErrHeader, t.Name())
}

// hint says what a first line is that is not the header.
func hint(line string, private bool) string {
	switch {
	case line == "":
		return ", and it is empty"
	case !utf8.ValidString(line) || strings.ContainsRune(line, 0):
		return ", and it is not text in UTF-8: is this a CSV file?"
	case strings.HasPrefix(line, "{") || strings.HasPrefix(line, "["):
		return ", and it looks like JSON"
	case private:
		return ""
	}
	return fmt.Sprintf(", and it is %.80q", line)
}

// firstLine returns the first line of a file without its end and without a byte order mark.
func firstLine(in io.Reader) (string, error) {
	r := bufio.NewReader(io.LimitReader(in, maxHeader+1))
	line, err := r.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if len(line) > maxHeader && strings.Contains(line, "\r") && !strings.HasSuffix(line, "\n") {
		return "", fmt.Errorf("%w: %w", ErrHeader, intake.ErrLineEnds)
	}
	if len(line) > maxHeader {
		return "", fmt.Errorf("%w: the first line has more than %d bytes: is this a CSV file?", ErrHeader, maxHeader)
	}
	line = strings.TrimPrefix(line, "\ufeff")
	return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"), nil
}
