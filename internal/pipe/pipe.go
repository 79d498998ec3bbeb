// Package pipe does numbered chunks of work in parallel.
package pipe

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// Each calls do for every number from 0 to n-1, in any order, on the given number of goroutines
// but at least one. It stops at the first error or when the context ends: then it starts no more
// calls, waits for those that run, and returns the error, or the error of the context as Err
// returns it. A panic in do stops it too, and goes on in the goroutine of the caller as a *Panic.
// The error wraps ErrGoexit if do has ended its goroutine.
func Each(ctx context.Context, workers, n int, do func(i int) error) error {
	j := newJob(ctx, workers, n)
	defer j.end()
	j.start(func() bool {
		i, ok := j.nextNumber()
		return ok && j.check(do(i))
	})
	j.wait()
	if j.numbered() && j.ctx.Err() == nil {
		return nil
	}
	return j.err()
}

// Ordered fills chunks of work in parallel and uses them in order. It calls fill for every number
// from 0 to n-1, on the given number of goroutines but at least one, with a slot for the chunk.
// It calls use, and each of the functions beside, with the same numbers and slots, one at a time and
// in order: use on the goroutine of the caller, and each function beside on a goroutine of its own.
// There are two slots for each worker, and up to four more for functions beside. They are reused, so
// the memory does not grow with n. Ordered stops at the first error of a function, or when the context
// ends. It returns that error after all goroutines have ended. What Each says of panics and of Goexit
// holds for fill and beside. If use panics or ends the goroutine, all others have ended too.
func Ordered[T any](ctx context.Context, workers, n int, fill, use func(i int, slot *T) error, beside ...func(i int, slot *T) error) error {
	if n <= 0 {
		return Err(ctx)
	}
	j := newJob(ctx, workers, n)
	defer j.end()
	w := newWindow[T](2*j.workers+min(len(beside), maxAhead), 1+len(beside))
	j.start(func() bool {
		// Take the slot before the number. So the lowest number that is not used always has
		// a slot, and all numbers with a slot fit in one window.
		slot := w.takeFree(j.ctx)
		if slot == nil {
			return false
		}
		i, ok := j.nextNumber()
		if !ok || !j.check(fill(i, &slot.value)) {
			return false
		}
		w.filled <- chunk[T]{i, slot}
		return true
	})
	queues := w.follow(j, beside)
	for i := range n {
		slot := w.await(j.ctx, i)
		if slot == nil {
			j.wait()
			return j.err()
		}
		for _, queue := range queues {
			queue <- chunk[T]{i, slot} // which has the capacity of the window
		}
		if !j.check(use(i, &slot.value)) {
			j.wait()
			return j.err()
		}
		w.release(slot)
	}
	for _, queue := range queues {
		close(queue)
	}
	j.wait()
	if len(beside) > 0 && j.ctx.Err() != nil {
		return j.err() // a function beside has failed, or has not used all slots
	}
	return nil
}

// maxAhead limits the slots that a window has in addition for functions beside.
const maxAhead = 4

// follow starts the functions beside, and returns the queue of each, for the slots that it uses.
func (w *window[T]) follow(j *job, beside []func(i int, slot *T) error) (queues []chan chunk[T]) {
	for _, use := range beside {
		queue := make(chan chunk[T], len(w.waiting))
		queues = append(queues, queue)
		j.goroutine(func() bool {
			select {
			case c, ok := <-queue:
				if !ok || !j.check(use(c.i, &c.slot.value)) {
					return false
				}
				w.release(c.slot)
				return true
			case <-j.ctx.Done():
				return false
			}
		})
	}
	return queues
}

// A window passes slots between the workers of Ordered and those that use them.
type window[T any] struct {
	free    chan *slot[T]
	filled  chan chunk[T]
	waiting []*slot[T] // filled slots by number modulo the size of the window, nil if not filled
	users   int32      // of each slot
}

