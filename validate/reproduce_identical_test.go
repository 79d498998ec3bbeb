package validate_test

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// An openCounter counts how often each file is opened.
type openCounter struct {
	fs.FS
	mu    sync.Mutex
	opens map[string]int
}

func (c *openCounter) Open(name string) (fs.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opens[name]++
	return c.FS.Open(name)
}

// TestReproduceParsesNothing holds that rows which are byte for byte those of the generator are not
// parsed: their files are opened to be hashed and for the header, and not a third time.
func TestReproduceParsesNothing(t *testing.T) {
	t.Parallel()
	rows := map[bool]map[string]int{ // whether of one part
		false: rowCounts(generator(t, 300), 0, 300),
		true:  rowCounts(generator(t, 300), 100, 200),
	}
	for _, c := range []struct {
		name    string
		file    string
		opts    []export.Option
		corrupt func(f folder)
		opens   int
		notes   bool // whether some of the dataset is not there, which a note says
	}{
		{"CSV", persons, nil, nil, 2, false},
		{"the document", dataset, []export.Option{export.Formats(export.FormatJSON)}, nil, 1, false},
		{"NDJSON", "vehicles_v0_1.ndjson", []export.Option{export.Formats(export.FormatNDJSON, export.FormatJSON)}, nil, 1, false},
		{"some tables in parts", "profiles_v0_1-00001-of-00003.csv", []export.Option{export.Parts(3), export.Tables("profiles")}, nil, 2, true},
		{"one part", "persons_v0_1-00002-of-00003.csv", []export.Option{export.Part(2, 3)}, nil, 1, true},
		{"another file differs", persons, nil, func(f folder) { f.edit(vehicles, "Pleasure", "Business"); f.seal() }, 3, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := exported(t, generator(t, 300), c.opts...)
			if c.corrupt != nil {
				c.corrupt(f)
			}
			counter := &openCounter{FS: f.fs(), opens: map[string]int{}}
			r := check(t, counter, validate.Reproduce())
			if (r.Err() == nil) != (c.corrupt == nil) || c.corrupt == nil && len(r.Notes) > 0 && !c.notes {
				t.Errorf("report:\n%s", text(r))
			}
			if n := counter.opens[c.file]; n < c.opens || n > c.opens && c.corrupt == nil {
				t.Errorf("%s was opened %d times, want %d", c.file, n, c.opens)
			}
			for _, table := range r.Tables {
				if want := rows[c.name == "one part"][table.Table]; table.Rows != want {
					t.Errorf("%s is said to have %d rows, want %d", table.Table, table.Rows, want)
				}
			}
		})
	}
}

// TestReproduceRowsOfParts holds that a row in the file of another part is found, although all parts
// together have the same bytes.
func TestReproduceRowsOfParts(t *testing.T) {
	t.Parallel()
	const parts = 3
	f := exported(t, generator(t, 30), export.Parts(parts), export.Formats(export.FormatCSV))
	name := func(part int) string { return fmt.Sprintf("persons_v0_1-%05d-of-%05d.csv", part, parts) }
	first, second := string(f[name(2)]), string(f[name(3)])
	line := second[:strings.IndexByte(second, '\n')+1]
	f[name(2)], f[name(3)] = []byte(first+line), []byte(second[len(line):])
	f.manifest(func(m *export.Manifest) {
		for i := range m.Files {
			switch m.Files[i].Path {
			case name(2):
				m.Files[i].Records++
			case name(3):
				m.Files[i].Records--
			}
		}
	})
	f.seal()
	r := check(t, f.fs(), validate.Reproduce())
	if r.Count("snapshot.file.reproduced") == 0 {
		t.Errorf("report:\n%s", text(r))
	}
	if r.Count("persons.row.reproduced") > 0 || r.Count("snapshot.table.leaf") > 0 {
		t.Errorf("all rows are there, in order:\n%s", text(r))
	}
}

// rowCounts returns the numbers of rows of the records from one to another.
func rowCounts(g *synthhub.Generator, lo, hi int) map[string]int {
	vehicles := 0
	for slot := lo; slot < hi; slot++ {
		vehicles += g.VehicleCount(slot)
	}
	return map[string]int{"persons": hi - lo, "vehicles": vehicles, "profiles": hi - lo}
}
