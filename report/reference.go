package report

import (
	"context"
	"fmt"
	"iter"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
)

// Reference returns the profile of a reference run: of n records that the settings define after those of
// their dataset. They follow the same tables and are drawn independently, so they show what to expect of
// every column and of every pair of columns, without a copy of any weight. 100,000 are enough for a page.
// Numbers that must be unique may occur twice in a reference run, which does not matter here. The error
// is that of [synthhub.NewGenerator] or of [Source].
func Reference(ctx context.Context, s synthhub.Settings, n int, opts ...Option) (*Profile, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		return nil, fmt.Errorf("report: reference run: %w", err)
	}
	s = g.Settings()
	if n < 1 || n > synthhub.MaxRecords {
		return nil, fmt.Errorf("report: %w: a reference run of %d records: want 1 to %d", ErrOption, n, synthhub.MaxRecords)
	}
	if o.entities, err = entitylist.Bind(s, o.entities); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	c := newCounting(&o, s.AsOf)
	c.settings = &s
	if c.title == "" {
		c.title = fmt.Sprintf("reference run of %s records", grouped(fmt.Sprint(n)))
	}
	if err := c.records(ctx, afterwards{g, min(g.Len(), synthhub.MaxRecords-n)}, 0, n); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return c.profile(), nil
}

// afterwards are the records of a generator from a number on.
type afterwards struct {
	*synthhub.Generator
	first int
}

// Range yields records, numbered from the first one.
func (a afterwards) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for i := lo; i < hi; i++ {
			r := a.Record(a.first + i)
			if !yield(&r) {
				return
			}
		}
	}
}
