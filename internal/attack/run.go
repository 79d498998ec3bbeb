package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// options say how an attack is carried out.
type options struct {
	seed  uint64
	tries int
	only  int // the only try to carry out, -1 for all
}

// A run is an attack under way.
type run struct {
	options
	ctx  context.Context
	name string
	dir  string // a temporary folder, removed at the end

	counters []*counter

	mu       sync.Mutex
	failures []string // promises that were broken
	notes    []string // what else a reader of the counts should know
}

// A counter counts tries with one outcome.
type counter struct {
	name string
	n    atomic.Int64
}

// start carries out the attack. The error says why it could not be; broken promises are
// in the run.
func (a attack) start(ctx context.Context, o options) (*run, error) {
	dir, err := os.MkdirTemp("", "synthhub-attack-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	r := &run{options: o, ctx: ctx, name: a.name, dir: dir}
	if err := a.run(r); err != nil {
		return nil, fmt.Errorf("%w %s", err, strings.Join(r.details(), "\n"))
	}
	return r, ctx.Err()
}

// counter returns a new counter. The line of counts has the counters in the order of these calls.
func (r *run) counter(name string) *counter {
	c := &counter{name: name}
	r.counters = append(r.counters, c)
	return c
}

func (c *counter) add() { c.n.Add(1) }

// String returns the line of counts.
func (r *run) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, seed %d: ", r.name, r.seed)
	for _, c := range r.counters {
		fmt.Fprintf(&b, "%d %s, ", c.n.Load(), c.name)
	}
	fmt.Fprintf(&b, "%d promises broken", len(r.failures))
	return b.String()
}

// details returns the lines below the counts: the first broken promises and all notes.
func (r *run) details() []string {
	const limit = 20
	lines := slices.Clone(r.failures)
	slices.Sort(lines)
	if more := len(lines) - limit; more > 0 {
		lines = append(lines[:limit], fmt.Sprintf("and %d more", more))
	}
	for i, line := range lines {
		lines[i] = "BROKEN: " + line
	}
	return append(lines, r.notes...)
}

func (r *run) failf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *run) notef(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// A try is one of the tries of a run, with randomness of its own.
type try struct {
	*run
	*rand.Rand
	number int
}

// try returns the try of a number.
func (r *run) try(number int) *try {
	return &try{r, rand.New(rand.NewPCG(r.seed, uint64(number))), number}
}

func (t *try) failf(format string, args ...any) {
	t.run.failf("try %d: %s", t.number, fmt.Sprintf(format, args...))
}

// chance reports true once in n times.
func (t *try) chance(n int) bool { return t.IntN(n) == 0 }

// parallel is the number of tries at the same time where they do not measure what others do.
func parallel() int { return max(2, runtime.GOMAXPROCS(0)) }

// each carries out the tries, a number of them at the same time, until the context ends.
func (r *run) each(workers int, do func(t *try)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for r.ctx.Err() == nil {
				number := int(next.Add(1) - 1)
				if number >= r.tries {
					return
				}
				if r.only < 0 || r.only == number {
					r.labeled(number, do)
				}
			}
		})
	}
	group.Wait()
}

// labeled carries out one try, whose number a trace can name.
func (r *run) labeled(number int, do func(t *try)) {
	labels := pprof.Labels("attack", r.name, "try", fmt.Sprint(number))
	pprof.Do(r.ctx, labels, func(context.Context) { do(r.try(number)) })
}

// pick returns a random element.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
