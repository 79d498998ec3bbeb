// Package pipe runs numbered pieces of work in parallel.
package pipe

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// Each calls do for every number below n, on the given number of goroutines, at
// least one, in no particular order. It returns after all calls have ended: nil,
// or the first error, or the error of the context as Err returns it; after either no
// further call begins.
func Each(ctx context.Context, workers, n int, do func(i int) error) error {
	outer := ctx
	ctx, cancel := context.WithCancelCause(outer)
	defer cancel(nil)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(max(workers, 1), n) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := next.Add(1) - 1
				if i >= int64(n) {
					return
				}
				if err := do(int(i)); err != nil {
					cancel(workError{err})
				}
			}
		})
	}
	group.Wait()
	if next.Load() >= int64(n) && ctx.Err() == nil {
		return nil
	}
	return why(outer, ctx)
}

// Ordered makes n pieces in parallel and hands them out in order: fill makes
// piece i in a slot, on one of the given number of goroutines, at least one; take
// receives the slots of 0, 1, 2, ... one after the other, on the caller's
// goroutine. Slots are used again, and no more than two per worker exist, so that
// memory does not grow with n. The first error of either function, or the error of
// the context, stops everything and is returned once no goroutine is left.
func Ordered[T any](ctx context.Context, workers, n int, fill, take func(i int, slot *T) error) error {
	if n <= 0 {
		return Err(ctx)
	}
	outer := ctx
	ctx, cancel := context.WithCancelCause(outer)
	defer cancel(nil)
	type piece struct {
		i    int
		slot *T
	}
	workers = min(max(workers, 1), n)
	slots := 2 * workers
	free, filled := make(chan *T, slots), make(chan piece, slots)
	for range slots {
		free <- new(T)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				// The slot comes before the number: so the lowest piece under way
				// always has a slot, and all numbers under way are within one window.
				var slot *T
				select {
				case slot = <-free:
				case <-ctx.Done():
					return
				}
				i := next.Add(1) - 1
				if i >= int64(n) || ctx.Err() != nil {
					return
				}
				if err := fill(int(i), slot); err != nil {
					cancel(workError{err})
					return
				}
				filled <- piece{int(i), slot}
			}
		})
	}
	waiting := make([]*T, slots)
	for i := 0; i < n; {
		select {
		case p := <-filled:
			waiting[p.i%slots] = p.slot
		case <-ctx.Done():
			group.Wait()
			return why(outer, ctx)
		}
		for i < n && waiting[i%slots] != nil && ctx.Err() == nil {
			slot := waiting[i%slots]
			waiting[i%slots] = nil
			if err := take(i, slot); err != nil {
				cancel(workError{err})
				group.Wait()
				return why(outer, ctx) // an error of fill may have come first
			}
			free <- slot
			i++
		}
	}
	group.Wait()
	return nil
}

// A workError is the error of a piece of work as the cause of a context's end.
type workError struct{ error }

// why returns what ended the work: its own first error, or the error of the caller's
// context.
func why(outer, ctx context.Context) error {
	if own, ok := context.Cause(ctx).(workError); ok {
		return own.error
	}
	return Err(outer)
}

// Err returns why the context has ended, nil if it has not: its error, and its cause where
// that is another, both for errors.Is.
func Err(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if err == nil || err == cause || errors.Is(cause, err) {
		return cause
	}
	return fmt.Errorf("%w: %w", err, cause)
}
