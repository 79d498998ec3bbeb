package validate_test

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// failingEntity has rows whose function does not return for one record.
func failingEntity(fail func()) synthhub.Entity {
	return claims(func(c *claim, slot int) {
		if slot == 700 {
			fail()
		}
	})
}

// A failingSource is a source whose Range does not return for one record.
type failingSource struct {
	synthhub.Source
	fail func()
}

func (s failingSource) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for r := range s.Source.Range(lo, hi) {
			if r.Slot == 700 {
				s.fail()
			}
			if !yield(r) {
				return
			}
		}
	}
}

// TestFunctionsFail: a function of the caller that panics does so in the goroutine of the
// caller, and one that ends its goroutine is an error. No goroutine is left.
func TestFunctionsFail(t *testing.T) {
	errMine := errors.New("my mistake")
	g := generator(t, 1500)
	written := exported(t, g, export.With(claims(func(*claim, int) {})))
	changed := feedOf(t, g, onDay(t, g, "2025-01-01"), export.With(claims(func(*claim, int) {})))
	for name, run := range map[string]func(fail func()) error{
		"rows": func(fail func()) error {
			_, err := validate.Source(t.Context(), g, validate.With(failingEntity(fail)))
			return err
		},
		"source": func(fail func()) error {
			_, err := validate.Source(t.Context(), failingSource{g, fail})
			return err
		},
		"reproduction": func(fail func()) error {
			r, err := validate.Snapshot(t.Context(), written.fs(), validate.With(failingEntity(fail)), validate.Reproduce())
			if err == nil { // what cannot be made again is a finding
				err = r.Err()
			}
			return err
		},
		"changes": func(fail func()) error {
			r, err := validate.Changes(t.Context(), changed.fs(), validate.With(failingEntity(fail)), validate.Reproduce())
			if err == nil {
				err = r.Err()
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			v := func() (v any) {
				defer func() { v = recover() }()
				t.Errorf("returned %v", run(func() { panic(errMine) }))
				return nil
			}()
			if err, ok := v.(error); !ok || !errors.Is(err, errMine) || !strings.Contains(err.Error(), "stack of the worker") {
				t.Errorf("panic with %v", v)
			}
			if err := run(runtime.Goexit); err == nil || !strings.Contains(err.Error(), "Goexit") || errors.Is(err, context.Canceled) {
				t.Errorf("Goexit: error %v; want one that says so, and nobody has canceled", err)
			}
			for range 10_000 {
				if runtime.NumGoroutine() <= before {
					return
				}
				time.Sleep(time.Millisecond)
			}
			t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		})
	}
}
