package validate

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// A documentJob hashes the dataset document and finds its tables.
type documentJob struct {
	hashJob
	scan     *scanner
	metadata *synthhub.Metadata // that the document must hold, nil if they are not known
}

// newDocumentJob returns the job of the dataset document, nil if there is none that can be read.
func (f *folder) newDocumentJob(metadata *synthhub.Metadata) *documentJob {
	file := f.files[snapshot.Dataset(f.manifest.Edition())]
	if file == nil || file.unusable {
		return nil
	}
	scan := newScanner(f.check.seed, len(f.manifest.Tables))
	return &documentJob{hashJob{files: []*listedFile{file}, also: []io.Writer{scan}}, scan, metadata}
}

// hashDocument hashes the document and checks its form. If rows are read from it, that is done at
// once. Otherwise another goroutine hashes it while the other files are read, and wait waits for the
// end: the document has two thirds of the bytes of a snapshot, and one goroutine that hashed it
// first kept the others waiting. The function stop ends that goroutine early.
func (f *folder) hashDocument(ctx context.Context, job *documentJob, files map[string][]*tableFiles, entities []synthhub.Entity) (wait func() error, stop func()) {
	if job == nil {
		return func() error { return nil }, func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	hashing := inBackground(func() error { return f.runJobs(ctx, []*hashJob{&job.hashJob}) })
	checked := false
	wait = func() error {
		if err := hashing.wait(); err != nil || checked {
			return err
		}
		checked = true
		f.compareHashes([]*hashJob{&job.hashJob})
		f.checkDataset(job.scan, job.files[0], job.metadata)
		return nil
	}
	if slices.ContainsFunc(entities, func(e synthhub.Entity) bool { return len(files[e.Table().Name()]) == 0 }) {
		_ = wait() // the caller gets the error when it waits
	}
	return wait, func() {
		cancel()
		_ = hashing.wait()
	}
}

// A background is a function that runs on a goroutine of its own.
type background struct {
	done  chan struct{}
	err   error
	guard pipe.Guard
}

func inBackground(f func() error) *background {
	b := &background{done: make(chan struct{})}
	go func() {
		defer close(b.done)
		b.guard.Do(func() { b.err = f() }, func(err error) { b.err = err })
	}()
	return b
}

// wait returns the error of the function once it has ended, and passes on a panic in it.
func (b *background) wait() error {
	<-b.done
	b.guard.Rethrow()
	return b.err
}

// A documentTable is the rows of one table in the dataset document.
type documentTable struct {
	name    string
	section section
	rows    int
	hash    uint64 // of the rows, each with a line feed and no comma
}

// documentTable returns the rows of a table in the dataset document, nil if it has none or
// its form is wrong.
func (f *folder) documentTable(name string) *documentTable {
	i := slices.IndexFunc(f.document, func(t documentTable) bool { return t.name == name })
	if i < 0 {
		return nil
	}
	return &f.document[i]
}

// checkDataset checks the form of the dataset document, its metadata and counts.
func (f *folder) checkDataset(scan *scanner, file *listedFile, metadata *synthhub.Metadata) {
	if why := scan.end(); why != "" {
		f.found(ruleDatasetForm, file.Path, "", why)
		return
	}
	if metadata != nil {
		if text, err := snapshot.EncodeDocument(metadata, false); err == nil {
			if why := difference(scan.metadata, bytes.TrimSuffix(text, []byte("\n"))); why != "" {
				f.found(ruleDatasetMetadata, file.Path, "", why)
			}
		}
	}
	var names, want []string
	rows := 0
	for i := range scan.tables {
		t := &scan.tables[i]
		t.section.file, t.section.format, t.section.hint, t.section.rows = file.Path, format.JSON, t.section.size, t.rows
		names = append(names, t.name)
		rows += t.rows
	}
	for _, t := range f.manifest.Tables {
		want = append(want, t.Name)
	}
	if !slices.Equal(names, want) {
		f.found(ruleDatasetForm, file.Path, strings.Join(names, ", "), "its tables must be "+strings.Join(want, ", "))
		return
	}
	if rows != file.Records {
		f.found(ruleFileRecords, file.Path, fmt.Sprint(rows), fmt.Sprintf("it has %d rows, but the manifest says %d", rows, file.Records))
	}
	f.document = scan.tables
}

// A scanner finds the tables of a dataset document while it is hashed. It gets
// the document line by line: the metadata, and for every table a line that opens its
// array, one line for each row, and one that closes it. A general JSON decoder would be
// slower, and would not tell where the rows are.
type scanner struct {
	metadata []byte
	tables   []documentTable
	wrong    string // the first line that does not fit, and why

	hash   maphash.Hash // of the rows of the current table
	line   []byte       // the beginning of a line whose end is still to come
	lines  int          // before the line
	offset int64        // of the line
	state  scanState
	comma  bool // whether another row may follow the last one
	most   int  // tables that the document may have
}

// A scanState is what the next line may be.
type scanState int

const (
	scanMetadata scanState = iota
	scanOpening
	scanRows
	scanEnd
)

// newScanner returns a scanner of a document that has a number of tables.
func newScanner(seed maphash.Seed, tables int) *scanner {
	s := &scanner{most: tables}
	s.hash.SetSeed(seed)
	return s
}

// Write takes the next bytes of the document. It never fails.
func (s *scanner) Write(text []byte) (int, error) {
	n := len(text)
	for len(text) > 0 {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			s.begin(text)
			break
		}
		line := text[:i]
		if len(s.line) > 0 {
			s.line = append(s.line, line...)
			line = s.line
		}
		s.next(line)
		s.offset += int64(len(line)) + 1
		s.lines++
		s.line, text = s.line[:0], text[i+1:]
	}
	return n, nil
}

