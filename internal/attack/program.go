package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// A program is the command synthhub, built for the attack.
type program struct {
	path   string
	strace string // the tracer, "" if there is none
	why    string // there is no tracer
}

// build builds the command, and looks for a tracer that works.
func build(r *run) (*program, error) {
	name := "synthhub"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	p := &program{path: filepath.Join(r.dir, name)}
	cmd := exec.CommandContext(r.ctx, "go", "build", "-buildvcs=false", "-o", p.path, "github.com/synthhub/synthhub/examples/synthhub")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%v: %s", err, out)
	}
	path, err := exec.LookPath("strace")
	if err != nil {
		p.why = "no strace"
		return p, nil
	}
	probe := exec.CommandContext(r.ctx, path, "-f", "-qq", "-o", os.DevNull, "-e", "trace=close", "-e", "inject=close:error=EIO:when=999", p.path, "version")
	if out, err := probe.CombinedOutput(); err != nil {
		p.why = fmt.Sprintf("strace does not work here: %v: %.200s", err, out)
		return p, nil
	}
	p.strace = path
	return p, nil
}

// A result is how the command ended.
type result struct {
	code   int // -1 if a signal ended it
	stderr string
	log    string // of the tracer
	hung   bool
}

// crashed reports whether the command ended in a panic or a fatal error of Go.
func (res result) crashed() bool {
	return strings.Contains(res.stderr, "\ngoroutine ") || strings.HasPrefix(res.stderr, "panic:") || strings.HasPrefix(res.stderr, "fatal error:")
}

// String describes the result in one line.
func (res result) String() string {
	line, _, _ := strings.Cut(res.stderr, "\n")
	return fmt.Sprintf("exit code %d, %.300q", res.code, line)
}

// command prepares the command, under the tracer if there are arguments for it.
func (p *program) command(ctx context.Context, tracer, args []string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	name := p.path
	if tracer != nil {
		name, args = p.strace, append(append(tracer, p.path), args...)
	}
	cmd = exec.CommandContext(ctx, name, args...)
	cmd.WaitDelay = time.Second
	stderr = new(bytes.Buffer)
	cmd.Stderr = stderr
	return cmd, stderr
}

// wait waits for the end of the command.
func wait(ctx context.Context, cmd *exec.Cmd, stderr *bytes.Buffer) result {
	err := cmd.Wait()
	if cmd.ProcessState == nil {
		return result{code: -1, stderr: err.Error()}
	}
	return result{code: cmd.ProcessState.ExitCode(), stderr: stderr.String(), hung: errors.Is(ctx.Err(), context.DeadlineExceeded)}
}

// run runs the command to its end.
func (p *program) run(t *try, args ...string) result {
	ctx, cancel := context.WithTimeout(t.ctx, deadline)
	defer cancel()
	cmd, stderr := p.command(ctx, nil, args)
	if err := cmd.Start(); err != nil {
		return result{code: -1, stderr: err.Error()}
	}
	return wait(ctx, cmd, stderr)
}

// An injection says which system call the tracer lets fail, and how.
type injection struct {
	calls string // the trace, such as "openat"
	what  string // such as "error=EIO"
	when  string // such as "3" for the third, or "3+"
}

// String names the injection as the tracer does.
func (in injection) String() string { return in.calls + ":" + in.what + ":when=" + in.when }

// inject runs the command and lets system calls fail. The tracer counts calls by thread.
func (p *program) inject(t *try, in injection, args ...string) result {
	ctx, cancel := context.WithTimeout(t.ctx, deadline)
	defer cancel()
	log, err := os.CreateTemp(t.dir, "strace-")
	if err != nil {
		return result{code: -1, stderr: err.Error()}
	}
	log.Close()
	defer os.Remove(log.Name())
	tracer := []string{"-f", "-y", "-qq", "-s", "16", "-e", "signal=!SIGURG", "-o", log.Name(), "-e", "trace=" + in.calls, "-e", "inject=" + in.String()}
	cmd, stderr := p.command(ctx, tracer, args)
	if err := cmd.Start(); err != nil {
		return result{code: -1, stderr: err.Error()}
	}
	res := wait(ctx, cmd, stderr)
	text, err := os.ReadFile(log.Name())
	res.log = string(text)
	if err != nil {
		res.stderr = cmp.Or(res.stderr, err.Error())
	}
	return res
}

// callName matches the thread and the name of a call in the log.
var callName = regexp.MustCompile(`^\d+ +(\w+)\(`)

// callOn returns the name of the call in a line of the log if it concerns a folder, or a file in
// it; otherwise "".
func callOn(dir, line string) string {
	if m := callName.FindStringSubmatch(line); m != nil && strings.Contains(line, dir) {
		return m[1]
	}
	return ""
}
