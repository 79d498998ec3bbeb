package export_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestFeedSinks: an archive has the bytes of the folder.
func TestFeedSinks(t *testing.T) {
	from, to := on(t, middle, "2025-01-01"), on(t, middle, "2025-03-01")
	_, want := feedFiles(t, from, to, bothFormats(), export.With(bills))
	archives := map[string]func(w io.Writer) export.Sink{"zip": export.Zip, "tar": export.Tar}
	for name, sink := range archives {
		var b bytes.Buffer
		if _, err := export.FeedTo(t.Context(), sink(&b), from, to, bothFormats(), export.With(bills)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, archived(t, name, b.Bytes())); diff != "" {
			t.Errorf("%s differs from the folder", name)
		}
	}
	path := filepath.Join(t.TempDir(), "feed.zip")
	for range 2 { // the second replaces the first
		if _, err := export.FeedTo(t.Context(), export.ArchiveFile(path, export.Zip), from, to, export.Overwrite()); err != nil {
			t.Fatal(err)
		}
	}
}

// archived returns the files of an archive by name.
func archived(t *testing.T, kind string, text []byte) map[string]string {
	t.Helper()
	files := map[string]string{}
	add := func(name string, r io.Reader) {
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(content)
	}
	if kind == "zip" {
		z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			add(f.Name, r)
		}
		return files
	}
	for r := tar.NewReader(bytes.NewReader(text)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		add(h.Name, r)
	}
}

// A failingSink fails at a number of its calls.
type failingSink struct {
	export.Sink
	left    *int
	aborted *bool
}

func (s failingSink) Create(ctx context.Context, entry export.Entry) (io.WriteCloser, error) {
	if *s.left--; *s.left < 0 {
		return nil, errFull
	}
	w, err := s.Sink.Create(ctx, entry)
	return sinkWriter{w, s.left}, err
}

func (s failingSink) Commit(ctx context.Context, m *export.Manifest) error {
	if *s.left--; *s.left < 0 {
		return errFull
	}
	return s.Sink.Commit(ctx, m)
}

func (s failingSink) Abort() error { *s.aborted = true; return s.Sink.Abort() }

type sinkWriter struct {
	io.WriteCloser
	left *int
}

func (w sinkWriter) Close() error {
	if *w.left--; *w.left < 0 {
		return errors.Join(errFull, w.WriteCloser.Close())
	}
	return w.WriteCloser.Close()
}

// TestFeedSinkFails: an error of the sink is that of the feed, which aborts the sink.
func TestFeedSinkFails(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	before := runtime.NumGoroutine()
	for calls := range 20 {
		left, aborted := calls, false
		_, err := export.FeedTo(t.Context(), failingSink{storeSink{store{}}, &left, &aborted}, from, to, export.Tables("persons"))
		done := calls >= 5 // two files are created and closed, and committed
		if done != (err == nil) || done == aborted || !done && !errors.Is(err, errFull) {
			t.Errorf("after %d calls: %v, aborted %t", calls, err, aborted)
		}
	}
	noMoreGoroutines(t, before)
}

// TestFeedAfterKill: a run removes what a killed one has left, and moves a feed back that was moved away.
func TestFeedAfterKill(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-03-01")
	other := on(t, small, "2025-03-02")
	for _, c := range []struct {
		name string
		old  *synthhub.Generator // of a feed that the killed run has moved, or nil
		want error
	}{{"building", nil, nil}, {"between the renames", to, nil}, {"between the renames, another feed", other, export.ErrOccupied}} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			dir, work := filepath.Join(parent, "target"), filepath.Join(parent, ".target.exporting")
			writeFile(t, filepath.Join(work, "new"), "changes_persons_v0_1.ndjson", "half")
			writeFile(t, filepath.Join(work, "new"), "changes_a"+strings.Repeat("x", 62)+"_v0_1.csv", "half")
			if c.old != nil {
				if _, err := export.Feed(t.Context(), filepath.Join(work, "old"), from, c.old); err != nil {
					t.Fatal(err)
				}
			}
			writeFile(t, work, lockName, "")
			if _, err := export.Feed(t.Context(), dir, from, to); !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if files := readFolder(t, dir); len(files) != 4 || len(siblings(t, dir)) > 0 {
				t.Errorf("%d files, and beside them %q", len(files), siblings(t, dir))
			}
		})
	}
}
