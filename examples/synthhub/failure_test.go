package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// A limitedWriter accepts some bytes and then returns an error, as a pipe to head does.
type limitedWriter struct {
	remaining int
	err       error
}

func (w *limitedWriter) Write(b []byte) (int, error) {
	n := min(len(b), w.remaining)
	w.remaining -= n
	if n < len(b) {
		return n, w.err
	}
	return n, nil
}

// TestWriteErrors checks that a closed pipe is not an error, and that a full disk is one.
func TestWriteErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one, other := filepath.Join(dir, "one"), filepath.Join(dir, "other")
	output(t, "generate-snapshot", "--records", "100", "--output-dir", one)
	output(t, "generate-snapshot", "--records", "100", "--seed", "7", "--output-dir", other)
	type failure struct {
		name    string
		err     error
		code    int
		message string
	}
	failures := []failure{
		{"closed pipe in memory", io.ErrClosedPipe, exitSuccess, ""},
		{"full disk", errors.New("no space left on device"), exitFailure, "no space left on device"},
	}
	for _, closed := range closedPipes {
		failures = append(failures, failure{"closed pipe", &fs.PathError{Op: "write", Path: "|1", Err: closed}, exitSuccess, ""})
	}
	for _, c := range failures {
		for _, args := range []string{
			"generate-snapshot --stdout --table vehicles --records 5000",
			"generate-snapshot --stdout --format json --records 5000",
			"generate-snapshot --output - --records 5000",
			"generate-snapshot --output - --records 1",
			"drift " + one + " " + other,
			"drift " + one + " " + other + " --json",
			"describe",
			"help",
		} {
			t.Run(c.name+", "+args, func(t *testing.T) {
				t.Parallel()
				var stderr bytes.Buffer
				code := run(t.Context(), strings.Fields(args), nil, &limitedWriter{100, c.err}, &stderr)
				if code != c.code || !strings.Contains(stderr.String(), c.message) || c.message == "" && stderr.Len() > 0 {
					t.Errorf("exit code %d, standard error %q; want %d, %q", code, stderr.String(), c.code, c.message)
				}
			})
		}
	}
}

// TestFindingsWriteErrors checks that the exit code is that of findings if the reader of the output has
// stopped, and that a full disk is an error, however much is written.
func TestFindingsWriteErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one, other := filepath.Join(dir, "one"), filepath.Join(dir, "other")
	output(t, "generate-snapshot", "--records", "300", "--output-dir", one)
	output(t, "generate-snapshot", "--records", "300", "--seed", "7", "--vehicles", "3", "--output-dir", other)
	for _, args := range []string{"diff", "diff --lines", "diff --json", "drift", "drift --json"} {
		for _, c := range []struct {
			err     error
			message string
		}{{io.ErrClosedPipe, ""}, {errors.New("no space left on device"), "no space left on device\n"}} {
			t.Run(args+", "+c.err.Error(), func(t *testing.T) {
				var stderr bytes.Buffer
				code := run(t.Context(), append(strings.Fields(args), one, other), nil, &limitedWriter{100, c.err}, &stderr)
				if code != exitFailure || !strings.HasSuffix(stderr.String(), c.message) || c.message == "" && stderr.Len() > 0 {
					t.Errorf("exit code %d, standard error %q; want %d, %q", code, &stderr, exitFailure, c.message)
				}
			})
		}
	}
}

// TestInterrupt checks that an interrupted export says what it has left: nothing.
func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	snapshot := filepath.Join(t.TempDir(), "snapshot")
	output(t, "generate-snapshot", "--records", "3", "--output-dir", snapshot)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct{ args, message string }{
		{"generate-snapshot --output-dir out", "synthhub: interrupted; out was not changed\n"},
		{"generate-snapshot --output out.zip", "synthhub: interrupted; out.zip was not changed\n"},
		{"generate-snapshot --output -", "synthhub: interrupted; the tar stream is not complete\n"},
		{"generate-snapshot --output-dir out --dry-run", "synthhub: interrupted\n"},
		{"generate-snapshot --output out.tar --dry-run", "synthhub: interrupted\n"},
		{"merge-parts 1 2 --output out", "synthhub: interrupted; out was not changed\n"},
		{"generate-changes --from 2025-01-01 --to 2025-02-01 --output-dir out", "synthhub: interrupted; out was not changed\n"},
		{"generate-changes --from 2025-01-01 --to 2025-02-01 --every week --output-dir out", "synthhub: interrupted; out/2025-01-01_2025-01-08 was not changed\n"},
		{"merge-parts 1 2 --output -", "synthhub: interrupted; the tar stream is not complete\n"},
		{"generate-snapshot --stdout --format json", "synthhub: interrupted\n"},
		{"generate-snapshot --output-dir out --report", "synthhub: interrupted; out was not changed\n"},
		{"report " + snapshot + " --output out.html", "synthhub: interrupted; out.html was not changed\n"},
		{"report " + snapshot + " --json", "synthhub: interrupted\n"},
		{"drift " + snapshot + " " + snapshot, "synthhub: interrupted\n"},
		{"drift " + snapshot + " " + snapshot + " --output out.html", "synthhub: interrupted; out.html was not changed\n"},
		{"diff " + snapshot + " " + snapshot, "synthhub: interrupted\n"},
	} {
		t.Run(c.args, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(ctx, strings.Fields(c.args), nil, &stdout, &stderr)
			if code != exitFailure || stderr.String() != c.message {
				t.Errorf("exit code %d, standard error %q, want %q", code, &stderr, c.message)
			}
			if files := tree(t, "."); len(files) > 0 {
				t.Errorf("the export left %q", files)
			}
		})
	}
}

