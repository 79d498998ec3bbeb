package schema_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// chunkings are ways in which the same stream can arrive.
var chunkings = []struct {
	name string
	of   func(io.Reader) io.Reader
}{
	{"whole", func(r io.Reader) io.Reader { return r }},
	{"by the byte", iotest.OneByteReader},
	{"by halves", iotest.HalfReader},
	{"with the end in the last chunk", iotest.DataErrReader},
	{"by the byte, with the end in the last", func(r io.Reader) io.Reader { return iotest.DataErrReader(iotest.OneByteReader(r)) }},
	{"with empty chunks", func(r io.Reader) io.Reader { return &stutter{r: r} }},
}

// A stutter returns no bytes at every other call, as a Reader may.
type stutter struct {
	r     io.Reader
	empty bool // whether the last call returned no bytes
}

func (s *stutter) Read(b []byte) (int, error) {
	if s.empty = !s.empty; s.empty {
		return 0, nil
	}
	return s.r.Read(b)
}

// readAll returns the rows and the errors that a reader yields, as text.
func readAll(rows iter.Seq2[*pair, error]) (list []string) {
	for p, err := range rows {
		if (p == nil) == (err == nil) {
			list = append(list, fmt.Sprintf("row %v with error %v", p, err))
		} else if err != nil {
			list = append(list, "error: "+err.Error())
		} else {
			list = append(list, fmt.Sprintf("%q %q", p.A, p.B))
		}
	}
	return list
}

// TestReadCSV reads valid and invalid streams in all chunkings.
func TestReadCSV(t *testing.T) {
	t.Parallel()
	const missing = "error: pairs, line %d, byte 0, value %q: not in the required form: the file ends inside a row, or its last line feed is missing"
	header := func(value, why string) []string {
		return []string{fmt.Sprintf("error: pairs, line 1, byte 0%s: wrong columns: %s", value, why)}
	}
	for _, c := range []struct {
		reason, in string
		want       []string
	}{
		{"rows", "a,b\n1,2\n3,4\n", []string{`"1" "2"`, `"3" "4"`}},
		{"no rows", "a,b\n", nil},
		{"line ends in quotes", "a,b\n\"1\n\n\r\n1\",2\n\"\n\",\"\n\"\nx,y\n", []string{`"1\n\n\r\n1" "2"`, `"\n" "\n"`, `"x" "y"`}},
		{"doubled quotes at line ends", "a,b\n\"1\"\"\n\",2\n\"\"\"\",\"\"\"\n\"\"\"\nx,y\n", []string{`"1\"\n" "2"`, `"\"" "\"\n\""`, `"x" "y"`}},
		{"a wrong row does not hide the next", "a,b\n1\n2,3\n4,5,6\n7,8\n", []string{
			"error: pairs.b, line 2, byte 1: wrong columns: the row ends after column 1 of 2", `"2" "3"`,
			`error: pairs, line 4, byte 4, value "6": wrong columns: the row continues after the last of 2 columns`, `"7" "8"`}},
		{"nor does a quote inside a cell", "a,b\nx\"y,2\n3,4\n", []string{
			`error: pairs.a, line 2, byte 0, value "x\"y": wrong quoting: a cell with a quote or a line end must be quoted`, `"3" "4"`}},
		{"nor does text after a quote", "a,b\n\"x\"y,\"2\n3,4\n\"5\",6\n", []string{
			`error: pairs.a, line 2, byte 0, value "\"x\"y,\"2\n3,4\n\"5\",6": wrong quoting: text follows the closing quote`}},
		{"lines are counted through quotes", "a,b\n\"1\n2\n3\",4\n5\n", []string{`"1\n2\n3" "4"`, "error: pairs.b, line 5, byte 1: wrong columns: the row ends after column 1 of 2"}},
		{"an empty line", "a,b\n\n1,2\n", []string{"error: pairs.b, line 2, byte 0: wrong columns: the row ends after column 1 of 2", `"1" "2"`}},

		{"an empty stream", "", header("", "the header must be a,b")},
		{"a wrong header ends the input", "b,a\n1,2\n", header(`, value "b,a"`, "the header must be a,b")},
		{"header in upper case", "A,B\n1,2\n", header(`, value "A,B"`, "the header must be a,b")},
		{"header in quotes", "\"a\",\"b\"\n1,2\n", header(`, value "\"a\",\"b\""`, "the header must be a,b")},
		{"header with a column too many", "a,b,c\n1,2\n", header(`, value "a,b,c"`, "the header must be a,b")},
		{"no header", "1,2\n3,4\n", header(`, value "1,2"`, "the header must be a,b")},
		{"byte order mark", "\ufeffa,b\n1,2\n", header(`, value "\ufeffa,b"`, "the file begins with a byte order mark; remove it")},
		{"CR LF", "a,b\r\n1,2\r\n", header(`, value "a,b\r"`, "lines end with CR LF; they must end with LF")},
		{"CR LF after the header", "a,b\n1,2\r\n", []string{`error: pairs.b, line 2, byte 2, value "2\r": wrong quoting: a cell with a quote or a line end must be quoted`}},

		{"header without its line feed", "a,b", []string{fmt.Sprintf(missing, 1, "a,b")}},
		{"last line feed missing", "a,b\n1,2\n3,4", []string{`"1" "2"`, fmt.Sprintf(missing, 3, "3,4")}},
		{"the end in a cell", "a,b\n1,2\n3", []string{`"1" "2"`, fmt.Sprintf(missing, 3, "3")}},
		{"the end in quotes", "a,b\n1,2\n\"3\n4\n", []string{`"1" "2"`, `error: pairs, line 3, byte 0, value "\"3\n4\n": wrong quoting: the file ends inside a quoted cell`}},
		{"the end after a quote", "a,b\n\"1\"", []string{fmt.Sprintf(missing, 2, `"1"`)}},
	} {
		t.Run(c.reason, func(t *testing.T) { checkRead(t, pairTable.ReadCSV, c.in, c.want) })
	}
}

