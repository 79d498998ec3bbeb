package export_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A failingWriter does not return.
type failingWriter struct{ fail func() }

func (w failingWriter) Write(b []byte) (int, error) {
	w.fail()
	return len(b), nil
}

// failures are all functions of the caller that an export calls. Each runs an export of 1,500
// records in which one of them calls fail.
func failures(t *testing.T, dir string) map[string]func(fail func()) error {
	g := generator(t, middle)
	rows := func(fail func()) synthhub.Entity {
		return synthhub.NewEntity(remarkTable, func(r *synthhub.Record, dst []remark) []remark {
			if r.Slot == 700 {
				fail()
			}
			return append(dst, remark{ID: r.Slot})
		}).WithDays(nil) // so that a feed looks at the record
	}
	snapshotWith := func(opts ...export.Option) error {
		_, err := export.Snapshot(t.Context(), dir, g, append(opts, export.Overwrite())...)
		return err
	}
	from, to := on(t, middle, "2025-01-01"), on(t, middle, "2025-01-03")
	feedWith := func(opts ...export.Option) error {
		_, err := export.Feed(t.Context(), dir, from, to, append(opts, export.Overwrite())...)
		return err
	}
	changes := func(w io.Writer, e synthhub.Entity) error {
		_, err := export.Changes(t.Context(), w, from, to, e)
		return err
	}
	history := func(w io.Writer, e synthhub.Entity) error {
		_, err := export.History(t.Context(), w, g, from.Settings().AsOf, to.Settings().AsOf, e)
		return err
	}
	days := func(fail func()) synthhub.Entity {
		return synthhub.Persons.WithDays(func(*synthhub.Generator, []synthhub.Date, int, synthhub.Date, synthhub.Date) []synthhub.Date {
			fail()
			return nil
		})
	}
	return map[string]func(fail func()) error{
		"rows of a feed":       func(fail func()) error { return feedWith(export.With(rows(fail))) },
		"rows of changes":      func(fail func()) error { return changes(io.Discard, rows(fail)) },
		"rows of a history":    func(fail func()) error { return history(io.Discard, rows(fail)) },
		"rows, days":           func(fail func()) error { return changes(io.Discard, days(fail)) },
		"rows, days of a life": func(fail func()) error { return history(io.Discard, days(fail)) },
		"progress of a feed":   func(fail func()) error { return feedWith(export.OnProgress(func(export.Progress) { fail() })) },
		"writer of changes":    func(fail func()) error { return changes(failingWriter{fail}, synthhub.Persons) },
		"writer of a history":  func(fail func()) error { return history(failingWriter{fail}, synthhub.Persons) },

		"rows":     func(fail func()) error { return snapshotWith(export.With(rows(fail))) },
		"rows CSV": func(fail func()) error { return export.CSV(t.Context(), io.Discard, g, rows(fail)) },
		"progress": func(fail func()) error { return snapshotWith(export.OnProgress(func(export.Progress) { fail() })) },
		"writer":   func(fail func()) error { return export.Dataset(t.Context(), failingWriter{fail}, g) },
	}
}

// TestFunctionsFail: a function of the caller that panics does so in the goroutine of the
// caller. The target is unchanged, nothing is left next to it, the lock is released, and no
// goroutine is left.
func TestFunctionsFail(t *testing.T) {
	errMine := errors.New("my mistake")
	dir := filepath.Join(t.TempDir(), "target")
	sameSnapshot(t, dir)
	before := readFolder(t, dir)
	for name, run := range failures(t, dir) {
		for _, end := range []string{"panic", "Goexit"} {
			t.Run(name+"/"+end, func(t *testing.T) {
				goroutines := runtime.NumGoroutine()
				done := make(chan any)
				go func() {
					returned := any("Goexit")
					defer func() {
						if v := recover(); v != nil {
							returned = v
						}
						done <- returned
					}()
					err := run(func() {
						if end == "panic" {
							panic(errMine)
						}
						runtime.Goexit()
					})
					returned = err
				}()
				checkEnd(t, <-done, errMine, end, strings.HasPrefix(name, "rows"))
				noMoreGoroutines(t, goroutines)
				if diff := cmp.Diff(before, readFolder(t, dir)); diff != "" {
					t.Errorf("the target has changed:\n%s", diff)
				}
				if names := siblings(t, dir); len(names) > 0 {
					t.Errorf("left behind: %q", names)
				}
			})
		}
	}
	if fds, err := os.ReadDir("/proc/self/fd"); err == nil {
		for _, fd := range fds {
			if path, err := os.Readlink(filepath.Join("/proc/self/fd", fd.Name())); err == nil && strings.HasPrefix(path, filepath.Dir(dir)) {
				t.Errorf("%s is still open", path)
			}
		}
	}
}

// checkEnd checks how an export has ended: with a panic, an error, or the text "Goexit".
func checkEnd(t *testing.T, ended any, errMine error, end string, inWorker bool) {
	t.Helper()
	err, _ := ended.(error)
	switch {
	case end == "panic" && !errors.Is(err, errMine):
		t.Errorf("ended with %v, want a panic with the error", ended)
	case end == "panic" && inWorker && !strings.Contains(err.Error(), "stack of the worker"):
		t.Errorf("the panic has no stack: %v", ended)
	case end == "Goexit" && inWorker && (err == nil || !strings.Contains(err.Error(), "Goexit")):
		t.Errorf("ended with %v, want an error", ended)
	case end == "Goexit" && !inWorker && ended != "Goexit":
		t.Errorf("ended with %v, want the end of the goroutine", ended)
	}
}
