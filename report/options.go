package report

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/validate"
)

// An Option changes what is counted, or what is shown. These are of use for:
//
//   - [Source], [Snapshot], [Zip], [CSV] and [Reference]: [With], [Title], [Private], [Workers] and [OnProgress];
//     Validate for Snapshot and Zip, AsOf and Synthetic for CSV
//   - [Compare]: [Ignore] and [Rows]
//   - [Profile.WriteHTML]: [Title], [Checked] and [Expect]
//   - [Drift.WriteHTML]: [Title]
//
// Other options have no effect. But Private and Synthetic are errors where nothing is counted, because a profile
// that is counted already keeps what it has.
type Option func(*options)

type options struct {
	workers  int
	entities []synthhub.Entity
	title    string
	asOf     synthhub.Date
	private  bool
	privacy  bool // whether Private or Synthetic was given
	validate []validate.Option
	ignore   map[string]bool // tables and columns
	checked  *validate.Report
	expected *Profile
	rows     []*rowdiff.Diff
	progress func(Progress)
	errs     []error
}

// optionsOf returns the options of a call.
func optionsOf(opts []Option) (options, error) {
	o := options{workers: runtime.GOMAXPROCS(0), entities: synthhub.Entities()}
	for _, opt := range opts {
		opt(&o)
	}
	return o, errors.Join(o.errs...)
}

// optionsWithoutRows returns the options of a call that counts no rows.
func optionsWithoutRows(opts []Option) (options, error) {
	o, err := optionsOf(opts)
	if o.privacy {
		err = errors.Join(err, fmt.Errorf("%w: Private and Synthetic have no effect on a profile that is counted already; pass them to Source, Snapshot, Zip, CSV or Reference", ErrOption))
	}
	return o, err
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

// Workers sets the number of goroutines that read and count rows, up to 1024; 0 is the default,
// GOMAXPROCS. It never changes the result.
func Workers(n int) Option {
	return func(o *options) {
		if n < 0 || n > maxWorkers {
			o.fail("%d workers: want 0 for GOMAXPROCS, or 1 to %d", n, maxWorkers)
		} else if n > 0 {
			o.workers = n
		}
	}
}

// With adds user-defined entities beside the governed ones. No two tables may have one name.
func With(entities ...synthhub.Entity) Option {
	return func(o *options) {
		for _, e := range entities {
			if name := e.Table().Name(); entitylist.Index(o.entities, name) >= 0 {
				o.fail("two tables are called %s", name)
			}
			o.entities = append(o.entities, e)
		}
	}
}

// Validate passes options to package validate, which reads a snapshot: for example validate.Reproduce.
func Validate(opts ...validate.Option) Option {
	return func(o *options) { o.validate = append(o.validate, opts...) }
}

// Ignore makes [Compare] leave out columns, each given as table.column, or as column in every table, and whole
// tables, each given by its name. One side may lack them: then they do not count as missing.
func Ignore(names ...string) Option {
	return func(o *options) {
		if o.ignore == nil {
			o.ignore = make(map[string]bool, len(names))
		}
		for _, name := range names {
			o.ignore[name] = true
		}
	}
}

// Rows makes [Compare] add comparisons of rows by key, as package rowdiff makes them, to the Drift and its
// page. They inform and do not change the verdict. If a side is private, they must be without keys and values:
// see [rowdiff.CountsOnly].
func Rows(diffs ...*rowdiff.Diff) Option {
	return func(o *options) {
		for _, d := range diffs {
			if d == nil {
				o.fail("Rows: a comparison is nil")
			} else {
				o.rows = append(o.rows, d)
			}
		}
	}
}

// Checked puts what a validation found on the page of a profile.
func Checked(r *validate.Report) Option { return func(o *options) { o.checked = r } }

// Expect shows what to expect of every column on the page of a profile: the profile of a reference run, from
// [Reference]. Where the settings have a governed target, as [synthhub.Expected] returns it, the page shows
// that one.
func Expect(reference *Profile) Option { return func(o *options) { o.expected = reference } }

// Title sets what the profile says of itself to people, in place of where the rows come from.
func Title(text string) Option { return func(o *options) { o.title = text } }

// AsOf sets the day of a dataset that does not state one, such as a CSV file. Dates take part in pairs
// of columns only if there is one.
func AsOf(day synthhub.Date) Option { return func(o *options) { o.asOf = day } }

// Private says that the rows may be real data, which is the default for a CSV file. Then the profile has
// no rows and no pairs of columns; of an identifier it has only how long and how many different the
// values are, and how many are empty; it does not name words with fewer than ten rows, nor the rarest other one if
// these are fewer than ten rows together; it joins neighboring classes of numbers and dates until each has ten rows;
// and it has the 1st and the 99th percentile in place of the smallest and the largest value. No count is from one to
// nine: if so few values of a column are empty, they count as values, in the first class or as rare words; if so few
// are unreadable, or are there at all, they count as empty. Of a table with fewer than ten rows it has their number
// and the columns, and no counts. [Compare] takes account of all that.
func Private() Option { return func(o *options) { o.private, o.privacy = true, true } }

// Synthetic says that a CSV file has no real data, so that its profile has all that of a
// snapshot has.
func Synthetic() Option { return func(o *options) { o.private, o.privacy = false, true } }

// A Progress is a step of a call that takes a while.
type Progress struct {
	Rows int64 // so far, in all tables; of a Source and a reference run, the records
	Of   int64 // in all, 0 if it is not known
}

// OnProgress has f called after every few hundred rows, from one goroutine at a time.
func OnProgress(f func(Progress)) Option { return func(o *options) { o.progress = f } }