// checkRead compares the rows of a stream in all chunkings.
func checkRead(t *testing.T, read func(io.Reader) iter.Seq2[*pair, error], in string, want []string) {
	t.Helper()
	for _, p := range chunkings {
		t.Run(p.name, func(t *testing.T) {
			if diff := cmp.Diff(want, readAll(read(p.of(strings.NewReader(in))))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReadNDJSON reads valid and invalid streams in all chunkings.
func TestReadNDJSON(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason, in string
		want       []string
	}{
		{"rows", `{"a":"1","b":"2"}` + "\n" + `{"b":"4","a":"3"}` + "\n", []string{`"1" "2"`, `"3" "4"`}},
		{"an empty stream", "", nil},
		{"a quote does not join lines", `{"a":"1` + "\n" + `{"a":"\n","b":"\""}` + "\n", []string{`error: pairs.a, line 1, byte 5, value "\"1": not in the required form: the closing quote is missing`, `"\n" "\""`}},
		{"an empty line", "\n" + `{"a":"1","b":"2"}` + "\n", []string{"error: pairs, line 1, byte 0: not in the required form, want an object", `"1" "2"`}},
		{"CR is white space", `{"a":"1","b":"2"}` + "\r\n", []string{`"1" "2"`}},
		{"byte order mark", "\ufeff{}\n", []string{`error: pairs, line 1, byte 0, value "\ufeff{}": not in the required form, want an object`}},
		{"last line feed missing", `{"a":"1","b":"2"}`, []string{`error: pairs, line 1, byte 0, value "{\"a\":\"1\",\"b\":\"2\"}": not in the required form: the file ends inside a row, or its last line feed is missing`}},
	} {
		t.Run(c.reason, func(t *testing.T) { checkRead(t, pairTable.ReadNDJSON, c.in, c.want) })
	}
}

// TestReadBlocks reads streams of several buffers. Line ends in quotes are so many that some
// are at the end of a buffer.
func TestReadBlocks(t *testing.T) {
	t.Parallel()
	var want []pair
	var file, lines []byte
	file = pairTable.AppendHeader(file)
	for i := 0; len(file) < 300_000; i++ {
		p := pair{strings.Repeat("x", i%97) + specials[i%len(specials)], strings.Repeat("\n\"", i%5)}
		want = append(want, p)
		file = pairTable.AppendCSV(file, &p)
		lines = append(pairTable.AppendJSON(lines, &p), '\n')
	}
	for _, p := range chunkings {
		t.Run("CSV/"+p.name, func(t *testing.T) {
			line := 2
			r := pairTable.NewCSVReader(p.of(bytes.NewReader(file)))
			for n := range want {
				var got pair
				if err := r.Next(&got); err != nil || got != want[n] || r.Line() != line {
					t.Fatalf("row %d on line %d is %q, %v; want %q on line %d", n, r.Line(), got, err, want[n], line)
				}
				line += 1 + strings.Count(got.A+got.B, "\n")
			}
			if err := r.Next(new(pair)); err != io.EOF {
				t.Errorf("after the last row: %v", err)
			}
		})
		t.Run("NDJSON/"+p.name, func(t *testing.T) {
			n := 0
			for got, err := range pairTable.ReadNDJSON(p.of(bytes.NewReader(lines))) {
				valid := pair{string([]rune(want[n].A)), want[n].B}
				if err != nil || *got != valid {
					t.Fatalf("object %d is %q, %v; want %q", n, got, err, valid)
				}
				n++
			}
			if n != len(want) {
				t.Errorf("%d objects of %d", n, len(want))
			}
		})
	}
}

// TestStringsStay: the strings of a row stay valid after the next row is read.
func TestStringsStay(t *testing.T) {
	var file []byte
	file = pairTable.AppendHeader(file)
	for i := range 10_000 {
		file = pairTable.AppendCSV(file, &pair{fmt.Sprint(i), fmt.Sprintf(`"%d"`, i)})
	}
	var rows []pair
	for p, err := range pairTable.ReadCSV(bytes.NewReader(file)) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, *p)
	}
	for i, p := range rows {
		if want := (pair{fmt.Sprint(i), fmt.Sprintf(`"%d"`, i)}); p != want {
			t.Fatalf("row %d has changed to %q", i, p)
		}
	}
	if len(rows) != 10_000 {
		t.Errorf("%d rows, want 10000", len(rows))
	}
}

// TestReadStops: after a loop over the rows stops, no more is read.
func TestReadStops(t *testing.T) {
	in := &counter{r: iotest.OneByteReader(strings.NewReader("a,b\n1,2\n3,4\n"))}
	for range pairTable.ReadCSV(in) {
		break
	}
	if want := len("a,b\n1,2\n"); in.n != want {
		t.Errorf("%d bytes are read, want %d", in.n, want)
	}
}

// TestReadGenerated reads generated rows.
func TestReadGenerated(t *testing.T) {
	t.Parallel()
	persons, _ := sample(t, 1500)
	file := synthhub.PersonTable.AppendHeader(nil)
	for i := range persons {
		file = synthhub.PersonTable.AppendCSV(file, &persons[i])
	}
	i := 0
	for p, err := range synthhub.PersonTable.ReadCSV(bytes.NewReader(file)) {
		if err != nil || *p != persons[i] {
			t.Fatalf("row %d: %v (-want +got):\n%s", i, err, cmp.Diff(&persons[i], p))
		}
		i++
	}
	if i != len(persons) {
		t.Errorf("%d rows of %d", i, len(persons))
	}
}

// FuzzRead reads any stream:
//   - reading ends, and yields the same in all chunkings;
//   - if encoding/csv reads rows of two cells, we read the same, unless the stream has
//     CR, an empty line, or no line feed at its end.
func FuzzRead(f *testing.F) {
	for _, s := range specials {
		f.Add("a,b\n" + s + "," + s + "\nx,y\n")
		f.Add("a,b\n" + string(pairTable.AppendCSV(nil, &pair{s, s})) + "x,y\n")
		f.Add(`{"a":"` + s + `","b":"x"}` + "\n" + `{"a":"x","b":"y"}` + "\n")
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, read := range []func(io.Reader) iter.Seq2[*pair, error]{pairTable.ReadCSV, pairTable.ReadNDJSON} {
			want := readAll(read(strings.NewReader(in)))
			for _, p := range chunkings[1:] {
				if diff := cmp.Diff(want, readAll(read(p.of(strings.NewReader(in))))); diff != "" {
					t.Errorf("%s (-whole +in chunks):\n%s", p.name, diff)
				}
			}
		}
		rest, ok := strings.CutPrefix(in, "a,b\n")
		cells, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
		if !ok || err != nil || strings.ContainsRune(rest, '\r') || strings.HasPrefix(rest, "\n") || strings.Contains(rest, "\n\n") || !strings.HasSuffix(rest, "\n") {
			return
		}
		var want []string
		for _, c := range cells {
			if len(c) != 2 {
				return
			}
			want = append(want, fmt.Sprintf("%q %q", c[0], c[1]))
		}
		if diff := cmp.Diff(want, readAll(pairTable.ReadCSV(strings.NewReader(in)))); diff != "" {
			t.Errorf("%q (-encoding/csv +got):\n%s", in, diff)
		}
	})
}