// begin holds the beginning of a line until its end comes. After a wrong line nothing is held.
func (s *scanner) begin(text []byte) {
	most := schema.MaxRow + len(",")
	if s.state == scanMetadata {
		most = maxDocument
	}
	if len(s.line)+len(text) > most {
		s.fail("the line is longer than %d bytes", most)
	}
	if s.wrong == "" {
		s.line = append(s.line, text...)
	}
}

// fail notes what is wrong with the current line, if it is the first wrong one.
func (s *scanner) fail(format string, args ...any) {
	if s.wrong == "" {
		s.wrong = fmt.Sprintf("line %d: ", s.lines+1) + fmt.Sprintf(format, args...)
	}
}

// next scans a line without its end. After a wrong line, nothing is known of the others.
func (s *scanner) next(line []byte) {
	if s.wrong != "" {
		return
	}
	switch s.state {
	case scanMetadata:
		text, ok := cutAround(line, `{"metadata":`, ",")
		if !ok {
			s.fail(`the first line must be {"metadata":{...},`)
		}
		s.metadata, s.state = bytes.Clone(text), scanOpening
	case scanOpening:
		name, ok := cutAround(line, `"`, `":[`)
		if !ok || len(name) > 64 {
			s.fail("here must be the name of a table and the beginning of its rows")
			return
		} else if len(s.tables) == s.most {
			s.fail("another table begins, and the manifest lists %d", s.most)
			return
		}
		s.tables = append(s.tables, documentTable{name: string(name), section: section{offset: s.offset + int64(len(line)) + 1, lines: s.lines + 1}})
		s.comma, s.state = true, scanRows
		s.hash.Reset()
	case scanRows:
		t := &s.tables[len(s.tables)-1]
		if len(line) > 0 && line[0] == '{' {
			s.row(t, line)
		} else {
			s.closing(t, line)
		}
	case scanEnd:
		s.fail("text follows the end")
	}
}

// row scans the line of a row.
func (s *scanner) row(t *documentTable, line []byte) {
	if !s.comma {
		s.fail("a comma is missing before the row")
	}
	line, s.comma = bytes.CutSuffix(line, []byte(","))
	t.rows++
	s.hash.Write(line)
	s.hash.WriteByte('\n')
}

// closing scans the line after the last row of a table.
func (s *scanner) closing(t *documentTable, line []byte) {
	t.section.size, t.hash = s.offset-t.section.offset, s.hash.Sum64()
	switch {
	case s.comma && t.rows > 0:
		s.fail("a comma follows the last row")
	case string(line) == "],":
		s.state = scanOpening
	case string(line) == "]}":
		s.state = scanEnd
	default:
		s.fail("here must be a row, or the end of the rows")
	}
}

// end tells what is wrong with the form of the document, "" if nothing is.
func (s *scanner) end() string {
	if s.wrong == "" && (s.state != scanEnd || len(s.line) > 0) {
		s.fail("the document ends too early, or its last line feed is missing")
	}
	return s.wrong
}

// cutAround returns a line without a prefix and a suffix, and reports whether it has both.
func cutAround(line []byte, prefix, suffix string) (rest []byte, ok bool) {
	rest, hasPrefix := bytes.CutPrefix(line, []byte(prefix))
	rest, hasSuffix := bytes.CutSuffix(rest, []byte(suffix))
	return rest, hasPrefix && hasSuffix
}
