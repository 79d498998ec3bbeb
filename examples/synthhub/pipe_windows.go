package main

import "syscall"

func ignoreSIGPIPE() {} // Windows has no such signal

// closedPipes are the errors of a write to a closed pipe: ERROR_BROKEN_PIPE and ERROR_NO_DATA.
var closedPipes = []error{syscall.Errno(109), syscall.Errno(232)}
