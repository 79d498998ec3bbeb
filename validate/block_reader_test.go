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
	"github.com/synthhub/synthhub/schema"
)

// TestFirstLines: parts of whole lines, none of them of too many, are the text again.
func TestFirstLines(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a", "a\nb\n", strings.Repeat("\n", maxLines), strings.Repeat("\n", 3*maxLines+1) + "end", strings.Repeat("row\n", maxLines+1)} {
		all, total := "", 0
		for rest := text; rest != ""; {
			part, lines := firstLines(rest)
			if part == "" || lines > maxLines || lines != strings.Count(part, "\n") || len(part) < len(rest) && !strings.HasSuffix(part, "\n") {
				t.Fatalf("a part of %d bytes has %d lines, said to be %d", len(part), strings.Count(part, "\n"), lines)
			}
			all, total, rest = all+part, total+lines, rest[len(part):]
		}
		if all != text || total != strings.Count(text, "\n") {
			t.Errorf("the parts have %d bytes and %d lines, want %d and %d", len(all), total, len(text), strings.Count(text, "\n"))
		}
	}
}

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
func readBlocks(t *testing.T, fsys fs.FS, s section) (lines []string) {
	t.Helper()
	r, err := openSection(fsys, s)
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	for {
		b, err := r.next()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		if b.tooLong {
			lines = append(lines, numbered(b.linesBefore+1, strings.Repeat("x", schema.MaxRow+1)))
		}
		n := b.linesBefore
		for line := range strings.Lines(b.text) {
			n++
			lines = append(lines, numbered(n, strings.TrimSuffix(line, "\n")))
		}
		if n-b.linesBefore > maxLines+1 || len(b.text) > 3*schema.MaxRow {
			t.Errorf("a block of %d lines and %d bytes", n-b.linesBefore, len(b.text))
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
		"many empty lines":  strings.Repeat("\n", 3*maxLines+7),
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
			for _, s := range []section{
				{file: "whole", size: -1},
				{file: "whole", size: -1, header: true, hint: int64(len(text))},
				{file: "within", offset: int64(len(before)), lines: 2, size: int64(len(text)), hint: 1 << 40},
			} {
				s.format = format.NDJSON
				var want []string
				n := s.lines
				for line := range strings.Lines(text) {
					if n++; !s.header || n > 1 {
						want = append(want, numbered(n, strings.TrimSuffix(line, "\n")))
					}
				}
				for kind, fsys := range map[string]fs.FS{"files": fsys, "streams": streams{fsys, iotest.HalfReader}, "early ends": streams{fsys, iotest.DataErrReader}} {
					if diff := cmp.Diff(want, readBlocks(t, fsys, s)); diff != "" {
						t.Fatalf("%s, section %+v (-want +got):\n%.2000s", kind, s, diff)
					}
				}
				lines := &lineReader{fs: fsys, sections: []section{s, s}}
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
	s := section{file: "good", format: format.NDJSON, size: -1}
	r, err := openSection(failing, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.next(); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the error is %v, want %v", err, io.ErrClosedPipe)
	}
	s.offset = 9
	if _, err := openSection(streams{fsys, iotest.HalfReader}, s); !errors.Is(err, io.EOF) {
		t.Errorf("a section after the end: the error is %v, want %v", err, io.EOF)
	}
	lines := &lineReader{fs: fsys, sections: []section{{file: "missing"}, {file: "good", size: -1}}}
	if _, err := lines.next(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the error is %v, want %v", err, fs.ErrNotExist)
	}
	if line, err := lines.next(); line != "a" || err != nil {
		t.Errorf("the line after the error is %q, %v", line, err)
	}
	lines = &lineReader{fs: failing, sections: []section{{file: "good", size: -1, lines: 6}}}
	if _, err := lines.next(); !errors.Is(err, io.ErrClosedPipe) || lines.line != 7 {
		t.Errorf("at line %d the error is %v, want %v at line 7", lines.line, err, io.ErrClosedPipe)
	}
	if _, err := lines.next(); !errors.Is(err, io.EOF) {
		t.Errorf("after the only section the error is %v, want %v", err, io.EOF)
	}
}
