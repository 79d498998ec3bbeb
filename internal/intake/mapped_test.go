package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// TestRecords checks that the records, lines and offsets of a file are those of package csv.
func TestRecords(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "\n", "\r\n\n", "a,b\n1,2\n", "\n\r\na,b\r\n\r\n\n1,\"x\n\n\ny\"\n\n2\n\n3,a\"b\n\"4\"x,5\n\r6,7\r\n\r", "a\n\n\r", "a,b\n\n\"1\n\n2"} {
		checkRecords(t, text)
	}
}

// FuzzRecords checks the same of any text.
func FuzzRecords(f *testing.F) {
	f.Add("\n\na,\"b\n\"\r\n\n1")
	f.Fuzz(func(t *testing.T, text string) { checkRecords(t, text) })
}

func checkRecords(t *testing.T, text string) {
	t.Helper()
	if len(text) > 4096 || strings.HasPrefix(text, "\ufeff") {
		return
	}
	want, got := csv.NewReader(strings.NewReader(text)), NewRecords(strings.NewReader(text))
	for {
		cells, err := want.Read()
		others, otherErr := got.Read()
		parseError, fault := errors.AsType[*csv.ParseError](err)
		if !slices.Equal(cells, others) || (err == nil) != (otherErr == nil) || err != nil && err.Error() != otherErr.Error() {
			t.Fatalf("%q: got %q, %v; want %q, %v", text, others, otherErr, cells, err)
		}
		line := 0
		if fault {
			line = parseError.StartLine
		} else if err == nil {
			line, _ = want.FieldPos(0)
		} else {
			return
		}
		if got.Line() != line || got.Offset() != want.InputOffset() {
			t.Fatalf("%q: line %d at %d, want line %d at %d", text, got.Line(), got.Offset(), line, want.InputOffset())
		}
	}
}

// TestEmptyLines checks that empty lines do not count for the length of a record, and that those in a cell do.
func TestEmptyLines(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\n", "\r\n"} {
		empty := strings.Repeat(end, schema.MaxRow+10_000)
		r := NewRecords(strings.NewReader("a,b" + end + empty + "1,2" + end + empty + "3,4" + empty))
		for i, want := range []string{"a,b", "1,2", "3,4"} {
			cells, err := r.Read()
			if line := 1 + i*(schema.MaxRow+10_001); strings.Join(cells, ",") != want || err != nil || r.Line() != line {
				t.Fatalf("got %q, %v on line %d, want %s on line %d", cells, err, r.Line(), want, line)
			}
		}
		if cells, err := r.Read(); !errors.Is(err, io.EOF) {
			t.Errorf("after the last record: %q, %v", cells, err)
		}
		r = NewRecords(strings.NewReader("a,b" + end + "1,\"" + empty + "\"" + end))
		if _, err := r.Read(); err != nil {
			t.Fatal(err)
		}
		if cells, err := r.Read(); !errors.Is(err, schema.ErrTooLong) {
			t.Errorf("a cell of empty lines: %d cells, %v", len(cells), err)
		}
	}
}
