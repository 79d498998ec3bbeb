//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package export

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// lockFolder holds a folder for this run. The lock ends with the process, however the process
// ends. So a folder under construction without a lock is the leftover of a killed run.
func lockFolder(dir string) (unlock func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		d.Close()
		return nil, fmt.Errorf("%w in %s; wait for it to end", ErrBusy, dir)
	}
	// Other errors are those of file systems without locks, which do without.
	return func() { d.Close() }, nil
}

// isMount reports whether a folder is a mount point: it is on another device than its parent
// folder, or Linux lists it, which reports folders that are mounted twice too.
func isMount(dir string) bool {
	var folder, parent syscall.Stat_t
	if syscall.Stat(dir, &folder) != nil || syscall.Stat(filepath.Dir(dir), &parent) != nil {
		return false
	}
	if folder.Dev != parent.Dev {
		return true
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return false
	}
	const mountPoint = 4 // its field in a line
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > mountPoint && unescape.Replace(f[mountPoint]) == dir {
			return true
		}
	}
	return false
}
