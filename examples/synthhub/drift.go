package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/validate"
)

var driftCommand = command{
	name: "drift",
	args: "A B",
	doc:  "compare what two datasets hold, and fail if they have drifted apart",
	more: `A and B are each the folder of a snapshot, a zip file of one, a profile that report --json
saved, or CSV files from elsewhere: persons=FILE.csv, or for several tables
persons=p.csv,vehicles=v.csv. The command compares the settings, the tables and columns,
the values of each column, and how columns move together. The verdict is none, slight,
moderate or large: docs/REPORT.md says how it is decided. Two samples of one distribution
do not alarm, whatever their size. The exit code is 1 if the verdict reaches --fail-on.

CSV files may hold real data: no row of them is shown, no word that few rows have, and
no range, unless --synthetic says that they have none. --map names their columns.

If both are snapshots of the same book and seed, their rows have keys in common. Then the
command also counts which rows were added, removed and changed. The verdict does not
depend on that; diff shows all changes.`,
	examples: []string{
		"synthhub drift last-week this-week --fail-on moderate",
		"synthhub drift before.zip after.zip --output drift.html --open",
		"synthhub drift profile.json data/snapshots/v0.1 --ignore persons.occupation",
		"synthhub drift data/snapshots/v0.1 persons=people.csv --map dob=date_of_birth,zip=postal_code",
		"synthhub drift last-week this-week --json > drift.json",
	},
	acts:  true,
	setup: driftSides,
}

// A drifting is a run of the command drift.
type drifting struct {
	flags                         *flags
	csv                           csvFlags
	failOn, ignore, output        *string
	overwrite, open, asJSON, rows *bool
	workers                       *int
}

// never is the value of --fail-on with which no verdict fails.
const never = "never"

func driftSides(f *flags) action {
	d := &drifting{flags: f}
	d.failOn = f.oneOf("fail-on", "VERDICT: the least verdict with which the exit code is 1: large, moderate, slight or never (default large)",
		[]string{report.Large.String(), report.Moderate.String(), report.Slight.String(), never})
	d.ignore = f.String("ignore", "", "NAMES: leave out columns, such as occupation or persons.occupation, and tables, such as vehicles, separated by commas")
	d.output = f.String("output", "", "FILE: write the comparison as a page too")
	d.overwrite = f.Bool("overwrite", false, "replace a file that is not of this command")
	d.open = f.Bool("open", false, "open the page in the browser")
	d.asJSON = f.Bool("json", false, "print the comparison as JSON")
	d.rows = f.Bool("rows", false, "compare the rows by key too, or with --rows=false do not (default if both are snapshots of the same book and seed)")
	d.workers = f.number("workers", "N: number of goroutines (default one per core)", 0, 0, 1024)
	d.csv.mapFlag(f)
	d.csv.profileFlags(f)
	return func(ctx context.Context, t *terminal, args []string) error {
		a, b, err := openSides(args)
		if err != nil {
			return err
		}
		defer a.close()
		defer b.close()
		if *d.asJSON { // otherwise the exit code is a result too
			if err := t.checkOutput(); err != nil {
				return err
			}
		}
		out := &textFile{path: *d.output, flag: "output", overwrite: *d.overwrite}
		if err := d.check(out, a, b); err != nil {
			return err
		}
		return d.run(ctx, t, a, b, out)
	}
}

// check returns an error that names flags that do not fit each other or the sides.
func (d *drifting) check(out *textFile, a, b *side) error {
	switch {
	case *d.open && !d.flags.isSet("output"):
		return usagef("--open: want --output FILE too, the page to open")
	case *d.overwrite && !d.flags.isSet("output"):
		return usagef("--overwrite: want --output FILE too, the file to replace")
	case out.path == "-":
		return usagef("--output -: want the name of a file; --json prints the comparison to standard output")
	}
	for _, s := range []*side{a, b} {
		if *d.rows && s.saved {
			return usagef("--rows: %.200q is a saved profile, which has no rows: want the snapshot", s.arg)
		}
	}
	if err := d.csv.apply(a, b); err != nil {
		return err
	}
	if d.flags.isSet("output") {
		return out.check(append(a.paths(), b.paths()...)...)
	}
	return nil
}

// paths returns the folder or the files of the side. The folder of a CSV file is one of them if it is that of a
// snapshot: any other file in it would be a finding.
func (s *side) paths() (paths []string) {
	for _, f := range s.csv {
		paths = append(paths, f.name)
		if dir := filepath.Dir(realPath(f.name)); hasManifest(dir) {
			paths = append(paths, dir)
		}
	}
	if s.csv == nil {
		paths = append(paths, s.arg)
	}
	return paths
}

// hasManifest reports whether a folder has the manifest of a snapshot.
func hasManifest(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		ok, _ := path.Match("snapshot_manifest_*.json", e.Name())
		return ok
	})
}

