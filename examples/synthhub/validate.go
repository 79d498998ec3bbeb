package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub/validate"
)

var validateCommand = command{
	name: "validate-snapshot",
	args: "PATH",
	doc:  "check whether a snapshot is well-formed, coherent, intact and reproducible",
	more: `PATH is the folder of a snapshot, or a zip file of one, which is read as it is. Extract a
tar file first, into a new folder.

The command answers four questions. Well-formed: does every value have the form and
range of its column? Coherent: do the rows agree with each other? Intact: are the files
those of the manifest? Reproducible, with --reproduce: do the settings give the same
bytes again? The command reads nothing outside of PATH. The exit code is 1 if an
answer is no.

generate-snapshot prints the SHA-256 of the manifest, which identifies every file. With
--manifest-sha256, no other manifest is accepted. Detached signatures of the manifest
are not checked; docs/TRUST.md says how to do that, and what each answer proves.

With --part, several machines share the work. Each needs the documents and the files of
its part. What only all rows together show, --reproduce proves for each part.`,
	examples: []string{
		"synthhub validate-snapshot data/snapshots/v0.1",
		"synthhub validate-snapshot data/snapshots/v0.1 --reproduce",
		"synthhub validate-snapshot snapshot.zip",
		"synthhub validate-snapshot data/snapshots/v0.1 --manifest-sha256 $SUM",
		"synthhub validate-snapshot large --part 3/100 --reproduce",
		"synthhub validate-snapshot data/snapshots/v0.1 --json > report.json",
	},
	acts:  true,
	setup: validateSnapshot,
}

func validateSnapshot(f *flags) action {
	v := validationFlags(f, "generate the dataset again and compare every byte")
	var part, parts int
	f.part(&part, &parts, "I/N: check only part I of a snapshot in N parts")

	return func(ctx context.Context, t *terminal, args []string) error {
		if len(args) != 1 {
			return usagef("want one folder or zip file, such as data/snapshots/v0.1")
		}
		opts := v.options()
		if part > 0 {
			opts = append(opts, validate.Part(part, parts))
		}
		report, err := validatePath(ctx, args[0], opts)
		if _, why, ok := strings.Cut(fmt.Sprint(err), validate.ErrOption.Error()+": part "); ok {
			return usagef("--part: %s", why)
		}
		if errors.Is(err, validate.ErrOption) {
			return v.wrongSHA256()
		}
		if err != nil {
			return err
		}
		if err := printReport(t, report, *v.asJSON); err != nil {
			return err
		}
		switch {
		case *v.asJSON:
		case part > 0 && len(report.Notes) == 1: // the note says that only the part was checked
			_, err = fmt.Fprintf(t.out, "Part %d of %d of %s has no findings.\n", part, parts, args[0])
		case len(report.Notes) > 0:
			_, err = fmt.Fprintf(t.out, "%s has no findings, but some of it could not be checked: see the notes.\n", args[0])
		case *v.reproduce:
			_, err = fmt.Fprintf(t.out, "%s is a valid snapshot of dataset %s, reproduced byte for byte.\n", args[0], report.DatasetVersion)
		default:
			_, err = fmt.Fprintf(t.out, "%s is consistent; --reproduce proves the values.\n", args[0])
		}
		return err
	}
}

// validation has the flags that all commands share which validate something.
type validation struct {
	flags             *flags
	reproduce, asJSON *bool
	manifest          *string
	limit, workers    *int
}

// validationFlags declares the flags. The usage is that of --reproduce.
func validationFlags(f *flags, reproduce string) *validation {
	return &validation{
		flags:     f,
		reproduce: f.Bool("reproduce", false, reproduce),
		asJSON:    f.Bool("json", false, "print the report as JSON"),
		manifest:  f.String("manifest-sha256", "", "HEX: accept no manifest but the one with this SHA-256"),
		limit:     f.number("limit", "N: maximum number of findings to print for each rule (default 10)", 10, 0, 1<<30),
		workers:   f.number("workers", "N: number of goroutines (default one per core)", 0, 0, 1024),
	}
}

// options returns what the flags ask for.
func (v *validation) options() []validate.Option {
	opts := []validate.Option{validate.Limit(*v.limit), validate.Workers(*v.workers)}
	if *v.reproduce {
		opts = append(opts, validate.Reproduce())
	}
	if v.flags.isSet("manifest-sha256") {
		opts = append(opts, validate.ManifestSHA256(*v.manifest))
	}
	return opts
}

// wrongSHA256 returns the error about a value of --manifest-sha256 that is no SHA-256.
func (v *validation) wrongSHA256() error {
	return usagef("--manifest-sha256 %.80q: want the SHA-256 of the manifest, 64 hexadecimal digits", *v.manifest)
}

// validatePath validates a folder or a zip file.
func validatePath(ctx context.Context, path string, opts []validate.Option) (*validate.Report, error) {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, usagef("%.200q: %v: want the folder of a snapshot, or a zip file", path, errors.Unwrap(err))
		}
		defer root.Close()
		return validate.Snapshot(ctx, folderFS{root}, opts...)
	}
	f, info, err := openFile(path)
	if err != nil {
		return nil, usagef("%.200q: %v: want the folder of a snapshot, or a zip file", path, errors.Unwrap(err))
	}
	defer f.Close()
	report, err := validate.Zip(ctx, f, info.Size(), opts...)
	if errors.Is(err, zip.ErrFormat) {
		return nil, usagef("%.200q: want the folder of a snapshot, or a zip file%s", path, extractFirst(path))
	}
	return report, err
}

// extractFirst returns what to do with a tar file, which no command reads, or nothing.
func extractFirst(path string) string {
	switch filepath.Ext(path) {
	case ".tar", ".tgz", ".gz":
		return fmt.Sprintf("; extract a tar file first: mkdir DIR && tar -xf %s -C DIR", quotedPath(path))
	}
	return ""
}
