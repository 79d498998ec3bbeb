package export_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// archives are the kinds of archives, and how the files in them are read.
var archives = []struct {
	name string
	sink func(io.Writer) export.Sink
	read func(t *testing.T, text []byte) (names []string, files map[string]string)
}{
	{"zip", export.Zip, readZip},
	{"tar", export.Tar, readTar},
}

// readZip returns the files of a zip file, which must have no property but name, mode and content.
func readZip(t *testing.T, text []byte) (names []string, files map[string]string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		names, files[f.Name] = append(names, f.Name), string(content)
		if f.Method != zip.Store || len(f.Extra) > 0 || f.Comment != "" || f.Mode() != 0o644 || !f.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s has other properties: %+v", f.Name, f.FileHeader)
		}
	}
	return names, files
}

// readTar returns the files of a tar stream, which must have no property but name, mode and content.
func readTar(t *testing.T, text []byte) (names []string, files map[string]string) {
	t.Helper()
	files = map[string]string{}
	for r := tar.NewReader(bytes.NewReader(text)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names, files
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, files[h.Name] = append(names, h.Name), string(content)
		want := &tar.Header{Typeflag: tar.TypeReg, Name: h.Name, Size: int64(len(content)), Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}
		if diff := cmp.Diff(want, h); diff != "" {
			t.Errorf("%s has other properties:\n%s", h.Name, diff)
		}
	}
}

// TestArchives holds that an archive has the files of the folder, in one order and with the same bytes
// whatever the workers.
func TestArchives(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	for _, archive := range archives {
		for _, c := range []struct {
			name string
			opts []export.Option
		}{
			{"default", nil},
			{"all formats", []export.Option{allFormats()}},
			{"only the document", []export.Option{export.Formats(export.FormatJSON)}},
			{"no CSV", []export.Option{export.Formats(export.FormatNDJSON), export.Tables("vehicles")}},
			{"compressed parts", []export.Option{export.Gzip(), export.Parts(3)}},
			{"a part", []export.Option{export.Part(2, 3), export.With(remarks("note", "a note"))}},
		} {
			t.Run(archive.name+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				m, want := snapshotFiles(t, g, c.opts...)
				var first []byte
				for workers := 1; workers < 4; workers++ {
					var b bytes.Buffer
					got, err := export.SnapshotTo(t.Context(), archive.sink(&b), g, append(c.opts, export.Workers(workers))...)
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(m, got, sameSettings); diff != "" {
						t.Errorf("the manifest of the folder (-) and of the archive (+):\n%s", diff)
					}
					if first == nil {
						first = b.Bytes()
					}
					if !bytes.Equal(first, b.Bytes()) {
						t.Errorf("%d workers write other bytes", workers)
					}
				}
				names, files := archive.read(t, first)
				if diff := cmp.Diff(want, files); diff != "" {
					t.Errorf("the files of the folder (-) and in the archive (+):\n%.2000s", diff)
				}
				if last := names[len(names)-1]; last != "snapshot_manifest_v0_1.json" {
					t.Errorf("the last file is %s", last)
				}
			})
		}
	}
}

// TestArchiveFile holds that an archive file appears complete or not at all, and replaces nothing without
// Overwrite.
func TestArchiveFile(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, archive := range archives {
		t.Run(archive.name, func(t *testing.T) {
			t.Parallel()
			var want bytes.Buffer
			if _, err := export.SnapshotTo(t.Context(), archive.sink(&want), g); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "new", "snapshot."+archive.name)
			write := func(opts ...export.Option) error {
				_, err := export.SnapshotTo(t.Context(), export.ArchiveFile(name, archive.sink), g, opts...)
				return err
			}
			hold := func(what, content string) {
				t.Helper()
				text, err := os.ReadFile(name)
				if err != nil || string(text) != content {
					t.Errorf("%s: error %v, or other content", what, err)
				}
				if names := siblings(t, name); len(names) > 0 {
					t.Errorf("%s: left behind: %q", what, names)
				}
			}
			if err := write(); err != nil {
				t.Fatal(err)
			}
			hold("written", want.String())
			if err := write(); !errors.Is(err, export.ErrOccupied) {
				t.Errorf("the file is there: error %v", err)
			}
			writeFile(t, filepath.Dir(name), filepath.Base(name), "mine")
			ctx, cancel := context.WithCancel(t.Context())
			stop := export.OnProgress(func(export.Progress) { cancel() })
			if _, err := export.SnapshotTo(ctx, export.ArchiveFile(name, archive.sink), g, export.Overwrite(), stop); !errors.Is(err, context.Canceled) {
				t.Errorf("canceled: error %v", err)
			}
			hold("failed", "mine")
			leftover := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".exporting")
			writeFile(t, filepath.Join(leftover, "new"), "archive_v0.new", "half")
			writeFile(t, leftover, lockName, "")
			if err := os.Chmod(leftover, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := write(export.Overwrite()); err != nil {
				t.Fatal(err)
			}
			hold("overwritten", want.String())
		})
	}
}

