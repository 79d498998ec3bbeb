// Command synthhub generates, checks and shows synthetic insurance data. It is a front
// end: it turns flags into settings, calls the library, and prints the result. Run
// "synthhub help" for its commands.
//
// The exit code is 0 for success, 1 if a check found a problem or the command failed,
// and 2 if the command line was wrong.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

func main() {
	ignoreSIGPIPE()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, &interruptible{ctx: ctx, w: os.Stdout}, os.Stderr))
}

// The exit codes.
const (
	exitSuccess = 0
	exitFailure = 1
	exitUsage   = 2
)

// A terminal holds the streams of a command. The output is buffered; err is for messages
// that must appear at once.
type terminal struct {
	in  io.Reader
	out *bufio.Writer
	err io.Writer
}

// run carries out the command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := &terminal{stdin, bufio.NewWriterSize(stdout, 64<<10), stderr}
	err := dispatch(ctx, t, args)
	if flushErr := t.out.Flush(); err == nil {
		err = flushErr
	}
	var usage *usageError
	switch {
	case err == nil, isClosedPipe(err):
		return exitSuccess
	case errors.Is(err, errFindings):
		return exitFailure
	case errors.As(err, &usage):
		usage.print(stderr)
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "synthhub: interrupted; no folder was changed")
		return exitFailure
	}
	fmt.Fprintln(stderr, "synthhub:", err)
	return exitFailure
}

// errFindings ends a command that has already printed its findings.
var errFindings = errors.New("findings were reported")

// isClosedPipe reports whether the reader of the output has stopped reading, as head does.
func isClosedPipe(err error) bool {
	return errors.Is(err, io.ErrClosedPipe) || slices.ContainsFunc(closedPipes, func(closed error) bool { return errors.Is(err, closed) })
}

// dispatch finds the command and runs it.
func dispatch(ctx context.Context, t *terminal, args []string) error {
	if len(args) == 0 {
		overview(t.err)
		return &usageError{}
	}
	name, args := args[0], args[1:]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	c, err := commandNamed(name)
	if err != nil {
		return err
	}
	f, act := c.prepare()
	args, err = f.parse(args)
	if errors.Is(err, flag.ErrHelp) {
		c.help(t.out)
		return nil
	}
	if err == nil {
		err = f.verify(ctx, t)
	}
	if err == nil {
		err = act(ctx, t, args)
	}
	var usage *usageError
	if errors.As(err, &usage) && usage.command == "" {
		usage.command = c.name
	}
	return err
}
