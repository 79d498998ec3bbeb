package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

// flags are the flags of a command. Beyond what package flag does, it collects all values
// that are not allowed, and knows the words that a value can be, for completion.
type flags struct {
	*flag.FlagSet
	words map[string][]string // by flag: the words that its value is one of, or a list of
	lists map[string]bool     // flags whose value is words with commas between
	wrong []string            // a line for each value that is not allowed
	// check, if it is set, returns what else is wrong when all flags are parsed.
	check func(t *terminal) []string
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), words: map[string][]string{}, lists: map[string]bool{}}
	f.SetOutput(io.Discard) // parse returns the error, run prints it
	return f
}

// refuse notes that a value is not allowed.
func (f *flags) refuse(name, value, advice string) {
	f.wrong = append(f.wrong, fmt.Sprintf("--%s %.60q: %s", name, value, advice))
}

// value declares a flag. The error of set says what to give instead.
func (f *flags) value(name, usage string, set func(string) error) {
	f.Func(name, usage, func(value string) error {
		if err := set(value); err != nil {
			f.refuse(name, value, err.Error())
		}
		return nil
	})
}

// number declares a flag for a whole number within bounds.
func (f *flags) number(name, usage string, initial, least, most int) *int {
	n := &initial
	f.value(name, usage, func(value string) error { return setNumber(n, value, least, most) })
	return n
}

// oneOf declares a flag for one of some words, or of others that are understood but not
// offered. It is empty if it is not given.
func (f *flags) oneOf(name, usage string, words []string, others ...string) *string {
	f.words[name] = words
	word := new(string)
	f.value(name, usage, func(value string) error {
		if !slices.Contains(words, value) && !slices.Contains(others, value) {
			return errors.New(advice(value, words, others...))
		}
		*word = value
		return nil
	})
	return word
}

// someOf declares a flag for words with commas between. The list stays nil if it is not
// given.
func (f *flags) someOf(list *[]string, name, usage string, words []string) {
	f.words[name], f.lists[name] = words, true
	f.Func(name, usage, func(value string) error {
		*list = strings.Split(value, ",")
		for _, word := range *list {
			if !slices.Contains(words, word) {
				f.refuse(name, word, advice(word, words)+", or some with commas between")
			}
		}
		return nil
	})
}

// isSet reports whether the flag stood on the command line.
func (f *flags) isSet(name string) (set bool) {
	f.Visit(func(g *flag.Flag) { set = set || g.Name == name })
	return set
}

// parse parses flags wherever they stand, before, after and between the arguments, and
// returns the arguments. Values that are not allowed are left to verify.
func (f *flags) parse(args []string) (rest []string, err error) {
	for {
		if err := f.Parse(args); err != nil {
			return nil, f.explain(err)
		}
		left := f.Args()
		if len(left) == 0 {
			return rest, nil
		}
		if at := len(args) - len(left); at > 0 && args[at-1] == "--" {
			return append(rest, left...), nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

// explain puts an error of package flag into our words. Flags are written with two dashes,
// and one that is unknown gets a suggestion.
func (f *flags) explain(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	says := err.Error()
	if name, ok := strings.CutPrefix(says, "flag provided but not defined: -"); ok {
		var names []string
		f.VisitAll(func(g *flag.Flag) { names = append(names, g.Name) })
		if near, ok := text.Nearest(name, slices.Values(names)); ok {
			return usagef("unknown flag --%.60s: did you mean --%s?", name, near)
		}
		return usagef("unknown flag --%.60s", name)
	}
	if name, ok := strings.CutPrefix(says, "flag needs an argument: -"); ok {
		value, about := describeFlag(f.Lookup(name))
		return usagef("--%s: want %s, %s", name, value, about)
	}
	if value, name, ok := strings.Cut(strings.TrimPrefix(says, "invalid boolean value "), " for -"); ok {
		name, _, _ = strings.Cut(name, ":")
		return usagef("--%s %s: want true or false, or nothing for true", name, value)
	}
	return usagef("%s", says)
}

// verify returns the error of all that is wrong with the values of the flags.
func (f *flags) verify(t *terminal) error {
	if f.check != nil {
		f.wrong = append(f.wrong, f.check(t)...)
	}
	return usageLines(f.wrong)
}

// setNumber reads a whole number within bounds.
func setNumber(n *int, value string, least, most int) error {
	read, err := strconv.Atoi(value)
	if err != nil || read < least || read > most {
		return fmt.Errorf("want a whole number from %d to %d", least, most)
	}
	*n = read
	return nil
}

// advice says which words there are, and which one of them or of the others was probably
// meant.
func advice(word string, words []string, others ...string) string {
	want := "want " + alternatives(words)
	if near, ok := text.Nearest(word, slices.Values(append(slices.Clone(words), others...))); ok {
		return "did you mean " + near + "? W" + want[1:]
	}
	return want
}

// alternatives lists words: "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
