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
// The folder may come from anywhere, and everything that is wrong with it is in the report.
// The error is that of a folder that cannot be listed, or of the context, or wraps
// [ErrOption]. No file outside of fsys is opened; pass the FS of an os.Root, so that links
// lead nowhere either. If somebody may change the folder meanwhile, its Open should refuse at once
// what is not a regular file: an open of a named pipe waits for its writer. Tables that are neither governed nor passed with [With] are not
// checked, which Notes says; nor are the rows of a table after more than 250,000, and most, could
// not be read. Memory does not grow with the size of a file, except for one bit a row: with the
// default options it stays below 300 MiB.
func Snapshot(ctx context.Context, fsys fs.FS, opts ...Option) (*Report, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("validate snapshot: %w", err)
	}
	f := &folder{fs: fsys, check: newCheck(ctx, o, schema.Date{})}
	answered, err := f.validate(ctx)
	if err != nil {
		return nil, fmt.Errorf("validate snapshot: %w", err)
	}
	r := &Report{DatasetVersion: visible(f.manifest.DatasetVersion), ManifestSHA256: f.sha256, Signatures: f.signed}
	f.check.report(r, answered...)
	return r, nil
}

// validate takes the steps of a validation, and returns the questions that they could answer.
func (f *folder) validate(ctx context.Context) (answered []Question, err error) {
	answered = []Question{Intact}
	if ok, err := f.readManifest(); !ok || err != nil {
		return answered, err
	}
	if err := f.list(); err != nil {
		return nil, err
	}
	m := &f.manifest
	if m.DatasetVersion != synthhub.Version {
		f.check.note("rows were not checked: this library knows the rules of %s"+otherRelease, synthhub.Version)
		if f.check.reproduce {
			f.found(ruleSettingsKnown, f.name, m.DatasetVersion, "the dataset version is unknown; this library generates "+synthhub.Version)
			answered = append(answered, Reproducible)
		}
		return answered, f.hashFiles(ctx, f.remainingJobs(nil, nil))
	}
	if why := f.cannotDivide(); why != "" {
		return nil, fmt.Errorf("%w: part %d of %d: %s", ErrOption, f.check.part, f.check.parts, why)
	}
	f.checkManifest()
	entities := f.checkTables()
	metadata := f.readMetadata(ctx)
	f.check.asOf = m.Settings.AsOf
	if metadata != nil {
		f.check.asOf, f.check.metadata = metadata.AsOfDate, metadata
		f.compareDescriptors(metadata, entities)
	} else {
		f.check.note("the descriptors and the README were not checked: they follow from the metadata")
	}
	f.narrow(entities)
	if err := f.readTables(ctx, entities, metadata); err != nil {
		return nil, err
	}
	if f.allRead(entities) {
		answered = append(answered, WellFormed, Coherent)
	}
	if f.check.reproduce {
		answered = append(answered, Reproducible)
	}
	return answered, nil
}

// allRead reports whether every table of the manifest is known and was read. If not, some
// rows were not looked at, and the data as a whole cannot be called well-formed or coherent.
func (f *folder) allRead(entities []synthhub.Entity) bool {
	for _, t := range f.check.tables {
		if t.broken {
			return false
		}
	}
	return len(entities) > 0 && len(entities) == len(f.manifest.Tables)
}