// TestFailedReport checks that a command says that it has written the snapshot if it fails
// later: a signal ends it while nobody reads its output, or the output cannot be written.
func TestFailedReport(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		name    string
		stdout  func(ctx context.Context, interrupt func()) io.Writer
		message string
	}{
		{"interrupt", func(ctx context.Context, interrupt func()) io.Writer {
			return &interruptible{ctx: ctx, w: writerFunc(func([]byte) (int, error) {
				interrupt()
				select {} // a full pipe
			})}
		}, "synthhub: interrupted; out holds the new snapshot\n"},
		{"full disk", func(context.Context, func()) io.Writer {
			return &limitedWriter{0, errors.New("no space left on device")}
		}, "synthhub: no space left on device; out holds the new snapshot\n"},
		{"full disk, and an interrupt", func(_ context.Context, interrupt func()) io.Writer {
			return writerFunc(func([]byte) (int, error) {
				interrupt()
				return 0, errors.New("no space left on device")
			})
		}, "synthhub: no space left on device; out holds the new snapshot\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			stdout := c.stdout(ctx, func() { cancel(errors.New("terminated signal received")) })
			var stderr bytes.Buffer
			code := run(ctx, strings.Fields("generate-snapshot --output-dir out"), nil, stdout, &stderr)
			if code != exitFailure || stderr.String() != c.message {
				t.Errorf("exit code %d, standard error %q, want %q", code, &stderr, c.message)
			}
			output(t, "validate-snapshot", "out", "--reproduce")
		})
	}
}

// TestStreamFails checks that no snapshot is reported if the end of a tar stream cannot be written.
func TestStreamFails(t *testing.T) {
	t.Parallel()
	args := strings.Fields("generate-snapshot --records 1 --output -")
	whole, _, _ := runAll(t, args...)
	var stderr bytes.Buffer
	code := run(t.Context(), args, nil, &limitedWriter{len(whole) - 1, errors.New("no space left on device")}, &stderr)
	if want := "synthhub: no space left on device; the tar stream is not complete\n"; code != exitFailure || stderr.String() != want {
		t.Errorf("exit code %d, standard error %q, want %q", code, &stderr, want)
	}
}

// TestStreamToTerminal checks that a tar stream to a terminal is refused, and that the null device is
// none.
func TestStreamToTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		device  string
		mode    int // a write to the terminal would wait for a reader
		message string
		code    int
	}{
		{"/dev/ptmx", os.O_RDONLY, "synthhub: --output -: standard output is a terminal: ", exitUsage},
		{os.DevNull, os.O_WRONLY, "Wrote a tar stream: ", exitSuccess},
	} {
		t.Run(c.device, func(t *testing.T) {
			device, err := os.OpenFile(c.device, c.mode, 0)
			if err != nil {
				t.Skip(err)
			}
			defer device.Close()
			var stderr bytes.Buffer
			code := run(t.Context(), strings.Fields("generate-snapshot --records 1 --output -"), nil, &interruptible{ctx: t.Context(), w: device}, &stderr)
			if code != c.code || !strings.HasPrefix(stderr.String(), c.message) {
				t.Errorf("exit code %d, standard error %q; want %d, %q", code, &stderr, c.code, c.message)
			}
		})
	}
}

// TestInterruptedState checks that an interrupted export names the files that it has left.
func TestInterruptedState(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		after error
		want  string
	}{
		{"nothing", nil, "out was not changed"},
		{"a file that cannot be removed", &fs.PathError{Op: "remove", Path: "x", Err: errors.New("denied")}, "out was not changed (context canceled; and then: remove x: denied)"},
		{"a file of somebody else", fmt.Errorf("%w: x", export.ErrOccupied), "out was not changed (context canceled; and then: the folder is occupied: x)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := context.Canceled
			if c.after != nil {
				err = fmt.Errorf("%w; and then: %w", err, c.after)
			}
			if got := interruptedState("out", err); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// A writerFunc is a function as a writer.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
