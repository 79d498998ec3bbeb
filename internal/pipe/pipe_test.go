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

// The tests run in bubbles of testing/synctest: time there is made up, so that
// the pieces take as long as the test says, and a goroutine that outlives a call
// is a deadlock, which fails the test.

var errBroken = errors.New("broken")

// both reports whether err is both of two errors.
func both(err, a, b error) bool { return errors.Is(err, a) && errors.Is(err, b) }

// TestErr holds the error of a context and its cause together.
func TestErr(t *testing.T) {
	if err := Err(t.Context()); err != nil {
		t.Errorf("a context that goes on: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Err(ctx); err != context.Canceled {
		t.Errorf("without a cause: %v", err)
	}
	ctx, cancel = context.WithTimeoutCause(t.Context(), 0, errBroken)
	defer cancel()
	if err := Err(ctx); !both(err, context.DeadlineExceeded, errBroken) {
		t.Errorf("with a cause: %v", err)
	}
	ctx, cancelCause := context.WithCancelCause(t.Context())
	cancelCause(fmt.Errorf("stopped: %w", context.Canceled))
	if err := Err(ctx); err.Error() != "stopped: context canceled" {
		t.Errorf("with a cause that wraps the error: %v", err)
	}
}

// counts are numbers of workers and of pieces, with all edges.
func counts(f func(workers, n int)) {
	for _, workers := range []int{-1, 0, 1, 2, 3, 16} {
		for _, n := range []int{-1, 0, 1, 2, 5, 16, 100} {
			f(workers, n)
		}
	}
}

func TestEach(t *testing.T) {
	counts(func(workers, n int) {
		synctest.Test(t, func(t *testing.T) {
			calls := make([]atomic.Int32, max(n, 0))
			var running, most atomic.Int32
			err := Each(t.Context(), workers, n, func(i int) error {
				most.Store(max(most.Load(), running.Add(1)))
				time.Sleep(time.Duration(i%7) * time.Second)
				running.Add(-1)
				calls[i].Add(1)
				return nil
			})
			for i := range calls {
				if c := calls[i].Load(); c != 1 {
					t.Errorf("%d workers: piece %d of %d was done %d times", workers, i, n, c)
				}
			}
			if err != nil || int(most.Load()) > max(workers, 1) {
				t.Errorf("%d workers, %d pieces: %v, with %d at once", workers, n, err, most.Load())
			}
		})
	})
}

func TestEachError(t *testing.T) {
	counts(func(workers, n int) {
		for bad := range n {
			synctest.Test(t, func(t *testing.T) {
				var after atomic.Int32
				var failed atomic.Bool
				err := Each(t.Context(), workers, n, func(i int) error {
					if failed.Load() {
						after.Add(1)
					}
					time.Sleep(time.Second)
					if i >= bad {
						failed.Store(true)
						return fmt.Errorf("piece %d: %w", i, errBroken)
					}
					return nil
				})
				if !errors.Is(err, errBroken) {
					t.Errorf("%d workers: error %v", workers, err)
				}
				// At the moment of the first error the other workers may be about to begin.
				if got := int(after.Load()); got >= max(workers, 1) {
					t.Errorf("%d workers: %d pieces began after the error", workers, got)
				}
			})
		}
	})
}

func TestEachCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		begun := 0
		err := Each(ctx, 1, 10, func(i int) error {
			if begun++; i == 3 {
				cancel(errBroken)
			}
			return nil
		})
		if !both(err, context.Canceled, errBroken) || begun != 4 {
			t.Errorf("%v after %d pieces, want the cause after 4", err, begun)
		}
		if err := Each(ctx, 3, 10, func(int) error { t.Error("begun after the end"); return nil }); !both(err, context.Canceled, errBroken) {
			t.Errorf("of an ended context: %v", err)
		}
	})
}

