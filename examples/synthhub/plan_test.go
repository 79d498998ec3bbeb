package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// TestCapacity checks that the capacity of a plan is the maximum number of records that the
// library allows.
func TestCapacity(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		settings synthhub.Settings
	}{
		{"all states", synthhub.Settings{}},
		{"Wyoming, fleets", synthhub.Settings{States: []synthhub.State{synthhub.StateWY}, Vehicles: synthhub.VehicleRange{Max: 4}}},
		{"two states", synthhub.Settings{States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.settings
			maximum, reason := capacity(s)
			s.Records = maximum
			if err := s.Validate(); err != nil || maximum < 1 || reason == "" {
				t.Errorf("%d records, %q: %v", maximum, reason, err)
			}
			s.Records++
			if s.Validate() == nil {
				t.Errorf("%d records are the capacity, but one more is allowed", maximum)
			}
		})
	}
}

// TestPlan compares the sizes of a plan with the files of the snapshot: they are exact for
// a small dataset, and within 2 percent for a dataset whose sizes are scaled up.
func TestPlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, records    string
		tolerancePercent int64
	}{{"exact", "700", 0}, {"scaled up", "5000", 2}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "snapshot")
			flags := []string{"generate-snapshot", "--records", c.records, "--vehicles", "1-3", "--format", "csv,json,ndjson", "--output-dir", dir}
			var p plan
			if err := json.Unmarshal([]byte(output(t, append(flags, "--dry-run", "--json")...)), &p); err != nil {
				t.Fatal(err)
			}
			if len(p.Outputs) != 7 {
				t.Errorf("%d outputs, want 7", len(p.Outputs))
			}
			output(t, flags...)
			for _, o := range p.Outputs {
				info, err := os.Stat(filepath.Join(dir, o.Name+"_v0_1."+o.Format))
				if err != nil {
					t.Fatal(err)
				}
				deviation := o.Bytes - info.Size()
				if max(deviation, -deviation) > info.Size()*c.tolerancePercent/100 {
					t.Errorf("%s.%s was planned with %d bytes and has %d", o.Name, o.Format, o.Bytes, info.Size())
				}
			}
		})
	}
}

// TestPlanOfRefusal checks that a plan says what a run would be refused for, with the exit code
// of the run, and changes no file.
func TestPlanOfRefusal(t *testing.T) {
	t.Chdir(t.TempDir())
	output(t, "generate-snapshot", "--seed", "1", "--output-dir", "other")
	for _, err := range []error{
		os.MkdirAll("parent/child", 0o777), os.WriteFile("file", nil, 0o666), os.Symlink("nowhere", "link"), os.Mkdir("empty", 0o777),
		os.WriteFile("file.zip", nil, 0o666), os.Mkdir("empty.tar", 0o777),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args string
		code int
	}{
		{"--output-dir new --parts 201", exitUsage},
		{"--output-dir new --part 1/201", exitUsage},
		{"--output-dir new --part 1/4 --format json", exitUsage},
		{"--output-dir .", exitUsage},
		{"--output-dir /", exitUsage},
		{"--output-dir file", exitUsage},
		{"--output-dir file/new", exitUsage},
		{"--output-dir link", exitUsage},
		{"--output-dir parent --overwrite", exitFailure},
		{"--output-dir other", exitFailure},
		{"--output-dir other --overwrite", exitSuccess},
		{"--output-dir new", exitSuccess},
		{"--output-dir empty", exitSuccess},
		{"--output other --seed 3", exitFailure},
		{"--output file.zip", exitFailure},
		{"--output file.zip --overwrite", exitSuccess},
		{"--output empty.tar", exitUsage},
		{"--output file/new.zip", exitUsage},
		{"--output new.zip --parts 201", exitUsage},
		{"--output new.tar", exitSuccess},
		{"--output - --parts 201", exitUsage},
	} {
		t.Run(c.args, func(t *testing.T) {
			args := append([]string{"generate-snapshot"}, strings.Fields(c.args)...)
			before := tree(t, ".")
			asText, stderr, code := runAll(t, append(args, "--dry-run")...)
			if code != c.code || stderr != "" {
				t.Errorf("the plan: exit code %d, standard error %q; want %d and nothing", code, stderr, c.code)
			}
			asJSON, _, code := runAll(t, append(args, "--dry-run", "--json")...)
			if code != c.code {
				t.Errorf("the plan as JSON: exit code %d, want %d", code, c.code)
			}
			var p plan
			if err := json.Unmarshal([]byte(asJSON), &p); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, tree(t, ".")); diff != "" {
				t.Errorf("the plan changed files (-before +after):\n%s", diff)
			}
			status := p.Folder + p.Archive
			_, message, code := runAll(t, args...)
			if code != c.code {
				t.Errorf("the run: exit code %d, want %d: %s", code, c.code, message)
			}
			message, _, _ = strings.Cut(strings.TrimPrefix(message, "synthhub: "), " (see ")
			if message = strings.TrimSpace(message); c.code != exitSuccess && status != "would not be written: "+message {
				t.Errorf("the plan says %q, and the run %q", status, message)
			}
			if _, last, _ := strings.Cut(asText, "\nThe "+p.noun()+" "); last != status+".\n" {
				t.Errorf("the plan as JSON says %q, and as text:\n%s", status, asText)
			}
		})
	}
}

// noun returns what a plan calls its destination.
func (p *plan) noun() string {
	switch {
	case p.Archive == "":
		return "folder"
	case p.Output == "-":
		return "stream"
	}
	return "file"
}
