package rowdiff_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/hostile"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// apart is the environment variable that has a process compare something and print the peak of its memory, in
// place of tests: a number of rows, or a folder.
const apart = "SYNTHHUB_ROWDIFF"

func TestMain(m *testing.M) {
	what := os.Getenv(apart)
	if what == "" {
		os.Exit(m.Run())
	}
	var rows int
	var err error
	if _, notNumber := fmt.Sscan(what, &rows); notNumber != nil {
		err = compareFolder(what)
	} else {
		err = compareShuffled(rows)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	peak, _ := testenv.PeakMemory()
	fmt.Println(peak)
}

// inProcess runs TestMain with a task in a process of its own, and returns the peak of its memory in bytes.
func inProcess(t *testing.T, what string) (peak int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), apart+"="+what)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %.2000s", err, stderr.String())
	}
	if _, err := fmt.Sscan(string(out), &peak); err != nil {
		t.Fatalf("%v: %q", err, out)
	}
	return peak
}

// shuffled yields n rows in an order that step decides, of which every thousandth has another count.
func shuffled(n, step, count int) rowdiff.Rows {
	return rowdiff.Seq(thingTable, func() iter.Seq2[*thing, error] {
		return func(yield func(*thing, error) bool) {
			for i := range n {
				k := int(int64(i) * int64(step) % int64(n))
				row := thing{ID: fmt.Sprintf("%036d", k), Note: strings.Repeat("x", 200)}
				if k%1000 == 0 {
					row.Count = count
				}
				if !yield(&row, nil) {
					return
				}
			}
		}
	})
}

// compareShuffled compares rows in two orders that have nothing in common.
func compareShuffled(rows int) error {
	d, err := rowdiff.Compare(context.Background(), shuffled(rows, 1, 1), shuffled(rows, 611_953, 2), rowdiff.Memory(16<<20))
	if err != nil {
		return err
	}
	if changed := (rows + 999) / 1000; d.Changed != changed || d.Same != rows-changed || d.Added+d.Removed+d.A.Duplicates+d.B.Duplicates > 0 {
		return fmt.Errorf("wrong: %v", d)
	}
	return nil
}

// TestShuffledMemory: memory does not grow with tables in different orders.
func TestShuffledMemory(t *testing.T) {
	if _, ok := testenv.PeakMemory(); !ok || testenv.Race() {
		t.Skip("the system does not tell the peak of memory, or the race detector takes most of it")
	}
	t.Parallel()
	rows := testenv.Scale(60_000, 1_000_000)
	peak := inProcess(t, fmt.Sprint(rows))
	t.Logf("a peak of %d MiB", peak>>20)
	if peak > 80<<20 {
		t.Errorf("a peak of %d MiB with a limit of 16 MiB", peak>>20)
	}
}

// compareFolder compares a folder of a stranger with itself.
func compareFolder(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, e := range synthhub.Entities() {
		_, err := rowdiff.Compare(context.Background(), rowdiff.Snapshot(root.FS(), e), rowdiff.Snapshot(root.FS(), e), rowdiff.Memory(16<<20))
		if err != nil && strings.Contains(err.Error(), "\n") {
			return errors.New("an error of several lines")
		}
	}
	return nil
}

// TestHostileFolders: whatever a folder holds and claims, a comparison ends in bounded memory.
func TestHostileFolders(t *testing.T) {
	if _, ok := testenv.PeakMemory(); !ok || testenv.Race() {
		t.Skip("the system does not tell the peak of memory, or the race detector takes most of it")
	}
	for _, attack := range hostile.Attacks() {
		t.Run(strings.ReplaceAll(attack.Name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			size := testenv.Scale(2<<20, 64<<20)
			if attack.Documents {
				size = testenv.Scale(size, hostile.MaxDocument)
			}
			dir := t.TempDir()
			if err := attack.Make(dir, int64(size)); err != nil {
				t.Fatal(err)
			}
			peak := inProcess(t, dir)
			t.Logf("a peak of %d MiB", peak>>20)
			if peak > 200<<20 {
				t.Errorf("a peak of %d MiB", peak>>20)
			}
		})
	}
}
