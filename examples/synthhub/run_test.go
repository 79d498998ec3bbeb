package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// full is a writer whose reader has gone after some bytes, as head goes.
type full struct {
	left int
	err  error
}

func (f *full) Write(b []byte) (int, error) {
	n := min(len(b), f.left)
	f.left -= n
	if n < len(b) {
		return n, f.err
	}
	return n, nil
}

// brokenPipe is what the system says when the reader of a pipe has gone.
func brokenPipe() error {
	if runtime.GOOS == "windows" {
		return syscall.Errno(232) // ERROR_NO_DATA
	}
	return syscall.EPIPE
}

// TestOutputEnds holds that a reader who has seen enough is no error, and a full
// disk is one.
func TestOutputEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		code int
		says string
	}{
		{"closed pipe", &fs.PathError{Op: "write", Path: "|1", Err: brokenPipe()}, exitGood, ""},
		{"full disk", errors.New("no space left on device"), exitFindings, "no space left on device"},
	} {
		for _, args := range []string{
			"generate-snapshot --stdout --table vehicles --records 5000",
			"generate-snapshot --stdout --format json --records 5000",
			"describe",
			"help",
		} {
			var stderr bytes.Buffer
			code := run(t.Context(), strings.Fields(args), nil, &full{100, c.err}, &stderr)
			if code != c.code || !strings.Contains(stderr.String(), c.says) || c.says == "" && stderr.Len() > 0 {
				t.Errorf("%s, %s: exit code %d, standard error %q; want %d, %q", args, c.name, code, stderr.String(), c.code, c.says)
			}
		}
	}
}

// TestInterrupt holds that an interrupted export says so and leaves nothing behind.
func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"generate-snapshot", "--output-dir", "out"}, nil, &stdout, &stderr)
	if code != exitFindings || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit code %d, standard error %q", code, &stderr)
	}
	if left := tree(t, "."); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// output runs the program, which must do well, and returns what it printed.
func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), args, nil, &stdout, &stderr); code != exitGood {
		t.Fatalf("synthhub %s: exit code %d: %s", strings.Join(args, " "), code, &stderr)
	}
	return stdout.String()
}

// TestShowByID holds that a card is the same by position and by each of its ids, but for a
// line that says which row has the id.
func TestShowByID(t *testing.T) {
	g, err := synthhub.NewGenerator(synthhub.Settings{Seed: 5, Records: 50, Vehicles: synthhub.VehicleRange{Min: 2}})
	if err != nil {
		t.Fatal(err)
	}
	flags := []string{"show", "--seed", "5", "--records", "50", "--vehicles", "2"}
	r := g.Record(37)
	want := output(t, append(flags, "--index", "37")...)
	if !strings.Contains(want, r.Profile.Narrative()) {
		t.Errorf("the card lacks the narrative %q:\n%s", r.Profile.Narrative(), want)
	}
	for id, row := range map[uuid.UUID]string{r.Person.ID: "the person", r.Vehicles[0].ID: "vehicle 1 of 2", r.Vehicles[1].ID: "vehicle 2 of 2", r.Profile.ID: "the profile"} {
		want := "The id is that of " + row + " of record 37.\n" + want
		if diff := cmp.Diff(want, output(t, append(flags, "--id", id.String())...)); diff != "" {
			t.Errorf("by id %v (-want +got):\n%s", id, diff)
		}
	}
}

// TestRowsAreThoseOfTheSnapshot holds that --stdout writes what a snapshot holds,
// and that parts put together are the whole.
func TestRowsAreThoseOfTheSnapshot(t *testing.T) {
	t.Chdir(t.TempDir())
	flags := []string{"generate-snapshot", "--records", "1300", "--vehicles", "1-3"}
	output(t, append(flags, "--output-dir", "out", "--format", "csv,json,ndjson")...)
	for _, c := range []struct{ file, args string }{
		{"persons_v0_1.csv", "--table persons"},
		{"vehicles_v0_1.csv", "--table vehicles --format csv --workers 3"},
		{"profiles_v0_1.ndjson", "--table profiles --format ndjson"},
		{"dataset_v0_1.json", "--format json"},
	} {
		got := output(t, append(append(flags, "--stdout"), strings.Fields(c.args)...)...)
		if want := read(t, "out/"+c.file); got != want {
			t.Errorf("%s: %d bytes that are not the %d of %s", c.args, len(got), len(want), c.file)
		}
	}
	parts := ""
	for i := range 3 {
		parts += output(t, append(flags, "--stdout", "--table", "persons", "--part", fmt.Sprintf("%d/3", i+1))...)
	}
	if parts != read(t, "out/persons_v0_1.csv") {
		t.Error("the parts put together are not persons_v0_1.csv")
	}
}

