package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/synthhub/synthhub/validate"
)

var validateChangesCommand = command{
	name: "validate-changes",
	args: "DIR",
	doc:  "check whether changes are well-formed, coherent, intact, reproducible and fit a snapshot",
	more: `DIR is a folder of generate-changes. The command answers the questions of
validate-snapshot: are lines, rows and files well-formed, coherent and intact? Rows before
are checked on the first day, rows after on the last. With --reproduce: are the changes
exactly those that the settings give between the two days, with nothing missing?

With --snapshot, it finds out too whether the changes can be applied to a snapshot: it must
be of the same book and settings and of the first day, have every row before, byte for byte,
and no row that is created. Validate the snapshot on its own first.

The command reads nothing outside of the folders. The exit code is 1 if an answer is no.`,
	examples: []string{
		"synthhub validate-changes data/changes/v0.1",
		"synthhub validate-changes data/changes/v0.1 --reproduce",
		"synthhub validate-changes months/2025-01-01_2025-02-01 --snapshot data/snapshots/v0.1",
	},
	acts:  true,
	setup: validateChanges,
}

func validateChanges(f *flags) action {
	v := validationFlags(f, "generate the changes again and compare every byte")
	snapshot := f.String("snapshot", "", "DIR: the snapshot that the changes are to be applied to")

	return func(ctx context.Context, t *terminal, args []string) error {
		if len(args) != 1 {
			return usagef("want one folder, such as data/changes/v0.1")
		}
		root, err := os.OpenRoot(args[0])
		if err != nil {
			return usagef("%.200q: %v: want a folder with changes", args[0], errors.Unwrap(err))
		}
		defer root.Close()
		opts := v.options()
		if f.isSet("snapshot") {
			into, err := os.OpenRoot(*snapshot)
			if err != nil {
				return usagef("--snapshot %.200q: %v: want the folder of a snapshot", *snapshot, errors.Unwrap(err))
			}
			defer into.Close()
			opts = append(opts, validate.AppliesTo(folderFS{into}))
		}
		report, err := validate.Changes(ctx, folderFS{root}, opts...)
		if errors.Is(err, validate.ErrOption) {
			return v.wrongSHA256()
		}
		if err != nil {
			return err
		}
		if err := printReport(t, report, *v.asJSON); err != nil || *v.asJSON {
			return err
		}
		return reportChanges(t, report, args[0], *snapshot, *v.reproduce)
	}
}

// printReport prints a report. The error is errFindings if it has findings.
func printReport(t *terminal, report *validate.Report, asJSON bool) (err error) {
	if asJSON {
		err = printJSON(t.out, report)
	} else {
		err = report.WriteText(t.out)
	}
	if err == nil && report.Err() != nil {
		err = errFindings
	}
	return err
}

// reportChanges says in a line what was found out about changes without findings.
func reportChanges(t *terminal, report *validate.Report, path, snapshot string, reproduced bool) (err error) {
	switch {
	case len(report.Notes) > 0:
		_, err = fmt.Fprintf(t.out, "%s has no findings, but some of it could not be checked: see the notes.\n", path)
	case reproduced:
		_, err = fmt.Fprintf(t.out, "%s has exactly the changes of dataset %s, reproduced byte for byte.\n", path, report.DatasetVersion)
	default:
		_, err = fmt.Fprintf(t.out, "%s is consistent; --reproduce proves that nothing is wrong or missing.\n", path)
	}
	if err == nil && snapshot != "" {
		_, err = fmt.Fprintf(t.out, "It can be applied to the snapshot %s.\n", snapshot)
	}
	return err
}
