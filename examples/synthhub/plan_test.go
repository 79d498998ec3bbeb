package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

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
