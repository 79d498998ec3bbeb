//go:build !js && !wasip1

package main

import "syscall"

// nonblock makes the open of a named pipe return at once. It changes nothing for regular files.
const nonblock = syscall.O_NONBLOCK
