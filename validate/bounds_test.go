package validate_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/hostile"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/validate"
)

// hostileFolder is the environment variable that has a process validate a folder and print the peak
// of its memory, in place of tests.
const hostileFolder = "SYNTHHUB_HOSTILE_FOLDER"

// hostileBytes changes the size of hostile folders: -hostile.bytes 1073741824 is what the promise is
// about, and takes an hour.
var hostileBytes = flag.Int("hostile.bytes", 0, "bytes of each hostile folder (default 2 MiB, or 64 MiB in long form)")

func TestMain(m *testing.M) {
	dir := os.Getenv(hostileFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := validateFolder(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// validateFolder validates a folder, and prints the number of findings, the length of the report and
// the peak of memory.
func validateFolder(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	r, err := validate.Snapshot(context.Background(), root.FS(), validate.Reproduce())
	if err != nil {
		return err
	}
	peak, _ := testenv.PeakMemory()
	fmt.Println(r.ErrorCount(), len(text(r)), peak)
	return nil
}

// TestHostileFolders: whatever a folder holds and claims, validation with Reproduce ends with a report
// of moderate length, in at most 300 MiB of memory.
func TestHostileFolders(t *testing.T) {
	if _, ok := testenv.PeakMemory(); !ok {
		t.Skip("the system does not tell the peak of memory")
	}
	const maxMemory, maxReport = 300 << 20, 1 << 20
	for _, attack := range hostile.Attacks() {
		t.Run(strings.ReplaceAll(attack.Name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			size := cmp.Or(*hostileBytes, testenv.Scale(2<<20, 64<<20))
			if attack.Documents {
				size = hostile.MaxDocument // with which they take most
			}
			dir := t.TempDir()
			if err := attack.Make(dir, int64(size)); err != nil {
				t.Fatal(err)
			}
			r := validateApart(t, dir)
			t.Logf("%d findings, a report of %d bytes, a peak of %d MiB", r.findings, r.length, r.peak>>20)
			if (r.findings > 0) == attack.Valid {
				t.Errorf("%d findings", r.findings)
			}
			if r.length > maxReport {
				t.Errorf("a report of %d bytes", r.length)
			}
			if r.peak > maxMemory && !testenv.Race() { // the race detector takes several times the memory
				t.Errorf("a peak of %d MiB", r.peak>>20)
			}
		})
	}
}

// An outcome is what a validation in a process of its own found, the length of its report, and the
// peak of its memory in bytes.
type outcome struct{ findings, length, peak int }

// validateApart validates a folder in a process of its own.
func validateApart(t *testing.T, dir string) (r outcome) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), hostileFolder+"="+dir)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %.2000s", err, stderr.String())
	}
	if _, err := fmt.Sscan(string(out), &r.findings, &r.length, &r.peak); err != nil {
		t.Fatalf("%v: %q", err, out)
	}
	return r
}
