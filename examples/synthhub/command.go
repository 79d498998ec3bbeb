package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub"
)

// A command is one thing that the program does.
type command struct {
	name     string
	args     string // what stands beside the flags: "DIR"
	doc      string // one sentence without a full stop
	more     string // what else to know, in lines
	examples []string
	// setup declares the flags and returns what to do once they are parsed.
	setup func(*flag.FlagSet) action
}

// An action carries out a command with the arguments that are no flags.
type action func(ctx context.Context, t *terminal, args []string) error

// commands lists all commands in the order of the help.
func commands() []command {
	return []command{
		generateCommand, validateCommand, showCommand, describeCommand, samplesCommand,
		{name: "completion", args: "bash|zsh|fish", doc: "print a script that completes commands and flags in a shell", setup: completion, examples: []string{
			"source <(synthhub completion bash)",
			"synthhub completion zsh > ~/.zfunc/_synthhub",
			"synthhub completion fish > ~/.config/fish/completions/synthhub.fish",
		}},
		{name: "help", args: "[COMMAND]", doc: "explain a command, with its flags and examples", setup: help},
	}
}

// commandNamed returns the command of that name, or an error that says which
// there are.
func commandNamed(name string) (*command, error) {
	all := commands()
	var names []string
	for i := range all {
		if all[i].name == name {
			return &all[i], nil
		}
		names = append(names, all[i].name)
	}
	return nil, usagef("unknown command %q: want one of %s", name, strings.Join(names, ", "))
}

// prepare returns the flags of the command, and its action.
func (c *command) prepare() (*flag.FlagSet, action) {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // parse returns the error, run prints it
	return fs, c.setup(fs)
}

var errHelp = flag.ErrHelp

// parse parses flags wherever they stand, before, after and between the
// arguments, and returns the arguments.
func parse(fs *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, errHelp) {
				return nil, err
			}
			// The flag package writes flags with one dash, we with two.
			return nil, usagef("%s", strings.NewReplacer("for flag -", "for --", "for -", "for --", "defined: -", "defined: --", "argument: -", "argument: --").Replace(err.Error()))
		}
		left := fs.Args()
		if len(left) == 0 {
			return rest, nil
		}
		if at := len(args) - len(left); at > 0 && args[at-1] == "--" {
			return append(rest, left...), nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

// isSet reports whether the flag stood on the command line.
func isSet(fs *flag.FlagSet, name string) (set bool) {
	fs.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}

// noArguments refuses arguments to a command that has none.
func noArguments(args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %q: everything is said with flags", args[0])
	}
	return nil
}

// A usageError is a wrong command line. Without lines the help was shown instead.
type usageError struct {
	command string
	lines   []string
}

func (e *usageError) Error() string { return strings.Join(e.lines, "; ") }

func (e *usageError) print(w io.Writer) {
	hint := "synthhub help"
	if e.command != "" && e.command != "help" {
		hint += " " + e.command
	}
	for i, line := range e.lines {
		if i == len(e.lines)-1 {
			line += " (see '" + hint + "')"
		}
		fmt.Fprintln(w, "synthhub:", line)
	}
}

func usagef(format string, args ...any) error {
	return &usageError{lines: []string{fmt.Sprintf(format, args...)}}
}

// settingsError turns the errors of Settings.Validate into those of flags, a line
// for each, no more than ten. Version and Extensions have no flag: they can only
// come from a file.
func settingsError(err error) error {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	const most = 10
	var lines []string
	for i, err := range errs {
		var setting *synthhub.SettingError
		if i == most {
			lines = append(lines, fmt.Sprintf("and %d settings more", len(errs)-most))
			break
		}
		line := err.Error()
		if errors.As(err, &setting) && setting.Field != "Version" && !strings.HasPrefix(setting.Field, "Extensions") {
			line = fmt.Sprintf("--%s %s: want %s", flagName(setting.Field), setting.Value, setting.Want)
		}
		lines = append(lines, line)
	}
	return &usageError{lines: lines}
}

// flagName returns the flag of a field of Settings: CommercialShare is
// commercial-share, Contact.Team is contact-team.
func flagName(field string) string {
	var b strings.Builder
	for i, r := range strings.ReplaceAll(field, ".", "") {
		if r >= 'A' && r <= 'Z' && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
