package export_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
)

// TestRecover prepares what a killed run can leave, and checks the folder after the next run.
func TestRecover(t *testing.T) {
	t.Parallel()
	const building, previous = ".target.exporting/new", ".target.exporting/old"
	g := generator(t, small)
	settings := small
	settings.Seed++
	other := generator(t, settings)
	for _, c := range []struct {
		reason  string
		prepare func(t *testing.T, parent string)
		want    error // of a run for small
	}{
		{"a folder under construction is removed", func(t *testing.T, parent string) {
			writeFile(t, filepath.Join(parent, building), "persons_v0_1.csv", "half")
		}, nil},
		{"killed before the lock was written", func(t *testing.T, parent string) {
			writeFile(t, filepath.Dir(filepath.Join(parent, building)), lockName, "")
		}, nil},
		{"killed before there was a lock, or after it was removed", func(t *testing.T, parent string) {
			if err := os.Mkdir(filepath.Dir(filepath.Join(parent, building)), 0o700); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"killed between the renames, with a whole new folder", func(t *testing.T, parent string) {
			snapshot(t, filepath.Join(parent, previous), g)
			snapshot(t, filepath.Join(parent, building), g, allFormats())
		}, nil},
		{"killed while the old folder was removed", func(t *testing.T, parent string) {
			snapshot(t, filepath.Join(parent, "target"), g)
			snapshot(t, filepath.Join(parent, previous), other)
			if err := os.Remove(filepath.Join(parent, previous, "persons_v0_1.csv")); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"killed between the renames: the old folder is restored", func(t *testing.T, parent string) {
			snapshot(t, filepath.Join(parent, previous), other)
			writeFile(t, filepath.Join(parent, building), "persons_v0_1.csv", "whole")
		}, export.ErrOccupied}, // because it is a snapshot of another dataset
		{"killed after the renames: the old folder is removed", func(t *testing.T, parent string) {
			snapshot(t, filepath.Join(parent, "target"), g)
			snapshot(t, filepath.Join(parent, previous), other)
		}, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			c.prepare(t, parent)
			if work := filepath.Join(parent, ".target.exporting"); len(readNames(t, work)) > 0 && !slices.Contains(readNames(t, work), lockName) {
				writeFile(t, work, lockName, "An export of synthhub works in") // killed while it wrote
			}
			dir := filepath.Join(parent, "target")
			if _, err := export.Snapshot(t.Context(), dir, g); !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
			src := g
			if c.want != nil {
				src = other
			}
			_, want := snapshotFiles(t, src)
			if diff := cmp.Diff(want, readFolder(t, dir)); diff != "" {
				t.Errorf("wrong content:\n%s", diff)
			}
		})
	}
}

// lockName is the file by which a run knows the work folder of one that was killed.
const lockName = "synthhub-export.txt"

// readNames returns the names in a folder, none if it does not exist.
func readNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestBusy(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "target")
	g := generator(t, middle)
	reached, release := make(chan struct{}), make(chan struct{})
	first := make(chan error)
	stop := export.OnProgress(func(p export.Progress) {
		if p.Records < p.TotalRecords {
			select {
			case reached <- struct{}{}:
				<-release
			case <-release:
			}
		}
	})
	go func() {
		_, err := export.Snapshot(context.Background(), dir, g, stop)
		first <- err
	}()
	<-reached
	if _, err := export.Snapshot(t.Context(), dir, g); !errors.Is(err, export.ErrBusy) {
		t.Errorf("a second run at the same time: error %v, want ErrBusy", err)
	}
	close(release)
	if err := <-first; err != nil {
		t.Errorf("the second run has disturbed the first: %v", err)
	}
	if _, err := export.Snapshot(t.Context(), dir, g); err != nil {
		t.Errorf("after the end of the first: %v", err)
	}
}
