package format_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// TestFormats holds what every format must declare.
func TestFormats(t *testing.T) {
	names, mediaTypes := map[string]bool{}, map[string]bool{}
	for _, f := range format.All() {
		t.Run(f.Name, func(t *testing.T) {
			if f.Name == "" || f.MediaType == "" || f.Content == "" {
				t.Errorf("%+v: a name, a media type or a content is missing", f)
			}
			if names[f.Name] || mediaTypes[f.MediaType] {
				t.Errorf("another format has the name %s or the media type %s", f.Name, f.MediaType)
			}
			names[f.Name], mediaTypes[f.MediaType] = true, true
			if format.Named(f.Name) != f || format.OfMediaType(f.MediaType) != f {
				t.Error("a look-up by name or media type does not find it")
			}
			if f.Document == slices.Contains(format.Tables(), f) {
				t.Errorf("Document is %t, but Tables has it too, or neither", f.Document)
			}
		})
	}
	if format.Named("") != nil || format.Named("xml") != nil || format.OfMediaType("text/plain") != nil {
		t.Error("a look-up finds a format that does not exist")
	}
}

// TestLines holds that the functions of a format agree: rows of a record, rows of a list and
// parsed lines are the same.
func TestLines(t *testing.T) {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 3, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 2, Max: 2}})
	if err != nil {
		t.Fatal(err)
	}
	r := g.Record(1)
	for _, f := range format.All() {
		for _, e := range synthhub.Entities() {
			t.Run(f.Name+"/"+e.Table().Name(), func(t *testing.T) {
				t.Parallel()
				header := string(f.AppendHeader(nil, e.Table()))
				if f.Header != (strings.Count(header, "\n") == 1) || f.Header != (header != "") {
					t.Errorf("Header is %t, the header is %q", f.Header, header)
				}
				text, n := f.Encoder(e)([]byte("prefix"), &r)
				written, ok := strings.CutPrefix(string(text), "prefix")
				lines := strings.SplitAfter(written, f.RowEnd)
				if !ok || len(lines) != n+1 || lines[n] != "" {
					t.Fatalf("%d rows in %q, each followed by %q", n, text, f.RowEnd)
				}
				want := e.NewRowList()
				e.AddRows(want, &r)
				got := e.NewRowList()
				for i, line := range lines[:n] {
					line = strings.TrimSuffix(line, f.RowEnd)
					if row := string(f.AppendRow([]byte("prefix"), want, i)); row != "prefix"+line+"\n" {
						t.Errorf("row %d of a record is %q, of a list %q", i, line, row)
					}
					if err := f.AddLine(got, line); err != nil {
						t.Errorf("line %q: %v", line, err)
					}
				}
				if diff := cmp.Diff(texts(want), texts(got)); diff != "" {
					t.Errorf("rows read (+) are not those written (-):\n%s", diff)
				}
				got.Reset()
				for _, line := range lines[:n] {
					line = strings.TrimSuffix(line, f.RowEnd)
					if !f.AddCanonical(got, line) { // only slower, but a million rows should not be
						t.Errorf("line %q is not called canonical", line)
					}
					if f.AddCanonical(got, " "+line) {
						t.Errorf("line %q with a space before it is called canonical", line)
					}
				}
				if diff := cmp.Diff(texts(want), texts(got)); diff != "" {
					t.Errorf("canonical rows read (+) are not those written (-):\n%s", diff)
				}
			})
		}
	}
}

// texts returns the values of rows as text.
func texts(rows schema.RowList) (values [][]string) {
	for i := range rows.Len() {
		var row []string
		for column := range rows.Table().Columns() {
			row = append(row, string(rows.AppendText(nil, i, column)))
		}
		values = append(values, row)
	}
	return values
}
