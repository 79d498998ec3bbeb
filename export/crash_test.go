//go:build linux || darwin

package export_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// These tests run Snapshot in a process of its own and do to it what happens to
// processes.

// A job is what the child is to do.
type job struct {
	Dir      string
	Settings synthhub.Settings
	MaxFile  uint64 // limit on the size of a file, 0 for none
	UID      int    // user to be, 0 for no change
}

const childVariable = "SYNTHHUB_EXPORT_TEST_CHILD"

func TestMain(m *testing.M) {
	text := os.Getenv(childVariable)
	if text == "" {
		os.Exit(m.Run())
	}
	var j job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		panic(err)
	}
	os.Exit(child(j))
}

// child writes a snapshot over whatever is there, and tells of its progress, a line
// each with the records done.
func child(j job) int {
	if j.MaxFile > 0 {
		signal.Ignore(syscall.SIGXFSZ) // as for a full disk, let the write fail
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: j.MaxFile, Max: j.MaxFile}); err != nil {
			panic(err)
		}
	}
	if j.UID > 0 {
		if err := syscall.Setuid(j.UID); err != nil {
			panic(err)
		}
	}
	g, err := synthhub.NewGenerator(j.Settings)
	if err != nil {
		panic(err)
	}
	_, err = export.Snapshot(context.Background(), j.Dir, g, export.Overwrite(), export.OnProgress(func(p export.Progress) {
		fmt.Println(p.Records)
	}))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// start runs a job in a child and returns its lines.
func start(t *testing.T, j job) (cmd *exec.Cmd, lines *bufio.Scanner, stderr *strings.Builder) {
	t.Helper()
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(program)
	cmd.Env = append(os.Environ(), childVariable+"="+string(text))
	stderr = new(strings.Builder)
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out), stderr
}

func TestKilled(t *testing.T) {
	old := synthhub.Settings{Records: 50, Seed: 1}
	large := synthhub.Settings{Records: 20_000, Seed: 2}
	dir := filepath.Join(t.TempDir(), "target")
	mustSnapshot(t, dir, old)
	before := readFolder(t, dir)
	kills := 5
	if testing.Short() {
		kills = 2
	}
	for at := range kills {
		at = 1 + at*large.Records/(kills-1) // from the start to the moment of the renaming
		cmd, lines, _ := start(t, job{Dir: dir, Settings: large})
		for lines.Scan() {
			if n, err := strconv.Atoi(lines.Text()); err == nil && n >= min(at, large.Records) {
				break
			}
		}
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		_ = cmd.Wait()

		where := dir
		if _, err := os.Stat(dir); err != nil {
			where = filepath.Join(filepath.Dir(dir), ".target.previous") // killed between two renames
		}
		if files := readFolder(t, where); !maps.Equal(files, before) {
			// Not the old one: then it must be the new one, whole.
			g := generator(t, large)
			m, err := export.ManifestOf(t.Context(), g)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range m.Files {
				if int64(len(files[f.Path])) != f.Bytes {
					t.Errorf("killed at record %d: %s has %d bytes of %d", at, f.Path, len(files[f.Path]), f.Bytes)
				}
			}
		}
		// The next run cleans up, and says nothing of it.
		if _, err := export.Snapshot(t.Context(), dir, generator(t, old), export.Overwrite()); err != nil {
			t.Fatalf("after a run that was killed at record %d: %v", at, err)
		}
		if names := beside(t, dir); len(names) > 0 {
			t.Errorf("left behind: %q", names)
		}
		if !maps.Equal(readFolder(t, dir), before) {
			t.Error("the old settings give another snapshot")
		}
	}
}

func TestDiskFull(t *testing.T) {
	old := synthhub.Settings{Records: 50, Seed: 1}
	dir := filepath.Join(t.TempDir(), "target")
	mustSnapshot(t, dir, old)
	before := readFolder(t, dir)
	for _, limit := range []uint64{1, 4096, 100_000, 1_000_000, 5_000_000} {
		cmd, lines, stderr := start(t, job{Dir: dir, Settings: synthhub.Settings{Records: 5000, Seed: 2}, MaxFile: limit})
		for lines.Scan() {
		}
		if err := cmd.Wait(); err == nil {
			t.Fatalf("files of %d bytes are enough: the test proves nothing", limit)
		}
		if !strings.Contains(stderr.String(), syscall.EFBIG.Error()) || !strings.Contains(stderr.String(), dir) {
			t.Errorf("the error does not say what and where: %s", stderr)
		}
		if !maps.Equal(readFolder(t, dir), before) {
			t.Errorf("limit %d: the snapshot that was there has changed", limit)
		}
		if names := beside(t, dir); len(names) > 0 {
			t.Errorf("limit %d: left behind: %q", limit, names)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "target")
	mustSnapshot(t, dir, small)
	before := readFolder(t, dir)
	j := job{Dir: dir, Settings: middle}
	if os.Geteuid() == 0 {
		j.UID = 65534 // root may write anywhere
		if err := os.Chmod(filepath.Dir(parent), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(parent, 0o755) })
	cmd, lines, stderr := start(t, j)
	for lines.Scan() {
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(stderr.String(), syscall.EACCES.Error()) {
		t.Errorf("error %v, %s; want that permission is denied", err, stderr)
	}
	if !maps.Equal(readFolder(t, dir), before) {
		t.Error("the snapshot that was there has changed")
	}
}

func TestClosedPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	if err := export.CSV(t.Context(), w, generator(t, middle), synthhub.Persons); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("error %v, want EPIPE", err)
	}
}
