package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
)

// help returns the action of the command help.
func help(*flags) action {
	return func(_ context.Context, t *terminal, args []string) error {
		switch len(args) {
		case 0:
			overview(t.out)
			return nil
		case 1:
			c, err := commandNamed(args[0])
			if err == nil {
				c.help(t.out)
			}
			return err
		}
		return usagef("unexpected argument %.60q: want one command", args[1])
	}
}

// overview prints the purpose of the program and its commands.
func overview(w io.Writer) {
	fmt.Fprint(w, "synthhub generates reproducible, governed, synthetic US insurance data.\n\nUsage:\n\n    synthhub COMMAND [flags]\n\nCommands:\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "    %-17s  %s\n", c.name, c.doc)
	}
	fmt.Fprint(w, `
Run 'synthhub help COMMAND' for its flags and examples. The exit code is 0 for
success, 1 if a check found a problem or the command failed, and 2 if the command line
was wrong.
`)
}

// help prints the usage, the explanation, the flags and the examples of the command.
func (c *command) help(w io.Writer) {
	f, _ := c.prepare()
	flags := 0
	f.VisitAll(func(*flag.Flag) { flags++ })
	usage := "synthhub " + c.name
	if c.args != "" {
		usage += " " + c.args
	}
	if flags > 0 {
		usage += " [flags]"
	}
	fmt.Fprintf(w, "%s.\n\nUsage:\n\n    %s\n", strings.ToUpper(c.doc[:1])+c.doc[1:], usage)
	if c.more != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(c.more))
	}
	if flags > 0 {
		fmt.Fprint(w, "\nFlags:\n\n")
		f.VisitAll(func(f *flag.Flag) {
			value, text := describeFlag(f)
			fmt.Fprintf(w, "    %-26s  %s\n", strings.TrimSpace("--"+f.Name+" "+value), text)
		})
	}
	if len(c.examples) > 0 {
		fmt.Fprint(w, "\nExamples:\n\n")
		for _, example := range c.examples {
			fmt.Fprintf(w, "    %s\n", example)
		}
	}
}

// describeFlag returns the name of a flag's value, "" for a switch, and the purpose of the
// flag. The usage of a flag with a value is "VALUE: purpose".
func describeFlag(f *flag.Flag) (value, text string) {
	if isSwitch(f) {
		return "", f.Usage
	}
	value, text, _ = strings.Cut(f.Usage, ": ")
	if f.DefValue != "" && f.DefValue != "0" {
		text += " (default " + f.DefValue + ")"
	}
	return value, text
}

// isSwitch reports whether a flag takes no value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}
