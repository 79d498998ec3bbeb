package beam

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
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
