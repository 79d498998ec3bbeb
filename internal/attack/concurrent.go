package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/synthhub/synthhub/export"
)

// maxRuns is the maximum number of runs that start at the same time: processes of the command,
// and goroutines of this one.
const maxRuns = 9

// concurrent starts runs into one folder at the same time. Each must succeed or report that
// another run holds the folder, and at the end the folder must be complete.
func concurrent(r *run) error {
	runs, written, busy := r.counter("runs"), r.counter("wrote"), r.counter("busy")
	rounds, idle := r.counter("rounds"), r.counter("of them without a run that wrote")
	p, err := build(r)
	if err != nil {
		return err
	}
	c, err := newContents(r, 100)
	if err != nil {
		return err
	}
	o := &overlap{p, c, runs, written, busy, rounds, idle}
	total := r.tries
	r.each(1, func(t *try) { // a round is several of the tries
		if runs.n.Load() < int64(total) {
			o.round(t)
		}
	})
	return nil
}

// An overlap starts runs at the same time.
type overlap struct {
	p                                 *program
	c                                 *contents
	runs, written, busy, rounds, idle *counter
}

// round starts some runs into a new target, waits for all, and judges what is there.
func (o *overlap) round(t *try) {
	had := t.chance(2)
	tg, err := o.c.newTarget(t, had)
	if err != nil {
		t.failf("%v", err)
		return
	}
	defer tg.remove()
	var group sync.WaitGroup
	start := make(chan struct{})
	var mu sync.Mutex
	results := map[string]bool{} // states that the runs may leave
	for range 2 + t.IntN(maxRuns-1) {
		seed, state := o.c.oldSeed, stateOld
		if t.chance(2) {
			seed, state = o.c.newSeed, stateNew
		}
		write := tg.inProcess
		if t.chance(2) {
			write = func(t *try, seed uint64) error { return tg.byCommand(t, o.p, seed) }
		}
		group.Go(func() {
			<-start
			err := write(t, seed)
			o.runs.add()
			switch {
			case err == nil:
				o.written.add()
				mu.Lock()
				results[state] = true
				mu.Unlock()
			case errors.Is(err, export.ErrBusy):
				o.busy.add()
			default:
				t.failf("replacing %t: %v", had, err)
			}
		})
	}
	close(start)
	group.Wait()
	o.rounds.add()
	if len(results) == 0 {
		o.idle.add()
		results[map[bool]string{false: stateAbsent, true: stateOld}[had]] = true
	}
	what := fmt.Sprintf("after runs at the same time, replacing %t", had)
	if state := tg.state(); !results[state] {
		t.failf("%s: the target is %s", what, state)
	}
	if left := tg.leftovers(); left != nil {
		t.failf("%s: there are leftovers: %q", what, left)
	}
	tg.recovers(t, o.p, what)
}

// inProcess writes the snapshot of a seed with the library.
func (tg *target) inProcess(t *try, seed uint64) error {
	g, err := tg.generator(seed)
	if err != nil {
		return err
	}
	_, err = export.Snapshot(t.ctx, tg.dir, g, export.Overwrite())
	return err
}

// byCommand writes the snapshot of a seed with the command.
func (tg *target) byCommand(t *try, p *program, seed uint64) error {
	res := p.run(t, tg.args(seed, tg.dir)...)
	switch {
	case res.code == 0:
		return nil
	case res.code == 1 && strings.Contains(res.stderr, export.ErrBusy.Error()):
		return export.ErrBusy
	}
	return errors.New(res.String())
}
