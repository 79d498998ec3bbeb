package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report"
)

// csvOf returns the CSV of an entity.
func csvOf(t *testing.T, g *synthhub.Generator, e synthhub.Entity) string {
	t.Helper()
	var b bytes.Buffer
	if err := export.CSV(t.Context(), &b, g, e); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// file is a file of persons.
func file(text string, names ...string) report.File {
	f := report.File{Table: "persons", Reader: strings.NewReader(text), Columns: map[string]string{}}
	for i := 0; i < len(names); i += 2 {
		f.Columns[names[i]] = names[i+1]
	}
	return f
}

// TestCSVIsSource: files that hold what a generator has give its profile, with any number of workers.
func TestCSVIsSource(t *testing.T) {
	g := generator(t, 3_000, 4)
	want := saved(t, profileOf(t, g, report.Title("rows")))
	for _, workers := range []int{1, 2, 7} {
		if workers == 2 && quick() {
			continue
		}
		var files []report.File
		for _, e := range synthhub.Entities() {
			files = append(files, report.File{Table: e.Table().Name(), Reader: strings.NewReader(csvOf(t, g, e))})
		}
		p, err := report.CSV(t.Context(), files, report.Synthetic(), report.Title("rows"), report.AsOf(g.Settings().AsOf), report.Workers(workers))
		if err != nil {
			t.Fatal(err)
		}
		s := g.Settings()
		p.Settings, p.Partial = &s, false
		if got := saved(t, p); !bytes.Equal(got, want) {
			t.Errorf("with %d workers, the profile of the files is not that of the generator", workers)
		}
	}
}

// TestMappedCSV: columns have other names and another order, and some are only on one side.
func TestMappedCSV(t *testing.T) {
	text := "\ufeffborn,surname,state,hobby\r\n1980-01-02,Smith,CA,chess\r\n1990-05-06,\"O\"\"Neil, Jr.\",,golf\r\n31.12.2001,Jones,XX,\r\n"
	p, err := report.CSV(t.Context(), []report.File{file(text, "born", "date_of_birth", "surname", "last_name")}, report.Synthetic())
	if err != nil {
		t.Fatal(err)
	}
	persons := p.Table("persons")
	var names []string
	for _, c := range persons.Columns {
		names = append(names, fmt.Sprintf("%s %d %d", c.Name, c.Empty, c.Unreadable))
	}
	if got, want := strings.Join(names, ", "), "last_name 0 0, date_of_birth 0 1, state 1 1"; got != want {
		t.Errorf("columns with what is empty and unreadable: %s, want %s", got, want)
	}
	if len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "hobby") {
		t.Errorf("notes %q, want one that names hobby", p.Notes)
	}
	if persons.Rows != 3 || len(persons.First) != 3 || len(persons.First[1]) != 3 || persons.First[1][0] != `O"Neil, Jr.` {
		t.Errorf("%d rows, first ones %q", persons.Rows, persons.First)
	}
}

// TestCSVErrors: what does not fit gets one line that says which file, line or column, and what is expected;
// values are not in it, since they may be real.
func TestCSVErrors(t *testing.T) {
	const secret = "Hush"
	for _, test := range []struct {
		name  string
		files []report.File
		want  string // in the error
	}{
		{"no files", nil, "no files; want at least one"},
		{"no such table", []report.File{{Table: "people", Reader: strings.NewReader("a\n")}}, `table "people" is unknown, want one of [persons vehicles profiles]`},
		{"a table twice", []report.File{file("state\nCA\n"), file("state\nCA\n")}, "two files are of table persons"},
		{"empty", []report.File{file("")}, "it is empty; want a header and rows"},
		{"no columns of the table", []report.File{file("a,b\n1,2\n")}, "no column has the name of one of the table; map some"},
		{"semicolons", []report.File{file("state;city\nCA;" + secret + "\n")}, "separate the columns with commas"},
		{"a mapping from nowhere", []report.File{file("state\nCA\n", "dob", "date_of_birth")}, `there is no column "dob" to be mapped to date_of_birth`},
		{"a mapping to nowhere", []report.File{file("state,dob\nCA,1\n", "dob", "birthday")}, `dob is mapped to "birthday", which table persons does not have; its columns are person_id, first_name`},
		{"two columns are one", []report.File{file("state,st\nCA,NV\n", "st", "state", "state", "state")}, "are both state"},
		{"another kind", []report.File{file("state,date_of_birth\nCA,2001-01-01\nNV,12/31/2001\nNV," + secret + "\n")},
			"line 3: column date_of_birth: 2 of 3 values are not of its kind: want dates such as 2025-11-01"},
		{"words that are not of the vocabulary", []report.File{file("gender\nmale\nfemale\n")}, "line 2: column gender: 2 of 2 values are not of its kind: want one of [F M X]"},
		{"a quote in the header", []report.File{file("\"state\n" + secret)}, "the first line cannot be read as CSV"},
		{"20,000 columns", []report.File{file("state" + strings.Repeat(",x", 20_000) + "\nCA\n")}, "the first line has 20001 columns, at most 16384 are possible"},
		{"not text", []report.File{file("\x00\x01\xff\xfe")}, "no column has the name"},
		{"a row without end", []report.File{file("state,city\nCA,\"" + strings.Repeat("x", 2<<20))}, "line 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := report.CSV(t.Context(), test.files)
			if !errors.Is(err, report.ErrFile) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one of the file with %q", err, test.want)
			}
			if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "\n") || len(err.Error()) > 1_000) {
				t.Errorf("the error has a value, or more than a line: %v", err)
			}
		})
	}
}

