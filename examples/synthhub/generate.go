package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

var generateCommand = command{
	name: "generate-snapshot",
	doc:  "write a dataset as a folder or an archive of governed files",
	more: `The folder appears complete or not at all. A folder that holds a snapshot of the same
dataset is replaced. A folder that holds anything else is replaced only with
--overwrite. The settings decide every byte: to generate the same snapshot again, pass
its metadata to --config. --dry-run, --print-config and --stdout write no folder.

--output writes a zip or tar file in place of a folder, which appears complete or not at
all too, and replaces a file only with --overwrite. An archive takes one file at a time,
so the records are generated several times. With --output - a tar stream goes to standard
output, and the report to standard error.

--report writes the page of the command report beside the folder or the archive, once the
snapshot is there.

With --part, several machines write one dataset, and merge-parts joins the parts.`,
	examples: []string{
		"synthhub generate-snapshot --records 200 --output-dir data/snapshots/v0.1",
		"synthhub generate-snapshot --records 1000000 --vehicles 1-4 --states CA,NV --dry-run",
		"synthhub generate-snapshot --randomize --output-dir /tmp/snapshot",
		"synthhub generate-snapshot --config data/snapshots/v0.1/metadata_v0_1.json --output-dir again",
		"synthhub generate-snapshot --output snapshot.zip --gzip",
		"synthhub generate-snapshot --records 10000 --output-dir data/snapshots/v0.1 --report",
		"synthhub generate-snapshot --output - | ssh HOST 'mkdir snapshot && tar -xf - -C snapshot'",
		"synthhub generate-snapshot --part 1/4 --format csv --output-dir parts/1",
		"synthhub generate-snapshot --stdout --table persons --format ndjson | head",
	},
	acts:  true,
	setup: generate,
}

func generate(f *flags) action {
	settings := settingsFlags(f)
	choices := choiceFlags(f)
	dir := f.String("output-dir", "data/snapshots/"+synthhub.Version, "DIR: the folder to write")
	output := f.String("output", "", outputUsage)
	dryRun := f.Bool("dry-run", false, "show what would be written, or why it would be refused, and write nothing")
	onlyConfig := f.Bool("print-config", false, "print the effective settings as --config reads them, and write nothing")
	stdout := f.Bool("stdout", false, "write rows to standard output instead of a folder, in one format")
	asJSON := f.Bool("json", false, "print the manifest with its SHA-256, or the plan of --dry-run, as JSON")
	withReport := f.Bool("report", false, reportUsage)

	return func(ctx context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		if err := checkConflicts(f, *stdout, *dryRun, *onlyConfig, *asJSON, choices.gzip); err != nil {
			return err
		}
		to := &destination{path: *dir, flag: "--output-dir"}
		if f.isSet("output") {
			var err error
			if to, err = newDestination(*output); err != nil {
				return err
			}
		}
		var page *textFile
		if *withReport {
			var err error
			if page, err = pageOf(to, choices, *stdout, *dryRun, *onlyConfig); err != nil {
				return err
			}
		}
		if *onlyConfig || *stdout {
			if err := t.checkOutput(); err != nil {
				return err
			}
		}
		if *onlyConfig {
			return printJSON(t.out, settings)
		}
		g, err := synthhub.NewGenerator(*settings)
		if err != nil {
			return err
		}
		opts := append(choices.options(), export.Workers(settings.Workers))
		switch {
		case *dryRun:
			return showPlan(ctx, t.out, g, to, choices, *asJSON)
		case *stdout:
			return rewordExport(writeRows(ctx, t.out, g, choices, opts))
		}
		err = writeSnapshot(ctx, t, g, to, opts, *asJSON)
		if err == nil && page != nil {
			err = page.writeReport(ctx, t, g, choices, *asJSON)
		}
		return err
	}
}

// writeSnapshot writes the snapshot and reports it.
func writeSnapshot(ctx context.Context, t *terminal, g *synthhub.Generator, to *destination, opts []export.Option, asJSON bool) error {
	if err := to.checkStream(t); err != nil {
		return err
	}
	opts, done := withProgress(t.err, "records", opts)
	m, err := to.write(ctx, t, func(sink export.Sink) (*export.Manifest, error) {
		return export.SnapshotTo(ctx, sink, g, opts...)
	})
	done()
	if err != nil {
		return to.reword(to.named(err))
	}
	return reportSnapshot(to.words(t), to, m, asJSON)
}

// checkConflicts returns an error that names two flags, if one of them would be ignored.
func checkConflicts(f *flags, stdout, dryRun, onlyConfig, asJSON, gzip bool) error {
	switch {
	case f.isSet("output") && f.isSet("output-dir"):
		return usagef("--output and --output-dir: want one of them; --output DIR writes a folder too")
	case f.isSet("overwrite") && f.Lookup("output").Value.String() == "-":
		return usagef("--output - replaces no file: omit --overwrite")
	case stdout && f.isSet("output"):
		return usagef("--stdout and --output: want one of them; --output - writes a whole snapshot as a tar stream")
	case stdout && (f.isSet("output-dir") || f.isSet("overwrite")):
		return usagef("--stdout writes no folder: omit --output-dir and --overwrite")
	case stdout && dryRun:
		return usagef("--stdout and --dry-run: want one of them; --dry-run describes a folder")
	case stdout && onlyConfig:
		return usagef("--stdout and --print-config: want one of them")
	case stdout && asJSON:
		return usagef("--stdout and --json: want one of them; --format json writes the dataset as JSON")
	case stdout && gzip:
		return usagef("--stdout and --gzip: want one of them; to compress the rows, use a pipe: | gzip")
	case dryRun && onlyConfig:
		return usagef("--dry-run and --print-config: want one of them")
	case f.isSet("part") && f.isSet("parts"):
		return usagef("--part and --parts: want one of them; --part I/N includes the number of parts")
	}
	return nil
}