// TestArchiveFileOverwrite holds that Overwrite replaces the file that was there when the export began, and
// nothing that has come since.
func TestArchiveFileOverwrite(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, c := range []struct {
		name   string
		before bool // whether there was a file
		put    func(name string) error
	}{
		{"a file", false, func(name string) error { return os.WriteFile(name, []byte("mine"), 0o600) }},
		{"a link", false, func(name string) error { return os.Symlink("mine", name) }},
		{"a changed file", true, func(name string) error { return os.WriteFile(name, []byte("longer"), 0o600) }},
		{"a link for a file", true, func(name string) error { return errors.Join(os.Remove(name), os.Symlink("mine", name)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join(t.TempDir(), "snapshot.zip")
			if c.before {
				writeFile(t, filepath.Dir(name), filepath.Base(name), "old")
			}
			var put sync.Once
			progress := export.OnProgress(func(export.Progress) {
				put.Do(func() {
					if err := c.put(name); err != nil {
						t.Error(err)
					}
				})
			})
			_, err := export.SnapshotTo(t.Context(), export.ArchiveFile(name, export.Zip), g, export.Overwrite(), progress)
			if info, found := os.Lstat(name); !errors.Is(err, export.ErrOccupied) || found != nil || info.Size() > 6 {
				t.Errorf("error %v, or the file was replaced", err)
			}
			if names := siblings(t, name); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

// TestArchiveFileTargets holds what cannot be the name of an archive file, for an export and a check.
func TestArchiveFileTargets(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	dir := t.TempDir()
	writeFile(t, dir, "file", "mine")
	if err := os.Symlink("file", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want error
	}{
		{"", export.ErrTarget},
		{dir, export.ErrTarget},
		{filepath.Join(dir, "link"), export.ErrTarget},
		{filepath.Join(dir, "file", "x.zip"), export.ErrTarget},
		{filepath.Join(dir, "file"), export.ErrOccupied},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if err := export.CheckTo(t.Context(), export.ArchiveFile(c.name, export.Zip), g); !errors.Is(err, c.want) {
				t.Errorf("check: error %v, want %v", err, c.want)
			}
			if _, err := export.SnapshotTo(t.Context(), export.ArchiveFile(c.name, export.Zip), g); !errors.Is(err, c.want) {
				t.Errorf("export: error %v, want %v", err, c.want)
			}
		})
	}
}

// A brokenSink fails at one of its calls, and counts them.
type brokenSink struct {
	mu              sync.Mutex
	failAt, calls   int
	bucket          bucket
	commits, aborts int
}

var errSink = errors.New("the sink is broken")

// call counts a call, and fails if it is the one.
func (s *brokenSink) call() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.calls++; s.calls == s.failAt {
		return fmt.Errorf("call %d: %w", s.calls, errSink)
	}
	return nil
}

func (s *brokenSink) Create(ctx context.Context, entry export.Entry) (io.WriteCloser, error) {
	if err := s.call(); err != nil {
		return nil, err
	}
	return &brokenFile{s, s.bucket.NewWriter(ctx, entry.Name)}, nil
}

func (s *brokenSink) Commit(context.Context, *export.Manifest) error { s.commits++; return s.call() }
func (s *brokenSink) Abort() error                                   { s.aborts++; return nil }

type brokenFile struct {
	sink *brokenSink
	io.WriteCloser
}

func (f *brokenFile) Write(text []byte) (int, error) {
	if err := f.sink.call(); err != nil {
		return 0, err
	}
	return f.WriteCloser.Write(text)
}

func (f *brokenFile) Close() error {
	return errors.Join(f.sink.call(), f.WriteCloser.Close())
}

// A brokenArchive is a brokenSink that takes one file at a time.
type brokenArchive struct{ *brokenSink }

func (s brokenArchive) NeedsSizes() bool { return true }

// TestSinkFails lets a sink fail at each of its calls: the error is that of the sink, nothing that looks
// complete is left, and the sink is aborted once.
func TestSinkFails(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	for _, c := range []struct {
		name string
		sink func(s *brokenSink) export.Sink
	}{
		{"several files at a time", func(s *brokenSink) export.Sink { return s }},
		{"one file at a time", func(s *brokenSink) export.Sink { return brokenArchive{s} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			good := &brokenSink{}
			if _, err := export.SnapshotTo(t.Context(), c.sink(good), g); err != nil || good.commits != 1 || good.aborts != 0 {
				t.Fatalf("error %v, %d commits, %d aborts", err, good.commits, good.aborts)
			}
			for n := 1; n <= good.calls; n++ {
				s := &brokenSink{failAt: n}
				_, err := export.SnapshotTo(t.Context(), c.sink(s), g)
				if !errors.Is(err, errSink) || s.aborts != 1 || s.bucket.open != 0 {
					t.Errorf("call %d fails: error %v, %d aborts, %d open files", n, err, s.aborts, s.bucket.open)
				}
				if _, complete := s.bucket.objects["snapshot_manifest_v0_1.json"]; complete && n < good.calls-1 {
					t.Errorf("call %d fails: the manifest is there", n)
				}
			}
		})
	}
}

// TestSinkSizes holds that a sink that needs sizes gets them, that of each file, and that another sink
// gets none of files with rows.
func TestSinkSizes(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	for name, c := range map[string]struct {
		sink  func(s *sizes) export.Sink
		sized bool
	}{
		"needs them":  {func(s *sizes) export.Sink { return sizedArchive{s} }, true},
		"needs none":  {func(s *sizes) export.Sink { return s }, false},
		"compressed ": {func(s *sizes) export.Sink { return sizedArchive{s} }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &sizes{entries: map[string]int64{}}
			opts := []export.Option{allFormats()}
			if strings.HasPrefix(name, "compressed") {
				opts = append(opts, export.Gzip())
			}
			m, err := export.SnapshotTo(t.Context(), c.sink(s), g, opts...)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int64{"snapshot_manifest_v0_1.json": s.entries["snapshot_manifest_v0_1.json"]}
			for _, f := range m.Files {
				if want[f.Name] = f.Bytes; !c.sized && f.Records > 0 {
					want[f.Name] = -1
				}
			}
			if !maps.Equal(want, s.entries) {
				t.Errorf("sizes %v, want %v", s.entries, want)
			}
		})
	}
}

// sizes is a sink that notes the sizes of files, and stores nothing.
type sizes struct {
	mu      sync.Mutex
	entries map[string]int64
}

func (s *sizes) Create(_ context.Context, entry export.Entry) (io.WriteCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries[entry.Name] = entry.Bytes
	return nowhere{io.Discard}, nil
}

func (s *sizes) Commit(context.Context, *export.Manifest) error { return nil }
func (s *sizes) Abort() error                                   { return nil }

type sizedArchive struct{ *sizes }

func (sizedArchive) NeedsSizes() bool { return true }

type nowhere struct{ io.Writer }

func (nowhere) Close() error { return nil }

// TestTarGrows holds that rows which change after they were measured are an error.
func TestTarGrows(t *testing.T) {
	t.Parallel()
	calls := 0
	var mu sync.Mutex
	changing := synthhub.NewEntity(remarkTable, func(r *synthhub.Record, dst []remark) []remark {
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls > small.Records {
			return append(dst, remark{ID: 2 * r.Slot, Note: "longer"}, remark{ID: 2*r.Slot + 1, Note: "longer"})
		}
		return append(dst, remark{ID: 2 * r.Slot, Note: "short"})
	})
	_, err := export.SnapshotTo(t.Context(), export.Tar(io.Discard), generator(t, small), export.With(changing), export.Formats(export.FormatCSV))
	if err == nil || !strings.Contains(err.Error(), "when it was measured") {
		t.Errorf("error %v", err)
	}
}
