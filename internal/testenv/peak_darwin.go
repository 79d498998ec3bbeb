package testenv

import "syscall"

// peakOfUsage returns the peak of memory in bytes.
func peakOfUsage() (n int64, ok bool) {
	var usage syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage.Maxrss, err == nil
}
