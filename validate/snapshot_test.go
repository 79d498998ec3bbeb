package validate_test

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

func TestGoodSnapshots(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]export.Option{
		"default":       nil,
		"ndjson":        {export.Formats("ndjson")},
		"json":          {export.Formats("json")},
		"all":           {export.Formats("csv", "ndjson", "json")},
		"parts":         {export.Parts(3), export.Formats("csv", "ndjson", "json")},
		"one part":      {export.Part(2, 3)},
		"one of all":    {export.Part(2, 3), export.Formats("csv", "ndjson")},
		"one of ndjson": {export.Part(2, 3), export.Formats("ndjson")},
		"one table":     {export.Tables("persons")},
		"two":           {export.Tables("persons", "profiles")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := check(t, exported(t, generator(t, 300), opts...).fs(), validate.Reproduce())
			if r.Err() != nil {
				t.Errorf("a good snapshot has findings:\n%s", text(r))
			}
			for _, a := range r.Answers {
				if !a.Checked {
					t.Errorf("%v was not checked", a.Question)
				}
			}
		})
	}
}

// TestPartOfMany: the files of one part may be far too small for the records of the dataset.
func TestPartOfMany(t *testing.T) {
	t.Parallel()
	g := generatorOf(t, synthhub.Settings{Records: 200_000})
	r := check(t, exported(t, g, export.Part(7, 2000)).fs())
	if r.Err() != nil {
		t.Errorf("a good part has findings:\n%s", text(r))
	}
}

// TestCorruptions wants of every corruption the findings that it lists and no others.
func TestCorruptions(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 300))
	for _, tt := range corruptions {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			tt.corrupt(f)
			if tt.sealed {
				f.seal()
			}
			r := check(t, f.fs(), validate.Reproduce())
			got := totals(r)
			for code, n := range tt.want {
				if got[code] != n {
					t.Errorf("%s: %d findings, want %d", code, got[code], n)
				}
			}
			for code := range got {
				if _, ok := tt.want[code]; !ok && !strings.HasSuffix(code, "reproduced") {
					t.Errorf("%s: an unexpected finding", code)
				}
			}
			if r.Err() == nil {
				t.Error("nothing was found")
			}
			if tt.finding.Rule != "" && !hasFinding(r, tt.finding) {
				t.Errorf("no finding says %+v", tt.finding)
			}
			if t.Failed() {
				t.Log(text(r))
			}
		})
	}
}

// brokenDisk is a file system in which one file cannot be read.
type brokenDisk struct {
	fs.FS
	name string
}

func (b brokenDisk) Open(name string) (fs.File, error) {
	f, err := b.FS.Open(name)
	if name == b.name {
		return failing{f}, err
	}
	return f, err
}

type failing struct{ fs.File }

func (failing) Read([]byte) (int, error) { return 0, fmt.Errorf("the disk is worn out") }

// TestOddFiles puts folders, devices and files that fail in the place of files.
func TestOddFiles(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 40))
	for name := range good {
		for kind, mode := range map[string]fs.FileMode{"folder": fs.ModeDir, "device": fs.ModeDevice} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				odd := good.fs()
				odd[name] = &fstest.MapFile{Mode: mode}
				if r := check(t, odd); r.Count("snapshot.file.regular") != 1 {
					t.Errorf("it is not found:\n%s", text(r))
				}
			})
		}
		t.Run(name+"/unreadable", func(t *testing.T) {
			t.Parallel()
			if r := check(t, brokenDisk{good.fs(), name}); r.Count("snapshot.file.readable") == 0 {
				t.Errorf("it is not found:\n%s", text(r))
			}
		})
	}
}

