// Package memory tells how much memory the process may use.
package memory

import (
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// Limit returns how much one data structure may take, in bytes: half of the memory that the
// system says is available (Linux), or of Go's own limit, whichever is less; at most 1 GiB where
// addresses have 32 bits.
func Limit() uint64 {
	limit := min(uint64(debug.SetMemoryLimit(-1)), available()) // -1 reads the limit
	if strconv.IntSize == 32 {
		limit = min(limit, 2<<30)
	}
	return min(limit/2, 1<<40)
}

// available reads the memory that is available from /proc/meminfo. Without it, it is unlimited.
func available() uint64 {
	info, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return math.MaxUint64
	}
	for line := range strings.Lines(string(info)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "MemAvailable:" {
			if kib, err := strconv.ParseUint(f[1], 10, 53); err == nil {
				return kib << 10
			}
		}
	}
	return math.MaxUint64
}
