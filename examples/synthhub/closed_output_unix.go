//go:build unix

package main

import (
	"errors"
	"io"
	"os"
)

// wasClosed reports whether standard output may have been closed when the program began. The
// runtime of Go then opens the null device in its place, for reading and writing, so that no
// write fails. A shell opens it for writing only. A program that starts this one may open it for
// both, which looks the same.
func wasClosed(stdout *os.File) bool {
	info, err := stdout.Stat()
	if err != nil {
		return true
	}
	null, err := os.Stat(os.DevNull)
	if err != nil || !os.SameFile(info, null) {
		return false
	}
	_, err = stdout.Read(make([]byte, 1))
	return errors.Is(err, io.EOF)
}