// TestParts removes parts and exchanges them.
func TestParts(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 40), export.Formats("csv"), export.Parts(4))
	const second, third = "persons_v0_1-00002-of-00004.csv", "persons_v0_1-00003-of-00004.csv"
	for name, tt := range map[string]struct {
		corrupt func(folder)
		want    map[string]int
	}{
		"missing": {func(f folder) { f.without(second) }, map[string]int{"snapshot.table.parts": 1}},
		"gone":    {func(f folder) { delete(f, second) }, map[string]int{"snapshot.file.present": 1}},
		"swapped": {func(f folder) {
			f[second], f[third] = f[third], f[second]
			f.seal()
		}, map[string]int{"snapshot.table.leaf": 1}},
		"numbered wrong": {func(f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[3].Part = 3 })
		}, map[string]int{"snapshot.table.parts": 1, "snapshot.file.name": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			tt.corrupt(f)
			r := check(t, f.fs())
			for code, n := range tt.want {
				if r.Count(code) != n {
					t.Errorf("%s: %d findings, want %d\n%s", code, r.Count(code), n, text(r))
				}
			}
			if r.Err() == nil {
				t.Error("nothing was found")
			}
		})
	}
}

// TestNotChecked wants no answer to what could not be looked at.
func TestNotChecked(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 40))
	for name, corrupt := range map[string]func(f folder){
		"a file is gone":     func(f folder) { delete(f, vehicles) },
		"a wrong header":     func(f folder) { f.edit(profiles, "age", "years") },
		"an unknown version": func(f folder) { f.edit(manifestName, `"dataset_version": "v0.1"`, `"dataset_version": "v9"`) },
		"no manifest":        func(f folder) { delete(f, manifestName) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			corrupt(f)
			r := check(t, f.fs())
			for _, a := range r.Answers {
				if want := a.Question == validate.Intact; a.Checked != want {
					t.Errorf("%v checked: %t, want %t", a.Question, a.Checked, want)
				}
			}
			if len(r.Notes) == 0 && name != "no manifest" {
				t.Error("no note says what was not checked")
			}
		})
	}
}

// TestNotesOfAbsent: a note says which tables and parts of the dataset are not there.
func TestNotesOfAbsent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		opts []export.Option
		want string
	}{
		{"a part", []export.Option{export.Part(2, 4)}, "the snapshot is part 2 of 4 of the dataset, with records 11 to 20: the other parts were not checked"},
		{"a table", []export.Option{export.Tables("persons", "vehicles")}, "the snapshot leaves out the table profiles, so nothing was checked against it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := check(t, exported(t, generator(t, 40), tt.opts...).fs(), validate.Reproduce())
			if diff := cmp.Diff([]string{tt.want}, r.Notes); diff != "" || r.Err() != nil {
				t.Errorf("notes (-want +got):\n%s\n%v", diff, r.Err())
			}
		})
	}
}

// TestNoteWithoutMetadata: a note says what follows from the metadata and was left out.
func TestNoteWithoutMetadata(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40))
	if r := check(t, f.fs(), validate.Reproduce()); len(r.Notes) != 0 {
		t.Errorf("a good snapshot has the notes %q", r.Notes)
	}
	f[metadata] = []byte("{")
	r := check(t, f.fs())
	if notes := strings.Join(r.Notes, "\n"); r.Err() == nil || !strings.Contains(notes, "README were not checked") {
		t.Errorf("notes %q, error %v", notes, r.Err())
	}
}

// counting is a file system that counts how often each file is opened.
type counting struct {
	fs.FS
	mutex sync.Mutex
	opens map[string]int
}

func (c *counting) Open(name string) (fs.File, error) {
	c.mutex.Lock()
	c.opens[name]++
	c.mutex.Unlock()
	return c.FS.Open(name)
}

// TestEachFileReadOnce: in a good snapshot each file is read to be hashed, and once more if
// rows are read from it; no format is compared row by row.
func TestEachFileReadOnce(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40), export.Formats("csv", "ndjson", "json"))
	c := &counting{FS: f.fs(), opens: map[string]int{}}
	check(t, c)
	want := map[string]int{".": 2, dataset: 1, "persons_v0_1.ndjson": 1, "vehicles_v0_1.ndjson": 1, "profiles_v0_1.ndjson": 1}
	for _, name := range []string{persons, vehicles, profiles} {
		want[name] = 3 // for the header too
	}
	for _, name := range []string{metadata, readme, datapackage, "schema_v0_1.json"} {
		want[name] = 2
	}
	want[manifestName] = 2 // Lstat of a file system without links opens it too
	if diff := cmp.Diff(want, c.opens); diff != "" {
		t.Errorf("files opened (-want +got):\n%s", diff)
	}
}

