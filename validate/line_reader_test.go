package validate

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// A stream is a file that cannot seek, and whose reads return what a reader returns.
type stream struct {
	fs.File
	io.Reader
}

func (s stream) Read(p []byte) (int, error) { return s.Reader.Read(p) }

// streams is a file system of streams.
type streams struct {
	fs.FS
	reader func(io.Reader) io.Reader
}

func (s streams) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	return stream{f, s.reader(f)}, err
}

// readBlocks returns the lines of all blocks, each with its number in the file. A line above
// the greatest length counts as long, whether the reader passes over it or not.
func readBlocks(t *testing.T, fsys fs.FS, s intake.Section) (lines []string) {
	t.Helper()
	r, err := intake.OpenSection(fsys, s)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		if b.TooLong {
			lines = append(lines, numbered(b.LinesBefore+1, strings.Repeat("x", schema.MaxRow+1)))
		}
		n := b.LinesBefore
		for line := range strings.Lines(b.Text) {
			n++
			lines = append(lines, numbered(n, strings.TrimSuffix(line, "\n")))
		}
		if n-b.LinesBefore > intake.MaxLines+1 || len(b.Text) > 3*schema.MaxRow {
			t.Errorf("a block of %d lines and %d bytes", n-b.LinesBefore, len(b.Text))
		}
	}
}

func numbered(n int, line string) string {
	if len(line) > schema.MaxRow {
		line = "long"
	}
	return fmt.Sprintf("%d %s", n, line)
}

// TestBlockReader compares the lines of blocks, and those that a lineReader returns, with what
// package strings finds in the text.
func TestBlockReader(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 3*schema.MaxRow)
	for name, text := range map[string]string{
		"nothing":           "",
		"one line":          "a\n",
		"no line feed":      "a\nb",
		"empty lines":       "a\n\n\nb\n",
		"many empty lines":  strings.Repeat("\n", 3*intake.MaxLines+7),
		"many lines":        strings.Repeat("some row of a table\n", 20_000),
		"rows above a page": strings.Repeat(strings.Repeat("y", 70_000)+"\n", 5),
		"the longest row":   "a\n" + long[:schema.MaxRow] + "\nb\n",
		"a longer row":      "a\n" + long[:schema.MaxRow+1] + "\nb\n",
		"a very long row":   "a\n" + long + "\nb\n",
		"long rows alone":   long + "\n" + long + "\n" + long,
		"a long header":     long[:schema.MaxRow/2] + "\na\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const before, after = "first\nsecond\n", "closing\nline\n"
			fsys := fstest.MapFS{"whole": {Data: []byte(text)}, "within": {Data: []byte(before + text + after)}}
			for _, s := range []intake.Section{
				{File: "whole", Size: -1},
				{File: "whole", Size: -1, Header: true, Hint: int64(len(text))},
				{File: "within", Offset: int64(len(before)), Lines: 2, Size: int64(len(text)), Hint: 1 << 40},
			} {
				s.Format = format.NDJSON
				var want []string
				n := s.Lines
				for line := range strings.Lines(text) {
					if n++; !s.Header || n > 1 {
						want = append(want, numbered(n, strings.TrimSuffix(line, "\n")))
					}
				}
				for kind, fsys := range map[string]fs.FS{"files": fsys, "streams": streams{fsys, iotest.HalfReader}, "early ends": streams{fsys, iotest.DataErrReader}} {
					if diff := cmp.Diff(want, readBlocks(t, fsys, s)); diff != "" {
						t.Fatalf("%s, section %+v (-want +got):\n%.2000s", kind, s, diff)
					}
				}
				lines := &lineReader{fs: fsys, sections: []intake.Section{s, s}}
				for i, w := range append(want[:len(want):len(want)], want...) {
					line, err := lines.next()
					if errors.Is(err, schema.ErrTooLong) {
						line, err = long, nil
					}
					if got := numbered(lines.line, line); err != nil || got != w {
						t.Fatalf("line %d is %.100q, %v; want %.100q", i, got, err, w)
					}
				}
				if n := lines.rest(); n != 0 || lines.missing != 1 {
					t.Errorf("%d lines are left, %d were asked for after the last", n, lines.missing)
				}
			}
		})
	}
}

// TestBlockReaderErrors: an error of a file is returned, once by a lineReader, which then goes
// on with the next section.
func TestBlockReaderErrors(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{"good": {Data: []byte("a\n")}}
	failing := streams{fsys, func(r io.Reader) io.Reader { return io.MultiReader(r, iotest.ErrReader(io.ErrClosedPipe)) }}
	s := intake.Section{File: "good", Format: format.NDJSON, Size: -1}
	r, err := intake.OpenSection(failing, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the error is %v, want %v", err, io.ErrClosedPipe)
	}
	s.Offset = 9
	if _, err := intake.OpenSection(streams{fsys, iotest.HalfReader}, s); !errors.Is(err, io.EOF) {
		t.Errorf("a section after the end: the error is %v, want %v", err, io.EOF)
	}
	lines := &lineReader{fs: fsys, sections: []intake.Section{{File: "missing"}, {File: "good", Size: -1}}}
	if _, err := lines.next(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the error is %v, want %v", err, fs.ErrNotExist)
	}
	if line, err := lines.next(); line != "a" || err != nil {
		t.Errorf("the line after the error is %q, %v", line, err)
	}
	lines = &lineReader{fs: failing, sections: []intake.Section{{File: "good", Size: -1, Lines: 6}}}
	if _, err := lines.next(); !errors.Is(err, io.ErrClosedPipe) || lines.line != 7 {
		t.Errorf("at line %d the error is %v, want %v at line 7", lines.line, err, io.ErrClosedPipe)
	}
	if _, err := lines.next(); !errors.Is(err, io.EOF) {
		t.Errorf("after the only section the error is %v, want %v", err, io.EOF)
	}
}
