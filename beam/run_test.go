package beam

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// TestMarked runs work of another process's run: it ends when the folder is marked.
func TestMarked(t *testing.T) {
	p := Plan{Folder: t.TempDir(), Run: newID(), Writes: true}
	p.mark(t.Context())
	if names, _ := os.ReadDir(p.Folder); len(names) > 0 {
		t.Error("an empty folder was marked")
	}
	if err := os.WriteFile(filepath.Join(p.Folder, "part"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	begun := make(chan struct{})
	go func() {
		<-begun
		p.mark(t.Context())
	}()
	err := p.work(t.Context(), func(ctx context.Context, s store) error {
		close(begun)
		<-ctx.Done()
		if err := put(ctx, s, "late", nil); !errors.Is(err, errCanceled) {
			t.Errorf("after the end: %v", err)
		}
		return context.Cause(ctx)
	})
	if !errors.Is(err, errCanceled) {
		t.Errorf("got %v", err)
	}
	if is, _ := localFolder(p.Folder).exists(t.Context(), "late"); is {
		t.Error("a file was completed after the end")
	}
	if err := p.work(t.Context(), func(ctx context.Context, s store) error { return checkMark(ctx, s, p.Run) }); !errors.Is(err, errCanceled) {
		t.Errorf("later: %v", err)
	}
}

// TestLateWork wants no work for a run that has ended.
func TestLateWork(t *testing.T) {
	p := Plan{Folder: t.TempDir(), Run: newID()}
	r := &run{}
	r.idle.L = &r.mu
	r.ctx, r.stop = context.WithCancelCause(t.Context())
	runs.Store(p.Run, r)
	defer runs.Delete(p.Run)
	begun, release := make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() {
		done <- p.work(t.Context(), func(ctx context.Context, _ store) error {
			close(begun)
			<-ctx.Done()
			<-release
			return ctx.Err()
		})
	}()
	<-begun
	ended := make(chan struct{})
	go func() {
		r.end()
		close(ended)
	}()
	<-r.ctx.Done()
	select {
	case <-ended:
		t.Error("the run has ended before its work")
	default:
	}
	close(release)
	if err := <-done; !errors.Is(err, errCanceled) {
		t.Errorf("got %v", err)
	}
	<-ended
	if err := p.work(t.Context(), func(context.Context, store) error { t.Error("late work"); return nil }); !errors.Is(err, errCanceled) {
		t.Errorf("late: %v", err)
	}
}

// TestRetry wants three attempts after an error of a store, and one after any other.
func TestRetry(t *testing.T) {
	failed := &ioError{"write", "x", errors.New("full")}
	canceled, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, c := range []struct {
		name string
		ctx  context.Context
		err  error
		want int
	}{
		{"a store", t.Context(), fmt.Errorf("part: %w", failed), attempts},
		{"anything else", t.Context(), errors.New("a text has control characters"), 1},
		{"canceled", canceled, failed, 1},
	} {
		tried := 0
		err := retry(c.ctx, time.Nanosecond, func() error {
			tried++
			cancel()
			return c.err
		})
		if tried != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %d attempts, want %d, %v", c.name, tried, c.want, err)
		}
	}
}

// TestLocalFolder wants errors with the operation and the name of the file.
func TestLocalFolder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := openStore(t.Context(), filepath.Join(file, "folder"))
	if err != nil {
		t.Fatal(err)
	}
	if err := put(t.Context(), s, "x", nil); err == nil || !strings.Contains(err.Error(), "create "+filepath.Join(file, "folder")+"/x.attempt-") {
		t.Errorf("a file in the way: %v", err)
	}
	if s, err = openStore(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if err := s.rename(t.Context(), "none", "file"); err == nil || !strings.Contains(err.Error(), "rename none to "+file) {
		t.Errorf("rename: %v", err)
	}
	if _, err := s.open(t.Context(), "none"); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "open "+dir+"/none") {
		t.Errorf("open: %v", err)
	}
	f, err := createAttempt(t.Context(), s, "file")
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("new"))
	if text, _ := readFile(t.Context(), s, "file", 9); string(text) != "old" {
		t.Errorf("before it is closed, the file has %q", text)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if text, _ := readFile(t.Context(), s, "file", 9); string(text) != "new" {
		t.Errorf("once it is closed, the file has %q", text)
	}
	if _, err := readFile(t.Context(), s, "file", 2); err == nil {
		t.Error("a file over the limit was read")
	}
	if names, err := s.list(t.Context()); err != nil || !slices.Equal(names, []string{"file"}) {
		t.Errorf("the folder has %q, %v", names, err)
	}
}

// TestRecordsKept keeps the records of a part, each with memory of its own.
func TestRecordsKept(t *testing.T) {
	settings := synthhub.Settings{Records: 50, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 2, Max: 4}}
	fn := &recordsFn{Settings: settings, Parts: 2}
	if err := fn.Setup(); err != nil {
		t.Fatal(err)
	}
	var kept []synthhub.Record
	for part := 1; part <= 2; part++ {
		if err := fn.ProcessElement(t.Context(), part, func(r synthhub.Record) { kept = append(kept, r) }); err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range kept {
		if diff := cmp.Diff(fn.g.Record(i), r); diff != "" {
			t.Fatalf("record %d (-want +got):\n%s", i, diff)
		}
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := fn.ProcessElement(canceled, 1, func(synthhub.Record) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// TestWrongRecordText wants an error for text that is no record.
func TestWrongRecordText(t *testing.T) {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1})
	if err != nil {
		t.Fatal(err)
	}
	good := string(encodeRecord(g.Record(0)))
	if _, err := decodeRecord([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "1 1", good[1:], "x" + good, strings.TrimPrefix(good, "0 "), good[:len(good)-1], strings.Replace(good, "{", "[", 1)} {
		if r, err := decodeRecord([]byte(text)); err == nil {
			t.Errorf("%.40q is slot %d", text, r.Slot)
		}
	}
}
