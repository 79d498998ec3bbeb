package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/synthhub/synthhub"
)

// TestCapacity holds that the capacity of a plan is the last number of records that
// the library allows.
func TestCapacity(t *testing.T) {
	for _, s := range []synthhub.Settings{
		{},
		{States: []synthhub.State{synthhub.StateWY}, Vehicles: synthhub.VehicleRange{Max: 4}},
		{States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}},
	} {
		most, limit := capacity(s)
		s.Records = most
		if err := s.Validate(); err != nil || most < 1 || limit == "" {
			t.Errorf("%v: %d records, %q: %v", s.States, most, limit, err)
		}
		s.Records++
		if s.Validate() == nil {
			t.Errorf("%v: %d records are the capacity, but one more is allowed", s.States, most)
		}
	}
}

// TestPlan holds the sizes of a plan to what is written then: to the byte for a small
// dataset, and to 2 percent for one that is scaled up.
func TestPlan(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		records string
		percent int64
	}{{"700", 0}, {"5000", 2}} {
		flags := []string{"generate-snapshot", "--records", c.records, "--vehicles", "1-3", "--format", "csv,json,ndjson", "--output-dir", c.records}
		var p plan
		if err := json.Unmarshal([]byte(output(t, append(flags, "--dry-run", "--json")...)), &p); err != nil {
			t.Fatal(err)
		}
		if len(p.Outputs) != 7 {
			t.Errorf("%d outputs, want 7", len(p.Outputs))
		}
		output(t, flags...)
		for _, o := range p.Outputs {
			info, err := os.Stat(c.records + "/" + o.Name + "_v0_1." + o.Format)
			if err != nil {
				t.Fatal(err)
			}
			off := o.Bytes - info.Size()
			if o.Name == "dataset" && c.percent == 0 {
				off = 0 // the metadata of another number of records have another length
			}
			if max(off, -off) > info.Size()*c.percent/100 {
				t.Errorf("%s records: %s.%s was planned with %d bytes and has %d", c.records, o.Name, o.Format, o.Bytes, info.Size())
			}
		}
	}
}
