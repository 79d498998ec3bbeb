package validate

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// Snapshot reports on a snapshot folder: whether its rows are well-formed and
// coherent, whether its files are intact, and, with the option [Reproduce], whether
// its settings give the same bytes again.
//
// The folder may come from anybody. What is wrong with it is in the report, wherever
// it can be put there; the error is that of a folder that cannot be listed, or of the
// context, or wraps [ErrOption]. No file outside of fsys is opened; give it the FS of an os.Root, so that
// links lead nowhere either. Tables that are neither governed nor given with [With] are not
// checked, which Notes says. Memory does not grow with the size of a file, but for
// the hashes that Memory bounds and one bit a row.
func Snapshot(ctx context.Context, fsys fs.FS, opts ...Option) (*Report, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("validate snapshot: %w", err)
	}
	f := &folder{fs: fsys, check: newCheck(ctx, o, schema.Date{})}
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
		f.check.note("rows were not checked: this library knows the rules of %s"+otherRelease, synthhub.Version)
		if f.check.reproduce {
			f.found("settings.known", f.name, m.DatasetVersion, "the dataset version is unknown; this library makes "+synthhub.Version)
			intact = append(intact, Reproducible)
		}
		return intact, f.hashFiles(ctx, f.plainDigests(nil))
	}
	entities := f.checkManifest()
	metadata := f.readMetadata(ctx)
	f.check.asOf = m.Settings.AsOf
	if metadata != nil {
		f.check.asOf = metadata.AsOfDate
		f.compareDocuments(metadata, entities)
	} else {
		f.check.note("the descriptors and the README were not checked: they follow from the metadata")
	}
	if err := f.readTables(ctx, entities, metadata); err != nil {
		return nil, err
	}
	checked := intact
	whole := len(entities) > 0 && len(entities) == len(m.Tables)
	for _, t := range f.check.tables {
		whole = whole && !t.broken
	}
	if whole {
		checked = append(checked, WellFormed, Coherent)
	}
	if f.check.reproduce {
		checked = append(checked, Reproducible)
	}
	return checked, nil
}
