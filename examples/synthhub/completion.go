package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
)

// completion prints a script that completes commands and their flags; it is made
// from the same tables as the help.
func completion(*flag.FlagSet) action {
	return func(_ context.Context, t *terminal, args []string) error {
		if len(args) != 1 {
			return usagef("want the name of a shell: bash, zsh or fish")
		}
		switch args[0] {
		case "bash":
			fmt.Fprint(t.out, bashCompletion())
		case "zsh":
			fmt.Fprint(t.out, zshCompletion())
		case "fish":
			fmt.Fprint(t.out, fishCompletion())
		default:
			return usagef("unknown shell %q: want bash, zsh or fish", args[0])
		}
		return nil
	}
}

// flagsOf calls f with the flags of a command.
func flagsOf(c *command, f func(*flag.Flag)) {
	fs, _ := c.prepare()
	fs.VisitAll(f)
}

// isPath reports whether a flag's value names a file or folder.
func isPath(value string) bool { return value == "DIR" || value == "FILE" }

// words returns the arguments of a command that are words, "bash|zsh|fish" or the
// names of commands for help.
func (c *command) words() []string {
	if c.name == "help" {
		var names []string
		for _, o := range commands() {
			names = append(names, o.name)
		}
		return names
	}
	if !strings.Contains(c.args, "|") {
		return nil
	}
	return strings.Split(strings.Trim(c.args, "[]"), "|")
}

func bashCompletion() string {
	var b strings.Builder
	var names []string
	b.WriteString("# bash completion of synthhub\n_synthhub() {\n    local words=\n    case \"${COMP_WORDS[1]}\" in\n")
	for _, c := range commands() {
		names = append(names, c.name)
		list := c.words()
		flagsOf(&c, func(f *flag.Flag) { list = append(list, "--"+f.Name) })
		fmt.Fprintf(&b, "    %s) words=\"%s\" ;;\n", c.name, strings.Join(list, " "))
	}
	fmt.Fprintf(&b, "    esac\n    [ \"$COMP_CWORD\" = 1 ] && words=\"%s\"\n", strings.Join(names, " "))
	b.WriteString("    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _synthhub synthhub\n")
	return b.String()
}

func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef synthhub\n_synthhub() {\n    if (( CURRENT == 2 )); then\n        local -a names=(\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "            %s\n", single(c.name+":"+c.doc))
	}
	b.WriteString("        )\n        _describe command names\n        return\n    fi\n    case \"$words[2]\" in\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "    %s) _arguments", c.name)
		flagsOf(&c, func(f *flag.Flag) {
			value, text := describeFlag(f)
			spec := "--" + f.Name + "[" + strings.NewReplacer("[", "(", "]", ")", ":", ",").Replace(text) + "]"
			if value != "" {
				spec += ":" + value + ":"
			}
			if isPath(value) {
				spec += "_files"
			}
			fmt.Fprintf(&b, " %s", single(spec))
		})
		if list := c.words(); list != nil {
			fmt.Fprintf(&b, " %s", single("*:word:("+strings.Join(list, " ")+")"))
		} else {
			b.WriteString(" '*:file:_files'")
		}
		b.WriteString(" ;;\n")
	}
	b.WriteString("    esac\n}\n(( $+functions[compdef] )) && compdef _synthhub synthhub\n")
	return b.String()
}

func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# fish completion of synthhub\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "complete -c synthhub -n __fish_use_subcommand -f -a %s -d %s\n", c.name, single(c.doc))
	}
	for _, c := range commands() {
		in := single("__fish_seen_subcommand_from " + c.name)
		flagsOf(&c, func(f *flag.Flag) {
			value, text := describeFlag(f)
			takes := "" // -r: a value that may be a file; -x: one that is none
			if isPath(value) {
				takes = " -r"
			} else if value != "" {
				takes = " -x"
			}
			fmt.Fprintf(&b, "complete -c synthhub -n %s -l %s%s -d %s\n", in, f.Name, takes, single(text))
		})
		if list := c.words(); list != nil {
			fmt.Fprintf(&b, "complete -c synthhub -n %s -f -a %s\n", in, single(strings.Join(list, " ")))
		}
	}
	return b.String()
}

// single puts text in single quotes for a shell.
func single(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
