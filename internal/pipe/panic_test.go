package pipe

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// jobs run a function of the caller in workers.
var jobs = map[string]func(ctx context.Context, workers, n int, do func(i int) error) error{
	"Each": Each,
	"Ordered": func(ctx context.Context, workers, n int, do func(i int) error) error {
		return Ordered(ctx, workers, n, func(i int, _ *int) error { return do(i) }, func(int, *int) error { return nil })
	},
}

// forJobs runs f in a bubble for each job and some numbers of workers.
func forJobs(t *testing.T, f func(t *testing.T, job func(do func(i int) error) error)) {
	t.Helper()
	for name, job := range jobs {
		for _, workers := range []int{1, 2, 7} {
			t.Run(fmt.Sprintf("%s/%d workers", name, workers), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					f(t, func(do func(i int) error) error { return job(t.Context(), workers, 100, do) })
				})
			})
		}
	}
}

// recovered returns the value that f panics with, nil if it returns.
func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

func brokenFunction(value any) { panic(value) }

// TestPanic: a panic in a worker goes on in the goroutine of the caller, with its value and its
// stack, once all workers have ended.
func TestPanic(t *testing.T) {
	forJobs(t, func(t *testing.T, job func(do func(i int) error) error) {
		for _, value := range []any{"broken", errBroken} {
			running := make(chan bool, 100)
			v := recovered(func() {
				err := job(func(i int) error {
					running <- true
					defer func() { <-running }()
					time.Sleep(time.Second)
					if i == 20 {
						brokenFunction(value)
					}
					return nil
				})
				t.Errorf("returned %v", err)
			})
			p, ok := v.(*Panic)
			if !ok || p.Value() != value {
				t.Fatalf("panic with %v, want a *Panic of %v", v, value)
			}
			if !strings.Contains(string(p.Stack()), "brokenFunction") || !strings.Contains(p.Error(), "brokenFunction") || !strings.HasPrefix(p.Error(), "broken") {
				t.Errorf("the text does not have the value and the stack: %v", p)
			}
			if _, isError := value.(error); errors.Is(p, errBroken) != isError {
				t.Errorf("the panic of %v wraps the wrong error: %v", value, p.Unwrap())
			}
			if len(running) > 0 {
				t.Errorf("%d calls still run", len(running))
			}
		}
	})
}

// TestPanicPrevails: a panic is passed on even if an error has come first.
func TestPanicPrevails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := recovered(func() {
			Each(t.Context(), 2, 2, func(i int) error {
				time.Sleep(time.Duration(1+i) * time.Second)
				if i == 0 {
					return errBroken
				}
				panic("later")
			})
		})
		if p, ok := v.(*Panic); !ok || p.Value() != "later" {
			t.Errorf("panic with %v", v)
		}
	})
}

// TestNestedPanic: a panic that goes through two jobs has one stack, that of the inner worker.
func TestNestedPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := recovered(func() {
			Each(t.Context(), 2, 2, func(int) error {
				return Each(t.Context(), 2, 2, func(int) error { brokenFunction("inner"); return nil })
			})
		})
		if p, ok := v.(*Panic); !ok || p.Value() != "inner" || strings.Count(p.Error(), "stack of the worker") != 1 {
			t.Errorf("panic with %v", v)
		}
	})
}

// TestGoexit: a worker that ends is an error, not a wait without end.
func TestGoexit(t *testing.T) {
	forJobs(t, func(t *testing.T, job func(do func(i int) error) error) {
		err := job(func(i int) error {
			if i == 20 {
				runtime.Goexit()
			}
			return nil
		})
		if !errors.Is(err, ErrGoexit) {
			t.Errorf("error %v, want ErrGoexit", err)
		}
	})
}

// TestUsePanics: if the caller's own goroutine panics or ends in use, all workers have ended
// before that goes on.
func TestUsePanics(t *testing.T) {
	for _, end := range []string{"panic", "Goexit"} {
		t.Run(end, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				running := make(chan bool, 100)
				done := make(chan any)
				go func() {
					defer func() {
						v := recover()
						if len(running) > 0 {
							t.Errorf("%d calls still run", len(running))
						}
						done <- v
					}()
					Ordered(t.Context(), 4, 100, func(int, *int) error {
						running <- true
						defer func() { <-running }()
						time.Sleep(time.Second)
						return nil
					}, func(i int, _ *int) error {
						if i == 20 && end == "panic" {
							panic(errBroken)
						} else if i == 20 {
							runtime.Goexit()
						}
						return nil
					})
				}()
				if v := <-done; (v == errBroken) != (end == "panic") {
					t.Errorf("the panic is %v", v)
				}
			})
		})
	}
}
