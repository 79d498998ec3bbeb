package pipe

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestEach: every number is done once, by no more goroutines than there are workers.
func TestEach(t *testing.T) {
	forCounts(t, func(t *testing.T, workers, n int) {
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
				t.Errorf("chunk %d was done %d times", i, c)
			}
		}
		if err != nil || int(most.Load()) > max(workers, 1) {
			t.Errorf("error %v, with %d calls at the same time", err, most.Load())
		}
	})
}

// TestEachError: after an error, only those calls begin that were about to begin.
func TestEachError(t *testing.T) {
	forCounts(t, func(t *testing.T, workers, n int) {
		for bad := range n {
			var after atomic.Int32
			var failed atomic.Bool
			err := Each(t.Context(), workers, n, func(i int) error {
				if failed.Load() {
					after.Add(1)
				}
				time.Sleep(time.Second)
				if i >= bad {
					failed.Store(true)
					return fmt.Errorf("chunk %d: %w", i, errBroken)
				}
				return nil
			})
			if !errors.Is(err, errBroken) {
				t.Errorf("from chunk %d: error %v", bad, err)
			}
			if got := int(after.Load()); got >= max(workers, 1) {
				t.Errorf("from chunk %d: %d chunks began after the error", bad, got)
			}
		}
	})
}

// TestEachCanceled: after the context ends no call begins, and the error wraps the cause.
func TestEachCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		begun := 0
		err := Each(ctx, 1, 10, func(i int) error {
			if begun++; i == 3 {
				cancel(errBroken)
			}
			return nil
		})
		if !isBoth(err, context.Canceled, errBroken) || begun != 4 {
			t.Errorf("%v after %d chunks, want the cause after 4", err, begun)
		}
		if err := Each(ctx, 3, 10, func(int) error { t.Error("begun after the end"); return nil }); !isBoth(err, context.Canceled, errBroken) {
			t.Errorf("of a context that has ended: %v", err)
		}
	})
}
