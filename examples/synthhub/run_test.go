package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A limitedWriter accepts some bytes and then returns an error, as a pipe to head does.
type limitedWriter struct {
	remaining int
	err       error
}

func (w *limitedWriter) Write(b []byte) (int, error) {
	n := min(len(b), w.remaining)
	w.remaining -= n
	if n < len(b) {
		return n, w.err
	}
	return n, nil
}

// TestWriteErrors checks that a closed pipe is not an error, and that a full disk is one.
func TestWriteErrors(t *testing.T) {
	t.Parallel()
	type failure struct {
		name    string
		err     error
		code    int
		message string
	}
	failures := []failure{
		{"closed pipe in memory", io.ErrClosedPipe, exitSuccess, ""},
		{"full disk", errors.New("no space left on device"), exitFailure, "no space left on device"},
	}
	for _, closed := range closedPipes {
		failures = append(failures, failure{"closed pipe", &fs.PathError{Op: "write", Path: "|1", Err: closed}, exitSuccess, ""})
	}
	for _, c := range failures {
		for _, args := range []string{
			"generate-snapshot --stdout --table vehicles --records 5000",
			"generate-snapshot --stdout --format json --records 5000",
			"describe",
			"help",
		} {
			t.Run(c.name+", "+args, func(t *testing.T) {
				t.Parallel()
				var stderr bytes.Buffer
				code := run(t.Context(), strings.Fields(args), nil, &limitedWriter{100, c.err}, &stderr)
				if code != c.code || !strings.Contains(stderr.String(), c.message) || c.message == "" && stderr.Len() > 0 {
					t.Errorf("exit code %d, standard error %q; want %d, %q", code, stderr.String(), c.code, c.message)
				}
			})
		}
	}
}

// TestInterrupt checks that an interrupted export says what it has left: nothing.
func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct{ args, message string }{
		{"generate-snapshot --output-dir out", "synthhub: interrupted; out was not changed\n"},
		{"generate-snapshot --output-dir out --dry-run", "synthhub: interrupted\n"},
		{"generate-snapshot --stdout --format json", "synthhub: interrupted\n"},
	} {
		t.Run(c.args, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(ctx, strings.Fields(c.args), nil, &stdout, &stderr)
			if code != exitFailure || stderr.String() != c.message {
				t.Errorf("exit code %d, standard error %q, want %q", code, &stderr, c.message)
			}
			if files := tree(t, "."); len(files) > 0 {
				t.Errorf("the export left %q", files)
			}
		})
	}
}

// TestFailedReport checks that a command says that it has written the snapshot if it fails
// later: a signal ends it while nobody reads its output, or the output cannot be written.
func TestFailedReport(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		name    string
		stdout  func(ctx context.Context, interrupt func()) io.Writer
		message string
	}{
		{"interrupt", func(ctx context.Context, interrupt func()) io.Writer {
			return &interruptible{ctx: ctx, w: writerFunc(func([]byte) (int, error) {
				interrupt()
				select {} // a full pipe
			})}
		}, "synthhub: interrupted; out holds the new snapshot\n"},
		{"full disk", func(context.Context, func()) io.Writer {
			return &limitedWriter{0, errors.New("no space left on device")}
		}, "synthhub: no space left on device; out holds the new snapshot\n"},
		{"full disk, and an interrupt", func(_ context.Context, interrupt func()) io.Writer {
			return writerFunc(func([]byte) (int, error) {
				interrupt()
				return 0, errors.New("no space left on device")
			})
		}, "synthhub: no space left on device; out holds the new snapshot\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			stdout := c.stdout(ctx, func() { cancel(errors.New("terminated signal received")) })
			var stderr bytes.Buffer
			code := run(ctx, strings.Fields("generate-snapshot --output-dir out"), nil, stdout, &stderr)
			if code != exitFailure || stderr.String() != c.message {
				t.Errorf("exit code %d, standard error %q, want %q", code, &stderr, c.message)
			}
			output(t, "validate-snapshot", "out", "--reproduce")
		})
	}
}

// TestInterruptedState checks that an interrupted export names the files that it has left.
func TestInterruptedState(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		after error
		want  string
	}{
		{"nothing", nil, "out was not changed"},
		{"a file that cannot be removed", &fs.PathError{Op: "remove", Path: "x", Err: errors.New("denied")}, "out was not changed (context canceled; and then: remove x: denied)"},
		{"a file of somebody else", fmt.Errorf("%w: x", export.ErrOccupied), "out was not changed (context canceled; and then: the folder is occupied: x)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := context.Canceled
			if c.after != nil {
				err = fmt.Errorf("%w; and then: %w", err, c.after)
			}
			if got := interruptedState("out", err); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// A writerFunc is a function as a writer.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

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
