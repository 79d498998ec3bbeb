package rowdiff_test

import (
	"errors"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/schema"
)

// TestFunctionsFail: a function of the caller that panics does so in the goroutine of the caller, one that ends
// its goroutine is an error, and so is one that returns one. No goroutine is left.
func TestFunctionsFail(t *testing.T) {
	before := runtime.NumGoroutine()
	g := on(t, "2025-01-01")
	faulty := func(fail func()) synthhub.Entity {
		return synthhub.Persons.Transform(func(r *synthhub.Record, _ schema.RowList) {
			if r.Slot == 500 {
				fail()
			}
		})
	}
	for name, run := range map[string]func(fail func()) error{
		"entity": func(fail func()) error {
			_, err := rowdiff.Compare(t.Context(), rowdiff.Source(g, faulty(fail)), rowdiff.Source(g, synthhub.Persons))
			return err
		},
		"rows": func(fail func()) error {
			_, err := rowdiff.Compare(t.Context(), seq(nil), rowdiff.Seq(itemTable, func() iter.Seq2[*item, error] {
				return func(func(*item, error) bool) { fail() }
			}))
			return err
		},
		"open": func(fail func()) error {
			calls := 0
			_, err := rowdiff.Compare(t.Context(), rowdiff.CSV(things, func() (io.ReadCloser, error) {
				if calls++; calls > 1 {
					fail()
				}
				return io.NopCloser(strings.NewReader(thingsCSV)), nil
			}), rowdiff.CSV(things, text(thingsCSV)))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			errMine := errors.New("my mistake")
			func() {
				defer func() {
					if err, ok := recover().(error); !ok || !errors.Is(err, errMine) {
						t.Errorf("recovered %v", err)
					}
				}()
				t.Errorf("it returns %v", run(func() { panic(errMine) }))
			}()
			if err := run(runtime.Goexit); err == nil || !strings.Contains(err.Error(), "runtime.Goexit") {
				t.Errorf("error %v", err)
			}
		})
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// A brokenReader fails after some bytes.
type brokenReader struct{ io.Reader }

func (b brokenReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = errTest
	}
	return n, err
}

// TestReadersFail: an error of a reader, of a sequence, of Each or of a writer is that of the comparison, and
// names the side.
func TestReadersFail(t *testing.T) {
	t.Parallel()
	broken := func() (io.ReadCloser, error) {
		return io.NopCloser(brokenReader{strings.NewReader(thingsCSV)}), nil
	}
	good := rowdiff.CSV(things, text(thingsCSV))
	other := rowdiff.CSV(things, text("thing_id,note,count\nt1,new,1\n"))
	for name, tt := range map[string]struct {
		a, b rowdiff.Rows
		opts []rowdiff.Option
		want string
	}{
		"CSV":        {good, rowdiff.CSV(things, broken).Named("b.csv"), nil, "compare rows of things: b.csv: after line"},
		"mapped CSV": {good, rowdiff.MappedCSV(things, nil, broken).Named("b.csv"), nil, "compare rows of things: b.csv: "},
		"each":       {good, other, []rowdiff.Option{rowdiff.Each(func(*rowdiff.Change) error { return errTest })}, errTest.Error()},
		"lines":      {good, other, []rowdiff.Option{rowdiff.Lines(brokenWriter{})}, errTest.Error()},
		"sequence": {seq(nil), rowdiff.Seq(itemTable, func() iter.Seq2[*item, error] {
			return func(yield func(*item, error) bool) { yield(nil, errTest) }
		}), nil, "rows b: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := rowdiff.Compare(t.Context(), tt.a, tt.b, tt.opts...); !errors.Is(err, errTest) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errTest }

// TestOneKey: rows of one key that fill the memory are an error that says so; with more memory they are
// paired.
func TestOneKey(t *testing.T) {
	t.Parallel()
	a := make([]item, 1000)
	for i := range a {
		a[i] = item{ID: "same", Count: i}
	}
	if _, err := rowdiff.Compare(t.Context(), seq(a), seq(nil), rowdiff.Memory(8<<10)); !errors.Is(err, rowdiff.ErrMemory) {
		t.Errorf("error %v", err)
	}
	if d := compare(t, seq(a), seq(nil)); d.Removed != 1000 || d.A.Duplicates != 999 {
		t.Errorf("%v", d)
	}
	if d := compare(t, seq(a), seq(a), rowdiff.Memory(8<<10)); d.Same != 1000 || d.A.Duplicates != 999 || d.B.Duplicates != 999 {
		t.Errorf("%v", d)
	}
}
