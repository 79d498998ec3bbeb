package validate

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// A sheet is a table in one format: its files in order.
type sheet struct {
	mediaType string
	files     []*file
	digest    digest
}

// readTables hashes all files, reads the rows of all tables, and compares the formats
// of each.
func (f *folder) readTables(ctx context.Context, entities []synthhub.Entity, metadata *synthhub.Metadata) error {
	c, m := f.check, &f.manifest
	sheets := make(map[string][]*sheet)
	var digests []*digest
	for _, t := range m.Tables {
		if sheets[t.Name] != nil {
			continue // the manifest lists it twice
		}
		for _, mediaType := range []string{snapshot.TypeCSV, snapshot.TypeNDJSON} {
			s := f.sheet(t.Name, mediaType)
			if s == nil {
				continue
			}
			if mediaType == snapshot.TypeNDJSON {
				s.digest.lines = new(maphash.Hash)
				s.digest.lines.SetSeed(c.seed)
			} else if len(s.files) > 1 {
				s.digest.whole = sha256.New()
			}
			sheets[t.Name] = append(sheets[t.Name], s)
			digests = append(digests, &s.digest)
		}
	}
	dataset := f.files[snapshot.Dataset(m.Edition())]
	var scan *scanner
	if dataset != nil && !dataset.unusable {
		scan = newScanner(c.seed)
		digests = append(digests, &digest{files: []*file{dataset}, scan: scan})
	}
	if err := f.hashFiles(ctx, f.plainDigests(digests)); err != nil {
		return err
	}
	if scan != nil {
		f.checkDataset(scan, dataset, metadata)
	}

	var after []func() error
	for _, e := range entities {
		t := f.addTable(e, sheets[e.Table().Name()], metadata)
		if t != nil {
			after = append(after, f.comparisons(t, sheets[t.Name()])...)
		}
	}
	if c.reproduce {
		after = append(after, func() error { return f.reproduce(ctx, metadata, entities) })
	}
	c.after = func() error {
		for _, compare := range after {
			if err := compare(); err != nil {
				return err
			}
		}
		return nil
	}
	return c.run()
}

// plainDigests adds the files that no digest has yet.
func (f *folder) plainDigests(digests []*digest) []*digest {
	done := make(map[*file]bool)
	for _, d := range digests {
		for _, one := range d.files {
			done[one] = true
		}
	}
	for _, listed := range f.manifest.Files {
		if one := f.files[listed.Path]; one != nil && !done[one] {
			digests = append(digests, &digest{files: []*file{one}})
			done[one] = true
		}
	}
	return digests
}

// sheet returns the files of a table in one format, nil if there are none. What is
// wrong with their parts is counted.
func (f *folder) sheet(table, mediaType string) *sheet {
	s := &sheet{mediaType: mediaType}
	seen := make(map[*file]bool)
	for i := range f.manifest.Files {
		m := &f.manifest.Files[i]
		if m.Table != table || m.MediaType != mediaType {
			continue
		}
		if file := f.files[m.Path]; file != nil && !seen[file] {
			s.files = append(s.files, file)
			seen[file] = true
		}
	}
	if len(s.files) == 0 {
		return nil
	}
	slices.SortStableFunc(s.files, func(a, b *file) int { return cmp.Compare(a.Part, b.Part) })
	s.digest.files = s.files
	parts := s.files[0].Parts
	first, count := 1, parts
	if f.manifest.Part > 0 {
		parts, first, count = f.manifest.Parts, f.manifest.Part, 1
	}
	if parts == 0 {
		first, count = 0, 1
	}
	complete := len(s.files) == count
	for i, file := range s.files {
		complete = complete && file.Part == first+i && file.Parts == parts
	}
	if !complete {
		f.check.tally.add(Finding{Rule: "snapshot.table.parts", Table: table, File: s.files[0].Path, Value: fmt.Sprint(len(s.files)),
			Why: fmt.Sprintf("want %d files of %s, numbered from %d on", count, mediaType, first)})
		s.files = nil
	}
	return s
}

