package synthtest

import (
	"sync"
	"testing"
	"testing/synctest"

	"github.com/synthhub/synthhub"
)

// repeat asks for the rows again in every way in which they must be the same. What
// depends on nothing that a test found cannot be blamed on the next, so the first
// promise that is broken ends it. It reports whether all held.
func (u *suite) repeat() bool {
	return u.again(Deterministic, u.bound, u.g, forward) && u.again(Deterministic, u.bound, u.g, twice) && u.fresh(Deterministic, u.s, twice) &&
		u.again(Ordered, u.bound, u.g, backward) && u.fresh(Ordered, u.s, backward) && u.fresh(Ordered, u.s, apart) &&
		u.concurrent() && u.resized() && u.clockless()
}

// The orders in which records are asked for: positions among n, each at least once.
func forward(n int) (order []int) {
	for i := range n {
		order = append(order, i)
	}
	return order
}

func twice(n int) (order []int) {
	for i := range n {
		order = append(order, i, i)
	}
	return order
}

func backward(n int) (order []int) {
	for i := range n {
		order = append(order, n-1-i)
	}
	return order
}

// apart jumps: 0, 7, 14, …, 1, 8, ….
func apart(n int) (order []int) {
	for first := range 7 {
		for i := first; i < n; i += 7 {
			order = append(order, i)
		}
	}
	return order
}

// again asks an entity for the rows of the records of a generator, and reports whether
// they are what they were.
func (u *suite) again(p Promise, e synthhub.Entity, g *synthhub.Generator, order func(n int) []int) bool {
	for _, i := range order(min(len(u.base), g.Len())) {
		r := g.Record(i)
		rows, err := rowsOf(e, &r)
		if err != nil {
			u.fail(p, i, "", "asked again, %v", err)
			return false
		}
		if column, why := u.compare(rows, u.base[i]); why != "" {
			u.fail(p, i, column, "%s", why)
			return false
		}
	}
	return true
}

// fresh is again with the entity of a dataset of its own.
func (u *suite) fresh(p Promise, s synthhub.Settings, order func(n int) []int) bool {
	e, err := u.entity.Bind(s)
	if err != nil {
		u.fail(p, -1, "", "asked for a dataset of its own, %v", err)
		return false
	}
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		u.fail(p, -1, "", "%v", err)
		return false
	}
	return u.again(p, e, g, order)
}

// concurrent has several goroutines ask at the same time.
func (u *suite) concurrent() bool {
	parts := make([]suite, 4)
	var group sync.WaitGroup
	for i := range parts {
		parts[i] = *u
		parts[i].problems = nil
		group.Go(func() {
			order := forward
			if i%2 == 1 {
				order = backward
			}
			for range 4 {
				if !parts[i].again(Concurrent, u.bound, u.g, order) {
					return
				}
			}
		})
	}
	group.Wait()
	for _, part := range parts {
		if len(part.problems) > 0 {
			u.problems = append(u.problems, part.problems[0])
			return false
		}
	}
	s := u.s
	s.Workers = 7
	return u.fresh(Concurrent, s, forward)
}

// resized asks in datasets of other sizes.
func (u *suite) resized() bool {
	for _, records := range []int{1, len(u.base) + 1, 3*len(u.base) + 7} {
		s := u.s
		s.Records = records
		if !u.fresh(Prefix, s, forward) {
			return false
		}
	}
	return true
}

// clockless asks at midnight of January 1st, 2000.
func (u *suite) clockless() (ok bool) {
	synctest.Test(u.t, func(*testing.T) { ok = u.fresh(Clockless, u.s, forward) })
	return ok
}
