package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/synthhub/synthhub/validate"
)

// deadline is far longer than the validation of a snapshot of a few hundred rows takes.
const deadline = 30 * time.Second

// check validates a folder. It returns nil, and the try has failed, if validation panics, does
// not end, or returns an error: everything that is wrong with a folder must be in the report.
func (t *try) check(what string, fsys fs.FS, opts ...validate.Option) *validate.Report {
	ctx, cancel := context.WithTimeout(t.ctx, deadline)
	defer cancel()
	type outcome struct {
		report *validate.Report
		err    error
		trace  string
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if p := recover(); p != nil {
				o.trace = string(debug.Stack())
			}
			done <- o
		}()
		o.report, o.err = validate.Snapshot(ctx, fsys, opts...)
	}()
	select {
	case o := <-done:
		switch {
		case o.trace != "":
			t.failf("%s: validation panics: %s", what, o.trace)
		case errors.Is(o.err, context.DeadlineExceeded):
			t.failf("%s: validation takes more than %v", what, deadline)
		case o.err != nil && t.ctx.Err() == nil:
			t.failf("%s: error in place of a report: %v", what, o.err)
		}
		return o.report
	case <-time.After(2 * deadline):
		t.failf("%s: validation does not end with its context", what)
		return nil
	}
}

// checkOnDisk is check of a folder that is written to a disk and read through an os.Root.
func (t *try) checkOnDisk(what string, f folder, opts ...validate.Option) *validate.Report {
	parent, err := os.MkdirTemp(t.dir, "checked-")
	if err != nil {
		t.failf("%s: %v", what, err)
		return nil
	}
	defer os.RemoveAll(parent)
	dir := filepath.Join(parent, "snapshot")
	if err := f.write(dir); err != nil {
		t.failf("%s: %v", what, err)
		return nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.failf("%s: %v", what, err)
		return nil
	}
	defer root.Close()
	return t.check(what, root.FS(), opts...)
}
