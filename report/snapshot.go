package report

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/validate"
)

// ErrNoRows is returned for a snapshot of which no row can be read.
const ErrNoRows = constError("no row of the snapshot can be read")

// Snapshot returns the profile of a snapshot folder, and the report of package validate on it, from one
// pass over its files. What [validate.Snapshot] says of folders from strangers and of memory holds here
// too, and options of that package are passed with [Validate]. A snapshot with findings has a profile of
// the rows that can be read. The error is that of validate.Snapshot, or wraps [ErrOption] or [ErrNoRows];
// with ErrNoRows the report is there, and says why.
func Snapshot(ctx context.Context, fsys fs.FS, opts ...Option) (*Profile, *validate.Report, error) {
	return ofSnapshot(opts, func(opts []validate.Option) (*validate.Report, error) {
		return validate.Snapshot(ctx, fsys, opts...)
	})
}

// Zip is [Snapshot] for a snapshot in a zip file of a number of bytes.
func Zip(ctx context.Context, r io.ReaderAt, size int64, opts ...Option) (*Profile, *validate.Report, error) {
	return ofSnapshot(opts, func(opts []validate.Option) (*validate.Report, error) {
		return validate.Zip(ctx, r, size, opts...)
	})
}

// ofSnapshot returns the profile of the snapshot that check reads.
func ofSnapshot(opts []Option, check func([]validate.Option) (*validate.Report, error)) (*Profile, *validate.Report, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, nil, fmt.Errorf("report: %w", err)
	}
	var c *counting
	var once sync.Once
	onRows := func(r validate.Rows) {
		once.Do(func() { c = countingOf(&o, r.Metadata) })
		i := entitylist.Index(c.entities, r.Table().Name())
		if i < 0 {
			return // a table that only options of package validate name
		}
		c.tables[i].add(r.Number, r.RowList, r.Unread, nil)
		c.report(int64(r.Len()), 0)
	}
	user := entitylist.UserDefined(o.entities)
	r, err := check(slices.Concat([]validate.Option{validate.Workers(o.workers), validate.With(user...)}, o.validate, []validate.Option{validate.OnRows(onRows)}))
	if err != nil {
		return nil, nil, fmt.Errorf("report: %w", err)
	}
	if c == nil {
		return nil, r, fmt.Errorf("report: %w", ErrNoRows)
	}
	c.notes = slices.Clone(r.Notes)
	return c.profile(), r, nil
}

// countingOf returns the counting of the rows of a dataset with metadata, which are nil if they are not known. They
// may come from a stranger: settings that give no dataset count as none.
func countingOf(o *options, m *synthhub.Metadata) *counting {
	day := o.asOf
	if m != nil && !m.AsOfDate.IsZero() {
		day = m.AsOfDate
	}
	c := newCounting(o, day)
	if m != nil && known(m.Settings) {
		c.settings = &m.Settings
		o.title = cmp.Or(o.title, titleOf(m.Settings))
	}
	o.title = cmp.Or(o.title, "snapshot")
	return c
}

// known reports whether settings are those of a dataset, of this version or of another one.
func known(s synthhub.Settings) bool {
	if s.Version == "" || s.AsOf.IsZero() {
		return false
	}
	s.Version = synthhub.Version
	return s.Validate() == nil
}
