package validate_test

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// crowdSize is more than the number of values of one promise that validation keeps.
const crowdSize = 34_000

// same holds that a report does not depend on the workers and the memory, and returns it.
func same(t *testing.T, f folder) *validate.Report {
	t.Helper()
	r := check(t, f.fs())
	if diff := cmp.Diff(r, check(t, f.fs(), validate.Workers(3), validate.Memory(1<<20))); diff != "" {
		t.Errorf("the report with less memory and another number of workers (-first +second):\n%s", diff)
	}
	return r
}

// rowsOf returns the rows that the findings of a rule name.
func rowsOf(r *validate.Report, code string) (rows []int) {
	for _, x := range r.Findings {
		if x.Rule == code {
			rows = append(rows, x.Row)
		}
	}
	return rows
}

// from returns ten numbers.
func from(first int) (numbers []int) {
	for i := range 10 {
		numbers = append(numbers, first+i)
	}
	return numbers
}

// TestCrowds: where more values break a promise than are kept, the totals are exact all the same, and
// the first rows are named.
func TestCrowds(t *testing.T) {
	t.Parallel()
	good := exported(t, generatorOf(t, synthhub.Settings{Records: crowdSize}), export.Formats("csv"))
	t.Run("every person twice and no vehicle", func(t *testing.T) {
		t.Parallel()
		f := good.clone()
		f.lines(persons, func(lines []string) []string { return append(lines, lines[1:]...) })
		f.lines(vehicles, func(lines []string) []string { return lines[:1] })
		r := same(t, f)
		for code, want := range map[string]struct{ count, first int }{
			"persons.person_id.unique":      {crowdSize, crowdSize + 1},
			"persons.email.unique":          {crowdSize, crowdSize + 1},
			"persons.person_id.has_vehicle": {2 * crowdSize, 1},
			"profiles.vehicle_id.reference": {crowdSize, 1},
		} {
			if rows := rowsOf(r, code); r.Count(code) != want.count || !slices.Equal(rows, from(want.first)) {
				t.Errorf("%d findings of %s at rows %v, want %d from row %d on", r.Count(code), code, rows, want.count, want.first)
			}
		}
		if !hasFinding(r, validate.Finding{Rule: "persons.person_id.unique", Row: crowdSize + 1, Why: "an earlier row has the same"}) {
			t.Errorf("what comes twice is not said:\n%s", text(r))
		}
	})
	t.Run("vehicles of nobody are not misplaced too", func(t *testing.T) {
		t.Parallel()
		f := good.clone()
		f.lines(persons, func(lines []string) []string { return lines[:11] })
		f.lines(vehicles, func(lines []string) []string {
			lines[2], lines[5] = lines[5], lines[2]
			return lines
		})
		r := same(t, f)
		if n := r.Count("vehicles.person_id.reference"); n != crowdSize-10 {
			t.Errorf("%d of %d vehicles refer to nobody", n, crowdSize-10)
		}
		if n := r.Count("vehicles.person_id.order"); n == 0 || n > 10 {
			t.Errorf("%d vehicles are misplaced", n)
		}
	})
	t.Run("one id everywhere", func(t *testing.T) {
		t.Parallel()
		f := good.clone()
		f.lines(persons, func(lines []string) []string {
			for i := range lines[1:] {
				lines[i+1] = lines[1][:36] + lines[i+1][36:]
			}
			return lines
		})
		r := same(t, f)
		if code := "persons.person_id.unique"; r.Count(code) != crowdSize-1 || !slices.Equal(rowsOf(r, code), from(2)) {
			t.Errorf("%d findings at rows %v", r.Count(code), rowsOf(r, code))
		}
	})
}

