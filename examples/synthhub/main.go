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
	"strings"
	"syscall"
	"unicode"
)

func main() {
	ignoreSIGPIPE()
	// What started the program may have it ignore an interrupt, as a script does in the background.
	signals := []os.Signal{syscall.SIGTERM}
	if !signal.Ignored(os.Interrupt) {
		signals = append(signals, os.Interrupt)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	var stdout io.Writer = &interruptible{ctx: ctx, w: os.Stdout}
	if wasClosed(os.Stdout) {
		stdout = closedOutput{}
	}
	os.Exit(run(ctx, os.Args[1:], os.Stdin, stdout, os.Stderr))
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

	closed     bool // whether nobody can read the output
	toTerminal bool // whether the output is a terminal

	// state says in which state the command has left the destination, for a message that it
	// failed; it is empty where the message says so itself, or there is none.
	state string
}

// A closedOutput stands for a standard output that was closed. It takes what a command prints
// that does more than print.
type closedOutput struct{}

func (closedOutput) Write(b []byte) (int, error) { return len(b), nil }

// checkOutput returns an error if nobody can read the output. A command that only prints calls
// it first.
func (t *terminal) checkOutput() error {
	if t.closed {
		return errors.New("standard output is closed, or is the null device opened for reading too: redirect it to a file or to a program")
	}
	return nil
}

// run carries out the command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	_, closed := stdout.(closedOutput)
	t := &terminal{in: stdin, out: bufio.NewWriterSize(stdout, 64<<10), err: stderr, closed: closed, toTerminal: isTerminal(stdout)}
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
	}
	message := err.Error()
	if isInterrupt(ctx, err) {
		message = "interrupted"
	}
	if t.state != "" {
		message += "; " + t.state
	}
	printMessage(stderr, message)
	return exitFailure
}

// printMessage prints a message on one line, although the name of a file may hold any character.
func printMessage(w io.Writer, message string) { printLine(w, "synthhub: %s", message) }

// printLine prints a line with names that may come from a stranger: of files, or in a header or a saved profile.
// They can hold any character, and none of them begins another line or controls the terminal.
func printLine(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintln(w, oneLine(fmt.Sprintf(format, args...)))
	return err
}

// oneLine replaces the characters of a text that end a line, control a terminal, or turn the direction of text.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// errFindings ends a command that has already printed its findings.
var errFindings = errors.New("findings were reported")

// findings returns errFindings, once all of the output is written. A reader that has stopped reading knows
// enough: the exit code is that of the findings.
func (t *terminal) findings(err error) error {
	if err == nil {
		err = t.out.Flush()
	}
	if err != nil && !isClosedPipe(err) {
		return err
	}
	return errFindings
}

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
		return t.checkOutput()
	}
	if err == nil {
		err = f.verify(ctx, t)
	}
	if err == nil && !c.acts {
		err = t.checkOutput()
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
