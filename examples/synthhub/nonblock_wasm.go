//go:build js || wasip1

package main

// nonblock is 0: package syscall has no such flag here.
const nonblock = 0
