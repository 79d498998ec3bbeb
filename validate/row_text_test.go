package validate_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// unreadable holds, by kind, a text that is not a value, and the rule that it breaks.
var unreadable = map[string]struct{ text, rule string }{
	"uuid": {"F0000000-0000-4000-8000-000000000000", "form"},
	"date": {"2025-02-30", "form"},
	"int":  {"012", "form"},
	"bool": {"yes", "form"},
	"enum": {"Unheard", "vocabulary"},
}

// TestUnreadableValues makes one value of every column unreadable, and looks for the finding
// at its row and column, and no other of the rows: what could not be read is not compared.
func TestUnreadableValues(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 40), export.Formats("csv"))
	for _, e := range synthhub.Entities() {
		table := e.Table().Name()
		file := table + "_v0_1.csv"
		for i, c := range e.Table().Columns() {
			bad, ok := unreadable[c.Kind.String()]
			if !ok {
				continue
			}
			t.Run(table+"/"+c.Name, func(t *testing.T) {
				t.Parallel()
				f := good.clone()
				f.cell(file, 2, i, bad.text)
				want := validate.Finding{Rule: table + "." + c.Name + "." + bad.rule, Table: table, File: file, Row: 1, Line: 2, Column: c.Name, Value: bad.text}
				r := check(t, f.fs())
				if !hasFinding(r, want) || r.Count(want.Rule) != 1 {
					t.Errorf("no finding says %+v", want)
				}
				for _, x := range r.Findings {
					if x.Rule != want.Rule && !strings.HasPrefix(x.Rule, "snapshot.") && c.Kind != schema.KindUUID { // other rows refer to a key
						t.Errorf("more is blamed than the value: %v", x)
					}
				}
			})
		}
	}
}

// lastLine stands for the last line of a file.
const lastLine = -1

// rowTexts are ways to corrupt the text of a row as a whole.
var rowTexts = []struct {
	name, format, rule string
	line               int
	corrupt            func(line string) string
}{
	{"too few cells", "csv", "row.columns", 3, func(s string) string { return s[:strings.LastIndexByte(s, ',')] + "\n" }},
	{"too many cells", "csv", "row.columns", 3, func(s string) string { return s[:len(s)-1] + ",x\n" }},
	{"an empty line", "csv", "row.columns", 3, func(s string) string { return "\n" + s }},
	{"an open quote", "csv", "row.quoting", 3, func(s string) string { return `"` + s }},
	{"a quote within", "csv", "row.quoting", 3, func(s string) string { return s[:60] + `"` + s[60:] }},
	{"a quoted line end", "csv", "row.quoting", 3, func(s string) string { return s[:60] + "\"\n\"" + s[60:] }},
	{"a quote without need", "csv", "row.canonical", 3, func(s string) string { return `"` + s[:36] + `"` + s[36:] }},
	{"CR LF", "csv", "row.line_end", 3, func(s string) string { return s[:len(s)-1] + "\r\n" }},
	{"no last line feed", "csv", "row.line_end", lastLine, func(s string) string { return s[:len(s)-1] }},
	{"a row above all bounds", "csv", "row.length", 3, func(s string) string { return strings.Repeat("x", 3<<20) + "\n" + s }},
	{"a byte order mark", "csv", "header.columns", 1, func(s string) string { return "\ufeff" + s }},
	{"a header with CR LF", "csv", "header.columns", 1, func(s string) string { return s[:len(s)-1] + "\r\n" }},
	{"a column less", "csv", "header.columns", 1, func(s string) string { return s[:strings.LastIndexByte(s, ',')] + "\n" }},
	{"a column more", "csv", "header.columns", 1, func(s string) string { return s[:len(s)-1] + ",more\n" }},
	{"a column twice", "csv", "header.columns", 1, func(s string) string { return strings.Replace(s, ",", ",synthetic_source,", 1) }},
	{"an empty file", "csv", "header.columns", 1, func(string) string { return "" }},

	{"no object", "ndjson", "row.syntax", 3, func(s string) string { return "[" + s }},
	{"a member twice", "ndjson", "row.columns", 3, func(s string) string { return "{" + s[1:strings.IndexByte(s, ',')] + "," + s[1:] }},
	{"a member more", "ndjson", "row.columns", 3, func(s string) string { return `{"more":1,` + s[1:] }},
	{"text after the object", "ndjson", "row.syntax", 3, func(s string) string { return s[:len(s)-1] + "1\n" }},
	{"nesting", "ndjson", "row.syntax", 3, inSource("", strings.Repeat("[", 1e5))},
	{"not UTF-8", "ndjson", "row.utf8", 3, inSource(`"`, "\xff")},
	{"a lonely escape", "ndjson", "row.syntax", 3, inSource(`"`, `\ud800`)},
	{"white space", "ndjson", "row.canonical", 3, func(s string) string { return "{ " + s[1:] }},
	{"another order", "ndjson", "row.canonical", 3, func(s string) string {
		i := strings.IndexByte(s, ',')
		return "{" + s[i+1:len(s)-2] + "," + s[1:i] + "}\n"
	}},
}