// TestOrdered: pieces that take times of all sorts come in order, each whole, in
// no more slots than promised, whoever is slower.
func TestOrdered(t *testing.T) {
	type slot struct {
		n    int
		used []int
	}
	counts(func(workers, n int) {
		for _, slow := range []string{"fill", "take", "neither"} {
			synctest.Test(t, func(t *testing.T) {
				r := rand.New(rand.NewPCG(uint64(workers), uint64(n)))
				var took []time.Duration
				for range n {
					took = append(took, time.Duration(r.IntN(10))*time.Second)
				}
				slots := map[*slot]bool{}
				var want, got []int
				err := Ordered(t.Context(), workers, n, func(i int, s *slot) error {
					if slow == "fill" {
						time.Sleep(took[i])
					}
					s.n, s.used = i*i, append(s.used, i)
					return nil
				}, func(i int, s *slot) error {
					if slow == "take" {
						time.Sleep(took[i])
					}
					slots[s] = true
					got, want = append(got, s.n), append(want, i*i)
					if s.used[len(s.used)-1] != i {
						t.Errorf("slot of piece %d was filled for %v", i, s.used)
					}
					return nil
				})
				if err != nil || !slices.Equal(got, want) || len(got) != max(n, 0) {
					t.Errorf("%d workers, %s slow: %v, pieces %v of %d", workers, slow, err, got, n)
				}
				if len(slots) > 2*max(workers, 1) {
					t.Errorf("%d workers: %d slots", workers, len(slots))
				}
			})
		}
	})
}

// TestOrderedWindow: while the first piece is under way the others do not run
// ahead without bound.
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
			t.Errorf("%d pieces were made while the first was not, want %d", got, 2*workers-1)
		}
		close(gate)
		if err := <-done; err != nil || filled.Load() != n {
			t.Errorf("%v, %d pieces", err, filled.Load())
		}
	})
}

func TestOrderedError(t *testing.T) {
	counts(func(workers, n int) {
		for bad := range n {
			for _, where := range []string{"fill", "take"} {
				synctest.Test(t, func(t *testing.T) {
					taken := 0
					err := Ordered(t.Context(), workers, n, func(i int, _ *int) error {
						time.Sleep(time.Duration(i%3) * time.Second)
						if where == "fill" && i == bad {
							return errBroken
						}
						return nil
					}, func(i int, _ *int) error {
						if i != taken {
							t.Errorf("piece %d came as number %d", i, taken)
						}
						taken++
						if where == "take" && i == bad {
							return errBroken
						}
						return nil
					})
					if err != errBroken {
						t.Errorf("%d workers, %s of %d fails: error %v", workers, where, bad, err)
					}
					if where == "take" && taken != bad+1 || taken > bad+1 {
						t.Errorf("%d workers, %s of %d fails: %d pieces were taken", workers, where, bad, taken)
					}
				})
			}
		}
	})
}

// TestOrderedFirstError: of two errors the earlier is returned.
func TestOrderedFirstError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		err := Ordered(t.Context(), 2, 5, func(i int, _ *int) error {
			if i == 3 {
				time.Sleep(time.Second / 2) // while piece 0 is being taken
				return errBroken
			}
			return nil
		}, func(int, *int) error {
			time.Sleep(time.Second)
			return errors.New("too late")
		})
		if err != errBroken {
			t.Errorf("error %v, want the first", err)
		}
	})
}

func TestOrderedCancelled(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		for at := range 20 {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Duration(at)*time.Second+time.Millisecond, func() { cancel(errBroken) })
				taken := 0
				err := Ordered(ctx, workers, 1000, func(i int, _ *int) error {
					time.Sleep(time.Second)
					return nil
				}, func(i int, _ *int) error {
					taken++
					return nil
				})
				if !both(err, context.Canceled, errBroken) || taken > workers*at {
					t.Errorf("%d workers: %v, %d pieces taken in %d seconds", workers, err, taken, at)
				}
			})
		}
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for _, n := range []int{0, 1, 10} {
			err := Ordered(ctx, 2, n, func(int, *int) error { t.Error("filled after the end"); return nil }, func(int, *int) error { return nil })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("of an ended context, %d pieces: %v", n, err)
			}
		}
	})
}
