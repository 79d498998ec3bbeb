package export_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMounts: a target that is a mount point, holds one, or cannot be renamed for another reason
// is refused before any work. The mounts are those of a child process alone.
func TestMounts(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ reason, mount, says string }{
		{"a folder on itself", "mount --bind target target", "target is a mount point"},
		{"a file in the folder", "mount --bind target/datapackage.json target/datapackage.json", "datapackage.json is a mount point"},
		{"the lower layer of an overlay", "mkdir up work && mount -t tmpfs tmpfs up && mkdir up/up up/work && mkdir merged && " +
			"mount -t overlay -o lowerdir=.,upperdir=up/up,workdir=up/work,redirect_dir=off overlay merged && cd merged", "it cannot be renamed"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			dir := filepath.Join(parent, "target")
			sameSnapshot(t, dir)
			before := readFolder(t, dir)
			text, err := json.Marshal(job{Dir: "target", Settings: small})
			if err != nil {
				t.Fatal(err)
			}
			const noMounts = 77
			cmd := exec.Command("unshare", "-m", "sh", "-c", fmt.Sprintf("{ %s; } 2>/dev/null || exit %d; exec %s", c.mount, noMounts, program))
			cmd.Dir = parent
			cmd.Env = append(os.Environ(), childVariable+"="+string(text))
			out, err := cmd.CombinedOutput()
			if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() == noMounts || strings.Contains(string(out), "unshare failed") {
				t.Skip("this process may not mount:", err)
			}
			if err == nil || !strings.Contains(string(out), c.says) || !strings.Contains(string(out), "not a folder to replace") || strings.Contains(string(out), "\n0\n") {
				t.Errorf("%v: %s; want a refusal before any record, and %q", err, out, c.says)
			}
			if n := strings.Count(string(out), "\n"); n != 1 { // each finished record is a line
				t.Errorf("%d lines:\n%s", n, out)
			}
			if diff := cmp.Diff(before, readFolder(t, dir)); diff != "" {
				t.Errorf("the target has changed:\n%s", diff)
			}
		})
	}
}
