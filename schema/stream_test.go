package schema_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/synthhub/synthhub/schema"
)

// counter counts what is read of it.
type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// endless is a stream of one letter.
type endless byte

func (e endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(e)
	}
	return len(b), nil
}

// TestMaxRow: the longest row is read and the next longer is not, in whatever
// pieces it comes and whatever stands before it; no more is read than needed.
func TestMaxRow(t *testing.T) {
	longest := strings.Repeat("x", schema.MaxRow-2) + ",y"
	for _, before := range []string{"", "1,2\n", strings.Repeat("12345,67890\n", 20_000)} {
		for _, p := range pieces {
			if before != "" && strings.Contains(p.name, "byte") {
				continue // a million calls are enough once
			}
			in := &counter{r: p.of(strings.NewReader("a,b\n" + before + longest + "\n3,4\n"))}
			r := pairTable.NewCSVReader(in)
			var e pair
			rows := strings.Count(before, "\n") + 2
			for n := range rows {
				if err := r.Next(&e); err != nil {
					t.Fatalf("%s: row %d of %d: %v", p.name, n, rows, err)
				}
			}
			if e != (pair{"3", "4"}) {
				t.Errorf("%s: the last row is %.20q", p.name, e)
			}
			in = &counter{r: p.of(strings.NewReader("a,b\n" + before + "x" + longest + "\n3,4\n"))}
			r = pairTable.NewCSVReader(in)
			for range rows - 2 {
				if err := r.Next(&e); err != nil {
					t.Fatal(err)
				}
			}
			var pe *schema.ParseError
			if err := r.Next(&e); !errors.Is(err, schema.ErrTooLong) || !errors.As(err, &pe) || pe.Line != rows || len(pe.Value) != 64 {
				t.Errorf("%s: error %v, want ErrTooLong on line %d", p.name, err, rows)
			}
			if err := r.Next(&e); err != io.EOF {
				t.Errorf("%s: after it: %v, want io.EOF", p.name, err)
			}
		}
	}
	for _, c := range []struct {
		name  string
		start string
		then  io.Reader
	}{
		{"one line", "a,b\n", endless('x')},
		{"an open quote", "a,b\n\"", endless('\n')},
		{"quotes", "a,b\n", endless('"')},
		{"in the header", "", endless('a')},
	} {
		in := &counter{r: io.MultiReader(strings.NewReader(c.start), c.then)}
		r := pairTable.NewCSVReader(in)
		var e pair
		if err := r.Next(&e); !errors.Is(err, schema.ErrTooLong) {
			t.Errorf("%s without end: %v", c.name, err)
		}
		if err := r.Next(&e); err != io.EOF {
			t.Errorf("%s: after it: %v, want io.EOF", c.name, err)
		}
		if in.n > 2*schema.MaxRow {
			t.Errorf("%s: %d bytes read of a row of at most %d", c.name, in.n, schema.MaxRow)
		}
	}
}

// TestReaderErrors: an error of the stream comes after the whole rows before it,
// as it is; what is cut off by it is not taken for a row.
func TestReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, end := range []error{broken, io.ErrUnexpectedEOF} { // the latter is that of a gzip file cut short
		for _, in := range []string{"a,b\n1,2\n", "a,b\n1,2\n3,4", "a,b\n1,2\n\"3"} {
			r := pairTable.NewCSVReader(io.MultiReader(strings.NewReader(in), iotest.ErrReader(end)))
			var e pair
			if err := r.Next(&e); err != nil || e != (pair{"1", "2"}) {
				t.Errorf("%q: first row %q, %v", in, e, err)
			}
			if err := r.Next(&e); err != end {
				t.Errorf("%q: then %v, want %v", in, err, end)
			}
			if err := r.Next(&e); err != io.EOF {
				t.Errorf("%q: at last %v, want io.EOF", in, err)
			}
		}
		if got := readAll(pairTable.ReadCSV(iotest.ErrReader(end))); len(got) != 1 || got[0] != "error: "+end.Error() {
			t.Errorf("in the header: %v", got)
		}
	}
	silent := readerFunc(func([]byte) (int, error) { return 0, nil })
	if got := readAll(pairTable.ReadCSV(silent)); len(got) != 1 || got[0] != "error: "+io.ErrNoProgress.Error() {
		t.Errorf("of a stream that says nothing: %v", got)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// TestReadDoesNotWait: a row is there as soon as it was sent.
func TestReadDoesNotWait(t *testing.T) {
	r, w := io.Pipe()
	defer r.Close()
	sent := make(chan string)
	go func() {
		for s := range sent {
			io.WriteString(w, s)
		}
	}()
	defer close(sent)
	rows := pairTable.NewCSVReader(r)
	sent <- "a,b\n1,2\n"
	for range 3 {
		var e pair
		if err := rows.Next(&e); err != nil || e != (pair{"1", "2"}) {
			t.Fatalf("row %q, %v", e, err)
		}
		sent <- "1,2\n"
	}
}
