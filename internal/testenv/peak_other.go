//go:build !darwin

package testenv

// peakOfUsage reports that the system does not tell.
func peakOfUsage() (n int64, ok bool) { return 0, false }
