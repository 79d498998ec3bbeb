package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// A command is one task that the program can do.
type command struct {
	name     string
	args     string // arguments besides the flags, as the help shows them: "DIR"
	doc      string // one sentence without a full stop
	more     string // further explanation, in lines
	examples []string
	acts     bool // whether it does more than print, so that its exit code is of use without an output
	// setup declares the flags and returns the action to run once they are parsed.
	setup func(*flags) action
}

// An action carries out a command with the arguments that are not flags.
type action func(ctx context.Context, t *terminal, args []string) error

// commands returns all commands in the order of the help.
func commands() []command {
	return []command{
		generateCommand, mergeCommand, changesCommand, applyCommand, historyCommand, validateCommand, validateChangesCommand, reportCommand, driftCommand, diffCommand, showCommand, describeCommand, ddlCommand, samplesCommand, versionCommand,
		{name: "completion", args: "bash|zsh|fish", doc: "print a shell script that completes commands, flags and their values", setup: completion, examples: []string{
			"source <(synthhub completion bash)",
			"synthhub completion zsh > ~/.zfunc/_synthhub",
			"synthhub completion fish > ~/.config/fish/completions/synthhub.fish",
		}},
		{name: "help", args: "[COMMAND]", doc: "explain a command, with its flags and examples", setup: help},
	}
}

// commandNamed returns the command of that name, or an error that lists all commands.
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

// noArguments returns an error if a command that takes only flags got arguments.
func noArguments(args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %.60q: this command takes flags only", args[0])
	}
	return nil
}

// A usageError is a wrong command line. It has no lines if the help or a plan was
// printed instead.
type usageError struct {
	command string
	lines   []string
}

func (e *usageError) Error() string { return strings.Join(e.lines, "; ") }

// print writes the lines, the last one with the command that shows the help.
func (e *usageError) print(w io.Writer) {
	hint := "synthhub help"
	if e.command != "" && e.command != "help" {
		hint += " " + e.command
	}
	for i, line := range e.lines {
		if i == len(e.lines)-1 {
			line += " (see '" + hint + "')"
		}
		printMessage(w, line)
	}
}

// usageLines returns the lines as one error, or nil if there are none. It drops all lines
// after the tenth and says how many.
func usageLines(lines []string) error {
	const limit = 10
	if len(lines) == 0 {
		return nil
	}
	if more := len(lines) - limit; more > 0 {
		lines = append(lines[:limit:limit], fmt.Sprintf("and %d more", more))
	}
	return &usageError{lines: lines}
}

// usagef returns a usageError of one line.
func usagef(format string, args ...any) error {
	return &usageError{lines: []string{fmt.Sprintf(format, args...)}}
}
