// Command synthhub makes, checks and shows synthetic insurance data. It is a thin
// face on the library: flags become settings, the library does the work, and what
// comes back is put into words. Run "synthhub help" for its commands.
//
// The exit code is 0 when all went well, 1 when a check found something or the
// work failed, and 2 when the command line was wrong.
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
	"runtime"
	"syscall"
)

func main() {
	// A write to a closed pipe shall be an error, which run takes for the end of
	// the work, and not a signal, which would end "go run" with a message.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitGood     = 0
	exitFindings = 1
	exitUsage    = 2
)

// A terminal is where a command reads and writes. The output is buffered; err is
// for what people should see at once.
type terminal struct {
	in  io.Reader
	out *bufio.Writer
	err io.Writer
}

// run is the program: it carries out the command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := &terminal{stdin, bufio.NewWriterSize(stdout, 64<<10), stderr}
	err := dispatch(ctx, t, args)
	if flushed := t.out.Flush(); err == nil {
		err = flushed
	}
	var usage *usageError
	switch {
	case err == nil, closedPipe(err):
		return exitGood
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		usage.print(stderr)
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "synthhub: interrupted; no folder was changed")
		return exitFindings
	}
	fmt.Fprintln(stderr, "synthhub:", err)
	return exitFindings
}

// errFindings ends a command that has reported its findings already.
var errFindings = errors.New("findings were reported")

// closedPipe reports whether the reader of our output has gone, as head goes.
func closedPipe(err error) bool {
	var code syscall.Errno
	if runtime.GOOS == "windows" && errors.As(err, &code) {
		return code == 109 || code == 232 // ERROR_BROKEN_PIPE, ERROR_NO_DATA
	}
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
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
		err = f.verify(t)
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
