package export

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// An Option changes how a dataset is exported. A function ignores options that do not concern
// it. It returns an error that wraps [ErrOption] if an option has a value that is not allowed.
type Option func(*options)

type options struct {
	workers     int
	onProgress  func(Progress)
	overwrite   bool
	gzip        bool
	exportedAt  string
	formats     []*format.Format // nil for the default
	tables      []string         // nil for all
	with        []synthhub.Entity
	faulty      []synthhub.Entity
	faultyRun   bool
	digests     bool
	part, parts int // part 0 is all of them
	errs        []error
}

func optionsOf(opts []Option) (options, error) {
	o := options{workers: runtime.GOMAXPROCS(0), parts: 1}
	for _, opt := range opts {
		opt(&o)
	}
	return o, errors.Join(o.errs...)
}

func (o *options) fail(format string, args ...any) {
	o.errs = append(o.errs, fmt.Errorf("%w: "+format, append([]any{ErrOption}, args...)...))
}

// maxWorkers is the maximum that the settings of a dataset have too.
const maxWorkers = 1024

// Workers sets the number of goroutines that generate and encode rows, up to 1024; 0 is the
// default, GOMAXPROCS, whatever the settings of the dataset say. It never changes the bytes.
func Workers(n int) Option {
	return func(o *options) {
		if n < 0 || n > maxWorkers {
			o.fail("%d workers: want 0 for GOMAXPROCS, or 1 to %d", n, maxWorkers)
		} else if n > 0 {
			o.workers = n
		}
	}
}

// Overwrite lets Snapshot replace the regular files in a folder, whatever they are: those that
// are there when it begins. A folder that holds anything else, such as a folder, a link or a
// device, is refused in any case.
func Overwrite() Option { return func(o *options) { o.overwrite = true } }

// ExportedAt writes the time of the run to the manifest, as RFC 3339 in UTC, which has the years
// 1 to 9999. Without it no file depends on anything but the dataset.
func ExportedAt(t time.Time) Option {
	return func(o *options) {
		if o.exportedAt = t.UTC().Format(time.RFC3339); !validTime(o.exportedAt) {
			o.fail("exported at %s: want a time of the years 1 to 9999", o.exportedAt)
		}
	}
}

// Names of the formats in which a snapshot can hold its rows.
const (
	FormatCSV    = "csv"    // a file for each table
	FormatJSON   = "json"   // one document with the metadata and all tables
	FormatNDJSON = "ndjson" // a file for each table, one JSON object a line
)

// FormatNames returns the names of all formats, such as [FormatCSV], in the order in which a
// snapshot lists its files.
func FormatNames() []string { return format.Names(format.All()) }

// Formats selects the formats of a snapshot, any of [FormatNames]; the default is
// [FormatCSV] and [FormatJSON]. The digests of the tables and the descriptors do not depend on
// it.
func Formats(names ...string) Option {
	return func(o *options) {
		o.formats = nil
		if names != nil {
			o.formats = []*format.Format{}
		}
		for _, name := range names {
			if f := format.Named(name); f != nil {
				o.formats = append(o.formats, f)
			} else {
				o.fail("format %q: %swant some of %s", name, didYouMean(name, FormatNames()), strings.Join(FormatNames(), ", "))
			}
		}
	}
}

// Gzip compresses the files of the tables in a snapshot, whose names then end in ".gz". The JSON
// document and the other documents are not compressed. Another version of Go may compress the same
// content to other bytes; [ManifestFile.Content] has the size and SHA-256 of the content.
func Gzip() Option { return func(o *options) { o.gzip = true } }

// Tables selects tables by name, wherever a whole dataset is exported or described; the
// default is all. They come in the order of the dataset, whatever the order of the names.
func Tables(names ...string) Option {
	return func(o *options) {
		if o.tables = names; names != nil && len(names) == 0 {
			o.fail("no tables: want the name of one, or no option for all")
		}
	}
}

// With adds user-defined entities after the governed ones, in every format and descriptor, in
// the order of the arguments. A column may refer to a table that comes before its own, or to
// its own. No entity may have the name of a governed table, even if its table has all columns
// of the governed one.
func With(entities ...synthhub.Entity) Option {
	return func(o *options) { o.with = append(o.with, entities...) }
}

