package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/synthhub/synthhub"
)

var samplesCommand = command{
	name: "samples",
	args: "[DIR]",
	doc:  "write five curated records as JSON files",
	more: `The five records are the first household, young driver, retired person, small business
and fleet in a dataset with fixed settings, each in a different state. Without DIR the
command renews the samples of this repository.`,
	examples: []string{"synthhub samples", "synthhub samples /tmp/samples"},
	acts:     true,
	setup:    samples,
}

// samplesDir is the folder of the samples in the repository.
const samplesDir = "examples/samples/" + synthhub.Version

func samples(*flags) action {
	return func(_ context.Context, t *terminal, args []string) error {
		dir := samplesDir
		if len(args) > 1 {
			return usagef("unexpected argument %.60q: want one folder", args[1])
		} else if len(args) == 1 && args[0] == "" {
			return usagef("the name of the folder is empty: want a folder to write into")
		} else if len(args) == 1 {
			dir = args[0]
		} else if _, err := os.Stat(dir); err != nil {
			return usagef("want a folder to write into: there is no %s here", dir)
		}
		g, err := synthhub.NewGenerator(sampleSettings())
		if err != nil {
			return err
		}
		records, err := findSamples(g)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
		for _, f := range sampleFiles(g, records) {
			if err := os.WriteFile(filepath.Join(dir, f.name), f.text, 0o666); err != nil {
				return err
			}
			fmt.Fprintf(t.out, "Wrote %s\n", filepath.ToSlash(filepath.Join(dir, f.name)))
		}
		for _, r := range records {
			fmt.Fprintf(t.out, "record %4d  %s\n", r.Slot, r.Profile.Narrative())
		}
		return nil
	}
}

// sampleSettings returns the settings of the dataset that holds the samples.
func sampleSettings() synthhub.Settings {
	s := synthhub.DefaultSettings()
	s.Vehicles = synthhub.VehicleRange{Min: 1, Max: 8}
	return s
}

// sampleKinds are the kinds of records that the samples show.
var sampleKinds = []struct {
	name    string
	matches func(*synthhub.Record) bool
}{
	{"a household with two vehicles", func(r *synthhub.Record) bool {
		return r.Person.LOBType == synthhub.LinePersonal && r.Person.MaritalStatus == synthhub.MaritalMarried && len(r.Vehicles) == 2
	}},
	{"a young driver", func(r *synthhub.Record) bool {
		return r.Person.LOBType == synthhub.LinePersonal && r.Profile.Age <= 19
	}},
	{"a retired person", func(r *synthhub.Record) bool {
		return r.Person.LOBType == synthhub.LinePersonal && r.Profile.Age >= 70 && r.Person.Occupation == "Retired"
	}},
	{"a small business", func(r *synthhub.Record) bool {
		return r.Person.LOBType == synthhub.LineCommercial && len(r.Vehicles) == 1
	}},
	{"a fleet", func(r *synthhub.Record) bool {
		return r.Person.LOBType == synthhub.LineCommercial && len(r.Vehicles) >= 5
	}},
}

// findSamples returns the first record of each kind, no two of them in one state.
func findSamples(g *synthhub.Generator) (records []synthhub.Record, err error) {
	seen := map[synthhub.State]bool{}
	for _, kind := range sampleKinds {
		var found *synthhub.Record
		for r := range g.All() {
			if kind.matches(r) && !seen[r.Person.State] {
				found = r
				break
			}
		}
		if found == nil {
			return nil, fmt.Errorf("no record of the sample dataset is %s: widen sampleSettings", kind.name)
		}
		seen[found.Person.State] = true
		records = append(records, *found)
	}
	return records, nil
}

// A sampleFile is the name and the content of one file of samples.
type sampleFile struct {
	name string
	text []byte
}

// sampleFiles returns a file for each table, with an array of rows, and one with all
// tables and the settings of the dataset.
func sampleFiles(g *synthhub.Generator, records []synthhub.Record) []sampleFile {
	var files []sampleFile
	s := g.Settings()
	bundle := fmt.Appendf(nil, `{"dataset_version":%q,
"seed":%d,
"vehicles_per_person":{"min":%d,"max":%d},
"record_indexes":[`, s.Version, s.Seed, s.Vehicles.Min, s.Vehicles.Max)
	for i, r := range records {
		if i > 0 {
			bundle = append(bundle, ',')
		}
		bundle = fmt.Append(bundle, r.Slot)
	}
	bundle = append(bundle, ']')
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		files = append(files, sampleFile{name + "_sample.json", append(appendRows(nil, e, records...), '\n')})
		bundle = fmt.Appendf(bundle, ",\n%q:", name)
		bundle = appendRows(bundle, e, records...)
	}
	return append(files, sampleFile{"bundle_sample.json", append(bundle, "}\n"...)})
}
