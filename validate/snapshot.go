package validate

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/maphash"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// Snapshot reports on a snapshot folder: whether its rows are well-formed and
// coherent, whether its files are intact, and, with the option Reproduce, whether
// its settings give the same bytes again.
//
// The folder may come from anybody. What is wrong with it is in the report, wherever
// it can be put there; the error is that of a folder that cannot be listed, or of the
// context. No file outside of fsys is opened; give it the FS of an os.Root, so that
// links lead nowhere either. Memory does not grow with the size of a file, but for
// the hashes that Memory bounds and one bit a row.
func Snapshot(ctx context.Context, fsys fs.FS, opts ...Option) (*Report, error) {
	f := &folder{fs: fsys, check: newCheck(ctx, optionsOf(opts), schema.Date{})}
	r := &Report{}
	checked, err := f.validate(ctx)
	if err != nil {
		return nil, fmt.Errorf("validate snapshot: %w", err)
	}
	r.DatasetVersion = f.manifest.DatasetVersion
	f.check.report(r, allRules(f.check.entities), checked...)
	return r, nil
}

// validate returns the questions that it could answer.
func (f *folder) validate(ctx context.Context) ([]Question, error) {
	intact := []Question{Intact}
	if ok, err := f.readManifest(); !ok || err != nil {
		return intact, err
	}
	if err := f.list(); err != nil {
		return nil, err
	}
	m := &f.manifest
	if m.DatasetVersion != synthhub.Version {
		f.check.note("rows were not checked: this library knows the rules of %s alone", synthhub.Version)
		return intact, f.hashFiles(ctx, f.plainDigests(nil))
	}
	entities := f.checkManifest()
	metadata := f.readMetadata()
	f.check.asOf = m.Settings.AsOf
	if metadata != nil {
		f.check.asOf = metadata.AsOfDate
	}
	if metadata != nil {
		f.compareDocuments(metadata, entities)
	}
	if err := f.readTables(ctx, entities, metadata); err != nil {
		return nil, err
	}
	checked := []Question{WellFormed, Coherent, Intact}
	if len(f.check.tables) == 0 {
		checked = intact
	}
	if f.check.reproduce {
		checked = append(checked, Reproducible)
	}
	return checked, nil
}

// readManifest finds and reads the manifest, and reports whether that is enough to
// go on with.
func (f *folder) readManifest() (ok bool, err error) {
	entries, err := fs.ReadDir(f.fs, ".")
	if err != nil {
		return false, err
	}
	name := ""
	for _, e := range entries {
		if _, ok := snapshot.IsManifest(e.Name()); ok && (name == "" || e.Name() == snapshot.ManifestName(synthhub.Version)) {
			name = e.Name()
		}
	}
	if name == "" {
		f.found("manifest.present", snapshot.ManifestName(synthhub.Version), "", "the folder has no manifest: it is no snapshot, or not a whole one")
		return false, nil
	}
	if info, err := fs.Lstat(f.fs, name); err != nil || !info.Mode().IsRegular() {
		f.found("file.regular", name, "", "the manifest is not a regular file")
		return false, nil
	}
	text, err := readDocument(f.fs, name)
	if err != nil {
		f.found("file.readable", name, "", err.Error())
		return false, nil
	}
	why, err := decodeDocument(text, &f.manifest, "  ")
	if err != nil {
		f.found("manifest.form", name, "", err.Error())
		return false, nil
	}
	if why != "" {
		f.found("manifest.form", name, "", why)
	}
	m := &f.manifest
	if want := snapshot.ManifestName(m.Edition()); name != want {
		f.found("manifest.present", name, m.DatasetVersion, "what it says makes its name "+want)
	}
	if m.DatasetVersion != synthhub.Version {
		f.found("manifest.version", name, m.DatasetVersion, "want "+synthhub.Version)
	}
	if m.FaultyByDesign {
		f.found("manifest.faulty", name, "", "rows were made wrong on purpose, to test how that is found out; do not use them for anything else")
	}
	return true, nil
}

