package main

import (
	"context"
	"errors"
	"os"

	"github.com/synthhub/synthhub/export"
)

var applyCommand = command{
	name: "apply-changes",
	args: "SNAPSHOT CHANGES",
	doc:  "make the snapshot of a later day from a snapshot and changes",
	more: `SNAPSHOT is a folder of generate-snapshot, and CHANGES one of generate-changes that begins
on the day of the snapshot. The result is the snapshot of the day on which the changes end,
byte for byte, with the formats and parts of the first one. Both folders stay as they are.

If anything does not fit, the command says which table, key and column, and writes nothing.
It does not prove that the new values are right: validate-changes --reproduce does.`,
	examples: []string{
		"synthhub apply-changes snapshot months/2025-01-01_2025-02-01 --output february",
		"synthhub apply-changes snapshot changes --output february.zip",
	},
	acts:  true,
	setup: applyChanges,
}

func applyChanges(f *flags) action {
	output := f.String("output", "", outputUsage)
	overwrite := f.Bool("overwrite", false, "replace the folder and all files in it, or the file")
	asJSON := f.Bool("json", false, "print the manifest with its SHA-256 as JSON")

	return func(ctx context.Context, t *terminal, args []string) error {
		switch {
		case len(args) != 2:
			return usagef("want two folders, such as: synthhub apply-changes snapshot changes --output later")
		case !f.isSet("output"):
			return usagef("want --output %s", outputUsage)
		}
		for _, dir := range args {
			if info, err := os.Stat(dir); err != nil || !info.IsDir() {
				return usagef("%.200q: want the folder of a snapshot, and then one with changes", dir)
			}
		}
		to, err := newDestination(*output)
		if err == nil && to.isStream() && *overwrite {
			err = usagef("--output - replaces no file: omit --overwrite")
		}
		if err == nil {
			err = to.apartFrom("folder", args)
		}
		if err == nil {
			err = to.checkStream(t)
		}
		if err != nil {
			return err
		}
		var opts []export.Option
		if *overwrite {
			opts = append(opts, export.Overwrite())
		}
		opts, done := withProgress(t.err, "records", opts)
		m, err := to.write(ctx, t, func(sink export.Sink) (*export.Manifest, error) {
			return export.ApplyTo(ctx, sink, lazyFolder(args[0]), lazyFolder(args[1]), opts...)
		})
		done()
		if err != nil {
			return explainApply(t, to, err)
		}
		return reportSnapshot(to.words(t), to, m, *asJSON)
	}
}

// explainApply prints what does not fit, and returns the error of the command.
func explainApply(t *terminal, to *destination, err error) error {
	var apply *export.ApplyError
	if !errors.As(err, &apply) {
		return to.reword(to.named(err))
	}
	printMessage(t.err, apply.Error())
	state := t.state
	if !to.isStream() {
		state = to.path + " was not changed"
	}
	printMessage(t.err, state)
	return errFindings
}
