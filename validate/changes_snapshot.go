package validate

import (
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// openSnapshot opens the snapshot and its tables, nil if it cannot be used or is of another day or other
// settings, so that hardly a row would fit. Findings in its files are
// not those of the feed; the first is quoted.
func (f *changesFolder) openSnapshot(ctx context.Context) (*folder, error) {
	o := f.check.options
	o.manifest, o.reproduce, o.part, o.parts = "", false, 0, 0
	into := &folder{fs: f.check.appliesTo, check: newCheck(ctx, o, schema.Date{})}
	unusable := func(why string) {
		f.check.tally.add(ruleSnapshotUsable, Finding{Why: why})
	}
	ok, err := into.readManifest()
	if err != nil {
		unusable(err.Error())
		return nil, nil
	}
	if ok {
		err = into.list()
	}
	if err != nil {
		unusable(err.Error())
		return nil, nil
	}
	if first, found := into.check.tally.firstFinding(); !ok || found {
		unusable("validate the snapshot first: " + first.String())
		return nil, nil
	}
	m := &into.manifest
	switch {
	case m.DatasetVersion != f.manifest.DatasetVersion || m.FaultyByDesign != f.manifest.FaultyByDesign:
		f.check.tally.add(ruleSnapshotBook, Finding{Value: m.Edition(), Why: "the feed is of " + visible(f.manifest.Edition())})
		return nil, nil
	case m.Part != 0:
		unusable("it is one part of a dataset: merge the parts first")
		return nil, nil
	}
	if !f.compareBook(m.Settings) {
		return nil, nil
	}
	if err := into.openTables(ctx, f.entities); err != nil {
		return nil, err
	}
	return into, nil
}

// compareBook compares the settings of a snapshot with those of the feed, and reports whether they fit.
func (f *changesFolder) compareBook(s synthhub.Settings) (ok bool) {
	ok = true
	if s.AsOf != f.feed.From {
		f.check.tally.add(ruleSnapshotDay, Finding{Value: s.AsOf.String(), Why: fmt.Sprintf("the feed begins on %v", f.feed.From)})
		ok = false
	}
	s.AsOf = f.feed.Settings.AsOf
	if is, must := jsonOf(s.Effective()), jsonOf(f.feed.Settings.Effective()); is != must {
		f.check.tally.add(ruleSnapshotBook, Finding{Why: "its settings are not those of the feed: " + difference([]byte(is), []byte(must))})
		ok = false
	}
	return ok
}

// openTables adds the tables of a snapshot that are needed, from the first format that each is in. A
// file is read no further than it is long, and of a compressed one no more than the manifest says.
func (f *folder) openTables(ctx context.Context, entities []synthhub.Entity) error {
	files, _ := f.filesByTable()
	needsDocument := func(e synthhub.Entity) bool {
		name := e.Table().Name()
		return len(files[name]) == 0 && tableIndex(f.manifest.Tables, name) >= 0
	}
	if slices.ContainsFunc(entities, needsDocument) {
		wait, stop := f.hashDocument(ctx, f.newDocumentJob(nil), files, entities)
		defer stop()
		if err := wait(); err != nil {
			return err
		}
	}
	var sizes []*hashJob
	for _, list := range files {
		for _, s := range list {
			for _, file := range s.files {
				if file.Content != nil && !file.unusable {
					sizes = append(sizes, &hashJob{files: []*listedFile{file}})
				}
			}
		}
	}
	if err := f.runJobs(ctx, sizes); err != nil {
		return err
	}
	for _, e := range entities {
		name := e.Table().Name()
		if tableIndex(f.manifest.Tables, name) < 0 {
			continue
		}
		sections := f.sectionsOf(e, files[name])
		t := f.check.addTable(e, func(feed *feed) error { return feed.readSections(f.contents(), sections) })
		t.broken = len(sections) == 0
	}
	return nil
}
