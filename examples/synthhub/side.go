package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/validate"
)

// A side is a dataset that a command line names: the folder of a snapshot, a zip file of one, a saved profile,
// or CSV files.
type side struct {
	arg   string
	fs    fs.FS    // of a folder or a zip file
	file  *os.File // a zip file or a saved profile
	size  int64
	saved bool // whether it is a saved profile
	csv   []csvFile
	close func() error
}

// wantSide says what a side can be.
const wantSide = "want the folder of a snapshot, a zip file, a saved profile FILE.json, or persons=FILE.csv"

// openSide opens a side. The error is a usage error.
func openSide(arg string) (*side, error) {
	s := &side{arg: arg, close: func() error { return nil }}
	if files, ok, err := csvFiles(arg); ok {
		s.csv = files
		return s, err
	}
	if info, err := os.Stat(arg); err != nil || info.IsDir() {
		root, err := os.OpenRoot(arg)
		if err != nil {
			return nil, usagef("%.200q: %v: %s", arg, errors.Unwrap(err), wantSide)
		}
		s.fs, s.close = folderFS{root}, root.Close
		return s, nil
	}
	f, info, err := openFile(arg)
	if err != nil {
		return nil, usagef("%.200q: %v: %s", arg, errors.Unwrap(err), wantSide)
	}
	s.file, s.size, s.close = f, info.Size(), f.Close
	if strings.EqualFold(filepath.Ext(arg), ".json") {
		s.saved = true
		return s, nil
	}
	if s.fs, err = zip.NewReader(f, s.size); err != nil {
		f.Close()
		return nil, s.notSnapshot()
	}
	return s, nil
}

// openSides opens both sides of a comparison.
func openSides(args []string) (a, b *side, err error) {
	if len(args) != 2 {
		return nil, nil, usagef("want two datasets, each %s", strings.TrimPrefix(wantSide, "want "))
	}
	if a, err = openSide(args[0]); err != nil {
		return nil, nil, err
	}
	if b, err = openSide(args[1]); err != nil {
		a.close()
		return nil, nil, err
	}
	return a, b, nil
}

// notSnapshot returns the error about a file that is neither a zip file nor a saved profile.
func (s *side) notSnapshot() error {
	if strings.EqualFold(filepath.Ext(s.arg), ".csv") {
		return usagef("%.200q: want the name of its table too, such as persons=%s", s.arg, quotedPath(s.arg))
	}
	return usagef("%.200q: %s%s", s.arg, wantSide, extractFirst(s.arg))
}

// isSnapshot reports whether the side is a folder or a zip file.
func (s *side) isSnapshot() bool { return s.fs != nil }

// profile returns the profile of the side, and of a snapshot what its validation found.
func (s *side) profile(ctx context.Context, opts ...report.Option) (p *report.Profile, checked *validate.Report, err error) {
	switch {
	case s.csv != nil:
		p, err = s.csvProfile(ctx, opts)
	case s.saved:
		if p, err = report.Read(s.file); errors.Is(err, report.ErrProfile) {
			err = usagef("%.200q: %s: want a profile that synthhub report --json saved", s.arg, withoutPackage(err))
		}
	case s.file != nil:
		p, checked, err = report.Zip(ctx, s.file, s.size, opts...)
	default:
		p, checked, err = report.Snapshot(ctx, s.fs, opts...)
	}
	if errors.Is(err, zip.ErrFormat) {
		err = s.notSnapshot()
	}
	if err != nil {
		return nil, checked, err
	}
	if s.isSnapshot() {
		p.Tables = withRows(p.Tables)
	}
	return p, checked, nil
}

// withRows returns the tables that have rows: a snapshot may have only some of the tables.
func withRows(tables []*report.Table) (list []*report.Table) {
	for _, t := range tables {
		if t.Rows+t.Unreadable > 0 {
			list = append(list, t)
		}
	}
	return list
}

// rows returns the rows of a table of a snapshot or of CSV files.
func (s *side) rows(e synthhub.Entity) rowdiff.Rows {
	var r rowdiff.Rows
	switch {
	case s.csv != nil:
		for _, f := range s.csv {
			if f.table == e.Table().Name() {
				r = rowdiff.MappedCSV(e, f.columns, func() (io.ReadCloser, error) { return f.open() })
			}
		}
	case s.file != nil:
		r = rowdiff.Zip(s.file, s.size, e)
	default:
		r = rowdiff.Snapshot(s.fs, e)
	}
	return r.Named(s.arg)
}

// tables returns the names of the tables that the side has and this program knows. The error is a usage error.
func (s *side) tables() (names []string, err error) {
	if s.csv != nil {
		for _, f := range s.csv {
			names = append(names, f.table)
		}
		return names, nil
	}
	listed, err := rowdiff.Tables(s.fs)
	if err != nil {
		why := err.Error()
		if _, after, found := strings.Cut(why, rowdiff.ErrSnapshot.Error()+": "); found {
			why = after
		}
		return nil, usagef("%.200q: %.400s: want the folder of a snapshot, or a zip file", s.arg, why)
	}
	for _, name := range tableNames() {
		if slices.Contains(listed, name) {
			names = append(names, name)
		}
	}
	if names == nil {
		return nil, usagef("%.200q: its manifest lists no table of %s", s.arg, alternatives(tableNames()))
	}
	return names, nil
}

// withoutPackage returns the text of an error of package report without the name of the package.
func withoutPackage(err error) string { return strings.TrimPrefix(err.Error(), "report: ") }

// rewordSide turns an error of a comparison that is about its input into a usage error.
func rewordSide(err error) error {
	for _, wrong := range []error{report.ErrFile, report.ErrOption, rowdiff.ErrHeader, rowdiff.ErrTable, rowdiff.ErrSnapshot, rowdiff.ErrOption} {
		if errors.Is(err, wrong) {
			return usagef("%s", withoutPackage(err))
		}
	}
	return err
}

// noRows returns the error about a side without a row that can be read.
func (s *side) noRows() error {
	return usagef("%.200q: no row of it can be read: synthhub validate-snapshot %s says why", s.arg, quotedPath(s.arg))
}

// note returns a line about what the validation of a side found, or nothing.
func (s *side) note(checked *validate.Report) string {
	if checked == nil || checked.Err() == nil {
		return ""
	}
	return fmt.Sprintf("%s has findings: synthhub validate-snapshot %s lists them", s.arg, quotedPath(s.arg))
}
