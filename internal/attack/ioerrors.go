package main

import (
	"fmt"
	"strings"
)

// A failure is a system call, and an error that it can have.
type failure struct{ calls, errno string }

// failures are the system calls of the command that fail.
func failures() (list []failure) {
	for _, f := range []struct{ calls, errnos string }{
		{"openat", "EACCES EMFILE ENFILE ENOSPC EIO EINTR ENOENT EROFS"},
		{"write", "ENOSPC EIO EDQUOT EINTR EFBIG EAGAIN"},
		{"fsync", "EIO ENOSPC EDQUOT EINTR"},
		{"close", "EIO ENOSPC EINTR EDQUOT"},
		{"?rename,?renameat,?renameat2", "EACCES EIO ENOSPC EBUSY EXDEV EPERM"},
		{"unlinkat", "EACCES EIO EBUSY EPERM EROFS"},
		{"mkdirat", "EACCES ENOSPC EMLINK EEXIST EIO"},
		{"fchmodat,fchmod", "EPERM EIO EROFS"},
		{"getdents64", "EIO ENOMEM EACCES"},
		{"flock", "EINTR ENOLCK EWOULDBLOCK EIO ENOSYS"},
		{"?newfstatat,?fstat,?statx", "EIO EACCES ENOMEM ELOOP"},
	} {
		for _, errno := range strings.Fields(f.errnos) {
			list = append(list, failure{f.calls, errno})
		}
	}
	return list
}

// ioErrors lets system calls of the command fail while it creates a snapshot and while it
// replaces one. If the exit code is 0, the new snapshot must be complete and nothing left;
// otherwise there must be a message and the old or the new snapshot. The next run must clean up.
func ioErrors(r *run) error {
	o := &injector{
		injected: r.counter("errors injected"), reported: r.counter("reported"), survived: r.counter("without effect"),
		replaced: r.counter("reported with the new snapshot in place"), cleaned: r.counter("with leftovers, which the next run removed"),
		aside:     r.counter("old snapshots that the next run restored"),
		elsewhere: r.counter("other attempts, at no file of ours"),
	}
	var err error
	if o.p, err = build(r); err != nil {
		return err
	}
	if o.p.strace == "" {
		r.notef("skipped: %s", o.p.why)
		return nil
	}
	if o.c, err = newContents(r, 50); err != nil {
		return err
	}
	all := failures()
	r.each(parallel(), func(t *try) {
		for attempt := 0; attempt < 20 && t.ctx.Err() == nil; attempt++ { // until the error is at a file of ours
			f := pick(t.Rand, all)
			if o.attempt(t, injection{f.calls, "error=" + f.errno, t.when(f.errno)}, t.chance(2)) {
				break
			}
		}
	})
	return nil
}

// An injector lets system calls of the command fail.
type injector struct {
	p *program
	c *contents

	injected, reported, survived, replaced, cleaned, aside, elsewhere *counter
}

// attempt runs the command and judges the outcome. It reports false if no call on a file of ours
// failed.
func (o *injector) attempt(t *try, in injection, had bool) bool {
	tg, err := o.c.newTarget(t, had)
	if err != nil {
		t.failf("%v", err)
		return true
	}
	defer tg.remove()
	res := o.p.inject(t, in, o.c.args(o.c.newSeed, tg.dir)...)
	if !res.injectedAt(tg.parent) {
		o.elsewhere.add()
		return false
	}
	o.injected.add()
	what := fmt.Sprintf("%v, replacing %t", in, had)
	state, aside := tg.intact(t, what)
	left := tg.leftovers()
	switch {
	case res.hung:
		t.failf("%s: the run does not end", what)
	case res.crashed():
		t.failf("%s: the run crashes: %.2000s", what, res.stderr)
	case res.code == 0 && (state != stateNew || left != nil):
		t.failf("%s: exit code 0, the target is %s, and there are %q", what, state, left)
	case res.code == 0:
		o.survived.add()
	case res.stderr == "" && in.calls != "write": // which may have failed for the message too
		t.failf("%s: exit code %d without a message", what, res.code)
	default:
		o.reported.add()
		if state == stateNew {
			o.replaced.add()
		}
	}
	if left != nil {
		o.cleaned.add()
	}
	if aside {
		o.aside.add()
		tg.restores(t, o.p, what)
	}
	tg.recovers(t, o.p, what)
	return true
}

// when returns at which calls of a thread an error is injected: at one, or from one on. A call
// that is interrupted is made again, so it is interrupted a few times only.
func (t *try) when(errno string) string {
	from := 1 + t.IntN(1+t.IntN(24))
	switch {
	case errno == "EINTR" || errno == "EAGAIN":
		return fmt.Sprintf("%d..%d", from, from+t.IntN(3))
	case t.chance(2):
		return fmt.Sprintf("%d+", from)
	}
	return fmt.Sprint(from)
}

// injectedAt reports whether a call on a folder, or a file in it, was made to fail.
func (res result) injectedAt(dir string) bool {
	for line := range strings.Lines(res.log) {
		if strings.Contains(line, "(INJECTED)") && strings.Contains(line, dir) {
			return true
		}
	}
	return false
}
