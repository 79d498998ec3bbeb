package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/synthhub/synthhub/validate"
)

var validateCommand = command{
	name: "validate-snapshot",
	args: "DIR",
	doc:  "check whether a snapshot is well-formed, coherent, intact and reproducible",
	more: `The command answers four questions. Well-formed: does every value have the form and
range of its column? Coherent: do the rows agree with each other? Intact: are the files
those of the manifest? Reproducible, with --reproduce: do the settings give the same
bytes again? The command reads nothing outside the folder. The exit code is 1 if an
answer is no.

generate-snapshot prints the SHA-256 of the manifest, which identifies every file. With
--manifest-sha256, no other manifest is accepted. Detached signatures of the manifest
are not checked; docs/TRUST.md says how to do that, and what each answer proves.`,
	examples: []string{
		"synthhub validate-snapshot data/snapshots/v0.1",
		"synthhub validate-snapshot data/snapshots/v0.1 --reproduce",
		"synthhub validate-snapshot data/snapshots/v0.1 --manifest-sha256 $SUM",
		"synthhub validate-snapshot data/snapshots/v0.1 --json > report.json",
	},
	acts:  true,
	setup: validateSnapshot,
}

func validateSnapshot(f *flags) action {
	reproduce := f.Bool("reproduce", false, "generate the dataset again and compare every byte")
	manifest := f.String("manifest-sha256", "", "HEX: accept no manifest but the one with this SHA-256")
	limit := f.number("limit", "N: maximum number of findings to print for each rule (default 10)", 10, 0, 1<<30)
	workers := f.number("workers", "N: number of goroutines (default one per core)", 0, 0, 1024)
	asJSON := f.Bool("json", false, "print the report as JSON")

	return func(ctx context.Context, t *terminal, args []string) error {
		if len(args) != 1 {
			return usagef("want one folder, such as data/snapshots/v0.1")
		}
		root, err := os.OpenRoot(args[0])
		if err != nil {
			return usagef("%.200q: %v: want the folder of a snapshot", args[0], errors.Unwrap(err))
		}
		defer root.Close()
		opts := []validate.Option{validate.Limit(*limit), validate.Workers(*workers)}
		if *reproduce {
			opts = append(opts, validate.Reproduce())
		}
		if f.isSet("manifest-sha256") {
			opts = append(opts, validate.ManifestSHA256(*manifest))
		}
		report, err := validate.Snapshot(ctx, folderFS{root}, opts...)
		if errors.Is(err, validate.ErrOption) {
			return usagef("--manifest-sha256 %.80q: want the SHA-256 of the manifest, 64 hexadecimal digits", *manifest)
		}
		if err != nil {
			return err
		}
		if *asJSON {
			err = printJSON(t.out, report)
		} else {
			err = report.WriteText(t.out)
		}
		if err != nil {
			return err
		}
		if report.Err() != nil {
			return errFindings
		}
		switch {
		case *asJSON:
		case len(report.Notes) > 0:
			_, err = fmt.Fprintf(t.out, "%s has no findings, but some of it could not be checked: see the notes.\n", args[0])
		case *reproduce:
			_, err = fmt.Fprintf(t.out, "%s is a valid snapshot of dataset %s, reproduced byte for byte.\n", args[0], report.DatasetVersion)
		default:
			_, err = fmt.Fprintf(t.out, "%s is consistent; --reproduce proves the values.\n", args[0])
		}
		return err
	}
}
