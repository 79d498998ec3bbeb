package validate

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
)

// tableFiles are the files that hold a table in one format, in the order of its rows. They are
// hashed by one job, so that hashes over all of them are possible.
type tableFiles struct {
	format *format.Format
	files  []*listedFile // none if they are not complete
	job    hashJob
	leaves *leaves       // of a CSV table, else nil
	hash   *maphash.Hash // over all files of a table that is not CSV, else nil
}

// readTables hashes all files, reads the rows of all tables, and compares the formats
// of each.
func (f *folder) readTables(ctx context.Context, entities []synthhub.Entity, metadata *synthhub.Metadata) error {
	files, jobs := f.filesByTable()
	document := f.newDocumentJob(metadata)
	waitForDocument, stop := f.hashDocument(ctx, document, files, entities)
	defer stop()
	if err := f.hashFiles(ctx, f.remainingJobs(jobs, document)); err != nil {
		return err
	}
	if identical, err := f.identical(ctx, metadata, entities, files, waitForDocument); identical || err != nil {
		return err
	}
	var after []func() error
	for _, e := range entities {
		all := files[e.Table().Name()]
		if t := f.addTable(e, all, metadata); t != nil {
			for _, compare := range f.comparisons(t, all, document != nil) {
				after = append(after, func() error {
					if t.broken {
						return nil // reading ended early
					}
					return compare()
				})
			}
		}
	}
	f.checkFolderIDs()
	if f.check.reproduce {
		after = append(after, func() error { return f.reproduce(ctx, metadata, entities) })
	}
	f.check.after = func() error {
		if err := waitForDocument(); err != nil {
			return err
		}
		for _, compare := range after {
			if err := compare(); err != nil {
				return err
			}
		}
		return nil
	}
	return f.check.run()
}

// filesByTable returns the files of each table in each format that it is in, and the jobs to
// hash them. Rows are read from the first format; the others are compared with it.
func (f *folder) filesByTable() (files map[string][]*tableFiles, jobs []*hashJob) {
	files = make(map[string][]*tableFiles)
	grouped := f.groupFiles()
	for _, t := range f.manifest.Tables {
		if files[t.Name] != nil {
			continue // the manifest lists it twice
		}
		for _, rows := range format.Tables() {
			list := grouped[tableFormat{t.Name, rows.MediaType}]
			if len(list) == 0 {
				continue
			}
			s := f.newTableFiles(t.Name, rows, list)
			if rows != format.CSV {
				s.hash = new(maphash.Hash)
				s.hash.SetSeed(f.check.seed)
				s.job.also = append(s.job.also, s.hash)
			} else if f.manifest.Part == 0 {
				s.leaves = newLeaves(t.Leaves, true)
				s.job.also = append(s.job.also, s.leaves)
			}
			files[t.Name] = append(files[t.Name], s)
			jobs = append(jobs, &s.job)
		}
	}
	return files, jobs
}

// A tableFormat is one table in the format of a media type.
type tableFormat struct{ table, mediaType string }

// groupFiles returns the files of each table and format, in the order of the manifest.
func (f *folder) groupFiles() map[tableFormat][]*listedFile {
	grouped := make(map[tableFormat][]*listedFile)
	seen := make(map[*listedFile]bool)
	for i := range f.manifest.Files {
		if one := f.files[f.manifest.Files[i].Path]; one != nil && one.Table != "" && !seen[one] {
			key := tableFormat{one.Table, one.Uncompressed().MediaType}
			grouped[key] = append(grouped[key], one)
			seen[one] = true
		}
	}
	return grouped
}

// newTableFiles returns the files of a table in one format.
func (f *folder) newTableFiles(table string, rows *format.Format, list []*listedFile) *tableFiles {
	slices.SortStableFunc(list, func(a, b *listedFile) int { return cmp.Compare(a.Part, b.Part) })
	s := &tableFiles{format: rows, files: list}
	s.job.files = list
	f.checkParts(table, s)
	return s
}

