package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
)

// isInterrupt reports whether an error is that of a context.
func isInterrupt(ctx context.Context, err error) bool {
	return ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx)))
}

// An interruptible writer returns at the end of its context, also from a write to a pipe that
// nobody reads. Nothing interrupts a write, so the goroutine that writes stays behind until the
// program ends.
type interruptible struct {
	ctx context.Context
	w   io.Writer
	buf []byte // what the goroutine writes; callers use their own memory again
	err error  // of the context, after which nothing is written
}

func (i *interruptible) Write(b []byte) (n int, err error) {
	if i.err != nil {
		return 0, i.err
	}
	i.buf = append(i.buf[:0], b...)
	var written int
	var failed error
	done := make(chan struct{})
	go func() {
		defer close(done)
		written, failed = i.w.Write(i.buf)
	}()
	select {
	case <-done:
		return written, failed
	case <-i.ctx.Done():
		i.err = context.Cause(i.ctx)
		return 0, i.err
	}
}

// readStart returns the first bytes of a file, at most limit; "-" is standard input. At the end
// of the context it returns at once, also from a pipe that nobody writes to. Nothing interrupts
// a read, so the goroutine that reads stays behind until the program ends.
func readStart(ctx context.Context, name string, stdin io.Reader, limit int64) (text []byte, err error) {
	done := make(chan struct{})
	var read []byte
	var failed error
	go func() {
		defer close(done)
		in := stdin
		if name != "-" {
			var f *os.File
			if f, failed = os.Open(name); failed == nil {
				defer f.Close()
				in = f
			}
		}
		if failed == nil {
			read, failed = io.ReadAll(io.LimitReader(in, limit))
		}
		var path *fs.PathError
		if errors.As(failed, &path) {
			failed = path.Err // the callers name the file already
		}
	}()
	select {
	case <-done:
		return read, failed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}
