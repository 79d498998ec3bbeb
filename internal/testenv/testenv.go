// Package testenv tells tests how they run.
package testenv

import (
	"os"
	"runtime/debug"
	"slices"
	"testing"
)

// Scale returns the size of a test whose full size takes long: long if the environment variable
// SYNTHHUB_LONG is 1 and the flag -short is not set, otherwise short. The test holds the same
// law at both sizes.
func Scale(short, long int) int {
	if os.Getenv("SYNTHHUB_LONG") == "1" && !testing.Short() {
		return long
	}
	return short
}

// Race reports whether the race detector is on. It makes sync.Pool drop elements at random.
func Race() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