// checkParts checks that the files are the parts of the table, each once. If not, the table
// cannot be read from them, and s has no files.
func (f *folder) checkParts(table string, s *tableFiles) {
	parts := s.files[0].Parts
	lowest, count := 1, parts
	if f.manifest.Part > 0 { // the snapshot is one part of a larger one
		parts, lowest, count = f.manifest.Parts, f.manifest.Part, 1
	}
	if parts == 0 { // the table is in one file, which has no number
		lowest, count = 0, 1
	}
	complete := len(s.files) == count
	for i, file := range s.files {
		complete = complete && file.Part == lowest+i && file.Parts == parts
	}
	if !complete {
		f.check.tally.add(f.check.rule(ruleTableParts), Finding{Table: table, File: s.files[0].Path, Value: fmt.Sprint(len(s.files)),
			Why: fmt.Sprintf("want %d files of %s, numbered from %d on", count, s.format.MediaType, lowest)})
		s.files = nil
	}
}

// hasHeader reports whether the file begins with a header: of parts, only the first does.
func (s *tableFiles) hasHeader(file *listedFile) bool { return s.format.Header && file.Part <= 1 }

// rows returns the number of rows in a file, once it was hashed.
func (s *tableFiles) rows(file *listedFile) int {
	if s.hasHeader(file) {
		return file.lines - 1
	}
	return file.lines
}

// unusable reports whether one of the files cannot be read.
func (s *tableFiles) unusable() bool {
	return slices.ContainsFunc(s.files, func(file *listedFile) bool { return file.unusable })
}

// sections returns the sections from which the rows can be read.
func (s *tableFiles) sections() (sections []intake.Section) {
	for _, file := range s.files {
		sections = append(sections, intake.Section{File: file.Path, Format: s.format, Header: s.hasHeader(file), Size: file.rowBytes(), Hint: file.rowBytes(), Rows: file.lines})
	}
	return sections
}

// addTable adds a table to be read. It returns nil if there is nothing that it can be read
// from.
func (f *folder) addTable(e synthhub.Entity, files []*tableFiles, metadata *synthhub.Metadata) *table {
	c, name := f.check, e.Table().Name()
	sections := f.sectionsOf(e, files)
	t := c.addTable(e, func(feed *feed) error { return feed.readSections(f.contents(), sections) })
	if len(sections) == 0 {
		t.broken = true
		c.note("the rows of %s were not checked, and nothing was checked against them: its files are not complete", name)
		return nil
	}
	rows := f.manifest.Tables[tableIndex(f.manifest.Tables, name)].Rows
	t.stated = append(t.stated, statement{rows, "the manifest"})
	if metadata != nil && f.manifest.Part == 0 && entitylist.Governed(name) {
		t.stated = append(t.stated, statement{metadata.Count(name), "the metadata"})
	}
	for _, s := range sections {
		const shortestRow = 32 // bytes; a file may have a billion empty lines
		t.expected += min(s.Rows, int(s.Hint/shortestRow))
	}
	f.compareRecords(name, files)
	return t
}

// sectionsOf returns where the rows of a table are read from: its files in the first format,
// or else the dataset document. There are none if those are not complete.
func (f *folder) sectionsOf(e synthhub.Entity, files []*tableFiles) []intake.Section {
	if len(files) > 0 {
		first := files[0]
		if first.unusable() {
			return nil
		}
		for _, file := range first.files {
			if first.hasHeader(file) && !f.checkHeader(file, first.format, e.Table()) {
				return nil
			}
		}
		return first.sections()
	}
	if t := f.documentTable(e.Table().Name()); t != nil {
		return []intake.Section{t.Section}
	}
	f.check.tally.add(ruleTableParts, Finding{Table: e.Table().Name(), Why: "the manifest lists the table, but no file that holds it"})
	return nil
}

// compareRecords compares the number of rows of each file with the manifest.
func (f *folder) compareRecords(table string, files []*tableFiles) {
	for _, s := range files {
		for _, file := range s.files {
			if rows := s.rows(file); !file.unusable && rows != file.Records {
				f.check.tally.add(f.check.rule(ruleFileRecords), Finding{Table: table, File: file.Path, Value: fmt.Sprint(rows),
					Why: fmt.Sprintf("it has %d rows, but the manifest says %d", rows, file.Records)})
			}
		}
	}
}
