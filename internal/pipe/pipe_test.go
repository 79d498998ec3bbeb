package pipe

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// The tests run in bubbles of testing/synctest. Time is fake there, so that a chunk takes exactly
// as long as the test says. A goroutine that outlives its call is a deadlock, which fails the
// test.

var errBroken = errors.New("broken")

// isBoth reports whether err wraps both errors.
func isBoth(err, a, b error) bool { return errors.Is(err, a) && errors.Is(err, b) }

// TestErr compares the error of contexts with and without a cause.
func TestErr(t *testing.T) {
	if err := Err(t.Context()); err != nil {
		t.Errorf("a context that has not ended: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Err(ctx); err != context.Canceled {
		t.Errorf("without a cause: %v", err)
	}
	ctx, cancel = context.WithTimeoutCause(t.Context(), 0, errBroken)
	defer cancel()
	if err := Err(ctx); !isBoth(err, context.DeadlineExceeded, errBroken) {
		t.Errorf("with a cause: %v", err)
	}
	ctx, cancelCause := context.WithCancelCause(t.Context())
	cancelCause(fmt.Errorf("stopped: %w", context.Canceled))
	if err := Err(ctx); err.Error() != "stopped: context canceled" {
		t.Errorf("with a cause that wraps the error: %v", err)
	}
}

// forCounts runs f in a bubble for numbers of workers and of chunks, with all edge cases.
func forCounts(t *testing.T, f func(t *testing.T, workers, n int)) {
	t.Helper()
	for _, workers := range []int{-1, 0, 1, 2, 3, 16} {
		for _, n := range []int{-1, 0, 1, 2, 5, 16, 100} {
			t.Run(fmt.Sprintf("%d workers, %d chunks", workers, n), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { f(t, workers, n) })
			})
		}
	}
}

// TestOrdered: chunks that take different times are used in order, each as it was filled, in at
// most two slots per worker, whichever function is slower.
func TestOrdered(t *testing.T) {
	for _, slow := range []string{"fill", "use", "neither"} {
		t.Run(slow+" slow", func(t *testing.T) {
			forCounts(t, func(t *testing.T, workers, n int) { checkOrdered(t, workers, n, slow) })
		})
	}
}

// checkOrdered runs Ordered with one slow function.
func checkOrdered(t *testing.T, workers, n int, slow string) {
	t.Helper()
	type slot struct {
		n      int
		filled []int // numbers of the chunks that were filled in the slot
	}
	r := rand.New(rand.NewPCG(uint64(workers), uint64(n)))
	var times []time.Duration
	for range n {
		times = append(times, time.Duration(r.IntN(10))*time.Second)
	}
	slots := map[*slot]bool{}
	var want, got []int
	err := Ordered(t.Context(), workers, n, func(i int, s *slot) error {
		if slow == "fill" {
			time.Sleep(times[i])
		}
		s.n, s.filled = i*i, append(s.filled, i)
		return nil
	}, func(i int, s *slot) error {
		if slow == "use" {
			time.Sleep(times[i])
		}
		slots[s] = true
		got, want = append(got, s.n), append(want, i*i)
		if s.filled[len(s.filled)-1] != i {
			t.Errorf("the slot of chunk %d was filled for %v", i, s.filled)
		}
		return nil
	})
	if err != nil || !slices.Equal(got, want) || len(got) != max(n, 0) {
		t.Errorf("error %v, chunks %v", err, got)
	}
	if len(slots) > 2*max(workers, 1) {
		t.Errorf("%d slots", len(slots))
	}
}

// TestOrderedWindow: while chunk 0 is being filled, a limited number of others is filled.
func TestOrderedWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, n = 4, 1000
		gate := make(chan bool)
		var filled atomic.Int32
		done := make(chan error)
		go func() {
			done <- Ordered(t.Context(), workers, n, func(i int, _ *int) error {
				if i == 0 {
					<-gate
				}
				filled.Add(1)
				return nil
			}, func(int, *int) error { return nil })
		}()
		synctest.Wait()
		if got := filled.Load(); got != 2*workers-1 {
			t.Errorf("%d chunks are filled before chunk 0, want %d", got, 2*workers-1)
		}
		close(gate)
		if err := <-done; err != nil || filled.Load() != n {
			t.Errorf("error %v, %d chunks", err, filled.Load())
		}
	})
}