// TestComparedFormats damages the second of two formats: the table is read from the first,
// and the comparison names the row.
func TestComparedFormats(t *testing.T) {
	t.Parallel()
	const lines = "persons_v0_1.ndjson"
	good := exported(t, generator(t, 40), export.Formats("csv", "ndjson"))
	for name, tt := range map[string]struct {
		corrupt func(f folder)
		want    int
		finding validate.Finding
	}{
		"a value": {func(f folder) { f.edit(lines, "Married", "Single") }, 1, validate.Finding{File: lines, Column: "marital_status", Value: "Single"}},
		"a row more": {func(f folder) {
			f.lines(lines, func(l []string) []string { return append(l, l[0]) })
		}, 1, validate.Finding{File: lines, Row: 41, Line: 41}},
		"a row less": {func(f folder) {
			f.lines(lines, func(l []string) []string { return append(l[:9:9], l[10:]...) })
		}, 1, validate.Finding{File: lines, Row: 10, Line: 10}},
		"a row too long": {func(f folder) {
			f.line(lines, 3, func(string) string { return strings.Repeat("x", 3<<20) + "\n" })
		}, 1, validate.Finding{File: lines, Row: 3, Line: 3, Why: "row too long"}},
		"a row too long more": {func(f folder) {
			f.lines(lines, func(l []string) []string { return append(l, strings.Repeat("x", 3<<20)+"\n", l[0]) })
		}, 1, validate.Finding{File: lines, Row: 41, Why: "from here on the rows differ: this format has 2 rows more and 0 fewer than the table"}},
		"no last line feed": {func(f folder) { f[lines] = f[lines][:len(f[lines])-1] }, 0, validate.Finding{}},
		"no file":           {func(f folder) { delete(f, lines) }, 0, validate.Finding{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			tt.corrupt(f)
			r := check(t, f.fs())
			if n := r.Count("snapshot.table.same_rows"); n != tt.want {
				t.Errorf("%d findings, want %d", n, tt.want)
			}
			if n := r.Count("snapshot.file.records"); n > 0 && tt.want == 0 {
				t.Error("the file has the right number of rows, and another was counted")
			}
			if tt.finding.Rule = "snapshot.table.same_rows"; tt.want > 0 && !hasFinding(r, tt.finding) {
				t.Errorf("no finding says %+v", tt.finding)
			}
			if t.Failed() {
				t.Log(text(r))
			}
		})
	}
}

// TestLongRows: rows of any length that is allowed are compared, in every format.
func TestLongRows(t *testing.T) {
	t.Parallel()
	notes := []synthhub.Entity{notesOf(1_000_000, func(slot int) string { return strings.Repeat("x", 1+slot*10_000) })}
	for _, formats := range [][]string{{"csv", "ndjson", "json"}, {"ndjson", "json"}} {
		t.Run(strings.Join(formats, " "), func(t *testing.T) {
			t.Parallel()
			g := generator(t, 20)
			f := exported(t, g, export.With(notes...), export.Formats(formats...))
			if r := checkWith(t, notes, f.fs(), validate.Reproduce()); r.Err() != nil || len(r.Notes) > 0 {
				t.Errorf("good rows: %v, notes %q", r.Err(), r.Notes)
			}
			f.edit("notes_v0_1.ndjson", `{"note_id":19,"row":"x`, `{"note_id":19,"row":"y`)
			r := checkWith(t, notes, f.fs())
			if n := r.Count("snapshot.table.same_rows"); n != 1 {
				t.Errorf("one row differs, and %d are found:\n%s", n, text(r))
			}
		})
	}
}

// TestMorePartsThanRecords: no export writes more parts than records.
func TestMorePartsThanRecords(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 3), export.Part(3, 3))
	if r := check(t, f.fs()); r.Err() != nil {
		t.Errorf("three parts of three records: %v", r.Err())
	}
	f.manifest(func(m *export.Manifest) { m.Parts = 4 })
	f.seal()
	if r := check(t, f.fs()); !strings.Contains(text(r), "at most as many parts as records, which are 3") {
		t.Errorf("four parts of three records:\n%s", text(r))
	}
}
