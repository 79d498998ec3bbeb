package validate_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

func TestGoodSnapshots(t *testing.T) {
	for name, opts := range map[string][]export.Option{
		"default":   nil,
		"ndjson":    {export.Formats("ndjson")},
		"json":      {export.Formats("json")},
		"all":       {export.Formats("csv", "ndjson", "json")},
		"parts":     {export.Parts(3), export.Formats("csv", "ndjson", "json")},
		"one part":  {export.Part(2, 3)},
		"one table": {export.Tables("persons")},
		"two":       {export.Tables("persons", "profiles")},
	} {
		t.Run(name, func(t *testing.T) {
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

// A tampering is one way to spoil a snapshot, and what must be said of it.
type tampering struct {
	name   string
	spoil  func(f folder)
	sealed bool           // whether the manifest is made to agree afterwards
	want   map[string]int // findings by rule
	// where is what one of the findings must say, if not empty.
	where validate.Finding
}

const (
	persons  = "persons_v0_1.csv"
	vehicles = "vehicles_v0_1.csv"
	profiles = "profiles_v0_1.csv"
	dataset  = "dataset_v0_1.json"
	metadata = "metadata_v0_1.json"
)

func TestTamper(t *testing.T) {
	good := exported(t, generator(t, 300))
	for _, tt := range tamperings {
		t.Run(tt.name, func(t *testing.T) {
			f := good.clone()
			tt.spoil(f)
			if tt.sealed {
				f.seal()
			}
			r := check(t, f.fs(), validate.Reproduce())
			got := found(r)
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
			if tt.where.Rule != "" && !containsFinding(r, tt.where) {
				t.Errorf("no finding says %+v", tt.where)
			}
			if t.Failed() {
				t.Log(text(r))
			}
		})
	}
}

// containsFinding reports whether a finding says all that is set in want.
func containsFinding(r *validate.Report, want validate.Finding) bool {
	same := func(is, want string) bool { return want == "" || is == want }
	for _, f := range r.Findings {
		if f.Rule == want.Rule && same(f.Table, want.Table) && same(f.File, want.File) && same(f.Column, want.Column) && same(f.Value, want.Value) &&
			same(f.Why, want.Why) && (want.Row == 0 || f.Row == want.Row) && (want.Line == 0 || f.Line == want.Line) {
			return true
		}
	}
	return false
}

// TestReadable spoils the text of every column of every table in every way that
// makes it unreadable, and looks for the finding at its row and column.
func TestReadable(t *testing.T) {
	good := exported(t, generator(t, 40), export.Formats("csv"))
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		file := name + "_v0_1.csv"
		for i, c := range e.Table().Columns() {
			for _, kind := range []string{"uuid", "date", "int", "bool", "enum"} {
				if kind != c.Kind.String() {
					continue
				}
				bad, rule := map[string]string{"uuid": "F0000000-0000-4000-8000-000000000000", "date": "2025-02-30", "int": "012", "bool": "yes", "enum": "Unheard"}[kind], "form"
				if kind == "enum" {
					rule = "vocabulary"
				}
				f := good.clone()
				f.lines(file, line(7, func(s string) string {
					cells := strings.Split(strings.TrimSuffix(s, "\n"), ",")
					cells[i] = bad
					return strings.Join(cells, ",") + "\n"
				}))
				want := validate.Finding{Rule: name + "." + c.Name + "." + rule, Table: name, File: file, Row: 6, Line: 7, Column: c.Name, Value: bad}
				if r := check(t, f.fs()); !containsFinding(r, want) || r.Count(want.Rule) != 1 {
					t.Errorf("%s: no finding says %+v", want.Rule, want)
				}
				breaks[want.Rule] = true
			}
		}
	}
}

// breaks collects the rules that tests of this package break, for TestEveryRuleBroken.
var breaks = map[string]bool{}

// TestRowText spoils the text of rows as a whole.
func TestRowText(t *testing.T) {
	tests := []struct {
		name, rule string
		spoil      func(line string) string
		line       int
	}{
		{"too few cells", "row.columns", func(s string) string { return s[:strings.LastIndexByte(s, ',')] + "\n" }, 3},
		{"too many cells", "row.columns", func(s string) string { return s[:len(s)-1] + ",x\n" }, 3},
		{"an empty line", "row.columns", func(s string) string { return "\n" + s }, 3},
		{"an open quote", "row.quoting", func(s string) string { return `"` + s }, 3},
		{"a quote within", "row.quoting", func(s string) string { return s[:60] + `"` + s[60:] }, 3},
		{"a quoted line end", "row.quoting", func(s string) string { return s[:60] + "\"\n\"" + s[60:] }, 3},
		{"a quote without need", "row.canonical", func(s string) string { return `"` + s[:36] + `"` + s[36:] }, 3},
		{"CR LF", "row.line_end", func(s string) string { return s[:len(s)-1] + "\r\n" }, 3},
		{"no last line feed", "row.line_end", func(s string) string { return s[:len(s)-1] }, 41},
		{"a row above all bounds", "row.length", func(s string) string { return strings.Repeat("x", 3<<20) + "\n" + s }, 3},
		{"a byte order mark", "header.columns", func(s string) string { return "\ufeff" + s }, 1},
		{"a header with CR LF", "header.columns", func(s string) string { return s[:len(s)-1] + "\r\n" }, 1},
		{"a column less", "header.columns", func(s string) string { return s[:strings.LastIndexByte(s, ',')] + "\n" }, 1},
		{"a column more", "header.columns", func(s string) string { return s[:len(s)-1] + ",more\n" }, 1},
		{"a column twice", "header.columns", func(s string) string { return strings.Replace(s, ",", ",synthetic_source,", 1) }, 1},
		{"an empty file", "header.columns", func(string) string { return "" }, 1},
	}
	good := exported(t, generator(t, 40), export.Formats("csv"))
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		for _, tt := range tests {
			t.Run(name+"/"+tt.name, func(t *testing.T) {
				f := good.clone()
				file := name + "_v0_1.csv"
				at := tt.line
				if at == 41 {
					at = strings.Count(string(f[file]), "\n")
				}
				f.lines(file, line(at, tt.spoil))
				r := check(t, f.fs())
				want := validate.Finding{Rule: name + "." + tt.rule, Table: name, File: file, Line: at}
				if !containsFinding(r, want) {
					t.Errorf("no finding says %+v:\n%s", want, text(r))
				}
				breaks[want.Rule] = true
			})
		}
	}
	lines := exported(t, generator(t, 40), export.Formats("ndjson"))
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		for what, tt := range map[string]struct {
			rule  string
			spoil func(string) string
		}{
			"no object":      {"row.syntax", func(s string) string { return "[" + s }},
			"a member twice": {"row.columns", func(s string) string { return "{" + s[1:strings.IndexByte(s, ',')] + "," + s[1:] }},
			"a member more":  {"row.columns", func(s string) string { return `{"more":1,` + s[1:] }},
			"text behind":    {"row.syntax", func(s string) string { return s[:len(s)-1] + "1\n" }},
			"nesting": {"row.syntax", func(s string) string {
				return strings.Replace(s, `"synthetic_source":`, `"synthetic_source":`+strings.Repeat("[", 1e5), 1)
			}},
			"not UTF-8": {"row.utf8", func(s string) string {
				return strings.Replace(s, `"synthetic_source":"`, "\"synthetic_source\":\"\xff", 1)
			}},
			"a lonely escape": {"row.syntax", func(s string) string {
				return strings.Replace(s, `"synthetic_source":"`, `"synthetic_source":"\ud800`, 1)
			}},
			"white space": {"row.canonical", func(s string) string { return "{ " + s[1:] }},
			"another order": {"row.canonical", func(s string) string {
				i := strings.IndexByte(s, ',')
				return "{" + s[i+1:len(s)-2] + "," + s[1:i] + "}\n"
			}},
		} {
			t.Run(name+"/json/"+what, func(t *testing.T) {
				f := lines.clone()
				file := name + "_v0_1.ndjson"
				f.lines(file, line(3, tt.spoil))
				r := check(t, f.fs())
				want := validate.Finding{Rule: name + "." + tt.rule, Table: name, File: file, Line: 3}
				if !containsFinding(r, want) {
					t.Errorf("no finding says %+v:\n%s", want, text(r))
				}
				breaks[want.Rule] = true
			})
		}
	}
}

// stubborn is a file system in which one file fails.
type stubborn struct {
	fs.FS
	name string
}

func (s stubborn) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if name == s.name {
		return failing{f}, err
	}
	return f, err
}

