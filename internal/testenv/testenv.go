// Package testenv tells tests how they run.
package testenv

import (
	"os"
	"runtime/debug"
	"slices"
	"testing"
)

// Long reports whether tests prove all that they can, however long it takes: whether the
// environment variable SYNTHHUB_LONG is 1 and the flag -short is not set. It is a function, so
// that go test does not take a cached result for another value of the variable.
func Long() bool { return os.Getenv("SYNTHHUB_LONG") == "1" && !testing.Short() }

// Scale returns the size of a test: long if Long, otherwise short. The test holds the same law at
// both sizes.
func Scale(short, long int) int {
	if Long() {
		return long
	}
	return short
}

// Race reports whether the race detector is on. It makes sync.Pool drop elements at random.
func Race() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