// TestOrderedError: an error of either function is returned, and no later chunk is used.
func TestOrderedError(t *testing.T) {
	for _, where := range []string{"fill", "use"} {
		t.Run(where, func(t *testing.T) {
			forCounts(t, func(t *testing.T, workers, n int) {
				for bad := range n {
					checkOrderedError(t, workers, n, bad, where)
				}
			})
		})
	}
}

// checkOrderedError runs Ordered with a function that fails at one chunk.
func checkOrderedError(t *testing.T, workers, n, bad int, where string) {
	t.Helper()
	used := 0
	err := Ordered(t.Context(), workers, n, func(i int, _ *int) error {
		time.Sleep(time.Duration(i%3) * time.Second)
		if where == "fill" && i == bad {
			return errBroken
		}
		return nil
	}, func(i int, _ *int) error {
		if i != used {
			t.Errorf("chunk %d is used as number %d", i, used)
		}
		used++
		if where == "use" && i == bad {
			return errBroken
		}
		return nil
	})
	if err != errBroken {
		t.Errorf("chunk %d fails: error %v", bad, err)
	}
	if where == "use" && used != bad+1 || used > bad+1 {
		t.Errorf("chunk %d fails: %d chunks are used", bad, used)
	}
}

// TestOrderedFirstError: of two errors the earlier one is returned.
func TestOrderedFirstError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		err := Ordered(t.Context(), 2, 5, func(i int, _ *int) error {
			if i == 3 {
				time.Sleep(time.Second / 2) // while chunk 0 is being used
				return errBroken
			}
			return nil
		}, func(int, *int) error {
			time.Sleep(time.Second)
			return errors.New("later")
		})
		if err != errBroken {
			t.Errorf("error %v, want the first", err)
		}
	})
}

// TestOrderedCanceled: after the context ends no chunk is used, and the error wraps the cause.
func TestOrderedCanceled(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		for seconds := range 20 {
			t.Run(fmt.Sprintf("%d workers, %d s", workers, seconds), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancelCause(t.Context())
					time.AfterFunc(time.Duration(seconds)*time.Second+time.Millisecond, func() { cancel(errBroken) })
					used := 0
					err := Ordered(ctx, workers, 1000, func(int, *int) error {
						time.Sleep(time.Second)
						return nil
					}, func(int, *int) error {
						used++
						return nil
					})
					if !isBoth(err, context.Canceled, errBroken) || used > workers*seconds {
						t.Errorf("error %v, %d chunks are used", err, used)
					}
				})
			})
		}
	}
}

// TestOrderedCanceledByUse: if use ends the context, no other chunk is used, though some are filled.
func TestOrderedCanceledByUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		used := 0
		err := Ordered(ctx, 4, 100, func(i int, _ *int) error {
			if i == 0 {
				time.Sleep(time.Second) // so that the caller receives other chunks before chunk 0
			}
			return nil
		}, func(int, *int) error {
			used++
			cancel(errBroken)
			return nil
		})
		if !isBoth(err, context.Canceled, errBroken) || used != 1 {
			t.Errorf("error %v, %d chunks are used", err, used)
		}
	})
}

// TestOrderedOfEndedContext: nothing is filled if the context has ended.
func TestOrderedOfEndedContext(t *testing.T) {
	for _, n := range []int{0, 1, 10} {
		t.Run(fmt.Sprintf("%d chunks", n), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				err := Ordered(ctx, 2, n, func(int, *int) error { t.Error("filled after the end"); return nil }, func(int, *int) error { return nil })
				if !errors.Is(err, context.Canceled) {
					t.Errorf("error %v", err)
				}
			})
		})
	}
}
