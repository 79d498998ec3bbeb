package beam_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/synthhub/synthhub/beam"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
)

// inNamespace is the environment variable of a test binary that runs in namespaces of its own. It
// has the folder of the programs.
const inNamespace = "SYNTHHUB_BEAM_NAMESPACE"

// TestProcesses runs TestInNamespace in a process with namespaces of its own. Beam's worker pool
// listens on all interfaces, and there is only the loopback one. It unpacks workers in /tmp, which
// is a folder of this test. And its workers outlive it: they end with the first process of their
// namespace.
func TestProcesses(t *testing.T) {
	dir := t.TempDir()
	const beamModule = "github.com/apache/beam/sdks/v2/go/"
	build(t, filepath.Join(dir, "prism"), beamModule+"cmd/prism")
	build(t, filepath.Join(dir, "boot"), beamModule+"container")
	build(t, filepath.Join(dir, "synthhub-beam"), "./cmd/synthhub-beam")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	copyFile(t, self, filepath.Join(dir, "worker"))

	runtime.LockOSThread() // the process ends with the thread that has started it
	defer runtime.UnlockOSThread()
	args := []string{"-test.run=^TestInNamespace$", "-test.v"}
	if testing.Short() {
		args = append(args, "-test.short")
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "worker"), args...)
	cmd.Env = append(os.Environ(), inNamespace+"="+dir, "TMPDIR=/tmp")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWPID | unix.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= unix.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	var exited *exec.ExitError
	switch {
	case err != nil && !errors.As(err, &exited):
		t.Skipf("this machine permits no namespaces: %v", err)
	case bytes.Contains(out, []byte(notPermitted)):
		t.Skipf("this machine permits no mounts in namespaces:\n%s", out)
	case err != nil || !bytes.Contains(out, []byte("--- PASS: TestInNamespace ")):
		t.Errorf("%v:\n%s", err, out)
	default:
		t.Logf("%s", out)
	}
}

const notPermitted = "not permitted in a namespace"

// The flags that make the processes of startBeam do the work.
var apart = []string{"--runner=universal", "--endpoint=localhost:18073", "--environment_type=EXTERNAL",
	"--environment_config=localhost:50000", "--worker_binary=/tmp/worker"}

// TestInNamespace is the part of TestProcesses in the namespaces.
func TestInNamespace(t *testing.T) {
	dir := os.Getenv(inNamespace)
	if dir == "" {
		t.Skip("TestProcesses runs this")
	}
	if err := errors.Join(unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""), unix.Mount(dir, "/tmp", "", unix.MS_BIND, "")); err != nil {
		t.Skip(notPermitted, err)
	}
	startLoopback(t)
	startBeam(t)
	p := planOf(t, records(), 16)
	p.Entities, p.Formats = []string{"contracts"}, []string{export.FormatCSV, export.FormatNDJSON}
	want := single(t, p)

	t.Run("generate and verify", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "snapshot")
		synthhubBeam(t, 0, ": 16 parts, ", generateArgs(p, dir, apart...)...)
		sameFolders(t, want, dir)
		synthhubBeam(t, 0, ", 0 findings", append([]string{"verify", dir}, apart...)...)
		name := "vehicles_v0_1-00004-of-00016.csv"
		write(t, dir, name, append(read(t, dir, name), '\n'))
		synthhubBeam(t, 1, name+": differs from byte ", append([]string{"verify", dir}, apart...)...)
	})
	t.Run("a worker without the entity", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "snapshot")
		args := append(generateArgs(p, dir, apart...), "--worker_binary=/tmp/synthhub-beam")
		synthhubBeam(t, 1, `this program holds no entity "contracts"`, args...)
		noManifest(t, dir)
	})
	// Workers write for up to a second after a run was canceled, so these folders are removed only
	// with everything else.
	t.Run("interrupted at the first part", func(t *testing.T) {
		const dir = "/tmp/first"
		p := p
		p.Settings.Records = 1_000_000
		cmd := commandOf(generateArgs(p, dir, apart...)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for !slices.ContainsFunc(namesIn(t, dir), func(name string) bool { return strings.HasSuffix(name, ".csv") }) {
			time.Sleep(time.Millisecond)
		}
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != 1 {
			t.Errorf("exit code %d", code)
		}
		noManifest(t, dir)
	})
	t.Run("interrupted at random", func(t *testing.T) {
		const dir = "/tmp/random"
		for range testenv.Scale(3, 10) {
			cmd := commandOf(generateArgs(p, dir, apart...)...)
			interruptAfter(t, cmd, rand.N(2500*time.Millisecond), os.Interrupt)
			checkComplete(t, want, dir)
		}
		synthhubBeam(t, 0, ": 16 parts, ", generateArgs(p, dir, apart...)...)
		sameFolders(t, want, dir)
	})
}

