package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
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
	k := &killer{r, p, c, 0, r.counter("kills at random moments"), r.counter("interrupts"), r.counter("of them after the end"),
		r.counter("kills at system calls"), r.counter("old snapshots that the next run restored"), map[string]bool{}}
	if k.typical, err = k.measure(); err != nil {
		return err
	}
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
	if k.c, err = newContents(r, 20); err != nil {
		return err
	}
	k.atCalls()
	return nil
}

// A killer kills the command.
type killer struct {
	*run
	p                                           *program
	c                                           *contents
	typical                                     time.Duration // of a run
	random, interrupts, ended, atCall, restored *counter
	hit                                         map[string]bool // calls at which a run was killed
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
	}
	tg.recovers(t, k.p, what)
}

// atRandom sends a signal at a random moment.
func (k *killer) atRandom(t *try, signal os.Signal) {
	had := t.chance(2)
	after := time.Duration(t.Float64() * 1.2 * float64(k.typical))
	what := fmt.Sprintf("%v after %v, replacing %t", signal, after.Round(time.Microsecond), had)
	tg, err := k.c.newTarget(t, had)
	if err != nil {
		t.failf("%v", err)
		return
	}
	defer tg.remove()
	cmd, stderr, err := k.p.start(t.ctx, nil, k.c.args(k.c.newSeed, tg.dir))
	if err != nil {
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
	}
	k.judge(t, tg, what)
}

// interrupted fails the try unless an interrupted run has cleaned up and says the truth.
func (k *killer) interrupted(t *try, tg *target, res result, what string) {
	state, left := tg.state(), tg.leftovers()
	switch {
	case res.code == 0 && state != stateNew:
		t.failf("%s: exit code 0, and the target is %s", what, state)
	case res.code == 1 && (state == stateNew || !strings.Contains(res.stderr, "interrupted")):
		t.failf("%s: the target is %s after %v", what, state, res)
	case res.code > 1 || res.crashed():
		t.failf("%s: %v", what, res)
	}
	if left != nil {
		t.failf("%s: an interrupted run leaves %q", what, left)
	}
}

// fileCalls are the system calls on files that a run makes, by the name that strace has for
// each.
var fileCalls = []string{"rename", "renameat", "renameat2", "openat", "write", "fsync", "close", "unlinkat", "mkdirat", "fchmodat", "fchmod", "flock", "getdents64", "fstat", "newfstatat"}

// atCalls kills the command at the first, second, … system call of each kind until it ends
// without a kill. A thread has its own count, so it goes on until three runs end undisturbed.
func (k *killer) atCalls() {
	for _, had := range []bool{false, true} {
		before := len(k.hit)
		for _, call := range fileCalls {
			for when, ended := 1, 0; ended < 3 && k.ctx.Err() == nil; when++ {
				t := k.try(k.tries + when)
				if k.only < 0 && !k.atCallNumber(t, call, when, had) {
					ended++
				}
			}
		}
		k.notef("replacing %t: killed at %d different system calls on files", had, len(k.hit)-before)
	}
	for _, call := range []string{"creating renameat 1", "replacing renameat 1"} {
		if k.only < 0 && !k.hit[call] && !k.hit[strings.Replace(call, "renameat", "renameat2", 1)] {
			k.failf("no run was killed at its first rename, %s", call)
		}
	}
	k.notef("killed at renames: %s", strings.Join(k.renames(), ", "))
}

// renames returns the renames at which a run was killed.
func (k *killer) renames() (names []string) {
	for name := range k.hit {
		if strings.Contains(name, "rename") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// atCallNumber kills the command at a system call, and reports whether it was killed.
func (k *killer) atCallNumber(t *try, call string, when int, had bool) (killed bool) {
	tg, err := k.c.newTarget(t, had)
	if err != nil {
		t.failf("%v", err)
		return false
	}
	defer tg.remove()
	in := injection{call, "signal=KILL", fmt.Sprint(when)}
	what := fmt.Sprintf("%v, replacing %t", in, had)
	res := k.p.inject(t, in, k.c.args(k.c.newSeed, tg.dir)...)
	if res.code == 0 {
		return false
	}
	if !strings.Contains(res.log, "killed by SIGKILL") {
		t.failf("%s: not killed, and %v", what, res)
		return false
	}
	k.atCall.add()
	if calls := res.calls(tg.parent); len(calls) > 0 {
		mode := "creating"
		if had {
			mode = "replacing"
		}
		k.hit[fmt.Sprintf("%s %s %d", mode, call, len(calls))] = true
	}
	k.judge(t, tg, what)
	return true
}