// addTable adds a table to be read, from CSV if that is there. It returns nil if
// there is nothing to be read it from.
func (f *folder) addTable(e synthhub.Entity, sheets []*sheet, metadata *synthhub.Metadata) *table {
	c, m := f.check, &f.manifest
	name := e.Table().Name()
	var files []rowFile
	kind := csvRows
	if len(sheets) > 0 {
		first := sheets[0]
		if first.mediaType == snapshot.TypeNDJSON {
			kind = jsonRows
		}
		for _, file := range first.files {
			header := kind == csvRows && file.Part <= 1
			if file.unusable || header && !f.hasHeader(file, e.Table()) {
				files = nil
				break
			}
			files = append(files, rowFile{name: file.Path, header: header, size: -1, hint: file.Bytes})
		}
	} else if at := slices.IndexFunc(f.sections, func(s section) bool { return s.table == name }); at >= 0 {
		s := f.sections[at]
		kind = arrayRows
		files = append(files, rowFile{name: snapshot.Dataset(m.Edition()), from: s.from, size: s.size, line: s.line, hint: s.size})
	} else {
		f.check.tally.add(Finding{Rule: "snapshot.table.parts", Table: name, Why: "the manifest lists the table, but no file that holds it"})
	}
	t := c.addTable(e, func(c *check, feed *feed) error {
		for _, file := range files {
			in, err := f.fs.Open(file.name)
			if err == nil {
				err = feed.lines(in, file, kind)
				in.Close()
			} else {
				err = feed.problem(file.name, "readable", err.Error())
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if len(files) == 0 {
		t.broken = true
		c.note("the rows of %s were not checked, and nothing was checked against them: its files are not whole", name)
		return nil
	}
	i := slices.IndexFunc(m.Tables, func(t export.TableDigest) bool { return t.Name == name })
	t.want = append(t.want, count{m.Tables[i].Rows, "the manifest"})
	for _, file := range files {
		t.expect += int(min(max(file.hint, 0)/64, 1<<28)) // the manifest may say anything; hardly a row is shorter
	}
	t.expect = min(t.expect, max(m.Tables[i].Rows, 0))
	if metadata != nil && m.Part == 0 && slices.ContainsFunc(synthhub.Entities(), func(g synthhub.Entity) bool { return g.Table().Name() == name }) {
		t.want = append(t.want, count{metadata.Count(name), "the metadata"})
	}
	for _, s := range sheets {
		for _, file := range s.files {
			rows := file.lines
			if s.mediaType == snapshot.TypeCSV && file.Part <= 1 {
				rows--
			}
			if !file.unusable && rows != file.Records {
				c.tally.add(Finding{Rule: "snapshot.file.records", Table: name, File: file.Path, Value: fmt.Sprint(rows), Why: fmt.Sprintf("it has %d rows, but the manifest says %d", rows, file.Records)})
			}
		}
	}
	return t
}

// hasHeader compares the first line of a CSV file with the columns of the table.
func (f *folder) hasHeader(file *file, d schema.Describer) bool {
	want := strings.TrimSuffix(string(d.AppendHeader(nil)), "\n")
	is, err := f.firstLine(file.Path, len(want)+8)
	if err != nil {
		f.found("file.readable", file.Path, "", err.Error())
		return false
	}
	if is == want {
		return true
	}
	var why string
	readable := false
	if rest, bom := strings.CutPrefix(is, "\ufeff"); bom {
		why, readable = "the file begins with a byte order mark", strings.TrimSuffix(rest, "\r") == want
	} else if rest, cr := strings.CutSuffix(is, "\r"); cr {
		why, readable = "the line ends with CR LF; it must end with LF", rest == want
	} else {
		why = headerFault(is, want, d)
	}
	f.check.tally.add(Finding{Rule: d.Name() + ".header.columns", Table: d.Name(), File: file.Path, Line: 1, Value: is, Why: why})
	return readable
}

// headerFault says which column is missing, foreign, repeated or misplaced.
func headerFault(is, want string, d schema.Describer) string {
	names := strings.Split(is, ",")
	for i, c := range d.Columns() {
		switch at := slices.Index(names, c.Name); {
		case at < 0:
			return "the column " + c.Name + " is missing"
		case slices.Contains(names[at+1:], c.Name):
			return "the column " + c.Name + " stands twice"
		case at != i:
			return fmt.Sprintf("the column %s stands at place %d and must at %d", c.Name, at+1, i+1)
		}
	}
	return fmt.Sprintf("there are %d columns and must be %d", len(names), strings.Count(want, ",")+1)
}

func (f *folder) firstLine(name string, most int) (string, error) {
	in, err := f.fs.Open(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	buf := make([]byte, most)
	n := 0
	for n < len(buf) {
		k, err := in.Read(buf[n:])
		n += k
		if err != nil {
			break
		}
	}
	line, _, _ := strings.Cut(string(buf[:n]), "\n")
	return line, nil
}

// checkDataset looks at the form of the dataset document, its metadata and counts.
func (f *folder) checkDataset(scan *scanner, file *file, metadata *synthhub.Metadata) {
	if why := scan.end(); why != "" {
		f.found("dataset.form", file.Path, "", why)
		return
	}
	if metadata != nil {
		text, err := encodeDocument(metadata, "")
		if err == nil {
			if why := differs(scan.metadata, []byte(strings.TrimSuffix(string(text), "\n"))); why != "" {
				f.found("dataset.metadata", file.Path, "", why)
			}
		}
	}
	var names, want []string
	rows := 0
	for _, s := range scan.sections {
		names = append(names, s.table)
		rows += s.rows
	}
	for _, t := range f.manifest.Tables {
		want = append(want, t.Name)
	}
	if !slices.Equal(names, want) {
		f.found("dataset.form", file.Path, strings.Join(names, ", "), "its tables must be "+strings.Join(want, ", "))
		return
	}
	if rows != file.Records {
		f.found("file.records", file.Path, fmt.Sprint(rows), fmt.Sprintf("it has %d rows, but the manifest says %d", rows, file.Records))
	}
	f.sections = scan.sections
}

// comparisons prepares the comparison of a table with its digest and with its rows in
// other formats, and returns what is to be done once it has been read.
func (f *folder) comparisons(t *table, sheets []*sheet) (after []func() error) {
	m := &f.manifest
	is := func() string { return "" }
	switch {
	case len(sheets) > 0 && sheets[0].mediaType == snapshot.TypeCSV && len(sheets[0].files) == 1:
		is = func() string { return sheets[0].files[0].sha256 }
	case len(sheets) > 0 && sheets[0].mediaType == snapshot.TypeCSV:
		is = func() string { return hex.EncodeToString(sheets[0].digest.whole.Sum(nil)) }
	default:
		h := sha256.New()
		if m.Part <= 1 {
			h.Write(t.AppendHeader(nil))
		}
		t.texts = append(t.texts, &rendition{csvLines, h})
		is = func() string { return hex.EncodeToString(hash.Hash(h).Sum(nil)) }
	}
	after = append(after, func() error {
		must := m.Tables[slices.IndexFunc(m.Tables, func(d export.TableDigest) bool { return d.Name == t.Name() })].SHA256
		if is := is(); is != must {
			f.check.tally.add(Finding{Rule: "snapshot.table.digest", Table: t.Name(), Value: is, Why: "the manifest says " + visible(must)})
		}
		return nil
	})

	var rows maphash.Hash
	rows.SetSeed(f.check.seed)
	compare := func(sum func() uint64, kind rowKind, files []rowFile) {
		after = append(after, func() error {
			if rows.Sum64() == sum() {
				return nil
			}
			return f.compareRows(t, kind, files)
		})
	}
	if len(sheets) > 0 {
		if at := slices.IndexFunc(f.sections, func(s section) bool { return s.table == t.Name() }); at >= 0 {
			s := f.sections[at]
			compare(func() uint64 { return s.hash }, arrayRows, []rowFile{{name: snapshot.Dataset(m.Edition()), from: s.from, size: s.size, line: s.line}})
		}
	}
	if len(sheets) > 1 {
		var files []rowFile
		for _, file := range sheets[1].files {
			if file.unusable {
				return after
			}
			files = append(files, rowFile{name: file.Path, size: -1})
		}
		compare(sheets[1].digest.lines.Sum64, jsonRows, files)
	}
	if len(after) > 1 {
		t.texts = append(t.texts, &rendition{jsonLines, &rows})
	}
	return after
}