// A slot holds a chunk of work until all that use it have done so.
type slot[T any] struct {
	value T
	used  atomic.Int32
}

// A chunk is a filled slot with its number.
type chunk[T any] struct {
	i    int
	slot *slot[T]
}

// newWindow returns a window of free slots, each with a number of users.
func newWindow[T any](size, users int) *window[T] {
	w := &window[T]{make(chan *slot[T], size), make(chan chunk[T], size), make([]*slot[T], size), int32(users)}
	for range size {
		w.free <- new(slot[T])
	}
	return w
}

// release frees a slot once each of its users has released it.
func (w *window[T]) release(s *slot[T]) {
	if s.used.Add(1) == w.users {
		s.used.Store(0)
		w.free <- s
	}
}

// takeFree waits for a free slot. It returns nil if the context ends.
func (w *window[T]) takeFree(ctx context.Context) *slot[T] {
	select {
	case slot := <-w.free:
		return slot
	case <-ctx.Done():
		return nil
	}
}

// await waits for the filled slot of a number. It returns nil if the context ends.
func (w *window[T]) await(ctx context.Context, i int) *slot[T] {
	index := i % len(w.waiting)
	for w.waiting[index] == nil {
		select {
		case c := <-w.filled:
			w.waiting[c.i%len(w.waiting)] = c.slot
		case <-ctx.Done():
			return nil
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	slot := w.waiting[index]
	w.waiting[index] = nil
	return slot
}

// A job is the state that Each and Ordered share with their workers.
type job struct {
	outer   context.Context // of the caller
	ctx     context.Context // ends with outer, and at the first error
	stop    context.CancelCauseFunc
	workers int
	n       int64
	next    atomic.Int64 // the next number
	group   sync.WaitGroup
	guard   Guard
}

// newJob returns a job of n numbers.
func newJob(ctx context.Context, workers, n int) *job {
	j := &job{outer: ctx, workers: min(max(workers, 1), n), n: int64(n)}
	j.ctx, j.stop = context.WithCancelCause(ctx)
	return j
}

// start starts the workers. Each calls step until it returns false.
func (j *job) start(step func() bool) {
	for range j.workers {
		j.goroutine(step)
	}
}

// goroutine starts a goroutine that calls step until it returns false.
func (j *job) goroutine(step func() bool) {
	j.group.Go(func() {
		j.guard.Do(func() {
			for step() {
			}
		}, func(err error) { j.check(err) })
	})
}

// wait waits for the workers, and passes on their panic.
func (j *job) wait() {
	j.group.Wait()
	j.guard.Rethrow()
}

// end ends the context and waits for the workers, however the job ends.
func (j *job) end() {
	j.stop(nil)
	j.group.Wait()
}

// nextNumber returns the next number. It reports false if there is none or the context has ended.
func (j *job) nextNumber() (i int, ok bool) {
	next := j.next.Add(1) - 1
	return int(next), next < j.n && j.ctx.Err() == nil
}

// numbered reports whether nextNumber has returned all numbers.
func (j *job) numbered() bool { return j.next.Load() >= j.n }

// check ends the context with an error of a function of the caller. It reports whether there was
// no error.
func (j *job) check(err error) bool {
	if err != nil {
		j.stop(workError{err})
	}
	return err == nil
}

// A workError is an error of a function of the caller, as the cause of the end of a context.
type workError struct{ error }

// err returns the first error of a function of the caller, or that of the caller's context.
func (j *job) err() error {
	if cause, ok := context.Cause(j.ctx).(workError); ok {
		return cause.error
	}
	return Err(j.outer)
}

// Err returns why the context has ended, or nil if it has not. If the context has a cause that
// does not wrap its error, Err returns an error that wraps both, except for ErrGoexit: nobody has
// canceled that context.
func Err(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if err == nil || err == cause || errors.Is(cause, err) || errors.Is(cause, ErrGoexit) {
		return cause
	}
	return fmt.Errorf("%w: %w", err, cause)
}
