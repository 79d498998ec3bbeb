package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

// flags are the flags of a command. Unlike a plain FlagSet they collect all wrong values
// before the command fails, and list the allowed words of a value for completion.
type flags struct {
	*flag.FlagSet
	words    map[string][]string // by flag: the words that its value, or each item of it, must be one of
	lists    map[string]bool     // flags whose value is a list of words, separated by commas
	problems []string            // a line for each wrong value
	// check, if it is set, returns further problems once all flags are parsed. The error is that
	// of the context.
	check func(ctx context.Context, t *terminal) (problems []string, err error)
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), words: map[string][]string{}, lists: map[string]bool{}}
	f.SetOutput(io.Discard) // parse returns the error, run prints it
	return f
}

// reject notes a wrong value.
func (f *flags) reject(name, value, advice string) {
	f.problems = append(f.problems, fmt.Sprintf("--%s %.60q: %s", name, value, advice))
}

// value declares a flag. The error of set says which values are allowed.
func (f *flags) value(name, usage string, set func(string) error) {
	f.Func(name, usage, func(value string) error {
		if err := set(value); err != nil {
			f.reject(name, value, err.Error())
		}
		return nil
	})
}

// number declares a flag for a whole number within bounds.
func (f *flags) number(name, usage string, initial, minimum, maximum int) *int {
	n := &initial
	f.value(name, usage, func(value string) error { return setNumber(n, value, minimum, maximum) })
	return n
}

// part declares the flag --part for the number of a part and of all parts.
func (f *flags) part(part, parts *int, usage string) {
	f.value("part", usage, func(text string) error {
		i, n, _ := strings.Cut(text, "/")
		if setNumber(parts, n, 1, 99999) != nil || setNumber(part, i, 1, *parts) != nil {
			return errors.New("want the number of the part and the number of parts, such as 1/4")
		}
		return nil
	})
}

// oneOf declares a flag for one word. Synonyms are accepted too, but neither completed nor
// listed. The result points to an empty string if the flag is not set.
func (f *flags) oneOf(name, usage string, words []string, synonyms ...string) *string {
	f.words[name] = words
	word := new(string)
	f.value(name, usage, func(value string) error {
		if !slices.Contains(words, value) && !slices.Contains(synonyms, value) {
			return errors.New(advice(value, words, synonyms...))
		}
		*word = value
		return nil
	})
	return word
}

// someOf declares a flag for a list of words, separated by commas. The list stays nil if
// the flag is not set.
func (f *flags) someOf(list *[]string, name, usage string, words []string) {
	f.words[name], f.lists[name] = words, true
	f.Func(name, usage, func(value string) error {
		*list = strings.Split(value, ",")
		for _, word := range *list {
			if !slices.Contains(words, word) {
				f.reject(name, word, advice(word, words)+", or several separated by commas")
			}
		}
		return nil
	})
}

// isSet reports whether the command line set the flag.
func (f *flags) isSet(name string) (set bool) {
	f.Visit(func(g *flag.Flag) { set = set || g.Name == name })
	return set
}

// parse parses flags before, after and between the arguments, and returns the arguments.
// verify reports wrong values.
func (f *flags) parse(args []string) (rest []string, err error) {
	for {
		if err := f.Parse(args); err != nil {
			return nil, f.explain(err)
		}
		unparsed := f.Args()
		if len(unparsed) == 0 {
			return rest, nil
		}
		if parsed := len(args) - len(unparsed); parsed > 0 && args[parsed-1] == "--" {
			return append(rest, unparsed...), nil
		}
		rest, args = append(rest, unparsed[0]), unparsed[1:]
	}
}

// explain rewords an error of package flag: it writes flags with two dashes and suggests
// a known flag for an unknown one.
func (f *flags) explain(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	message := err.Error()
	if name, ok := strings.CutPrefix(message, "flag provided but not defined: -"); ok {
		var names []string
		f.VisitAll(func(g *flag.Flag) { names = append(names, g.Name) })
		if near, ok := text.Nearest(name, slices.Values(names)); ok {
			return usagef("unknown flag --%.60s: did you mean --%s?", name, near)
		}
		return usagef("unknown flag --%.60s", name)
	}
	if name, ok := strings.CutPrefix(message, "flag needs an argument: -"); ok {
		value, about := describeFlag(f.Lookup(name))
		return usagef("--%s: want %s, %s", name, value, about)
	}
	if value, name, ok := strings.Cut(strings.TrimPrefix(message, "invalid boolean value "), " for -"); ok {
		name, _, _ = strings.Cut(name, ":")
		return usagef("--%s %s: want true or false; without a value it means true", name, value)
	}
	return usagef("%s", message)
}

// verify returns one error for all problems with the values of the flags, that of the
// context, or nil.
func (f *flags) verify(ctx context.Context, t *terminal) error {
	if f.check != nil {
		problems, err := f.check(ctx, t)
		if err != nil {
			return err
		}
		f.problems = append(f.problems, problems...)
	}
	return usageLines(f.problems)
}

// setNumber parses a whole number within bounds.
func setNumber(n *int, value string, minimum, maximum int) error {
	parsed, err := strconv.Atoi(value)
	if err != nil || parsed < minimum || parsed > maximum {
		return fmt.Errorf("want a whole number from %d to %d", minimum, maximum)
	}
	*n = parsed
	return nil
}

// advice lists the allowed words. If one of them, or of the synonyms, is similar to the
// wrong word, it suggests that one first.
func advice(wrong string, words []string, synonyms ...string) string {
	want := "want " + alternatives(words)
	if near, ok := text.Nearest(wrong, slices.Values(append(slices.Clone(words), synonyms...))); ok {
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
