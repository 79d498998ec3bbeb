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
