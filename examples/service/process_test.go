//go:build linux || darwin

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/synthhub/synthhub/internal/testenv"
)

// childVariable makes the test binary the program.
const childVariable = "SYNTHHUB_SERVICE_TEST_CHILD"

// TestMain runs the tests. In a child it runs the program, then prints the peak of memory in bytes,
// and logs the goroutines that are left beside this one and that of the signals.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "" {
		os.Exit(m.Run())
	}
	main()
	peak, _ := testenv.PeakMemory()
	fmt.Println(peak)
	for range 10_000 {
		if runtime.NumGoroutine() <= 2 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(1)
}

// A process is the program in a child.
type process struct {
	cmd    *exec.Cmd
	addr   string
	stdout bytes.Buffer
	faults chan string // receives what is in the log and should not be, when the log ends
}

// startProcess starts the program on a free port with its default limits.
func startProcess(t *testing.T) *process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(program, "--addr", "127.0.0.1:0"), faults: make(chan string, 1)}
	p.cmd.Env = append(os.Environ(), childVariable+"=1", "GOMEMLIMIT=")
	p.cmd.Stdout = &p.stdout
	log, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() }) // an error means that it has ended
	lines := bufio.NewScanner(log)
	var first struct{ Addr string }
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &first) != nil || first.Addr == "" {
		t.Fatalf("the first line of the log is %s, %v", lines.Bytes(), lines.Err())
	}
	p.addr = first.Addr
	go func() {
		var faults strings.Builder
		for lines.Scan() {
			if line := lines.Text(); !strings.HasPrefix(line, `{"time":`) || strings.Contains(line, "panic") {
				fmt.Fprintln(&faults, line)
			}
		}
		p.faults <- faults.String()
	}()
	return p
}

// descriptors returns the number of open descriptors of the process, or -1 if the system does not
// tell.
func (p *process) descriptors() int {
	names, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.cmd.Process.Pid))
	if err != nil {
		return -1
	}
	return len(names)
}

// waitForDescriptors waits until the process has the right number of descriptors.
func (p *process) waitForDescriptors(t *testing.T, want string, right func(n int) bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		switch n := p.descriptors(); {
		case n < 0 || right(n):
			return
		case time.Now().After(deadline):
			t.Fatalf("the service has %d descriptors, want %s", n, want)
		}
	}
}

// stop ends the process as an administrator does, and returns its peak of memory in bytes.
func (p *process) stop(t *testing.T) (peak int64) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	faults := <-p.faults
	if err := p.cmd.Wait(); err != nil || faults != "" {
		t.Errorf("the service ended with %v, and with this in its log: %.5000s", err, faults)
	}
	if _, err := fmt.Sscan(p.stdout.String(), &peak); err != nil {
		t.Errorf("the service printed %q: %v", p.stdout.String(), err)
	}
	return peak
}
