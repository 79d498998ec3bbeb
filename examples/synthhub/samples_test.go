package main

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// TestSamples compares the sample files of the repository with the generator.
func TestSamples(t *testing.T) {
	const dir = "../samples/" + synthhub.Version
	if *update {
		output(t, "samples", dir)
	}
	g, err := synthhub.NewGenerator(sampleSettings())
	if err != nil {
		t.Fatal(err)
	}
	records, err := findSamples(g)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sampleFiles(g, records) {
		t.Run(f.name, func(t *testing.T) {
			if read(t, dir+"/"+f.name) != string(f.text) {
				t.Error("the file is stale: renew it with go test ./examples/synthhub -run TestSamples -update")
			}
		})
	}
	t.Run("kinds", func(t *testing.T) { checkKinds(t, records) })
	t.Run("parsed", func(t *testing.T) {
		var want, got struct {
			Persons  []synthhub.Person
			Vehicles []synthhub.Vehicle
			Profiles []synthhub.Profile
		}
		for _, r := range records {
			want.Persons, want.Profiles = append(want.Persons, r.Person), append(want.Profiles, r.Profile)
			want.Vehicles = append(want.Vehicles, r.Vehicles...)
		}
		if err := json.Unmarshal([]byte(read(t, dir+"/bundle_sample.json")), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-generator +file):\n%s", diff)
		}
	})
}

// checkKinds checks that the samples are five, of five states and both lines of business,
// with a young driver and a fleet among them.
func checkKinds(t *testing.T, records []synthhub.Record) {
	states, lines := map[synthhub.State]bool{}, map[synthhub.LineOfBusiness]bool{}
	for _, r := range records {
		states[r.Person.State], lines[r.Person.LOBType] = true, true
	}
	if len(records) != 5 || len(states) != 5 || len(lines) != 2 {
		t.Errorf("%d records of %d states and %d lines, want 5, 5 and 2", len(records), len(states), len(lines))
	}
	if !slices.ContainsFunc(records, func(r synthhub.Record) bool { return r.Profile.Age < 20 }) {
		t.Error("no young driver")
	}
	if !slices.ContainsFunc(records, func(r synthhub.Record) bool { return len(r.Vehicles) >= 5 }) {
		t.Error("no fleet")
	}
}
