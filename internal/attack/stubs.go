package main

func concurrent(r *run) error { return nil }
func ioErrors(r *run) error   { return nil }
func writers(r *run) error    { return nil }
func cancels(r *run) error    { return nil }
