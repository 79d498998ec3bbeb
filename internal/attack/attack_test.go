package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
)

// TestAttacks carries out every attack: a few tries, or a tenth of them all.
func TestAttacks(t *testing.T) {
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			r, err := a.start(t.Context(), options{seed: 1, tries: testenv.Scale(a.short, a.full/10), only: -1})
			if err != nil {
				t.Fatal(err)
			}
			t.Log(r)
			for _, note := range r.notes {
				t.Log(note)
			}
			for _, broken := range r.failures {
				t.Error(broken)
			}
			if r.counters[0].n.Load() == 0 {
				if len(r.notes) == 0 {
					t.Fatal("nothing was tried, and no note says why")
				}
				t.Skip(r.notes)
			}
		})
	}
}

// TestChangesThatMustBeFound: the changes of ids, places, counts and claims are found without
// Reproduce, and there are enough other changes.
func TestChangesThatMustBeFound(t *testing.T) {
	names, found := map[string]bool{}, 0
	for _, c := range changes() {
		if names[c.name] {
			t.Errorf("two changes are called %q", c.name)
		}
		names[c.name] = true
		if c.found {
			found++
		}
	}
	if len(names) < 35 || found < 25 {
		t.Errorf("%d changes, of which %d must be found; want at least 35 and 25", len(names), found)
	}
}

// TestOneTry: the number of a try decides what it does.
func TestOneTry(t *testing.T) {
	damage := func() string {
		r := &run{options: options{seed: 3}}
		f := folder{"a.csv": {text: []byte("a,b\n1,2\n")}, "b.json": {text: []byte("{}\n")}}
		how := r.try(17).damage(f, f.clone())
		var b bytes.Buffer
		for _, name := range f.names() {
			b.WriteString(name + string(f[name].text))
		}
		return how + b.String()
	}
	if a, b := damage(), damage(); a != b {
		t.Errorf("one try does two things:\n%s\n%s", a, b)
	}
}

// TestOnlyTime: the time of the export is all that a snapshot says and that follows from nothing.
func TestOnlyTime(t *testing.T) {
	snapshot := func(at, seed string) folder {
		return folder{"snapshot_manifest_v0_1.json": {text: []byte("{\n  \"exported_at\": \"" + at + "\",\n  \"seed\": " + seed + "\n}\n")}}
	}
	good := snapshot("2026-01-02T03:04:05Z", "1")
	if !onlyTime(good, snapshot("2026-01-02T03:04:06Z", "1")) {
		t.Error("another time is another snapshot")
	}
	if onlyTime(good, snapshot("2026-01-02T03:04:06Z", "2")) {
		t.Error("another seed is the same snapshot")
	}
}

// TestCommand: the command prints counts and the exit code says what came of them.
func TestCommand(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"one attack", []string{"-seed", "5", "-n", "3", "mutations"}, 0, "mutations, seed 5: "},
		{"one try", []string{"-seed", "5", "-try", "2", "-n", "3", "mutations"}, 0, "0 promises broken"},
		{"help", []string{"-h"}, 0, "usage: attack"},
		{"an unknown attack", []string{"flood"}, 2, `no attack "flood"`},
		{"an unknown flag", []string{"-fast"}, 2, "-fast"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			if code := command(t.Context(), c.args, &out, &out); code != c.code || !strings.Contains(out.String(), c.want) {
				t.Errorf("exit code %d, want %d; output %q, want %q in it", code, c.code, &out, c.want)
			}
		})
	}
}
