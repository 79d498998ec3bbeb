package export

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/internal/text"
)

// An Option changes how a dataset is exported. Options that do not concern a
// function have no effect on it; one with a value that is not allowed is an error
// of that function, which wraps [ErrOption].
type Option func(*options)

type options struct {
	workers     int
	onProgress  func(Progress)
	overwrite   bool
	exportedAt  string
	formats     []string
	tables      []string
	with        []synthhub.Entity
	faulty      []synthhub.Entity
	faultyRun   bool
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

// Workers sets the number of goroutines that generate and encode rows; 0 is the default,
// GOMAXPROCS, whatever the settings of the dataset say. It never changes the bytes.
func Workers(n int) Option {
	return func(o *options) {
		if n < 0 {
			o.fail("%d workers: want 0 for GOMAXPROCS, or more", n)
		} else if n > 0 {
			o.workers = n
		}
	}
}

// Overwrite lets Snapshot replace a folder that holds something other than the same
// dataset. A folder that holds other folders is refused in any case.
func Overwrite() Option { return func(o *options) { o.overwrite = true } }

// ExportedAt has the manifest tell the time of the run, as RFC 3339 in UTC. Without
// it no file depends on anything but the dataset.
func ExportedAt(t time.Time) Option {
	return func(o *options) { o.exportedAt = t.UTC().Format(time.RFC3339) }
}

// Names of the formats that a snapshot can hold its rows in.
const (
	FormatCSV    = "csv"    // a file for each table
	FormatJSON   = "json"   // one document with the metadata and all tables
	FormatNDJSON = "ndjson" // a file for each table, one JSON object a line
)

// Formats chooses the formats of a snapshot, any of [FormatCSV], [FormatJSON] and
// [FormatNDJSON]; the default is the first two. The digests of the tables and the
// descriptors do not depend on it.
func Formats(names ...string) Option {
	return func(o *options) {
		all := []string{FormatCSV, FormatJSON, FormatNDJSON}
		for _, name := range names {
			if !slices.Contains(all, name) {
				o.fail("format %q: %swant some of %s", name, didYouMean(name, all), strings.Join(all, ", "))
			}
		}
		o.formats = names
	}
}

// Tables chooses tables by name, wherever a whole dataset is exported or described; the
// default is all. They come in the order of the dataset, whatever the order of the names.
func Tables(names ...string) Option { return func(o *options) { o.tables = names } }

// With adds user-defined entities beside the governed ones, in every format and descriptor,
// in the order given. A column may refer to a table that comes before its own, or to its
// own. The names of the governed tables are taken: a table with a governed one's columns and
// more has a name of its own.
func With(entities ...synthhub.Entity) Option {
	return func(o *options) { o.with = append(o.with, entities...) }
}

// Faulty replaces governed entities by the given ones of the same table names, whose rows
// are wrong on purpose, so that those who receive data can test whether they notice. The
// number of rows may differ from what the metadata say. File names then hold "_faulty" after
// the version, and the README and the manifest say faulty by design. Without entities
// nothing is replaced, but everything is marked. Where a single table is written, by [CSV],
// [NDJSON], [Write] and [NewCopySource], the faulty entity of the same name replaces the one
// that is passed there.
func Faulty(entities ...synthhub.Entity) Option {
	return func(o *options) { o.faulty, o.faultyRun = append(o.faulty, entities...), true }
}

// Parts splits the table files of a snapshot into n files of about the same number
// of records, named like persons_v0_1-00003-of-00016.csv. Concatenated they are the file
// that would have been written in one part, byte by byte, so only the first CSV file has
// the header. Rows of one record are in parts of the same
// number. The JSON document is not split.
func Parts(n int) Option {
	return func(o *options) {
		if n < 1 || n > snapshot.MaxParts {
			o.fail("%d parts: want 1 to %d", n, snapshot.MaxParts)
			return
		}
		o.part, o.parts = 0, n
	}
}

// Part exports part i of n alone, counted from 1: the records and bytes that the part
// of this number has under Parts(n). In this way several machines can share the
// work. For CSV and NDJSON it is that section of the stream; a Snapshot of a part is
// complete in itself and its manifest names the part, but it has no JSON document,
// which cannot be split.
func Part(i, n int) Option {
	return func(o *options) {
		if n < 1 || n > snapshot.MaxParts || i < 1 || i > n {
			o.fail("part %d of %d: want 1 to the number of parts, and at most %d parts", i, n, snapshot.MaxParts)
			return
		}
		o.part, o.parts = i, n
	}
}

// Like makes the choices of a snapshot, given by its manifest: tables, formats, parts,
// and the time of the export. It cannot know user-defined entities; add them with [With].
func Like(m *Manifest) Option {
	return func(o *options) {
		o.exportedAt, o.faultyRun = m.ExportedAt, m.FaultyByDesign
		o.formats, o.tables = []string{}, []string{}
		for _, t := range m.Tables {
			o.tables = append(o.tables, t.Name)
		}
		for _, f := range m.Files {
			switch {
			case f.Table != "" && f.MediaType == snapshot.TypeCSV:
				o.formats = append(o.formats, FormatCSV)
			case f.Table != "" && f.MediaType == snapshot.TypeNDJSON:
				o.formats = append(o.formats, FormatNDJSON)
			case f.Path == snapshot.Dataset(m.Edition()):
				o.formats = append(o.formats, FormatJSON)
			}
			if f.Parts > 0 {
				Part(max(m.Part, 1), f.Parts)(o)
				o.part = m.Part
			}
		}
	}
}

// records returns the range of records that an export is about.
func (o *options) records(n int) (lo, hi int) {
	if o.part == 0 {
		return 0, n
	}
	return snapshot.PartRange(n, o.part, o.parts)
}

// wants reports whether a snapshot holds rows in the format.
func (o *options) wants(format string) bool {
	if o.formats == nil {
		return format == FormatCSV || format == FormatJSON && !o.split()
	}
	return slices.Contains(o.formats, format)
}

// split reports whether the export is about one part of several.
func (o *options) split() bool { return o.part > 0 && o.parts > 1 }

// entities returns the entities to export in order, or an error that says why they
// do not fit together.
func (o *options) entities() ([]synthhub.Entity, error) {
	list := synthhub.Entities()
	for _, e := range o.faulty {
		i := entitylist.Index(list, e.Table().Name())
		if i < 0 {
			return nil, fmt.Errorf("%w: faulty %s: no governed table has this name; add your own entities with With", ErrOption, e.Table().Name())
		}
		list[i] = e
	}
	for _, e := range o.with {
		name := e.Table().Name()
		if slices.Contains([]string{"metadata", "dataset", "schema", "snapshot_manifest"}, name) {
			return nil, fmt.Errorf("%w: a table cannot be called %s: a file or member of every dataset is", ErrOption, name)
		}
		if entitylist.Governed(name) {
			return nil, fmt.Errorf("%w: two tables are called %s; to replace the governed one use Faulty", ErrOption, name)
		}
		if entitylist.Index(list, name) >= 0 {
			return nil, fmt.Errorf("%w: two tables are called %s", ErrOption, name)
		}
		list = append(list, e)
		for _, c := range e.Table().Columns() {
			if err := resolve(list, c.Ref); err != nil {
				return nil, fmt.Errorf("%w: column %s.%s refers to %s: %w", ErrOption, name, c.Name, c.Ref, err)
			}
		}
	}
	if o.tables == nil {
		return list, nil
	}
	for _, name := range o.tables {
		if entitylist.Index(list, name) < 0 {
			names := entitylist.Names(list)
			return nil, fmt.Errorf("%w: no table is called %q; %sthere are %s", ErrOption, name, didYouMean(name, names), strings.Join(names, ", "))
		}
	}
	return slices.DeleteFunc(list, func(e synthhub.Entity) bool { return !slices.Contains(o.tables, e.Table().Name()) }), nil
}

// didYouMean suggests the name that a misspelled one probably stands for, "" if none is near.
func didYouMean(name string, names []string) string {
	near, ok := text.Nearest(name, slices.Values(names))
	if !ok {
		return ""
	}
	return "did you mean " + near + "? "
}

// resolve reports why a reference leads nowhere.
func resolve(list []synthhub.Entity, ref string) error {
	if ref == "" {
		return nil
	}
	table, column, _ := strings.Cut(ref, ".")
	i := entitylist.Index(list, table)
	if i < 0 {
		return fmt.Errorf("no such table is before it; %sthere are %s", didYouMean(table, entitylist.Names(list)), strings.Join(entitylist.Names(list), ", "))
	}
	for _, c := range list[i].Table().Columns() {
		if c.Name == column {
			if !c.Key && (!c.Unique || c.Within != "") {
				return errors.New("that column is neither a key nor unique")
			}
			return nil
		}
	}
	return errors.New("the table has no such column")
}
