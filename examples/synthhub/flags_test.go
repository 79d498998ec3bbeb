package main

import (
	"encoding/json"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// TestParse holds that flags may stand anywhere, and that nothing behind "--" is one.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		line, n string
		rest    []string
	}{
		{"", "", nil},
		{"--n 1", "1", nil},
		{"a --n 1 b", "1", []string{"a", "b"}},
		{"--n=1 a", "1", []string{"a"}},
		{"-n 1 a", "1", []string{"a"}},
		{"a -- b --n 1", "", []string{"a", "b", "--n", "1"}},
		{"--n 1 -- -- b", "1", []string{"--", "b"}},
	} {
		f := newFlags("")
		n := f.String("n", "", "")
		rest, err := f.parse(strings.Fields(c.line))
		if diff := cmp.Diff(c.rest, rest); diff != "" || *n != c.n || err != nil {
			t.Errorf("%q: n is %q, want %q, error %v, arguments (-want +got):\n%s", c.line, *n, c.n, err, diff)
		}
	}
}

// TestManyMistakes holds that of many wrong settings no more than ten are told.
func TestManyMistakes(t *testing.T) {
	err := json.Unmarshal([]byte(`{"states":["AA","BB","CC","DD","EE","FF","GG","HH","JJ","KK","LL","MM"]}`), &synthhub.Settings{})
	f := newFlags("")
	settingsFlags(f)
	lines := usageLines((&givenSettings{flags: f}).settingLines(err, "")).(*usageError).lines
	if len(lines) != 11 || lines[10] != "and 2 more" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// TestFlagWords holds that a flag takes each of the words that completion offers, and all
// at once if they are a list.
func TestFlagWords(t *testing.T) {
	for _, c := range commands() {
		flags, _ := c.blanks()
		for _, b := range flags {
			values := b.words
			if b.list {
				values = append(values[:len(values):len(values)], strings.Join(values, ","))
			}
			for _, value := range values {
				f, _ := c.prepare()
				if _, err := f.parse([]string{"--" + b.flag, value}); err != nil || f.wrong != nil {
					t.Errorf("%s --%s %s: %v %q", c.name, b.flag, value, err, f.wrong)
				}
			}
		}
	}
}

// TestExamples holds that the examples of the help are right as far as flags go.
func TestExamples(t *testing.T) {
	for _, c := range commands() {
		for _, example := range c.examples {
			line, _, _ := strings.Cut(strings.NewReplacer("source <(", "", ")", "", " > ", " | ").Replace(example), " | ")
			words := strings.Fields(line)
			if words[0] != "synthhub" || words[1] != c.name && words[1] != "--"+c.name {
				t.Errorf("%s: example %q", c.name, example)
			}
			f, _ := c.prepare()
			if _, err := f.parse(words[2:]); err != nil || f.wrong != nil {
				t.Errorf("%s: %v %q", example, err, f.wrong)
			}
		}
	}
}

// TestVersionsOf holds where the version of the module comes from.
func TestVersionsOf(t *testing.T) {
	module := func(path, version string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Path: path, Version: version}}
	}
	for _, c := range []struct {
		info *debug.BuildInfo
		want string
	}{
		{nil, "(devel)"},
		{module("github.com/synthhub/synthhub", ""), "(devel)"},
		{module("github.com/synthhub/synthhub", "v1.2.3"), "v1.2.3"},
		{module("example.com/other", "v1.2.3"), "(devel)"},
	} {
		if got := versionsOf(c.info); got.Version != c.want {
			t.Errorf("%+v: version %s, want %s", c.info, got.Version, c.want)
		}
	}
}
