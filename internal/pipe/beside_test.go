package pipe

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestOrderedBeside holds that every function gets each chunk once, in order and unchanged, at its
// own pace, and that no slot is filled again before all have used it.
func TestOrderedBeside(t *testing.T) {
	for _, workers := range []int{1, 2, 5} {
		for _, beside := range []int{1, 3, 8} {
			t.Run(fmt.Sprintf("%d workers, %d functions", workers, beside), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					const n = 100
					reader := func(pace time.Duration) func(i int, slot *int) error {
						next := 0
						return func(i int, slot *int) error {
							time.Sleep(time.Duration(i*7%5) * pace)
							if i != next || *slot != i*i {
								t.Errorf("got chunk %d with %d, want chunk %d", i, *slot, next)
							}
							next++
							return nil
						}
					}
					var uses atomic.Int32
					var others []func(int, *int) error
					for k := range beside {
						read := reader(time.Duration(k) * time.Millisecond)
						others = append(others, func(i int, slot *int) error { uses.Add(1); return read(i, slot) })
					}
					err := Ordered(t.Context(), workers, n, func(i int, slot *int) error { *slot = i * i; return nil }, reader(time.Millisecond), others...)
					if err != nil || int(uses.Load()) != n*beside {
						t.Errorf("error %v, %d uses, want %d", err, uses.Load(), n*beside)
					}
				})
			})
		}
	}
}

// TestOrderedBesideFails holds that the error or panic of one function ends all, even at the last
// chunk, and that the end of the context does.
func TestOrderedBesideFails(t *testing.T) {
	const n = 10
	run := func(ctx context.Context, fail func(i int) error) error {
		nothing := func(int, *int) error { return nil }
		return Ordered(ctx, 2, n, nothing, nothing, nothing, func(i int, _ *int) error { return fail(i) })
	}
	for _, bad := range []int{0, 5, n - 1} {
		t.Run(fmt.Sprintf("error at chunk %d", bad), func(t *testing.T) {
			calls := 0
			err := run(t.Context(), func(i int) error {
				calls++
				if i == bad {
					return errBroken
				}
				return nil
			})
			if err != errBroken || calls != bad+1 {
				t.Errorf("error %v after %d calls", err, calls)
			}
		})
		t.Run(fmt.Sprintf("panic at chunk %d", bad), func(t *testing.T) {
			defer func() {
				if p, ok := recover().(*Panic); !ok || p.Value() != "a fault" {
					t.Errorf("the panic goes on as %v", p)
				}
			}()
			_ = run(t.Context(), func(i int) error {
				if i == bad {
					panic("a fault")
				}
				return nil
			})
			t.Error("no panic goes on")
		})
		t.Run(fmt.Sprintf("cancel at chunk %d", bad), func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			err := run(ctx, func(i int) error {
				if i == bad {
					cancel(errBroken)
				}
				return nil
			})
			if bad < n-1 && !isBoth(err, context.Canceled, errBroken) {
				t.Errorf("error %v", err)
			}
		})
	}
}
