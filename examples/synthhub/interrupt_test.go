//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInterruptedConfig checks that the first SIGTERM ends a command that waits for the rest of
// its settings, from standard input or from a named pipe.
func TestInterruptedConfig(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"-", "pipe"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := exec.Command(exe, "generate-snapshot", "--config", name, "--output-dir", "out")
			c.Dir, c.Env = t.TempDir(), append(os.Environ(), runMain+"=1")
			var stderr bytes.Buffer
			c.Stderr = &stderr
			var in io.WriteCloser
			var err error
			if name == "-" {
				in, err = c.StdinPipe()
			} else {
				err = syscall.Mkfifo(filepath.Join(c.Dir, name), 0o600)
			}
			if err == nil {
				err = c.Start()
			}
			if err == nil && name != "-" {
				in, err = os.OpenFile(filepath.Join(c.Dir, name), os.O_WRONLY, 0) // waits for the command to open it
			}
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			// More than a pipe holds, so the command is reading when this returns.
			if _, err := io.WriteString(in, strings.Repeat(" ", maxConfig/2)); err != nil {
				t.Fatal(err)
			}
			if err := c.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			c.Wait() // the error is the exit code, which is checked below
			if code := c.ProcessState.ExitCode(); code != exitFailure || !strings.Contains(stderr.String(), "interrupted") {
				t.Errorf("%v, standard error %q; want exit code %d and a word of it", c.ProcessState, &stderr, exitFailure)
			}
			if files := tree(t, c.Dir); len(files) > 1 || len(files) == 1 && files[0] != "pipe\n" {
				t.Errorf("the command left %q", files)
			}
		})
	}
}

// TestIgnoredInterrupt checks that a command that was started with SIGINT ignored, as a script
// starts one in the background, is not ended by it but still by SIGTERM.
func TestIgnoredInterrupt(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		signals []syscall.Signal
		code    int
	}{
		{"SIGINT", []syscall.Signal{syscall.SIGINT}, exitSuccess},
		{"SIGTERM", []syscall.Signal{syscall.SIGINT, syscall.SIGTERM}, exitFailure},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command("sh", "-c", `trap "" INT; exec "$0" generate-snapshot --config - --print-config`, exe)
			cmd.Env = append(os.Environ(), runMain+"=1")
			in, err := cmd.StdinPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			// More than a pipe holds, so the command is reading when this returns.
			if _, err := io.WriteString(in, strings.Repeat(" ", maxConfig/2)); err != nil {
				t.Fatal(err)
			}
			for _, s := range c.signals {
				if err := cmd.Process.Signal(s); err != nil {
					t.Fatal(err)
				}
			}
			if c.code == exitSuccess { // the rest of the settings, while the command should be reading still
				_, err = io.WriteString(in, strings.Repeat(" ", maxConfig/4)+`{"records": 3}`)
				if err := errors.Join(err, in.Close()); err != nil {
					t.Error(err)
				}
			}
			cmd.Wait() // the error is the exit code, which is checked below
			if code := cmd.ProcessState.ExitCode(); code != c.code {
				t.Errorf("%v, want exit code %d", cmd.ProcessState, c.code)
			}
		})
	}
}

// TestInterruptedOpen checks that a command ends that waits for a writer to open a named pipe with
// its settings, and that a manifest that is a pipe is not waited for.
func TestInterruptedOpen(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "snapshot_manifest_v0_1.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"show --index 0 --config " + pipe, exitFailure, "interrupted"},
		{"ddl --dialect sqlite --load " + dir, exitUsage, "not a regular file"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan int)
		var stderr bytes.Buffer
		go func() { ended <- run(ctx, strings.Fields(c.args), nil, io.Discard, &stderr) }()
		cancel()
		if code := <-ended; code != c.code || !strings.Contains(stderr.String(), c.says) {
			t.Errorf("%s: exit code %d, standard error %q", c.args, code, &stderr)
		}
	}
}

// TestInterruptedOutput checks that the first SIGTERM ends a command whose output nobody reads.
func TestInterruptedOutput(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe, "generate-snapshot", "--stdout", "--table", "persons", "--records", "1000000")
	c.Env = append(os.Environ(), runMain+"=1")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err == nil {
		_, err = io.CopyN(io.Discard, out, 1<<20) // a hundredth of what it writes
	}
	if err == nil {
		err = c.Process.Signal(syscall.SIGTERM)
	}
	if err != nil {
		t.Fatal(err)
	}
	state, err := c.Process.Wait() // Cmd.Wait would close the pipe
	if err != nil {
		t.Fatal(err)
	}
	if state.ExitCode() != exitFailure {
		t.Errorf("%v, want exit code %d", state, exitFailure)
	}
	c.Wait() // for standard error; the process has ended
	if !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("standard error %q", &stderr)
	}
}

// TestInterruptible checks that a write ends with its context, and that nothing follows it.
func TestInterruptible(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var whole bytes.Buffer
	w := &interruptible{ctx: ctx, w: &whole}
	if n, err := w.Write([]byte("abc")); n != 3 || err != nil || whole.String() != "abc" {
		t.Fatalf("%d bytes, %v, %q", n, err, &whole)
	}
	in, out := io.Pipe()
	defer in.Close()
	w.w = out
	go func() {
		in.Read(make([]byte, 1)) // the write has begun, and its last byte has no reader
		cancel()
	}()
	if n, err := w.Write([]byte("xy")); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d bytes, %v, want the error of the context", n, err)
	}
	w.w = &whole
	if _, err := w.Write([]byte("z")); !errors.Is(err, context.Canceled) || whole.String() != "abc" {
		t.Errorf("a write after the interrupt: %v, %q", err, &whole)
	}
}
