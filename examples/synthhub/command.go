package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// A command is one thing that the program does.
type command struct {
	name     string
	args     string // what stands beside the flags: "DIR"
	doc      string // one sentence without a full stop
	more     string // what else to know, in lines
	examples []string
	// setup declares the flags and returns what to do once they are parsed.
	setup func(*flags) action
}

// An action carries out a command with the arguments that are no flags.
type action func(ctx context.Context, t *terminal, args []string) error

// commands lists all commands in the order of the help.
func commands() []command {
	return []command{
		generateCommand, validateCommand, showCommand, describeCommand, ddlCommand, samplesCommand, versionCommand,
		{name: "completion", args: "bash|zsh|fish", doc: "print a script that completes commands, flags and their values in a shell", setup: completion, examples: []string{
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
	for _, c := range commands() {
		if c.name == name {
			return &c, nil
		}
	}
	if strings.HasPrefix(name, "-") {
		return nil, usagef("a command comes before the flags, such as: synthhub generate-snapshot %.60s", name)
	}
	return nil, usagef("unknown command %.60q: %s", name, advice(name, commandNames()))
}

// commandNames returns the names of all commands.
func commandNames() (names []string) {
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// prepare returns the flags of the command, and its action.
func (c *command) prepare() (*flags, action) {
	f := newFlags(c.name)
	return f, c.setup(f)
}

// noArguments refuses arguments to a command that has none.
func noArguments(args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %.60q: this command takes flags only", args[0])
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
		// A name in a file may hold anything, but a line is to be one.
		fmt.Fprintln(w, "synthhub:", strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return unicode.ReplacementChar
			}
			return r
		}, line))
	}
}

// usageLines returns the error of a command line with that much wrong, a line for each, no
// more than ten; nil for none.
func usageLines(lines []string) error {
	const most = 10
	if len(lines) == 0 {
		return nil
	}
	if more := len(lines) - most; more > 0 {
		lines = append(lines[:most:most], fmt.Sprintf("and %d more", more))
	}
	return &usageError{lines: lines}
}

func usagef(format string, args ...any) error {
	return &usageError{lines: []string{fmt.Sprintf(format, args...)}}
}
