package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// output runs the program, which must succeed, and returns its standard output.
func output(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := runAll(t, args...)
	if code != exitSuccess {
		t.Fatalf("synthhub %s: exit code %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// runAll runs the program and returns its output and its exit code.
func runAll(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, messages bytes.Buffer
	code = run(t.Context(), args, nil, &out, &messages)
	return out.String(), messages.String(), code
}

// TestShowByID checks that show prints the same record for its position and for each of its
// ids. Only the line that names the row of the id differs.
func TestShowByID(t *testing.T) {
	t.Parallel()
	g, err := synthhub.NewGenerator(synthhub.Settings{Seed: 5, Records: 50, Vehicles: synthhub.VehicleRange{Min: 2}})
	if err != nil {
		t.Fatal(err)
	}
	flags := []string{"show", "--seed", "5", "--records", "50", "--vehicles", "2"}
	r := g.Record(37)
	want := output(t, append(flags, "--index", "37")...)
	if !strings.Contains(want, r.Profile.Narrative()) {
		t.Errorf("the output lacks the narrative %q:\n%s", r.Profile.Narrative(), want)
	}
	for _, c := range []struct {
		row string
		id  uuid.UUID
	}{
		{"the person", r.Person.ID},
		{"vehicle 1 of 2", r.Vehicles[0].ID},
		{"vehicle 2 of 2", r.Vehicles[1].ID},
		{"the profile", r.Profile.ID},
	} {
		t.Run(c.row, func(t *testing.T) {
			want := "The id belongs to " + c.row + " of record 37.\n" + want
			if diff := cmp.Diff(want, output(t, append(flags[:len(flags):len(flags)], "--id", c.id.String())...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestStdout checks that --stdout writes the bytes of the files of a snapshot, and that the
// concatenated parts of a table are the whole table.
func TestStdout(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "snapshot")
	generate := func(t *testing.T, args ...string) string {
		t.Helper()
		return output(t, append([]string{"generate-snapshot", "--records", "1300", "--vehicles", "1-3"}, args...)...)
	}
	generate(t, "--output-dir", dir, "--format", "csv,json,ndjson")
	for _, c := range []struct{ file, args string }{
		{"persons_v0_1.csv", "--table persons"},
		{"vehicles_v0_1.csv", "--table vehicles --format csv --workers 3"},
		{"profiles_v0_1.ndjson", "--table profiles --format ndjson"},
		{"dataset_v0_1.json", "--format json"},
	} {
		t.Run(c.file, func(t *testing.T) {
			got := generate(t, append(strings.Fields(c.args), "--stdout")...)
			if want := read(t, filepath.Join(dir, c.file)); got != want {
				t.Errorf("%s wrote %d bytes, which differ from the %d bytes of %s", c.args, len(got), len(want), c.file)
			}
		})
	}
	t.Run("parts", func(t *testing.T) {
		parts := ""
		for i := range 3 {
			parts += generate(t, "--stdout", "--table", "persons", "--part", fmt.Sprintf("%d/3", i+1))
		}
		if parts != read(t, filepath.Join(dir, "persons_v0_1.csv")) {
			t.Error("the concatenated parts differ from persons_v0_1.csv")
		}
	})
}

// TestConfigText checks that text of a settings file that is not UTF-8 is an error, which says so
// rather than that the file is not JSON.
func TestConfigText(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ name, text, want string }{
		{"a wrong byte", "{\"book\":\"\xff\"}", "--config config.json: byte 9 is not UTF-8: want a settings file in UTF-8, as --print-config prints it"},
		{"a wrong byte in metadata", "{\"notes\":\"\xff\",\"settings\":{}}", "--config config.json: byte 10 is not UTF-8: want a settings file in UTF-8, as --print-config prints it"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "--config config.json: byte 0 is not UTF-8: want a settings file in UTF-8, as --print-config prints it"},
		{"a byte order mark", "\uFEFF{}", "--config config.json: it begins with a byte order mark: want a settings file in UTF-8 without it"},
		{"half a surrogate pair", `{"book":"\ud800"}`, `--config config.json: setting book is "\ud800": want text in UTF-8, with no half of a surrogate pair`},
		{"half a surrogate pair in metadata", `{"settings":{"book":"\ud800"}}`, `--config config.json: setting book is "\ud800": want text in UTF-8, with no half of a surrogate pair`},
	} {
		t.Run(c.name, func(t *testing.T) {
			write(t, "config.json", c.text)
			_, stderr, code := runAll(t, "generate-snapshot", "--config", "config.json", "--print-config")
			if want := "synthhub: " + c.want + " (see 'synthhub help generate-snapshot')\n"; code != exitUsage || stderr != want {
				t.Errorf("exit code %d, standard error %q, want %q", code, stderr, want)
			}
		})
	}
}

// TestRandomize checks that two runs choose different seeds, and that the printed seed
// repeats the run.
func TestRandomize(t *testing.T) {
	t.Parallel()
	randomize := func() (seed, rows string) {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), []string{"generate-snapshot", "--randomize", "--stdout", "--table", "persons"}, nil, &stdout, &stderr); code != exitSuccess {
			t.Fatalf("exit code %d: %s", code, &stderr)
		}
		if _, err := fmt.Sscanf(stderr.String(), "synthhub: chose seed %s", &seed); err != nil {
			t.Fatalf("no seed in %q", &stderr)
		}
		return strings.TrimSuffix(seed, ";"), stdout.String()
	}
	seed, rows := randomize()
	if otherSeed, otherRows := randomize(); otherSeed == seed || otherRows == rows {
		t.Errorf("two runs chose seed %s", seed)
	}
	if again := output(t, "generate-snapshot", "--seed", seed, "--stdout", "--table", "persons"); again != rows {
		t.Errorf("--seed %s does not repeat the run", seed)
	}
}

// TestFlagsOfSettings checks that each field of Settings has a flag, under the name that
// errors about the field use.
func TestFlagsOfSettings(t *testing.T) {
	t.Parallel()
	f := newFlags("")
	settingsFlags(f)
	settings := reflect.TypeFor[synthhub.Settings]()
	for i := range settings.NumField() {
		names := []string{settings.Field(i).Name}
		switch names[0] {
		case "Version", "Extensions": // only --config sets them: see hasFlag
			continue
		case "Contact":
			names = []string{"Contact.Team", "Contact.Email"}
		}
		for _, name := range names {
			if f.Lookup(flagName(name)) == nil {
				t.Errorf("no flag --%s for the field %s", flagName(name), name)
			}
		}
	}
}
