package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
)

// completion prints a script that completes commands, their flags and the values of flags.
// The script is derived from the same tables as the help.
func completion(*flags) action {
	shells := []string{"bash", "zsh", "fish"}
	return func(_ context.Context, t *terminal, args []string) error {
		if len(args) != 1 {
			return usagef("want one shell: %s", alternatives(shells))
		}
		var script string
		switch args[0] {
		case "bash":
			script = bashCompletion()
		case "zsh":
			script = zshCompletion()
		case "fish":
			script = fishCompletion()
		default:
			return usagef("unknown shell %.60q: %s", args[0], advice(args[0], shells))
		}
		_, err := fmt.Fprint(t.out, script)
		return err
	}
}

// A parameter is a flag of a command, or its argument.
type parameter struct {
	flag  string   // name of the flag, "" for an argument
	about string   // purpose of the flag
	value string   // name of the value in the help, "" for a switch
	words []string // allowed words, nil for any text
	list  bool     // whether the value may be several words, separated by commas
}

func (p *parameter) isDir() bool { return p.value == "DIR" }
func (p *parameter) isPath() bool {
	return p.isDir() || slices.Contains([]string{"FILE", "PATH", "A B", "SNAPSHOT CHANGES"}, p.value)
}

// parameters returns the flags of the command, and its argument if it takes one.
func (c *command) parameters() (flags []parameter, argument *parameter) {
	f, _ := c.prepare()
	f.VisitAll(func(g *flag.Flag) {
		value, about := describeFlag(g)
		flags = append(flags, parameter{g.Name, about, value, f.words[g.Name], f.lists[g.Name]})
	})
	if c.args == "" {
		return flags, nil
	}
	argument = &parameter{value: strings.TrimSuffix(strings.Trim(c.args, "[]"), "...")}
	if c.name == "help" {
		argument.words = commandNames()
	} else if strings.Contains(argument.value, "|") {
		argument.words = strings.Split(argument.value, "|")
	}
	return flags, argument
}

// bashCompletion returns the script for bash. The script looks at the word before the one
// to complete: if it is a flag with a value, the script completes the value, otherwise
// flags and arguments. Where there are no words, bash offers folders, files or nothing.
func bashCompletion() string {
	var values, rest strings.Builder
	for _, c := range commands() {
		flags, argument := c.parameters()
		var names []string
		for _, f := range flags {
			names = append(names, "--"+f.flag)
			if f.value != "" {
				fmt.Fprintf(&values, "    '%s --%s') %s ;;\n", c.name, f.flag, f.bash())
			}
		}
		fmt.Fprintf(&rest, "        '%s '-*) words='%s' ;;\n", c.name, strings.Join(names, " "))
		if argument != nil {
			fmt.Fprintf(&rest, "        '%s '*) %s ;;\n", c.name, argument.bash())
		} else {
			fmt.Fprintf(&rest, "        '%s '*) words='%s' ;;\n", c.name, strings.Join(names, " "))
		}
	}
	return strings.NewReplacer("COMMANDS", strings.Join(commandNames(), " "), "VALUES\n", values.String(), "REST\n", rest.String()).Replace(`# bash completion of synthhub
_synthhub() {
    local cur="${COMP_WORDS[COMP_CWORD]}" flag="${COMP_WORDS[COMP_CWORD-1]}" words= list= before= kind=none
    # --flag=value comes in three words
    if [ "$cur" = = ]; then
        cur=
    elif [ "$flag" = = ]; then
        flag="${COMP_WORDS[COMP_CWORD-2]}"
    fi
    case "${COMP_WORDS[1]} $flag" in
VALUES
    *)
        case "${COMP_WORDS[1]} $cur" in
REST
        esac
        [ "$COMP_CWORD" = 1 ] && words='COMMANDS' ;;
    esac
    if [ -n "$list" ]; then
        case "$cur" in *,*) before="${cur%,*}," cur="${cur##*,}" ;; esac
        compopt -o nospace 2>/dev/null
    fi
    COMPREPLY=($(compgen -P "$before" -W "$words" -- "$cur"))
    case $kind in
    none) compopt +o default 2>/dev/null ;;
    dir) compopt +o default -o dirnames 2>/dev/null ;;
    esac
}
complete -o default -F _synthhub synthhub
`)
}

