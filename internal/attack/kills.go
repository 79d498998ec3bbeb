package main

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// kills kills the command at random moments and at every system call on files, and interrupts
// it, while it creates a snapshot and while it replaces one. The target must be the old or the
// new snapshot, and the next run must clean up.
func kills(r *run) error {
	p, err := build(r)
	if err != nil {
		return err
	}
	c, err := newContents(r, 2000)
	if err != nil {
		return err
	}
	k := &killer{r, p, c, atomic.Int64{}, r.counter("kills at random moments"), r.counter("interrupts"), r.counter("of them after the end"),
		r.counter("kills at system calls"), r.counter("old snapshots that the next run restored")}
	typical, err := k.measure()
	if err != nil {
		return err
	}
	k.latest.Store(int64(typical))
	r.each(parallel(), func(t *try) {
		k.atRandom(t, os.Kill)
		if t.number%4 == 0 {
			k.atRandom(t, []os.Signal{os.Interrupt, syscall.SIGTERM}[t.IntN(2)])
		}
	})
	if p.strace == "" {
		r.notef("kills at system calls skipped: %s", p.why)
		return nil
	}
	if k.c, err = newContents(r, 20); err != nil || r.only >= 0 {
		return err
	}
	k.atCalls(false)
	k.atCalls(true)
	return nil
}

// A killer kills the command.
type killer struct {
	*run
	p                                           *program
	c                                           *contents
	latest                                      atomic.Int64 // moment of a signal, in nanoseconds from the start
	random, interrupts, ended, atCall, restored *counter
}

// measure returns the time of an undisturbed run.
func (k *killer) measure() (time.Duration, error) {
	t := k.try(0)
	tg, err := k.c.newTarget(t, true)
	if err != nil {
		return 0, err
	}
	defer tg.remove()
	start := time.Now()
	if res := k.p.run(t, k.c.args(k.c.newSeed, tg.dir)...); res.code != 0 {
		return 0, fmt.Errorf("an undisturbed run fails: %v", res)
	}
	return time.Since(start), nil
}

// judge fails the try unless the target is intact after a kill and the next run cleans up.
func (k *killer) judge(t *try, tg *target, what string) {
	if _, aside := tg.intact(t, what); aside {
		k.restored.add()
		tg.restores(t, k.p, what)
	}
	tg.recovers(t, k.p, what)
}

// atRandom sends a signal at a random moment.
func (k *killer) atRandom(t *try, signal os.Signal) {
	had := t.chance(2)
	after := time.Duration(t.Int64N(k.latest.Load()))
	what := fmt.Sprintf("%v after %v, replacing %t", signal, after.Round(time.Microsecond), had)
	tg, err := k.c.newTarget(t, had)
	if err != nil {
		t.failf("%v", err)
		return
	}
	defer tg.remove()
	cmd, stderr := k.p.command(t.ctx, nil, k.c.args(k.c.newSeed, tg.dir))
	if err := cmd.Start(); err != nil {
		t.failf("%v", err)
		return
	}
	time.Sleep(after)
	_ = cmd.Process.Signal(signal) // an error says that the run has ended
	res := wait(t.ctx, cmd, stderr)
	if signal == os.Kill {
		k.random.add()
	} else {
		k.interrupts.add()
		k.interrupted(t, tg, res, what)
	}
	if res.code == 0 {
		k.ended.add()
		k.latest.Store(k.latest.Load() * 9 / 10) // so that the moments are within runs, however fast the machine
	} else {
		k.latest.Store(k.latest.Load() * 41 / 40)
	}
	k.judge(t, tg, what)
}

// interrupted fails the try unless an interrupted run has cleaned up and says the truth.
func (k *killer) interrupted(t *try, tg *target, res result, what string) {
	state, left := tg.state(), tg.leftovers()
	switch {
	case res.code == 0 && state != stateNew:
		t.failf("%s: exit code 0, and the target is %s", what, state)
	case res.code == 1 && !strings.Contains(res.stderr, "interrupted"):
		t.failf("%s: %v", what, res)
	case res.code == 1 && (state == stateNew) != strings.Contains(res.stderr, "holds the new snapshot"):
		t.failf("%s: the target is %s after %v", what, state, res)
	case res.code > 1 || res.crashed():
		t.failf("%s: %v", what, res)
	}
	if left != nil {
		t.failf("%s: an interrupted run leaves %q", what, left)
	}
}