// TestKilled kills the command at random times, with the workers in its process, and runs it again.
func TestKilled(t *testing.T) {
	p := planOf(t, 20_000, 16)
	want := single(t, p)
	for range testenv.Scale(5, 40) {
		interruptAfter(t, commandOf(generateArgs(p, p.Folder)...), rand.N(600*time.Millisecond), os.Kill)
		checkComplete(t, want, p.Folder)
	}
	synthhubBeam(t, 0, ": 16 parts, ", generateArgs(p, p.Folder)...)
	sameFolders(t, want, p.Folder)
}

// checkComplete fails the test if the folder has a manifest without the files before it.
func checkComplete(t *testing.T, want, dir string) {
	t.Helper()
	if !slices.Contains(namesIn(t, dir), manifest) {
		return
	}
	for _, name := range namesIn(t, want) {
		if !bytes.Equal(read(t, want, name), read(t, dir, name)) {
			t.Errorf("there is a manifest, but %s is another", name)
		}
	}
}

// interruptAfter sends a signal to a command after a delay, and waits for its end.
func interruptAfter(t *testing.T, cmd *exec.Cmd, delay time.Duration, signal os.Signal) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(delay)
	cmd.Process.Signal(signal) // it may have ended
	cmd.Wait()
}

// generateArgs returns the command line for a plan of planOf.
func generateArgs(p beam.Plan, dir string, more ...string) []string {
	settings := strings.Fields("--seed 42 --vehicles 1-3 --parts 16 --records")
	args := append([]string{"generate", "--output-dir", dir}, append(settings, strconv.Itoa(p.Settings.Records))...)
	if p.Formats != nil {
		args = append(args, "--format", strings.Join(p.Formats, ","))
	}
	return append(append(args, "--entities="+strings.Join(p.Entities, ",")), more...)
}

// commandOf returns the test binary as the command.
func commandOf(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if os.Getenv(inNamespace) != "" {
		self = "/tmp/worker"
	} else if err != nil {
		panic(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

// synthhubBeam runs the command, and wants an exit code and a text in the output.
func synthhubBeam(t *testing.T, code int, want string, args ...string) {
	t.Helper()
	cmd := commandOf(args...)
	out, err := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != code || !strings.Contains(string(out), want) {
		t.Fatalf("exit code %d, want %d, %v:\n%s\nwant %s", got, code, err, out, want)
	}
}

// startLoopback gives the namespace the loopback interface.
func startLoopback(t *testing.T) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	lo, err := unix.NewIfreq("lo")
	if err != nil {
		t.Fatal(err)
	}
	lo.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	if err := unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, lo); err != nil {
		t.Fatal(err)
	}
}

// startBeam starts Prism and a worker pool.
func startBeam(t *testing.T) {
	t.Helper()
	start := func(address, name string, args ...string) {
		var log bytes.Buffer
		cmd := exec.Command("/tmp/"+name, args...)
		cmd.Stdout, cmd.Stderr = &log, &log
		cmd.Env = append(os.Environ(), asCommand+"=1") // for the workers, which inherit it
		cmd.WaitDelay = time.Second                    // they have its output too
		cmd.Dir = "/tmp"                               // boot writes a file there
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			cmd.Process.Kill()
			cmd.Wait()
			if t.Failed() {
				t.Logf("%s:\n%s", name, log.Bytes()[max(0, log.Len()-10_000):])
			}
		})
		for range 300 {
			if conn, err := net.Dial("tcp", address); err == nil {
				conn.Close()
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatalf("%s does not listen at %s", name, address)
	}
	start("localhost:18073", "prism", "--job_port=18073", "--serve_http=false")
	start("localhost:50000", "boot", "--worker_pool")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o755); err != nil {
		t.Fatal(err)
	}
}
