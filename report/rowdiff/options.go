package rowdiff

import (
	"fmt"
	"io"
	"runtime"
)

// An Option adjusts [Compare].
type Option func(*options)

type options struct {
	memory     int64
	workers    int
	first      int
	each       []func(*Change) error
	lines      io.Writer
	countsOnly bool
	without    []string
}

const (
	defaultMemory = 64 << 20
	minMemory     = 4 << 10
	defaultFirst  = 10
	maxFirst      = 1_000_000
)

// Memory limits the bytes of the rows that wait for a partner, and of what finds keys that come twice. The
// default is 64 MiB, the minimum 4 KiB. A smaller limit costs time and changes no count. The process as a
// whole may use twice the limit, because garbage is collected now and then, and about 30 MiB to read.
func Memory(bytes int64) Option { return func(o *options) { o.memory = bytes } }

// Workers sets the number of goroutines that parse rows; 0 is the default, GOMAXPROCS. It changes no result.
func Workers(n int) Option { return func(o *options) { o.workers = n } }

// First sets how many changes of each kind, and how many unreadable rows of each side, a [Diff] lists. The
// default is 10, the maximum a million.
func First(n int) Option { return func(o *options) { o.first = n } }

// Each calls visit with every change, on the goroutine of the caller; package rowdiff says in which order. The
// change is valid until visit returns. An error ends the comparison, which returns it.
func Each(visit func(*Change) error) Option {
	return func(o *options) { o.each = append(o.each, visit) }
}

// Lines writes every change to w as one line of JSON, in the order of [Each]:
//
//	{"op":"u","key":"6f1c…","cells":[{"column":"city","before":"Reno","after":"Elko"}]}
//
// The op is c for an added row, u for a changed one and d for a removed one. The cells of an added row have no
// before, and those of a removed row no after.
func Lines(w io.Writer) Option { return func(o *options) { o.lines = w } }

// CountsOnly keeps keys and values out of the result, because one side may be real data: a [Diff] then has
// numbers and the names of columns of the table, and no changes or reasons. Errors name no text of a file either. Each and
// Lines must not be set.
func CountsOnly() Option { return func(o *options) { o.countsOnly = true } }

// Without leaves columns out of the comparison, such as the time of an export. The key must not be among them.
func Without(columns ...string) Option {
	return func(o *options) { o.without = append(o.without, columns...) }
}

func optionsOf(opts []Option) (*options, error) {
	o := &options{memory: defaultMemory, first: defaultFirst}
	for _, opt := range opts {
		opt(o)
	}
	switch {
	case o.memory < minMemory:
		return nil, fmt.Errorf("%w: Memory is %d bytes; want at least %d", ErrOption, o.memory, minMemory)
	case o.workers < 0:
		return nil, fmt.Errorf("%w: Workers is %d; want 0 for GOMAXPROCS, or 1 or more", ErrOption, o.workers)
	case o.first < 0 || o.first > maxFirst:
		return nil, fmt.Errorf("%w: First is %d; want 0 to %d", ErrOption, o.first, maxFirst)
	case o.countsOnly && (o.each != nil || o.lines != nil):
		return nil, fmt.Errorf("%w: CountsOnly hides what Each and Lines show; choose one", ErrOption)
	}
	if o.workers == 0 {
		o.workers = runtime.GOMAXPROCS(0)
	}
	if o.lines != nil {
		o.each = append(o.each, lineWriter(o.lines))
	}
	return o, nil
}