// TestUnreadableRows: a table of which most rows cannot be read is given up, which a note says, and
// nothing is compared with it.
func TestUnreadableRows(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40), export.Formats("csv", "ndjson"))
	f.lines(persons, func(lines []string) []string { return append(lines, strings.Repeat("\n", 600_000)) })
	f.manifest(func(m *export.Manifest) {
		for i := range m.Files {
			if m.Files[i].Path == persons {
				m.Files[i].Records = 600_040
			}
		}
	})
	f.seal()
	r := same(t, f)
	if n := r.Count("persons.row.columns"); n < 200_000 || n > 400_000 {
		t.Errorf("%d rows are reported", n)
	}
	if !slices.ContainsFunc(r.Notes, func(note string) bool { return strings.Contains(note, "the rows of persons after row") }) {
		t.Errorf("nothing says that rows were not checked:\n%s", text(r))
	}
	if len(totals(r)) != 1 {
		t.Errorf("more is found than rows that cannot be read:\n%s", text(r))
	}
	if r.Answers[validate.WellFormed].Checked {
		t.Error("the report says that all rows were checked")
	}
}

// TestForeignFiles: of many foreign files the first are named, in order.
func TestForeignFiles(t *testing.T) {
	t.Parallel()
	f := exported(t, tiny(t))
	var want []string
	for i := range 3000 {
		name := fmt.Sprintf("x%04d", i)
		f[name] = nil
		if i < 10 {
			want = append(want, name)
		}
	}
	r := check(t, f.fs())
	var names []string
	for _, x := range r.Findings {
		names = append(names, x.File)
	}
	if diff := cmp.Diff(want, names); diff != "" || r.Count("snapshot.file.listed") != 3000 {
		t.Errorf("%d findings of these files (-want +got):\n%s", r.Count("snapshot.file.listed"), diff)
	}
}

// endless is a file system in which one file never ends.
type endless struct {
	fs.FS
	name string
}

// An endlessFile begins with the rest of a file and goes on.
type endlessFile struct{ fs.File }

func (f endlessFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	if err == io.EOF {
		n, err = copy(b, strings.Repeat("x\n", len(b)/2+1)), nil
	}
	return n, err
}

func (e endless) Open(name string) (fs.File, error) {
	f, err := e.FS.Open(name)
	if err == nil && name == e.name {
		return endlessFile{f}, nil
	}
	return f, err
}

// TestGrowingFile: a file is read up to the size that it had, and that it grows is a finding.
func TestGrowingFile(t *testing.T) {
	t.Parallel()
	good := exported(t, tiny(t), export.Formats("csv", "ndjson", "json"))
	for _, name := range good.names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := check(t, endless{good.fs(), name}, validate.Reproduce())
			if r.Count("snapshot.file.readable") == 0 {
				t.Errorf("nothing says that the file grows:\n%s", text(r))
			}
		})
	}
}

// TestReproducePart: a small part of a large dataset reproduces, in every format.
func TestReproducePart(t *testing.T) {
	t.Parallel()
	for _, formats := range [][]string{{"csv"}, {"ndjson"}, {"csv", "ndjson"}} {
		t.Run(strings.Join(formats, " and "), func(t *testing.T) {
			t.Parallel()
			g := generatorOf(t, synthhub.Settings{Records: 10_000_000, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
			f := exported(t, g, export.Part(3, 50_000), export.Formats(formats...))
			if r := check(t, f.fs(), validate.Reproduce()); r.Err() != nil {
				t.Errorf("a part is not reproduced:\n%s", text(r))
			}
		})
	}
}

// TestReproduceNoMoreThanThereIs: settings that give a part more rows than it has are refused before
// any row is generated.
func TestReproduceNoMoreThanThereIs(t *testing.T) {
	t.Parallel()
	f := exported(t, generatorOf(t, synthhub.Settings{Records: 80}), export.Part(1, 2), export.Formats("csv"))
	records := func(n int) {
		was, is := `"records": 80`, fmt.Sprintf(`"records": %d`, n)
		f.edit(metadata, was, is)
		f.edit(manifestName, was, is)
	}
	records(50_000_000)
	f.manifest(func(m *export.Manifest) {
		for i := range m.Files {
			m.Files[i].Bytes = 1 << 62
		}
	})
	r := check(t, f.fs(), validate.Reproduce())
	if !hasFinding(r, validate.Finding{Rule: "snapshot.settings.known", Why: "the settings ask for 25000000 records, which the files cannot hold"}) {
		t.Errorf("the claim is believed:\n%s", text(r))
	}
}