// TestRandomize holds that two runs choose different seeds, and that the seed told
// repeats the run.
func TestRandomize(t *testing.T) {
	lot := func() (seed, rows string) {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"generate-snapshot", "--randomize", "--stdout", "--table", "persons"}, nil, &stdout, &stderr); code != exitGood {
			t.Fatalf("exit code %d: %s", code, &stderr)
		}
		if _, err := fmt.Sscanf(stderr.String(), "synthhub: chose seed %s", &seed); err != nil {
			t.Fatalf("no seed in %q", &stderr)
		}
		return strings.TrimSuffix(seed, ";"), stdout.String()
	}
	seed, rows := lot()
	if other, same := lot(); other == seed || same == rows {
		t.Errorf("two runs chose seed %s", seed)
	}
	if again := output(t, "generate-snapshot", "--seed", seed, "--stdout", "--table", "persons"); again != rows {
		t.Errorf("--seed %s does not repeat the run", seed)
	}
}

// TestFlagsOfSettings holds that each field of Settings can be said with a flag, and
// that errors about a field name that flag.
func TestFlagsOfSettings(t *testing.T) {
	fs := newFlags("")
	settingsFlags(fs)
	settings := reflect.TypeFor[synthhub.Settings]()
	for i := range settings.NumField() {
		names := []string{settings.Field(i).Name}
		switch names[0] {
		case "Version", "Extensions", "PersonalOnly": // see settingLines; a commercial share of 0
			continue
		case "Contact":
			names = []string{"Contact.Team", "Contact.Email"}
		}
		for _, name := range names {
			if fs.Lookup(flagName(name)) == nil {
				t.Errorf("no flag --%s for the field %s", flagName(name), name)
			}
		}
	}
}

// TestSamples holds that the sample files of the repository are what the command
// writes, and that they show what they are meant to.
func TestSamples(t *testing.T) {
	const dir = "../samples/" + synthhub.Version
	if *update {
		output(t, "samples", dir)
	}
	g, err := synthhub.NewGenerator(sampleSettings())
	if err != nil {
		t.Fatal(err)
	}
	records, err := curated(g)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sampleFiles(g, records) {
		if read(t, dir+"/"+f.name) != string(f.text) {
			t.Errorf("%s is stale: renew it with go test ./examples/synthhub -run TestSamples -update", f.name)
		}
	}
	var bundle struct {
		Persons  []synthhub.Person
		Vehicles []synthhub.Vehicle
		Profiles []synthhub.Profile
	}
	if err := json.Unmarshal([]byte(read(t, dir+"/bundle_sample.json")), &bundle); err != nil {
		t.Fatal(err)
	}
	var vehicles []synthhub.Vehicle
	states, lines := map[synthhub.State]bool{}, map[synthhub.LineOfBusiness]bool{}
	young, fleet := false, false
	for i, r := range records {
		vehicles = append(vehicles, r.Vehicles...)
		states[r.Person.State], lines[r.Person.LOBType] = true, true
		young, fleet = young || r.Profile.Age < 20, fleet || len(r.Vehicles) >= 5
		if diff := cmp.Diff(r.Person, bundle.Persons[i]); diff != "" {
			t.Errorf("person %d (-generator +file):\n%s", i, diff)
		}
		if diff := cmp.Diff(r.Profile, bundle.Profiles[i]); diff != "" {
			t.Errorf("profile %d (-generator +file):\n%s", i, diff)
		}
	}
	if diff := cmp.Diff(vehicles, bundle.Vehicles); diff != "" {
		t.Errorf("vehicles (-generator +file):\n%s", diff)
	}
	if len(records) != 5 || len(states) != 5 || len(lines) != 2 || !young || !fleet {
		t.Errorf("%d records of %d states and %d lines, young driver %v, fleet %v: want 5, 5, 2 and both", len(records), len(states), len(lines), young, fleet)
	}
}

// TestGrouped holds how numbers are written.
func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 100_000: "100,000", -1234567: "-1,234,567", 1 << 40: "1,099,511,627,776"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %s, want %s", n, got, want)
		}
	}
}

// TestQuoted holds that a path can be pasted into a shell.
func TestQuoted(t *testing.T) {
	for path, want := range map[string]string{"a/b_c-1.2": "a/b_c-1.2", "": "''", "a b": "'a b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'"} {
		if got := quoted(path); got != want {
			t.Errorf("quoted(%q) = %s, want %s", path, got, want)
		}
	}
}
