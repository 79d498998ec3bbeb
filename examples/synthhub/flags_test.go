package main

import (
	"encoding/json"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// TestParse checks that flags may come before, between and after the arguments, and that
// every word after "--" is an argument.
func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, line, n string
		rest          []string
	}{
		{"empty", "", "", nil},
		{"flag only", "--n 1", "1", nil},
		{"between arguments", "a --n 1 b", "1", []string{"a", "b"}},
		{"equals sign", "--n=1 a", "1", []string{"a"}},
		{"one dash", "-n 1 a", "1", []string{"a"}},
		{"after two dashes", "a -- b --n 1", "", []string{"a", "b", "--n", "1"}},
		{"two dashes twice", "--n 1 -- -- b", "1", []string{"--", "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFlags("")
			n := f.String("n", "", "")
			rest, err := f.parse(strings.Fields(c.line))
			if diff := cmp.Diff(c.rest, rest); diff != "" || *n != c.n || err != nil {
				t.Errorf("%q: n is %q, want %q, error %v, arguments (-want +got):\n%s", c.line, *n, c.n, err, diff)
			}
		})
	}
}

// TestManyProblems checks that an error lists at most ten wrong settings.
func TestManyProblems(t *testing.T) {
	t.Parallel()
	err := json.Unmarshal([]byte(`{"states":["AA","BB","CC","DD","EE","FF","GG","HH","JJ","KK","LL","MM"]}`), &synthhub.Settings{})
	f := newFlags("")
	settingsFlags(f)
	lines := usageLines((&settingsBuilder{flags: f}).settingLines(err, fromFlags)).(*usageError).lines
	if len(lines) != 11 || lines[10] != "and 2 more" {
		t.Errorf("%d lines, the last %q; want 11, the last \"and 2 more\"", len(lines), lines[len(lines)-1])
	}
}

// TestFlagWords checks that a flag accepts each of the words that completion offers, and
// all of them at once if its value is a list.
func TestFlagWords(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, c := range commands() {
		flags, _ := c.parameters()
		for _, p := range flags {
			if p.words == nil {
				continue
			}
			checked++
			t.Run(c.name+" "+p.flag, func(t *testing.T) {
				values := p.words
				if p.list {
					values = append(values[:len(values):len(values)], strings.Join(values, ","))
				}
				for _, value := range values {
					f, _ := c.prepare()
					if _, err := f.parse([]string{"--" + p.flag, value}); err != nil || f.problems != nil {
						t.Errorf("--%s %s: %v %q", p.flag, value, err, f.problems)
					}
				}
			})
		}
	}
	if checked < 6 {
		t.Errorf("only %d flags have words", checked)
	}
}

// TestExamples checks the commands and the flags in the examples of the help.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		for _, example := range c.examples {
			t.Run(example, func(t *testing.T) {
				line, _, _ := strings.Cut(strings.NewReplacer("source <(", "", ")", "", " > ", " | ").Replace(example), " | ")
				words := strings.Fields(line)
				if words[0] != "synthhub" || words[1] != c.name && words[1] != "--"+c.name {
					t.Errorf("the example of %s runs another command", c.name)
				}
				f, _ := c.prepare()
				if _, err := f.parse(words[2:]); err != nil || f.problems != nil {
					t.Errorf("%v %q", err, f.problems)
				}
			})
		}
	}
}

// TestVersionsOf checks which version of the module is reported.
func TestVersionsOf(t *testing.T) {
	t.Parallel()
	module := func(path, version string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Path: path, Version: version}}
	}
	for _, c := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"no build information", nil, "(devel)"},
		{"no version", module("github.com/synthhub/synthhub", ""), "(devel)"},
		{"release", module("github.com/synthhub/synthhub", "v1.2.3"), "v1.2.3"},
		{"another main module", module("example.com/other", "v1.2.3"), "(devel)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := versionsOf(c.info); got.Version != c.want {
				t.Errorf("version %s, want %s", got.Version, c.want)
			}
		})
	}
}