// exportChoices are the values of the flags that select what is written, and how.
type exportChoices struct {
	formats, tables []string // nil for the default
	part, parts     int      // 0 if not set
	overwrite, gzip bool
}

// choiceFlags declares a flag for each of the choices.
func choiceFlags(f *flags) *exportChoices {
	c := new(exportChoices)
	f.BoolVar(&c.overwrite, "overwrite", false, "replace the folder and all files in it, or the file")
	f.BoolVar(&c.gzip, "gzip", false, "compress the files of the tables")
	f.someOf(&c.formats, "format", "FORMATS: "+strings.Join(export.FormatNames(), ", ")+", or several separated by commas (default csv,json, or csv with --stdout)", export.FormatNames())
	f.someOf(&c.tables, "table", tablesUsage, tableNames())
	f.value("parts", "N: number of files for each table (default 1)", func(text string) error {
		return setNumber(&c.parts, text, 1, 99999)
	})
	f.part(&c.part, &c.parts, "I/N: write only part I of N, to divide the work among machines")
	return c
}

// wants reports whether a snapshot with these choices holds rows in the format.
func (c *exportChoices) wants(format string) bool {
	if c.formats == nil {
		return format == export.FormatCSV || format == export.FormatJSON && c.part == 0
	}
	return slices.Contains(c.formats, format)
}

// options returns the choices as options of the library.
func (c *exportChoices) options() (opts []export.Option) {
	if c.overwrite {
		opts = append(opts, export.Overwrite())
	}
	if c.gzip {
		opts = append(opts, export.Gzip())
	}
	if c.formats != nil {
		opts = append(opts, export.Formats(c.formats...))
	}
	if c.tables != nil {
		opts = append(opts, export.Tables(c.tables...))
	}
	if c.part > 0 {
		opts = append(opts, export.Part(c.part, c.parts))
	} else if c.parts > 0 {
		opts = append(opts, export.Parts(c.parts))
	}
	return opts
}

// writeRows writes one table, or the dataset as JSON.
func writeRows(ctx context.Context, w io.Writer, g *synthhub.Generator, c *exportChoices, opts []export.Option) error {
	format := export.FormatCSV
	if c.formats != nil {
		format = c.formats[0]
	}
	if len(c.formats) > 1 {
		return usagef("--stdout writes one format: want one of %s", strings.Join(export.FormatNames(), ", "))
	}
	if format == export.FormatJSON {
		return export.Dataset(ctx, w, g, opts...)
	}
	if len(c.tables) != 1 {
		return usagef("--stdout writes one table as %s: want --table persons, vehicles or profiles", format)
	}
	entity, _ := entityNamed(c.tables[0]) // it exists: choiceFlags accepts no other name
	return export.Write(ctx, g, []export.Output{{Entity: entity, Format: format, Writer: w}}, opts...)
}

// tablesUsage is the usage of the flag --table.
const tablesUsage = "TABLES: persons, vehicles, profiles, or several separated by commas (default all)"

// entityNamed returns the governed entity of that name.
func entityNamed(name string) (synthhub.Entity, bool) {
	for _, e := range synthhub.Entities() {
		if e.Table().Name() == name {
			return e, true
		}
	}
	return synthhub.Entity{}, false
}

// tableNames returns the names of the governed tables.
func tableNames() (names []string) {
	for _, e := range synthhub.Entities() {
		names = append(names, e.Table().Name())
	}
	return names
}

// rewordExport turns an error of package export about a wrong option into a usage error.
func rewordExport(err error) error {
	if errors.Is(err, export.ErrOption) || errors.Is(err, export.ErrTarget) {
		return usagef("%v", err)
	}
	return err
}

// A writtenManifest is the output of --json.
type writtenManifest struct {
	*export.Manifest
	SHA256 string `json:"manifest_sha256"` // of the file
}

// reportSnapshot prints what was written.
func reportSnapshot(w io.Writer, to *destination, m *export.Manifest, asJSON bool) error {
	if asJSON {
		return printJSON(w, writtenManifest{m, m.SHA256()})
	}
	part := ""
	if m.Part > 0 {
		part = fmt.Sprintf("part %d of %d of ", m.Part, m.Parts)
	}
	fmt.Fprintf(w, "Wrote %s: %sdataset %s, %s.\n", to.name(), part, m.DatasetVersion, describeSettings(m.Settings))
	for _, t := range m.Tables {
		fmt.Fprintf(w, "%12s %s\n", grouped(int64(t.Rows)), t.Name)
	}
	total := int64(0)
	for _, f := range m.Files {
		total += f.Bytes
	}
	fmt.Fprintf(w, "%12s bytes in %d files and a manifest of their SHA-256\n", grouped(total), len(m.Files))
	fmt.Fprintf(w, "The SHA-256 of the manifest is %s\n", m.SHA256())
	_, err := fmt.Fprintln(w, to.howToCheck())
	return err
}
