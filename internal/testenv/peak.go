package testenv

import (
	"bytes"
	"os"
	"strconv"
)

// PeakMemory returns the most bytes of memory that the process has had at once, and reports whether
// the system tells.
func PeakMemory() (n int64, ok bool) {
	// The peak that getrusage tells on Linux includes that of the parent process before exec.
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return peakOfUsage()
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0, false
	}
	kib, err := strconv.ParseInt(string(fields[0]), 10, 64)
	return kib << 10, err == nil
}
