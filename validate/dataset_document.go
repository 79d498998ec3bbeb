package validate

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A documentJob hashes the dataset document and finds its tables.
type documentJob struct {
	hashJob
	scan     *intake.Scanner
	metadata *synthhub.Metadata // that the document must hold, nil if they are not known
}

// newDocumentJob returns the job of the dataset document, nil if there is none that can be read.
func (f *folder) newDocumentJob(metadata *synthhub.Metadata) *documentJob {
	file := f.files[snapshot.Dataset(f.manifest.Edition())]
	if file == nil || file.unusable {
		return nil
	}
	scan := intake.NewScanner(f.check.seed, len(f.manifest.Tables))
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

// documentTable returns the rows of a table in the dataset document, nil if it has none or
// its form is wrong.
func (f *folder) documentTable(name string) *intake.DocumentTable {
	i := slices.IndexFunc(f.document, func(t intake.DocumentTable) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return &f.document[i]
}

// checkDataset checks the form of the dataset document, its metadata and counts.
func (f *folder) checkDataset(scan *intake.Scanner, file *listedFile, metadata *synthhub.Metadata) {
	if why := scan.End(); why != "" {
		f.found(ruleDatasetForm, file.Path, "", why)
		return
	}
	if metadata != nil {
		if text, err := snapshot.EncodeDocument(metadata, false); err == nil {
			if why := difference(scan.Metadata, bytes.TrimSuffix(text, []byte("\n"))); why != "" {
				f.found(ruleDatasetMetadata, file.Path, "", why)
			}
		}
	}
	var names, want []string
	rows := 0
	for i := range scan.Tables {
		t := &scan.Tables[i]
		t.Section.File, t.Section.Format, t.Section.Hint, t.Section.Rows = file.Path, format.JSON, t.Section.Size, t.Rows
		names = append(names, t.Name)
		rows += t.Rows
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
	f.document = scan.Tables
}
