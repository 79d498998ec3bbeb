package synthtest

import (
	"sync"
	"testing"
	"testing/synctest"

	"github.com/synthhub/synthhub"
)

// repeat generates the rows again in all ways that must give the same rows, and reports
// whether they did. It stops at the first broken promise: the later tests would report the
// same mistake by another name.
func (u *suite) repeat() bool {
	return u.again(Deterministic, u.bound, u.g, forward) && u.again(Deterministic, u.bound, u.g, twice) && u.fresh(Deterministic, u.s, twice) &&
		u.again(Ordered, u.bound, u.g, backward) && u.fresh(Ordered, u.s, backward) && u.fresh(Ordered, u.s, apart) &&
		u.concurrent() && u.resized() && u.clockless()
}

// The functions below return orders in which to generate the rows of n records.

// forward returns 0 to n-1.
func forward(n int) (order []int) {
	for i := range n {
		order = append(order, i)
	}
	return order
}

// twice returns 0 to n-1, each two times in sequence.
func twice(n int) (order []int) {
	for i := range n {
		order = append(order, i, i)
	}
	return order
}

// backward returns n-1 to 0.
func backward(n int) (order []int) {
	for i := range n {
		order = append(order, n-1-i)
	}
	return order
}

// apart returns 0 to n-1 in strides: 0, 7, 14, …, 1, 8, ….
func apart(n int) (order []int) {
	const stride = 7
	for start := range stride {
		for i := start; i < n; i += stride {
			order = append(order, i)
		}
	}
	return order
}

// again generates the rows of records of g, and reports whether they are equal to those that
// learn generated.
func (u *suite) again(p Promise, e synthhub.Entity, g *synthhub.Generator, order func(n int) []int) bool {
	for _, i := range order(min(len(u.base), g.Len())) {
		r := g.Record(i)
		rows, err := rowsOf(e, &r)
		if err != nil {
			u.fail(p, i, "", "in a later call, %v", err)
			return false
		}
		if column, why := u.compare(rows, u.base[i]); why != "" {
			u.fail(p, i, column, "%s", why)
			return false
		}
	}
	return true
}

// fresh is again for another dataset with the settings s, to which the entity is bound anew.
func (u *suite) fresh(p Promise, s synthhub.Settings, order func(n int) []int) bool {
	e, err := u.entity.Bind(s)
	if err != nil {
		u.fail(p, noRecord, "", "the entity cannot be bound to a second dataset: %v", err)
		return false
	}
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		u.fail(p, noRecord, "", "%v", err)
		return false
	}
	return u.again(p, e, g, order)
}

// concurrent generates the rows in several goroutines at the same time, and then in a dataset
// with another number of workers.
func (u *suite) concurrent() bool {
	const goroutines, passes, workers = 4, 4, 7
	copies := make([]suite, goroutines)
	var group sync.WaitGroup
	for i := range copies {
		copies[i] = *u
		copies[i].problems = nil
		group.Go(func() {
			order := forward
			if i%2 == 1 {
				order = backward
			}
			for range passes {
				if !copies[i].again(Concurrent, u.bound, u.g, order) {
					return
				}
			}
		})
	}
	group.Wait()
	for _, c := range copies {
		if len(c.problems) > 0 {
			u.problems = append(u.problems, c.problems[0])
			return false
		}
	}
	s := u.s
	s.Workers = workers
	return u.fresh(Concurrent, s, forward)
}

// resized generates the rows in datasets of other sizes.
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

// clockless generates the rows in a bubble of synctest, where the time is midnight UTC on
// 2000-01-01.
func (u *suite) clockless() (ok bool) {
	synctest.Test(u.t, func(*testing.T) { ok = u.fresh(Clockless, u.s, forward) })
	return ok
}
