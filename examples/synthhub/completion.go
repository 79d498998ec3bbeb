package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
)

// completion prints a script that completes commands, their flags and the values of flags;
// it is made from the same tables as the help.
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

// A blank is what is to be filled in: an argument, or the value of a flag.
type blank struct {
	flag  string   // its name, "" for an argument
	about string   // what the flag is for
	value string   // what stands for the value in the help, "" for a switch
	words []string // what the value can be, nil for anything
	list  bool     // whether it may be several words with commas between
}

func (b *blank) isDir() bool  { return b.value == "DIR" }
func (b *blank) isPath() bool { return b.value == "DIR" || b.value == "FILE" }

// blanks returns the flags of the command, and its argument if it takes one.
func (c *command) blanks() (flags []blank, argument *blank) {
	f, _ := c.prepare()
	f.VisitAll(func(g *flag.Flag) {
		value, about := describeFlag(g)
		flags = append(flags, blank{g.Name, about, value, f.words[g.Name], f.lists[g.Name]})
	})
	if c.args == "" {
		return flags, nil
	}
	argument = &blank{value: strings.Trim(c.args, "[]")}
	if c.name == "help" {
		argument.words = commandNames()
	} else if strings.Contains(argument.value, "|") {
		argument.words = strings.Split(argument.value, "|")
	}
	return flags, argument
}

// bashCompletion goes by the word before the one to complete: if that is a flag with a
// value, the value is completed, otherwise flags and arguments are. Where there are no
// words, bash is told to offer folders, or files, or nothing.
func bashCompletion() string {
	var values, rest strings.Builder
	for _, c := range commands() {
		flags, argument := c.blanks()
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

// bash returns the assignments that say how to complete a blank.
func (b *blank) bash() string {
	switch {
	case b.list:
		return "words='" + strings.Join(b.words, " ") + "' list=1"
	case b.words != nil:
		return "words='" + strings.Join(b.words, " ") + "'"
	case b.isDir():
		return "kind=dir"
	case b.isPath():
		return "kind=file"
	}
	return "words="
}

func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef synthhub\n_synthhub() {\n    if (( CURRENT == 2 )); then\n        local -a names=(\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "            %s\n", single(c.name+":"+c.doc))
	}
	b.WriteString("        )\n        _describe command names\n        return\n    fi\n    shift words\n    (( CURRENT-- ))\n    case \"$words[1]\" in\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "    %s) _arguments", c.name)
		flags, argument := c.blanks()
		for _, f := range flags {
			about := "[" + strings.NewReplacer("[", "(", "]", ")", ":", ",").Replace(f.about) + "]"
			if f.value == "" {
				fmt.Fprintf(&b, " %s", single("--"+f.flag+about))
			} else {
				fmt.Fprintf(&b, " %s", single("--"+f.flag+"="+about+":"+f.value+":"+f.zsh()))
			}
		}
		if argument != nil {
			fmt.Fprintf(&b, " %s", single("*:word:"+argument.zsh()))
		}
		b.WriteString(" ;;\n")
	}
	// In a file that zsh loads when it is first needed, the function has to be called as well.
	b.WriteString("    esac\n}\nif [[ \"$funcstack[1]\" = _synthhub ]]; then\n    _synthhub \"$@\"\nelif (( $+functions[compdef] )); then\n    compdef _synthhub synthhub\nfi\n")
	return b.String()
}

// zsh returns the action of _arguments that completes a blank.
func (b *blank) zsh() string {
	switch {
	case b.list:
		return "_values -s , word " + strings.Join(b.words, " ")
	case b.words != nil:
		return "(" + strings.Join(b.words, " ") + ")"
	case b.isDir():
		return "_files -/"
	case b.isPath():
		return "_files"
	}
	return ""
}

func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# fish completion of synthhub\ncomplete -c synthhub -f\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "complete -c synthhub -n __fish_use_subcommand -a %s -d %s\n", c.name, single(c.doc))
	}
	for _, c := range commands() {
		in := single("__fish_seen_subcommand_from " + c.name)
		flags, argument := c.blanks()
		for _, f := range flags {
			fmt.Fprintf(&b, "complete -c synthhub -n %s -l %s%s -d %s\n", in, f.flag, f.fish(), single(f.about))
		}
		if argument != nil {
			fmt.Fprintf(&b, "complete -c synthhub -n %s%s\n", in, strings.Replace(argument.fish(), " -x", "", 1))
		}
	}
	return b.String()
}

// fish returns the options of complete that complete a blank.
func (b *blank) fish() string {
	switch {
	case b.list:
		return " -x -a " + single("(__fish_append , "+strings.Join(b.words, " ")+")")
	case b.words != nil:
		return " -x -a " + single(strings.Join(b.words, " "))
	case b.isDir():
		return " -x -a '(__fish_complete_directories)'"
	case b.isPath():
		return " -r -F"
	case b.value != "":
		return " -x"
	}
	return ""
}

// single puts text in single quotes for a shell.
func single(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
