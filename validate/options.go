package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// An Option changes how something is validated. Options that do not concern a
// function have no effect on it.
type Option func(*options)

type options struct {
	workers   int
	limit     int
	hashes    int
	entities  []synthhub.Entity
	rowIDs    bool
	part      int // of parts, 0 for all of them
	parts     int
	reproduce bool
	appliesTo fs.FS // the snapshot that a feed must fit, if any
	onRows    func(Rows)
	manifest  string // the SHA-256 that the manifest must have, empty if any will do
	errs      []error
}

func optionsOf(opts []Option) (options, error) {
	o := options{workers: runtime.GOMAXPROCS(0), limit: 10, hashes: 12 << 20, entities: synthhub.Entities()}
	for _, opt := range opts {
		opt(&o)
	}
	return o, errors.Join(o.errs...)
}

func (o *options) fail(format string, args ...any) {
	o.errs = append(o.errs, fmt.Errorf("%w: "+format, append([]any{ErrOption}, args...)...))
}

// constError is an error that cannot be reassigned.
type constError string

func (e constError) Error() string { return string(e) }

// ErrOption is returned when an option has a value that is not allowed.
const ErrOption = constError("wrong option")

// maxWorkers is the maximum that the settings of a dataset have too.
const maxWorkers = 1024

// Workers sets the number of goroutines that read and check rows, up to 1024; 0 is the default,
// GOMAXPROCS. It never changes the report.
func Workers(n int) Option {
	return func(o *options) {
		if n < 0 || n > maxWorkers {
			o.fail("%d workers: want 0 for GOMAXPROCS, or 1 to %d", n, maxWorkers)
		} else if n > 0 {
			o.workers = n
		}
	}
}

// Limit sets how many findings of each rule the report holds; the default is 10.
// The totals count all of them in any case.
func Limit(n int) Option {
	return func(o *options) {
		if n < 0 {
			o.fail("limit of %d findings: want 0 or more", n)
		}
		o.limit = n
	}
}

// Memory limits the bytes of the hashes that tell whether values are unique and references
// resolve; the default is 96 MiB. The hashes of a record with one vehicle take 88 bytes, so that
// is enough for a million records. With less, the rows are read more often. Expect the process to
// use about three times the limit.
func Memory(bytes int) Option {
	return func(o *options) {
		if bytes < 0 {
			o.fail("%d bytes of memory: want 0 or more; at least 8 KiB are used", bytes)
		}
		o.hashes = max(bytes/8, 1<<10)
	}
}

// With adds user-defined entities beside the governed ones: their rows are checked, and
// [Reproduce] can generate a snapshot that holds them. As in package export, the names of
// the governed tables are taken, and no two tables may have one name.
func With(entities ...synthhub.Entity) Option {
	return func(o *options) {
		for _, e := range entities {
			if name := e.Table().Name(); entitylist.Governed(name) {
				o.fail("two tables are called %s; to replace the governed one use Faulty", name)
			} else if entitylist.Index(o.entities, name) >= 0 {
				o.fail("two tables are called %s", name)
			}
			o.entities = append(o.entities, e)
		}
	}
}

// Faulty replaces governed entities with the given ones of the same table names, whose
// rows are wrong on purpose, as in package export: for a check of [Source] or [Bundle] on
// faults that are not written to a snapshot.
func Faulty(entities ...synthhub.Entity) Option {
	return func(o *options) {
		for _, e := range entities {
			name := e.Table().Name()
			if !entitylist.Governed(name) {
				o.fail("faulty %s: no governed table has this name; add user-defined entities with With", name)
				continue
			}
			o.entities[entitylist.Index(o.entities, name)] = e
		}
	}
}

// RowIDs makes [Bundle] and [Source] check too that each governed id is the one that the settings
// give its row, as [Snapshot] always does. It is for datasets with all of their rows in order, not
// for those that were filtered, or that have rows from elsewhere.
func RowIDs() Option { return func(o *options) { o.rowIDs = true } }

// Part makes [Snapshot] check part i of a snapshot in n parts alone, counted from 1, so that several
// machines can share the work: the documents, the files of that part, and their rows with each other.
// Files of other parts and the JSON document need not be there, and that document is not read. A
// snapshot that is not in n parts is an error that wraps [ErrOption]. With [Reproduce], checks of all
// parts prove what a check of the whole proves of everything else. Without it, values that must be unique
// are compared within the part alone; ids are unique even so, because each must be the one of its row.
func Part(i, n int) Option {
	return func(o *options) {
		if n < 1 || n > snapshot.MaxParts || i < 1 || i > n {
			o.fail("part %d of %d: want 1 to the number of parts, and at most %d parts", i, n, snapshot.MaxParts)
			return
		}
		if o.part, o.parts = i, n; n == 1 {
			o.part, o.parts = 0, 0
		}
	}
}

// Reproduce makes [Snapshot] answer the fourth question too, and [Changes], whose comment says how.
// Snapshot generates the dataset again from the settings in the metadata and compares every byte, of a compressed file those of its
// content. If all bytes are the same, the rows are not parsed: the tests of this module hold that
// what it generates is well-formed and coherent. All rows are parsed and checked if anything is not
// the same, or if the snapshot has user-defined tables or compressed files. It refuses settings that
// give other numbers of rows than the folder has, so its time is bounded by the size of the folder.
// Rows that are faulty by design cannot be reproduced, which is a finding.
func Reproduce() Option { return func(o *options) { o.reproduce = true } }

// ManifestSHA256 makes [Snapshot] and [Changes] accept only the manifest with this SHA-256, in 64 hexadecimal
// digits; take it from a source that you trust. The manifest has the digests of all other files,
// so a folder that is intact is then the trusted one, byte for byte. Another manifest is a
// finding, after which nothing else is read.
func ManifestSHA256(sum string) Option {
	return func(o *options) {
		if b, err := hex.DecodeString(sum); err != nil || len(b) != sha256.Size {
			o.fail("manifest SHA-256 %.80q: want %d hexadecimal digits", sum, 2*sha256.Size)
		}
		o.manifest = strings.ToLower(sum)
	}
}

// AppliesTo makes [Changes] report too whether the feed fits the snapshot in a folder: whether both are
// of the same book and settings, and the snapshot of the day on which the feed begins; whether each row
// before, of an update or a deletion, is in the snapshot byte for byte; and whether no key of a row that
// is created is there. The snapshot is not validated otherwise: [Snapshot] does that.
func AppliesTo(snapshot fs.FS) Option { return func(o *options) { o.appliesTo = snapshot } }

// Rows are some consecutive rows of a table on their way through a validation.
type Rows struct {
	schema.RowList
	// Number counts the parts into which a table is read, from 0 on, in the order of the table. A part that cannot be
	// read leaves no gap.
	Number int
	// Metadata are those of the dataset, nil if they cannot be read.
	Metadata *synthhub.Metadata
	unread   map[int]int
}

// Unread reports whether row i could not be read wholly. Values after the first that could not be read
// are zero.
func (r Rows) Unread(i int) bool { _, unread := r.unread[i]; return unread }

// OnRows has f called with all rows that are read, so that somebody else who needs them does not read them
// again. It is called once for every row, from several goroutines, in any order of the parts of a
// table. The rows are only valid during the call, and must not be changed. [Changes] does not call f.
// With [Reproduce], all rows are parsed, which takes longer than to compare bytes. Of several functions,
// each is called.
func OnRows(f func(Rows)) Option {
	return func(o *options) {
		before := o.onRows
		if before == nil {
			o.onRows = f
			return
		}
		o.onRows = func(r Rows) {
			before(r)
			f(r)
		}
	}
}
