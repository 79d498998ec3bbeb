//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package export

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// isMount reports whether something is mounted at a folder: it is on another device than
// the folder that it is in, or Linux lists it, which tells of folders mounted twice too.
func isMount(dir string) bool {
	var own, above syscall.Stat_t
	if syscall.Stat(dir, &own) != nil || syscall.Stat(filepath.Dir(dir), &above) != nil {
		return false
	}
	if own.Dev != above.Dev {
		return true
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return false
	}
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > 4 && unescape.Replace(f[4]) == dir {
			return true
		}
	}
	return false
}