// run compares the sides and reports the result. The error is errFindings if the verdict reaches --fail-on.
func (d *drifting) run(ctx context.Context, t *terminal, a, b *side, out *textFile) error {
	if out.path != "" {
		t.state = out.path + " was not changed"
	}
	p, notesA, err := d.profile(ctx, t, a)
	if err != nil {
		return err
	}
	q, notesB, err := d.profile(ctx, t, b)
	if err != nil {
		return err
	}
	opts := []report.Option{report.Ignore(d.ignored()...)}
	if d.wantsRows(a, b, p, q) {
		diffs, err := d.compareRows(ctx, a, b, p, q)
		if err != nil {
			return rewordSide(err)
		}
		opts = append(opts, report.Rows(diffs...))
	}
	drift, err := report.Compare(p, q, opts...)
	if errors.Is(err, report.ErrOption) {
		return usagef("--ignore: %s", strings.TrimPrefix(withoutPackage(err), report.ErrOption.Error()+": "))
	}
	if err == nil && out.path != "" {
		if err = drift.WriteHTML(&out.text); err == nil {
			err = out.write(ctx)
		}
		if err == nil {
			t.state = out.path + " holds the new page"
		}
	}
	if err != nil {
		return err
	}
	failed := d.fails(drift.Verdict)
	err = d.print(t, drift, append(notesA, notesB...), out, failed)
	if err == nil && *d.open {
		err = errors.Join(t.out.Flush(), openBrowser(ctx, out.path))
	}
	if failed {
		return t.findings(err)
	}
	return err
}

// profile returns the profile of a side, under the name that the command line gives it, and its notes.
func (d *drifting) profile(ctx context.Context, t *terminal, s *side) (*report.Profile, []string, error) {
	opts := []report.Option{report.Workers(*d.workers)}
	if s.csv != nil {
		opts = append(opts, d.csv.options()...)
	}
	p, checked, err := profileWithProgress(ctx, t, s, opts...)
	if errors.Is(err, report.ErrNoRows) {
		return nil, nil, s.noRows()
	}
	if err != nil {
		return nil, nil, rewordSide(err)
	}
	p.Title = s.arg
	return p, s.notes(p, checked), nil
}

// notes returns what a comparison says of a side besides its counts.
func (s *side) notes(p *report.Profile, checked *validate.Report) (notes []string) {
	if note := s.note(checked); note != "" {
		notes = append(notes, note)
	}
	return notes
}

// ignored returns the columns and tables to leave out.
func (d *drifting) ignored() []string {
	if *d.ignore == "" {
		return nil
	}
	return strings.Split(*d.ignore, ",")
}

// fails reports whether the verdict reaches --fail-on.
func (d *drifting) fails(verdict report.Verdict) bool {
	if *d.failOn == never {
		return false
	}
	least, err := report.ParseVerdict(d.failOnWord())
	return err == nil && verdict >= least
}

// failOnWord returns the value of --fail-on, or its default.
func (d *drifting) failOnWord() string {
	if *d.failOn == "" {
		return report.Large.String()
	}
	return *d.failOn
}

// wantsRows reports whether rows are compared by key: if the command line says so, or if it does not and
// both are snapshots with keys in common.
func (d *drifting) wantsRows(a, b *side, p, q *report.Profile) bool {
	if d.flags.isSet("rows") {
		return *d.rows
	}
	if !a.isSnapshot() || !b.isSnapshot() || p.Settings == nil || q.Settings == nil {
		return false
	}
	s, u := p.Settings.Effective(), q.Settings.Effective()
	return s.Version == u.Version && s.Book == u.Book && s.Seed == u.Seed
}

// compareRows compares the rows of the tables that both sides have. If one may be real data, the result has
// neither keys nor values.
func (d *drifting) compareRows(ctx context.Context, a, b *side, p, q *report.Profile) (diffs []*rowdiff.Diff, err error) {
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		if p.Table(name) == nil || q.Table(name) == nil || slices.Contains(d.ignored(), name) {
			continue
		}
		opts := []rowdiff.Option{rowdiff.Workers(*d.workers)}
		if p.Private || q.Private {
			opts = append(opts, rowdiff.CountsOnly())
		}
		var without []string
		for _, c := range e.Table().Columns() {
			if ignored := d.ignored(); !c.Key && (slices.Contains(ignored, c.Name) || slices.Contains(ignored, name+"."+c.Name)) {
				without = append(without, c.Name)
			}
		}
		diff, err := rowdiff.Compare(ctx, a.rows(e), b.rows(e), append(opts, rowdiff.Without(without...))...)
		if err != nil {
			return nil, err
		}
		diffs = append(diffs, diff)
	}
	return diffs, nil
}
