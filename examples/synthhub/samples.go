package main

import (
	"bytes"
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
	more: `They are for looking at and for building against. The five are the first of their kind
in a dataset of fixed settings: a household, a young driver, a retired person, a small
business and a fleet, each in another state. Without DIR the samples of this repository
are written again.`,
	examples: []string{"synthhub samples", "synthhub samples /tmp/samples"},
	setup:    samples,
}

// samplesDir is where the repository has the samples.
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
		records, err := curated(g)
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

// sampleSettings are the settings of the dataset that the samples are from.
func sampleSettings() synthhub.Settings {
	s := synthhub.DefaultSettings()
	s.Vehicles = synthhub.VehicleRange{Min: 1, Max: 8}
	return s
}

// kinds are the kinds of records that the samples show.
var kinds = []struct {
	name string
	is   func(*synthhub.Record) bool
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

// curated returns the first record of each kind, no two of one state.
func curated(g *synthhub.Generator) (records []synthhub.Record, err error) {
	seen := map[synthhub.State]bool{}
	for _, kind := range kinds {
		var found *synthhub.Record
		for r := range g.All() {
			if kind.is(r) && !seen[r.Person.State] {
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

// A sampleFile is one file of samples.
type sampleFile struct {
	name string
	text []byte
}

// sampleFiles renders the samples: an array for each table, and one object with
// all of them and what it takes to make them again.
func sampleFiles(g *synthhub.Generator, records []synthhub.Record) []sampleFile {
	var files []sampleFile
	s := g.Settings()
	bundle := fmt.Appendf(nil, "{\"dataset_version\":%q,\n\"seed\":%d,\n\"vehicles_per_person\":{\"min\":%d,\"max\":%d},\n\"record_indexes\":[", s.Version, s.Seed, s.Vehicles.Min, s.Vehicles.Max)
	for i, r := range records {
		if i > 0 {
			bundle = append(bundle, ',')
		}
		bundle = fmt.Append(bundle, r.Slot)
	}
	bundle = append(bundle, ']')
	for _, e := range synthhub.Entities() {
		rows := []byte("[\n")
		for i := range records {
			rows, _ = e.AppendJSON(rows, ",\n", &records[i])
		}
		rows = append(bytes.TrimSuffix(rows, []byte(",\n")), "\n]"...)
		files = append(files, sampleFile{e.Table().Name() + "_sample.json", append(bytes.Clone(rows), '\n')})
		bundle = fmt.Appendf(bundle, ",\n%q:", e.Table().Name())
		bundle = append(bundle, rows...)
	}
	return append(files, sampleFile{"bundle_sample.json", append(bundle, "}\n"...)})
}