// bash returns the shell assignments that say how to complete the parameter.
func (p *parameter) bash() string {
	switch {
	case p.list:
		return "words='" + strings.Join(p.words, " ") + "' list=1"
	case p.words != nil:
		return "words='" + strings.Join(p.words, " ") + "'"
	case p.isDir():
		return "kind=dir"
	case p.isPath():
		return "kind=file"
	}
	return "words="
}

// zshCompletion returns the script for zsh.
func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef synthhub\n_synthhub() {\n    if (( CURRENT == 2 )); then\n        local -a names=(\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "            %s\n", singleQuoted(c.name+":"+c.doc))
	}
	b.WriteString("        )\n        _describe command names\n        return\n    fi\n    shift words\n    (( CURRENT-- ))\n    case \"$words[1]\" in\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "    %s) _arguments", c.name)
		flags, argument := c.parameters()
		for _, f := range flags {
			about := "[" + strings.NewReplacer("[", "(", "]", ")", ":", ",").Replace(f.about) + "]"
			if f.value == "" {
				fmt.Fprintf(&b, " %s", singleQuoted("--"+f.flag+about))
			} else {
				fmt.Fprintf(&b, " %s", singleQuoted("--"+f.flag+"="+about+":"+f.value+":"+f.zsh()))
			}
		}
		if argument != nil {
			fmt.Fprintf(&b, " %s", singleQuoted("*:word:"+argument.zsh()))
		}
		b.WriteString(" ;;\n")
	}
	// If zsh loads the file on the first completion, the script must also call the function.
	b.WriteString("    esac\n}\nif [[ \"$funcstack[1]\" = _synthhub ]]; then\n    _synthhub \"$@\"\nelif (( $+functions[compdef] )); then\n    compdef _synthhub synthhub\nfi\n")
	return b.String()
}

// zsh returns the action of _arguments that completes the parameter.
func (p *parameter) zsh() string {
	switch {
	case p.list:
		return "_values -s , word " + strings.Join(p.words, " ")
	case p.words != nil:
		return "(" + strings.Join(p.words, " ") + ")"
	case p.isDir():
		return "_files -/"
	case p.isPath():
		return "_files"
	}
	return ""
}

// fishCompletion returns the script for fish.
func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# fish completion of synthhub\ncomplete -c synthhub -f\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "complete -c synthhub -n __fish_use_subcommand -a %s -d %s\n", c.name, singleQuoted(c.doc))
	}
	for _, c := range commands() {
		condition := singleQuoted("__fish_seen_subcommand_from " + c.name)
		flags, argument := c.parameters()
		for _, f := range flags {
			fmt.Fprintf(&b, "complete -c synthhub -n %s -l %s%s -d %s\n", condition, f.flag, f.fish(), singleQuoted(f.about))
		}
		if argument != nil {
			fmt.Fprintf(&b, "complete -c synthhub -n %s%s\n", condition, strings.Replace(argument.fish(), " -x", "", 1))
		}
	}
	return b.String()
}

// fish returns the options of the command complete that complete the parameter.
func (p *parameter) fish() string {
	switch {
	case p.list:
		return " -x -a " + singleQuoted("(__fish_append , "+strings.Join(p.words, " ")+")")
	case p.words != nil:
		return " -x -a " + singleQuoted(strings.Join(p.words, " "))
	case p.isDir():
		return " -x -a '(__fish_complete_directories)'"
	case p.isPath():
		return " -r -F"
	case p.value != "":
		return " -x"
	}
	return ""
}
