package main

func ignoreSIGPIPE() {} // Plan 9 has no such signal

// closedPipes are the errors of a write to a closed pipe: no constant names one.
var closedPipes []error
