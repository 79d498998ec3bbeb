package main

import (
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A base is a good snapshot to damage.
type base struct {
	name  string
	files folder
	with  []synthhub.Entity
}

// newBases exports a snapshot for each way to export one.
func newBases(r *run) (bases []base, err error) {
	tiny := synthhub.Settings{Records: 8, Seed: r.seed, States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}, Vehicles: synthhub.VehicleRange{Min: 1, Max: 2}}
	for _, b := range []struct {
		name string
		opts []export.Option
		with []synthhub.Entity
	}{
		{name: "csv and json"},
		{name: "csv", opts: []export.Option{export.Formats("csv")}},
		{name: "json", opts: []export.Option{export.Formats("json")}},
		{name: "ndjson", opts: []export.Option{export.Formats("ndjson")}},
		{name: "csv and ndjson", opts: []export.Option{export.Formats("csv", "ndjson")}},
		{name: "all formats in two parts", opts: []export.Option{export.Formats("csv", "json", "ndjson"), export.Parts(2)}},
		{name: "csv in three parts", opts: []export.Option{export.Formats("csv"), export.Parts(3)}},
		{name: "part 1 of 2", opts: []export.Option{export.Formats("csv", "ndjson"), export.Part(1, 2)}},
		{name: "part 3 of 3", opts: []export.Option{export.Formats("ndjson"), export.Part(3, 3)}},
		{name: "persons and profiles", opts: []export.Option{export.Tables("persons", "profiles")}},
		{name: "vehicles", opts: []export.Option{export.Tables("vehicles"), export.Formats("csv", "json", "ndjson")}},
		{name: "a user-defined table", opts: []export.Option{export.With(notes()), export.Formats("csv", "json", "ndjson")}, with: []synthhub.Entity{notes()}},
		{name: "a time of export", opts: []export.Option{export.ExportedAt(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))}},
	} {
		tiny.Seed++ // so that a file of another base is another one
		g, err := synthhub.NewGenerator(tiny)
		if err != nil {
			return nil, err
		}
		files, err := exported(r.ctx, r.dir, g, b.opts...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", b.name, err)
		}
		bases = append(bases, base{b.name, files, b.with})
	}
	return bases, nil
}

// exportTime is the only text in a snapshot that follows from nothing else in it.
var exportTime = regexp.MustCompile(`"exported_at": "[^"\n]*"`)

// onlyTime reports whether two folders differ in nothing but the time of the export.
func onlyTime(a, b folder) bool {
	timeless := func(f folder) folder {
		f = f.clone()
		for name, file := range f {
			if strings.HasPrefix(name, "snapshot_manifest_") {
				file.text = exportTime.ReplaceAll(file.text, nil)
				f[name] = file
			}
		}
		return f
	}
	return timeless(a).same(timeless(b))
}

// mutations damages snapshots at random and does not correct a digest. Validation must report
// a finding for every folder that is not the same as before, and never panic or hang.
func mutations(r *run) error {
	changed, found := r.counter("damaged"), r.counter("found")
	same, timeOnly := r.counter("unchanged"), r.counter("with another time of export")
	onDisk := r.counter("checked on a disk")
	bases, err := newBases(r)
	if err != nil {
		return err
	}
	for i, b := range bases {
		rep := r.try(i).check(b.name, b.files.fs(), validate.With(b.with...), validate.Reproduce())
		if rep == nil || rep.Err() != nil {
			return errors.New("the undamaged snapshot of " + b.name + " is not valid")
		}
	}
	r.each(parallel(), func(t *try) {
		b := pick(t.Rand, bases)
		f := b.files.clone()
		what := b.name
		for range 1 + t.IntN(3)*t.IntN(2) {
			what += ", " + t.damage(f, pick(t.Rand, bases).files)
		}
		if f.same(b.files) {
			same.add()
			return
		}
		opts := []validate.Option{validate.With(b.with...), validate.Workers(1 + t.IntN(2))}
		if t.chance(8) {
			opts = append(opts, validate.Reproduce())
		}
		var rep *validate.Report
		if t.chance(16) && runtime.GOOS == "linux" { // elsewhere not every name is possible
			onDisk.add()
			rep = t.checkOnDisk(what, f, opts...)
		} else {
			rep = t.check(what, f.fs(), opts...)
		}
		switch {
		case rep == nil: // a failure already
		case rep.Err() != nil:
			changed.add()
			found.add()
		case onlyTime(f, b.files):
			timeOnly.add()
		default:
			changed.add()
			t.failf("%s: nothing was found", what)
		}
	})
	return nil
}
