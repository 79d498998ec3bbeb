package export_test

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
)

// TestConcurrentRuns: of many runs into one folder each succeeds or gets ErrBusy, whether the
// folder is there before or a killed run has left its work. The snapshot is complete, and
// nothing is left next to it.
func TestConcurrentRuns(t *testing.T) {
	t.Parallel()
	runs := 100
	if testenv.Long() {
		runs = 500
	}
	g := generator(t, small)
	_, want := snapshotFiles(t, g)
	for name, prepare := range map[string]func(t *testing.T, dir string){
		"no folder":  func(*testing.T, string) {},
		"a snapshot": sameSnapshot,
		"a killed run": func(t *testing.T, dir string) {
			work := filepath.Join(filepath.Dir(dir), ".target.exporting")
			sameSnapshot(t, filepath.Join(work, "old"))
			writeFile(t, filepath.Join(work, "new"), "persons_v0_1.csv", "half")
			writeFile(t, work, lockName, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			prepare(t, dir)
			begin, results := make(chan bool), make(chan error, runs)
			var group sync.WaitGroup
			for range runs {
				group.Go(func() {
					<-begin
					_, err := export.Snapshot(t.Context(), dir, g)
					results <- err
				})
			}
			close(begin)
			group.Wait()
			done := 0
			for range runs {
				if err := <-results; err == nil {
					done++
				} else if !errors.Is(err, export.ErrBusy) {
					t.Errorf("error %v, want ErrBusy", err)
				}
			}
			if done == 0 {
				t.Error("no run has succeeded")
			}
			if diff := cmp.Diff(want, readFolder(t, dir)); diff != "" {
				t.Errorf("not the snapshot:\n%s", diff)
			}
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}
