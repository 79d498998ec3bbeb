package validate

import (
	"runtime"

	"github.com/synthhub/synthhub"
)

// An Option changes how something is validated. Options that do not concern a
// function have no effect on it.
type Option func(*options)

type options struct {
	workers   int
	limit     int
	hashes    int
	entities  []synthhub.Entity
	reproduce bool
}

func optionsOf(opts []Option) options {
	o := options{workers: runtime.GOMAXPROCS(0), limit: 10, hashes: 12 << 20, entities: synthhub.Entities()}
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// Workers sets the number of goroutines that read and check rows; the default,
// also for a number below 1, is GOMAXPROCS. It never changes the report.
func Workers(n int) Option {
	return func(o *options) {
		if n > 0 {
			o.workers = n
		}
	}
}

// Limit sets how many findings of each rule the report holds; the default is 10.
// The totals count all of them in any case.
func Limit(n int) Option {
	return func(o *options) { o.limit = max(n, 0) }
}

// Memory bounds the bytes that are held to tell whether values are unique and
// references resolve: 8 for each value, 88 for each record, by default at most 96 MiB
// for a million records. What does not fit takes further passes over the rows. The
// process needs about three times as much.
func Memory(bytes int) Option {
	return func(o *options) { o.hashes = max(bytes/8, 1<<10) }
}

// With adds entities of your own beside the governed ones: their rows are checked, and
// Reproduce can make a snapshot that holds them. One that has the name of a governed
// table takes its place.
func With(entities ...synthhub.Entity) Option {
	return func(o *options) {
		o.entities = withGoverned(append(o.entities[3:len(o.entities):len(o.entities)], entities...))
	}
}

// Reproduce makes Snapshot answer the fourth question too: it generates the dataset
// again from the settings in the metadata and compares every byte.
func Reproduce() Option { return func(o *options) { o.reproduce = true } }