// Faulty replaces governed entities by entities of the same table names whose rows are wrong
// on purpose, to test whether a receiver of the data notices. The number of rows may differ
// from the metadata. File names then hold "_faulty" after the version, and the README and
// the manifest say faulty by design. Without entities nothing is replaced, but everything is
// marked. Where a single table is written, by [CSV], [NDJSON], [Write] and [NewCopySource],
// the faulty entity of the same name replaces the one that is passed there.
func Faulty(entities ...synthhub.Entity) Option {
	return func(o *options) { o.faulty, o.faultyRun = append(o.faulty, entities...), true }
}

// Parts splits the table files of a snapshot into n files of about the same number
// of records, named like persons_v0_1-00003-of-00016.csv. Concatenated they are, byte by
// byte, the file of a snapshot in one part, so only the first CSV file has the header. All
// rows of one record are in parts of the same number. The JSON document is not split. There
// are at most as many parts as records.
func Parts(n int) Option {
	return func(o *options) {
		if n < 1 || n > snapshot.MaxParts {
			o.fail("%d parts: want 1 to %d", n, snapshot.MaxParts)
			return
		}
		o.part, o.parts = 0, n
	}
}

// Part exports part i of n alone, counted from 1: the records and bytes that this part has
// under Parts(n), so that several machines can share the work. A table as CSV or NDJSON is
// that section of the whole. A Snapshot of a part is complete in itself and its manifest names
// the part, but it has no JSON document, which cannot be split.
func Part(i, n int) Option {
	return func(o *options) {
		if n < 1 || n > snapshot.MaxParts || i < 1 || i > n {
			o.fail("part %d of %d: want 1 to the number of parts, and at most %d parts", i, n, snapshot.MaxParts)
			return
		}
		o.part, o.parts = i, n
	}
}

// Like selects what the snapshot of a manifest has: its tables, formats and parts, and the
// time of the export. It cannot know user-defined entities; add them with [With]. A manifest
// that no snapshot can have, such as one with a part that does not exist, is [ErrOption].
func Like(m *Manifest) Option {
	return func(o *options) {
		o.exportedAt, o.faultyRun, o.gzip = m.ExportedAt, m.FaultyByDesign, false
		if !validTime(m.ExportedAt) {
			o.fail("exported_at %.40q in the manifest: want a time in UTC as RFC 3339", m.ExportedAt)
		}
		o.formats = []*format.Format{}
		listed(m)(o)
		parts := m.Parts
		for _, file := range m.Files {
			if f := m.formatOf(&file); f != nil && !slices.Contains(o.formats, f) {
				o.formats = append(o.formats, f)
			}
			o.gzip = o.gzip || file.Content != nil
			if file.Parts == 0 || file.Parts == parts {
				continue
			}
			if parts != 0 {
				o.fail("a manifest with files of %d parts and of %d: want one number", parts, file.Parts)
				return
			}
			parts = file.Parts
		}
		switch {
		case m.Part != 0 || m.Parts != 0:
			Part(m.Part, parts)(o)
		case parts != 0:
			Parts(parts)(o)
		default:
			o.part, o.parts = 0, 1
		}
	}
}

// validTime reports whether a manifest can have the time of an export: RFC 3339 in UTC, or none.
func validTime(text string) bool {
	t, err := time.Parse(time.RFC3339, text)
	return text == "" || err == nil && t.Year() > 0 && t.UTC().Format(time.RFC3339) == text
}

// records returns the range of n records that the export writes.
func (o *options) records(n int) (lo, hi int, err error) {
	if limit := max(n, 1); o.parts > limit {
		return 0, 0, fmt.Errorf("%w: %d parts of %d records: want 1 to %d", ErrOption, o.parts, n, limit)
	}
	if o.part == 0 {
		return 0, n, nil
	}
	lo, hi = snapshot.PartRange(n, o.part, o.parts)
	return lo, hi, nil
}

// wants reports whether a snapshot holds rows in the format.
func (o *options) wants(f *format.Format) bool {
	if o.formats == nil {
		return f.Default && !(f.Document && o.split())
	}
	return slices.Contains(o.formats, f)
}

// split reports whether the export is one part of several.
func (o *options) split() bool { return o.part > 0 && o.parts > 1 }