// inSource inserts text into the member synthetic_source of a row, after a prefix of its value.
func inSource(prefix, text string) func(line string) string {
	return func(line string) string {
		return strings.Replace(line, `"synthetic_source":`+prefix, `"synthetic_source":`+prefix+text, 1)
	}
}

// TestRowText corrupts the text of a row of every table, and looks for the finding at its line.
func TestRowText(t *testing.T) {
	t.Parallel()
	good := map[string]folder{}
	for _, format := range []string{"csv", "ndjson"} {
		good[format] = exported(t, generator(t, 40), export.Formats(format))
	}
	for _, e := range synthhub.Entities() {
		table := e.Table().Name()
		for _, tt := range rowTexts {
			t.Run(table+"/"+tt.format+"/"+tt.name, func(t *testing.T) {
				t.Parallel()
				f := good[tt.format].clone()
				file := table + "_v0_1." + tt.format
				n := tt.line
				if n == lastLine {
					n = strings.Count(string(f[file]), "\n")
				}
				f.line(file, n, tt.corrupt)
				r := check(t, f.fs())
				want := validate.Finding{Rule: table + "." + tt.rule, Table: table, File: file, Line: n}
				if !hasFinding(r, want) {
					t.Errorf("no finding says %+v:\n%s", want, text(r))
				}
				if tt.name == "too many cells" && len(totals(r)) != 4 { // all columns were read; the others are about the file
					t.Errorf("other rows are blamed:\n%s", text(r))
				}
			})
		}
	}
}

// TestRowLength: whether a row is too long does not depend on what the manifest says of the size
// of the file, nor on the end of its line.
func TestRowLength(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 40), export.Formats("csv"))
	for _, tt := range []struct {
		name  string
		bytes int
		end   string
		long  int // findings of the length
	}{
		{"the maximum", schema.MaxRow, "\n", 0},
		{"the maximum with CR LF", schema.MaxRow, "\r\n", 0},
		{"one byte more", schema.MaxRow + 1, "\n", 1},
		{"one byte more with CR LF", schema.MaxRow + 1, "\r\n", 1},
		{"some bytes more", schema.MaxRow + 7000, "\n", 1},
	} {
		for _, hint := range []int64{-1, 0, 10_000, 500_000, 1 << 20, 3 << 20, math.MaxInt64} {
			t.Run(fmt.Sprint(tt.name, " of ", hint), func(t *testing.T) {
				t.Parallel()
				f := good.clone()
				f.line(persons, 3, func(string) string { return strings.Repeat("x", tt.bytes) + tt.end })
				f.manifest(func(m *export.Manifest) {
					for i := range m.Files {
						if m.Files[i].Path == persons {
							m.Files[i].Bytes = hint
						}
					}
				})
				r := check(t, f.fs())
				if n := r.Count("persons.row.length"); n != tt.long {
					t.Errorf("%d rows are too long, want %d:\n%s", n, tt.long, text(r))
				}
				if r.Count("persons.row.count") > 0 {
					t.Errorf("the row does not count:\n%s", text(r))
				}
			})
		}
	}
}
