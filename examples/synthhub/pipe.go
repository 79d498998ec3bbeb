//go:build !windows && !plan9

package main

import (
	"os/signal"
	"syscall"
)

// sigpipe is syscall.SIGPIPE, which js does not have, under its number on all other systems.
const sigpipe = syscall.Signal(13)

// ignoreSIGPIPE makes a write to a closed pipe return an error, which run treats as the end of
// the work. The signal would end "go run" with a message.
func ignoreSIGPIPE() { signal.Ignore(sigpipe) }

// closedPipes are the errors of a write to a closed pipe.
var closedPipes = []error{syscall.EPIPE}