// checkManifest compares what the manifest says in several places, and returns the
// entities of its tables. A table that is not known is left out.
func (f *folder) checkManifest() []synthhub.Entity {
	m := &f.manifest
	name := snapshot.ManifestName(m.Edition())
	derived := func(value any, format string, args ...any) {
		f.found("manifest.derived", name, fmt.Sprint(value), fmt.Sprintf(format, args...))
	}
	if err := m.Settings.Validate(); err != nil {
		f.found("manifest.settings", name, "", err.Error())
	}
	if want := midnight(m.Settings.AsOf); m.GeneratedAt != want {
		derived(m.GeneratedAt, "generated_at must be %s, the as-of date of the settings", want)
	}
	if m.ExportedAt != "" {
		if at, err := time.Parse(time.RFC3339, m.ExportedAt); err != nil || at.UTC().Format(time.RFC3339) != m.ExportedAt {
			derived(m.ExportedAt, "exported_at must be a time in UTC as RFC 3339")
		}
	}
	if m.Parts != 0 || m.Part != 0 {
		if m.Parts < 2 || m.Part < 1 || m.Part > m.Parts {
			derived(m.Part, "part and parts must be a part from 1 of at least 2")
		}
	}
	if len(m.RecordCounts) != len(m.Tables) {
		derived(len(m.RecordCounts), "record_counts and tables must have the same tables")
	}
	var entities []synthhub.Entity
	last := -1
	for i, t := range m.Tables {
		if rows, ok := m.RecordCounts[t.Name]; !ok || rows != t.Rows {
			derived(t.Rows, "record_counts must have the same number of rows of %s as tables", t.Name)
		}
		if slices.ContainsFunc(m.Tables[:i], func(o snapshot.TableDigest) bool { return o.Name == t.Name }) {
			derived(t.Name, "a table must be listed once")
			continue
		}
		at := slices.IndexFunc(f.check.entities, func(e synthhub.Entity) bool { return e.Table().Name() == t.Name })
		if at < 0 {
			f.check.note("the rows of %s were not checked: it is no governed table, and no entity was given for it", t.Name)
			continue
		}
		if at < last {
			derived(t.Name, "the tables must be in the order of the dataset")
		}
		last = at
		entities = append(entities, f.check.entities[at])
	}
	for _, file := range m.Files {
		if file.Table != "" && !slices.ContainsFunc(m.Tables, func(t snapshot.TableDigest) bool { return t.Name == file.Table }) {
			f.found("file.listed", file.Path, file.Table, "it holds rows of a table that the manifest does not list")
		}
	}
	return entities
}

func midnight(d schema.Date) string { return d.String() + "T00:00:00Z" }

// readMetadata reads the metadata and compares them with what their settings give.
func (f *folder) readMetadata() *synthhub.Metadata {
	m := &f.manifest
	name := snapshot.Metadata(m.Edition())
	file := f.files[name]
	if file == nil || file.unusable {
		return nil
	}
	text, err := readDocument(f.fs, name)
	if err != nil {
		f.found("file.readable", name, "", err.Error())
		return nil
	}
	var metadata synthhub.Metadata
	why, err := decodeDocument(text, &metadata, "  ")
	if err != nil {
		f.found("metadata.form", name, "", err.Error())
		return nil
	}
	if why != "" {
		f.found("metadata.form", name, "", why)
	}
	if is, must := jsonOf(m.Settings), jsonOf(metadata.Settings); is != must {
		f.found("manifest.derived", snapshot.ManifestName(m.Edition()), "", "its settings are not those of the metadata: "+differs([]byte(is), []byte(must)))
	}
	if err := f.plausible(metadata.Settings); err != nil {
		f.found("metadata.derived", name, "", err.Error())
		return &metadata
	}
	g, err := synthhub.NewGenerator(metadata.Settings)
	if err != nil {
		f.found("metadata.derived", name, "", err.Error())
		return &metadata
	}
	want := g.Metadata()
	must, err := encodeDocument(&want, "  ")
	if err != nil {
		f.found("metadata.derived", name, "", err.Error())
	} else if why := differs(text, must); why != "" {
		f.found("metadata.derived", name, "", why)
	}
	return &metadata
}

// plausible refuses settings of more records than the files can hold: to count the
// vehicles of those would take time that nobody limits.
func (f *folder) plausible(s synthhub.Settings) error {
	var bytes int64
	for _, file := range f.manifest.Files {
		bytes += max(file.Bytes, 0) / 64
	}
	if int64(s.Effective().Records) > bytes+1000 && f.manifest.Part == 0 {
		return fmt.Errorf("the settings ask for %d records, which the files cannot hold", s.Effective().Records)
	}
	return nil
}

func jsonOf(s synthhub.Settings) string {
	text, err := s.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(text)
}

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
	for _, listed := range f.manifest.Files {
		one := f.files[listed.Path]
		if one != nil && !slices.ContainsFunc(digests, func(d *digest) bool { return slices.Contains(d.files, one) }) {
			digests = append(digests, &digest{files: []*file{one}})
		}
	}
	return digests
}

// sheet returns the files of a table in one format, nil if there are none. What is
// wrong with their parts is counted.
func (f *folder) sheet(table, mediaType string) *sheet {
	s := &sheet{mediaType: mediaType}
	for i := range f.manifest.Files {
		m := &f.manifest.Files[i]
		if file := f.files[m.Path]; file != nil && m.Table == table && m.MediaType == mediaType && !slices.Contains(s.files, file) {
			s.files = append(s.files, file)
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
			files = append(files, rowFile{name: file.Path, header: header, size: -1})
		}
	} else if at := slices.IndexFunc(f.sections, func(s section) bool { return s.table == name }); at >= 0 {
		s := f.sections[at]
		kind = arrayRows
		files = append(files, rowFile{name: snapshot.Dataset(m.Edition()), from: s.from, size: s.size, line: s.line})
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
	i := slices.IndexFunc(m.Tables, func(t snapshot.TableDigest) bool { return t.Name == name })
	t.want = append(t.want, count{m.Tables[i].Rows, "the manifest"})
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
	why := "want " + want
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
		must := m.Tables[slices.IndexFunc(m.Tables, func(d snapshot.TableDigest) bool { return d.Name == t.Name() })].SHA256
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
