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
	"github.com/synthhub/synthhub/internal/testenv"
)

// These tests run Snapshot in a child process, which they kill or limit.

// A job is the work of a child process.
type job struct {
	Dir      string
	Archive  bool // whether Dir is the name of a zip file
	Settings synthhub.Settings
	MaxFile  uint64 // limit on the size of a file, 0 for none
	UID      int    // user of the child, 0 for no change
	Umask    int    // 0 for no change
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

// child writes a snapshot with Overwrite, and prints the number of finished records, one a
// line.
func child(j job) int {
	if j.MaxFile > 0 {
		signal.Ignore(syscall.SIGXFSZ) // so that the write fails, as on a full disk
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: j.MaxFile, Max: j.MaxFile}); err != nil {
			panic(err)
		}
	}
	if j.Umask > 0 {
		syscall.Umask(j.Umask)
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
	opts := []export.Option{export.Overwrite(), export.OnProgress(func(p export.Progress) { fmt.Println(p.Records) })}
	if j.Archive {
		_, err = export.SnapshotTo(context.Background(), export.ArchiveFile(j.Dir, export.Zip), g, opts...)
	} else {
		_, err = export.Snapshot(context.Background(), j.Dir, g, opts...)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// start starts a job in a child and returns its lines.
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
	t.Parallel()
	old := generator(t, synthhub.Settings{Records: 50, Seed: 1})
	large := synthhub.Settings{Records: 20_000, Seed: 2}
	dir := filepath.Join(t.TempDir(), "target")
	snapshot(t, dir, old)
	before := readFolder(t, dir)
	kills := 2
	if testenv.Long() {
		kills = 5
	}
	for i := range kills {
		record := min(1+i*large.Records/(kills-1), large.Records) // from the start to the moment of the renames
		t.Run(fmt.Sprintf("at record %d", record), func(t *testing.T) {
			kill(t, job{Dir: dir, Settings: large}, record)
			folder := dir
			if _, err := os.Stat(dir); err != nil {
				folder = filepath.Join(filepath.Dir(dir), ".target.exporting", "old") // killed between two renames
			}
			if files := readFolder(t, folder); !maps.Equal(files, before) {
				// Not the old snapshot: then it must be the new one, complete.
				for _, f := range manifestOf(t, generator(t, large)).Files {
					if int64(len(files[f.Path])) != f.Bytes {
						t.Errorf("%s has %d bytes of %d", f.Path, len(files[f.Path]), f.Bytes)
					}
				}
			}
			// The next run cleans up without a message.
			snapshot(t, dir, old, export.Overwrite())
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
			if !maps.Equal(readFolder(t, dir), before) {
				t.Error("the old settings generate another snapshot")
			}
		})
	}
}

// TestArchiveFileKilled kills runs that replace a zip file: it is the old or the new one, and the next
// run cleans up.
func TestArchiveFileKilled(t *testing.T) {
	t.Parallel()
	old, large := generator(t, synthhub.Settings{Records: 50, Seed: 1}), synthhub.Settings{Records: 5_000, Seed: 2}
	name := filepath.Join(t.TempDir(), "target.zip")
	write := func(g *synthhub.Generator) string {
		t.Helper()
		if _, err := export.SnapshotTo(t.Context(), export.ArchiveFile(name, export.Zip), g, export.Overwrite()); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	replaced := write(generator(t, large))
	before := write(old)
	kills := 3
	if testenv.Long() {
		kills = 20
	}
	for i := range kills {
		record := min(1+i*large.Records/(kills-1), large.Records)
		t.Run(fmt.Sprintf("at record %d", record), func(t *testing.T) {
			kill(t, job{Dir: name, Settings: large, Archive: true}, record)
			if text, err := os.ReadFile(name); err != nil || string(text) != before && string(text) != replaced {
				t.Errorf("error %v, or the file is neither the old nor the new one", err)
			}
			if write(old) != before {
				t.Error("the old settings give another file")
			}
			if names := siblings(t, name); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

// kill runs a job in a child and kills it after a number of records.
func kill(t *testing.T, j job, record int) {
	t.Helper()
	cmd, lines, _ := start(t, j)
	for lines.Scan() {
		if n, err := strconv.Atoi(lines.Text()); err == nil && n >= record {
			break
		}
	}
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	_ = cmd.Wait()
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "target")
	snapshot(t, dir, generator(t, synthhub.Settings{Records: 50, Seed: 1}))
	before := readFolder(t, dir)
	for _, limit := range []uint64{1, 4096, 100_000, 1_000_000, 5_000_000} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			cmd, lines, stderr := start(t, job{Dir: dir, Settings: synthhub.Settings{Records: 5000, Seed: 2}, MaxFile: limit})
			for lines.Scan() {
			}
			if err := cmd.Wait(); err == nil {
				t.Fatal("files of this size are enough: the test proves nothing")
			}
			if !strings.Contains(stderr.String(), syscall.EFBIG.Error()) || !strings.Contains(stderr.String(), dir) {
				t.Errorf("the error does not name the cause and the folder: %s", stderr)
			}
			if !maps.Equal(readFolder(t, dir), before) {
				t.Error("the old snapshot has changed")
			}
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	dir := filepath.Join(parent, "target")
	snapshot(t, dir, generator(t, small))
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
		t.Error("the old snapshot has changed")
	}
}

func TestClosedPipe(t *testing.T) {
	t.Parallel()
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