type failing struct{ fs.File }

func (failing) Read([]byte) (int, error) { return 0, fmt.Errorf("the disk is worn out") }

// TestOddFiles puts what is no file in the place of files.
func TestOddFiles(t *testing.T) {
	good := exported(t, generator(t, 40))
	for name := range good {
		t.Run(name, func(t *testing.T) {
			folder := good.fs()
			folder[name] = &fstest.MapFile{Mode: fs.ModeDir}
			if r := check(t, folder); r.Count("snapshot.file.regular") != 1 {
				t.Errorf("a folder in its place:\n%s", text(r))
			}
			device := good.fs()
			device[name] = &fstest.MapFile{Mode: fs.ModeDevice}
			if r := check(t, device); r.Count("snapshot.file.regular") != 1 {
				t.Errorf("a device in its place:\n%s", text(r))
			}
			if r := check(t, stubborn{good.fs(), name}); r.Count("snapshot.file.readable") == 0 {
				t.Errorf("a file that cannot be read:\n%s", text(r))
			}
		})
	}
}

// TestParts takes parts away and mixes them up.
func TestParts(t *testing.T) {
	good := exported(t, generator(t, 40), export.Formats("csv"), export.Parts(4))
	second := "persons_v0_1-00002-of-00004.csv"
	for name, tt := range map[string]struct {
		spoil func(folder)
		want  map[string]int
	}{
		"missing": {func(f folder) { f.without(second) }, map[string]int{"snapshot.table.parts": 1}},
		"gone":    {func(f folder) { delete(f, second) }, map[string]int{"snapshot.file.present": 1}},
		"swapped": {func(f folder) {
			third := "persons_v0_1-00003-of-00004.csv"
			f[second], f[third] = f[third], f[second]
			f.seal()
		}, map[string]int{"snapshot.table.digest": 1, "vehicles.person_id.order": 0}},
		"numbered wrong": {func(f folder) {
			f.manifest(func(m *export.Manifest) { m.Files[3].Part = 3 })
		}, map[string]int{"snapshot.table.parts": 1, "snapshot.file.name": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			f := good.clone()
			tt.spoil(f)
			r := check(t, f.fs())
			for code, n := range tt.want {
				if n > 0 && r.Count(code) != n {
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
	for name, spoil := range map[string]func(f folder){
		"a file is gone":     func(f folder) { delete(f, vehicles) },
		"a wrong header":     func(f folder) { f.edit(profiles, "age", "years") },
		"an unknown version": func(f folder) { f.edit(manifestName, `"dataset_version": "v0.1"`, `"dataset_version": "v9"`) },
		"no manifest":        func(f folder) { delete(f, manifestName) },
	} {
		f := exported(t, generator(t, 40))
		spoil(f)
		r := check(t, f.fs())
		for _, a := range r.Answers {
			if want := a.Question == validate.Intact; a.Checked != want {
				t.Errorf("%s: %v checked: %t, want %t", name, a.Question, a.Checked, want)
			}
		}
		if len(r.Notes) == 0 && name != "no manifest" {
			t.Errorf("%s: no note says what was not checked", name)
		}
	}
}

// TestEveryRuleBroken fails for a rule that no test breaks. It stands last in this
// file: it needs what the tests above it have collected.
func TestEveryRuleBroken(t *testing.T) {
	for _, tt := range tamperings {
		for code, n := range tt.want {
			if n > 0 {
				breaks[code] = true
			}
		}
	}
	for code := range fault.Codes() {
		breaks[code] = true // package fault tests that they fire
	}
	for _, code := range []string{"snapshot.file.regular", "snapshot.file.readable", "snapshot.table.parts"} {
		breaks[code] = true // TestOddFiles, TestParts
	}
	if diff := cmp.Diff([]string(nil), unbroken()); diff != "" {
		t.Errorf("rules that no test breaks (-want +got):\n%s", diff)
	}
}

func unbroken() (codes []string) {
	for rule := range validate.Rules() {
		if !breaks[rule.Code] {
			codes = append(codes, rule.Code)
		}
	}
	return codes
}