// TestCSVFaults: rows with another number of cells are counted, and the others are read.
func TestCSVFaults(t *testing.T) {
	p, err := report.CSV(t.Context(), []report.File{file("state,city\nCA,Davis\nNV\nCA,Napa,x\nNV,Reno\n")})
	if err != nil {
		t.Fatal(err)
	}
	if persons := p.Table("persons"); persons.Rows != 2 || persons.Unreadable != 2 || !p.Private {
		t.Errorf("%d rows, %d unreadable, private %v, want 2, 2 and true", persons.Rows, persons.Unreadable, p.Private)
	}
}

// TestManyFaults: with any number of workers, all rows that cannot be read are counted, and the first of them is
// named.
func TestManyFaults(t *testing.T) {
	var b strings.Builder
	b.WriteString("state,date_of_birth\n")
	const rows = 20_000
	for i := range rows {
		b.WriteString([]string{"CA,1990-01-01\n", "NV\n", "TX,no day\n", "AK,1980-02-03\n"}[i*7%4*min(1, i/5000)])
	}
	for _, workers := range []int{1, 2, 8} {
		p, err := report.CSV(t.Context(), []report.File{file(b.String())}, report.Workers(workers))
		if err != nil {
			t.Fatal(err)
		}
		persons := p.Table("persons")
		if born := persons.Column("date_of_birth"); persons.Unreadable != 3750 || persons.Rows != rows-3750 || born.Unreadable != 3750 {
			t.Errorf("%d workers: %d rows, %d unreadable, %d of their days", workers, persons.Rows, persons.Unreadable, born.Unreadable)
		}
		if want := "3,750 rows of persons could not be read and were left out, the first in line 5005: want 2 cells, as the header has"; !strings.HasSuffix(strings.Join(p.Notes, ""), want) {
			t.Errorf("%d workers: notes %q, want %q", workers, p.Notes, want)
		}
	}
}

// breaking fails after some bytes.
type breaking struct{ *strings.Reader }

var errDisk = errors.New("the disk is gone")

func (f breaking) Read(p []byte) (int, error) {
	if f.Len() == 0 {
		return 0, errDisk
	}
	return f.Reader.Read(p)
}

// TestCSVReader: the error of a reader, and that of the context, end the call.
func TestCSVReader(t *testing.T) {
	if _, err := report.CSV(t.Context(), []report.File{{Table: "persons", Reader: breaking{strings.NewReader("state\nCA\n")}}}); !errors.Is(err, errDisk) {
		t.Errorf("error %v, want that of the reader", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := report.CSV(ctx, []report.File{file("state\nCA\n")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

// TestCSVMemory: rows of many bytes are not held by the hundreds.
func TestCSVMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("100 MB")
	}
	row := "CA,\"" + strings.Repeat("y", 900_000) + "\"\n"
	in := io.MultiReader(strings.NewReader("state,city\n"), &repeated{row, 100 * len(row), 0})
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	peak := uint64(0)
	p, err := report.CSV(t.Context(), []report.File{{Table: "persons", Reader: in}}, report.Workers(2), report.OnProgress(func(report.Progress) {
		runtime.ReadMemStats(&after)
		peak = max(peak, after.HeapAlloc)
	}))
	if err != nil || p.Table("persons").Rows != 100 {
		t.Fatal(err)
	}
	if used := int64(peak) - int64(before.HeapAlloc); used > 48<<20 {
		t.Errorf("%d MiB of memory", used>>20)
	}
}

// repeated is a text over and over, up to a number of bytes.
type repeated struct {
	text string
	size int
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.at == r.size {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.size-r.at)], r.text[r.at%len(r.text):])
	r.at += n
	return n, nil
}
