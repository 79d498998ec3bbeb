package schema_test

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/synthhub/synthhub/schema"
)

// A counter counts the bytes that are read from r.
type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// endless is a stream of one character without end.
type endless byte

func (e endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(e)
	}
	return len(b), nil
}

// TestMaxRow: a row of the maximum length is read and a longer one is not, in all chunkings and
// after any rows.
func TestMaxRow(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("x", schema.MaxRow-2) + ",y"
	for name, before := range map[string]string{"first": "", "after a row": "1,2\n", "after many rows": strings.Repeat("12345,67890\n", 20_000)} {
		rows := strings.Count(before, "\n") + 2
		for _, p := range chunkings {
			if before != "" && strings.Contains(p.name, "byte") {
				continue // a million calls once are enough
			}
			t.Run(name+"/"+p.name, func(t *testing.T) {
				r := pairTable.NewCSVReader(p.of(strings.NewReader("a,b\n" + before + longest + "\n3,4\n")))
				if e := readRows(t, r, rows); e != (pair{"3", "4"}) {
					t.Errorf("the last row is %.20q", e)
				}
			})
			t.Run("too long/"+name+"/"+p.name, func(t *testing.T) {
				r := pairTable.NewCSVReader(p.of(strings.NewReader("a,b\n" + before + "x" + longest + "\n3,4\n")))
				readRows(t, r, rows-2)
				var e pair
				var pe *schema.ParseError
				if err := r.Next(&e); !errors.Is(err, schema.ErrTooLong) || !errors.As(err, &pe) || pe.Line != rows || len(pe.Value) != 64 {
					t.Errorf("error %v, want ErrTooLong on line %d", err, rows)
				}
				if err := r.Next(&e); err != io.EOF {
					t.Errorf("after it: %v, want io.EOF", err)
				}
			})
		}
	}
}

// readRows reads n rows and returns the last one.
func readRows(t *testing.T, r *schema.Reader[pair], n int) (e pair) {
	t.Helper()
	for i := range n {
		if err := r.Next(&e); err != nil {
			t.Fatalf("row %d of %d: %v", i, n, err)
		}
	}
	return e
}

// TestEndlessRow: of a row without end, not much more than the maximum is read.
func TestEndlessRow(t *testing.T) {
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
		t.Run(c.name, func(t *testing.T) {
			in := &counter{r: io.MultiReader(strings.NewReader(c.start), c.then)}
			r := pairTable.NewCSVReader(in)
			var e pair
			if err := r.Next(&e); !errors.Is(err, schema.ErrTooLong) {
				t.Errorf("error %v, want ErrTooLong", err)
			}
			if err := r.Next(&e); err != io.EOF {
				t.Errorf("after it: %v, want io.EOF", err)
			}
			if in.n > 2*schema.MaxRow {
				t.Errorf("%d bytes are read of a row of at most %d", in.n, schema.MaxRow)
			}
		})
	}
}

// TestReaderErrors: an error of the stream is returned unchanged after the whole rows before it.
// A row that it cuts off is not returned.
func TestReaderErrors(t *testing.T) {
	for _, end := range []error{errors.New("broken"), io.ErrUnexpectedEOF} { // package gzip returns the latter
		for _, in := range []string{"a,b\n1,2\n", "a,b\n1,2\n3,4", "a,b\n1,2\n\"3"} {
			t.Run(end.Error()+strconv.Quote(in), func(t *testing.T) {
				r := pairTable.NewCSVReader(io.MultiReader(strings.NewReader(in), iotest.ErrReader(end)))
				var e pair
				if err := r.Next(&e); err != nil || e != (pair{"1", "2"}) {
					t.Errorf("first row %q, %v", e, err)
				}
				if err := r.Next(&e); err != end {
					t.Errorf("then %v, want %v", err, end)
				}
				if err := r.Next(&e); err != io.EOF {
					t.Errorf("at last %v, want io.EOF", err)
				}
			})
		}
		t.Run(end.Error()+" in the header", func(t *testing.T) {
			if got := readAll(pairTable.ReadCSV(iotest.ErrReader(end))); len(got) != 1 || got[0] != "error: "+end.Error() {
				t.Errorf("got %v", got)
			}
		})
	}
	t.Run("no progress", func(t *testing.T) {
		empty := readerFunc(func([]byte) (int, error) { return 0, nil })
		if got := readAll(pairTable.ReadCSV(empty)); len(got) != 1 || got[0] != "error: "+io.ErrNoProgress.Error() {
			t.Errorf("got %v", got)
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// TestReadDoesNotWait: a row is returned as soon as it has arrived.
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
