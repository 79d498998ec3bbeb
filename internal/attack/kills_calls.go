package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

// fileCalls are the system calls on files that a run may make, by the names that strace has. In
// front of a name, a question mark allows for machines that do not have the call.
var fileCalls = []string{
	"?rename", "?renameat", "?renameat2", "openat", "write", "fsync", "close", "unlinkat", "mkdirat", "fchmodat", "fchmod", "flock", "getdents64", "?fstat", "?newfstatat",
}

// A callPoint is a system call of a run on files of its target: the first, second, … of a kind.
type callPoint struct {
	call   string
	number int
}

func (p callPoint) String() string { return fmt.Sprint(p.call, " ", p.number) }

// rename reports whether the call is one that renames.
func (p callPoint) rename() bool { return strings.HasPrefix(p.call, "rename") }

// A sweep kills runs after every system call on files.
type sweep struct {
	*killer
	had bool

	mu  sync.Mutex
	hit map[callPoint]bool // the last calls of runs that were killed
}

// atCalls kills runs after each of their system calls on files, and so before the next. It fails
// if there is a rename after which none was killed. With few tries it does so at renames alone.
func (k *killer) atCalls(had bool) {
	s := &sweep{killer: k, had: had, hit: map[callPoint]bool{}}
	points, err := s.points()
	if err != nil {
		k.failf("replacing %t: %v", had, err)
		return
	}
	wanted := func(i int) bool {
		return k.tries >= 100 || points[i].rename() || i+1 < len(points) && points[i+1].rename()
	}
	missing := 0
	for range 4 { // a busy machine may let a run get further than it should
		missing = s.killAll(points, wanted)
		if missing == 0 {
			break
		}
	}
	k.notef("replacing %t: runs were killed after %d different system calls on files, %d were missed", had, len(s.hit), missing)
	for _, p := range points {
		if p.rename() && !s.hit[p] {
			k.failf("replacing %t: no run was killed after its %v", had, p)
		}
	}
}

// killAll kills a run at every point that is wanted and missing, and returns how many are missing
// after that.
func (s *sweep) killAll(points []callPoint, wanted func(i int) bool) int {
	var group sync.WaitGroup
	slots := make(chan struct{}, parallel())
	for _, i := range s.missing(points, wanted) {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			if s.ctx.Err() == nil {
				s.killAfter(s.try(s.tries+i), i+1)
			}
		})
	}
	group.Wait()
	return len(s.missing(points, wanted))
}

// missing returns the indexes of the points that are wanted and at which no run was killed yet.
func (s *sweep) missing(points []callPoint, wanted func(i int) bool) (missing []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range points {
		if wanted(i) && !s.hit[p] {
			missing = append(missing, i)
		}
	}
	return missing
}

// points returns the calls that an undisturbed run makes.
func (s *sweep) points() (points []callPoint, err error) {
	t := s.try(0)
	tg, err := s.c.newTarget(t, s.had)
	if err != nil {
		return nil, err
	}
	defer tg.remove()
	log, res, err := s.traced(t, tg, 0)
	if err != nil || res.code != 0 {
		return nil, fmt.Errorf("an undisturbed run under the tracer fails: %v, %v", err, res)
	}
	if !slices.ContainsFunc(log, callPoint.rename) {
		return nil, fmt.Errorf("an undisturbed run renames nothing: %q", log)
	}
	return log, nil
}

// killAfter kills a run after a number of calls.
func (s *sweep) killAfter(t *try, calls int) {
	tg, err := s.c.newTarget(t, s.had)
	if err != nil {
		t.failf("%v", err)
		return
	}
	defer tg.remove()
	log, res, err := s.traced(t, tg, calls)
	if err != nil || len(log) == 0 {
		t.failf("the tracer fails: %v, %v", err, res)
		return
	}
	if res.code == 0 {
		return // it was too fast
	}
	last := log[len(log)-1]
	s.mu.Lock()
	s.hit[last] = true
	s.mu.Unlock()
	s.atCall.add()
	s.judge(t, tg, fmt.Sprintf("killed after %v, replacing %t", last, s.had))
}

// traced runs the command and returns its calls on files of the target. It kills the command after
// a number of them, if that is not 0. The tracer holds the command for a moment after each
// call, so that it does not get to the next.
func (s *sweep) traced(t *try, tg *target, calls int) (log []callPoint, res result, err error) {
	ctx, cancel := context.WithTimeout(t.ctx, deadline)
	defer cancel()
	r, w, err := os.Pipe()
	if err != nil {
		return nil, res, err
	}
	defer r.Close()
	list := strings.Join(fileCalls, ",")
	// With -D the tracer is a child of the command, which the attack can kill.
	cmd, stderr := s.p.command(ctx, []string{"-D", "-f", "-y", "-qqq", "-s", "16", "-e", "signal=none", "-o", "/dev/fd/3", "-e", "trace=" + list,
		"-e", "inject=" + list + ":delay_exit=4000"}, append(s.c.args(s.c.newSeed, tg.dir), "--workers", "1"))
	cmd.ExtraFiles = []*os.File{w}
	err = cmd.Start()
	w.Close()
	if err != nil {
		return nil, res, err
	}
	counts := map[string]int{}
	for lines := bufio.NewScanner(r); lines.Scan(); {
		if call := callOn(tg.parent, lines.Text()); call != "" {
			counts[call]++
			if log = append(log, callPoint{call, counts[call]}); len(log) == calls {
				_ = cmd.Process.Kill() // an error says that the run has ended
			}
		}
	}
	return log, wait(ctx, cmd, stderr), nil
}
