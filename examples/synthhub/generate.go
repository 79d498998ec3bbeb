package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

var generateCommand = command{
	name: "generate-snapshot",
	doc:  "write a dataset as a folder of governed files",
	more: `The folder appears complete or not at all. One that holds a snapshot of the same
dataset is replaced; one that holds anything else is refused, unless --overwrite is
given. The settings decide every byte: --config makes a snapshot again from its own
metadata. With --dry-run, --print-config or --stdout no folder is written.`,
	examples: []string{
		"synthhub generate-snapshot --records 200 --output-dir data/snapshots/v0.1",
		"synthhub generate-snapshot --records 1000000 --vehicles 1-4 --states CA,NV --dry-run",
		"synthhub generate-snapshot --randomize --output-dir /tmp/snapshot",
		"synthhub generate-snapshot --config data/snapshots/v0.1/metadata_v0_1.json --output-dir again",
		"synthhub generate-snapshot --stdout --table persons --format ndjson | head",
	},
	setup: generate,
}

func generate(f *flags) action {
	settings := settingsFlags(f)
	choices := exportFlags(f)
	dir := f.String("output-dir", "data/snapshots/"+synthhub.Version, "DIR: the folder to write")
	dryRun := f.Bool("dry-run", false, "show what would be written, and write nothing")
	onlyConfig := f.Bool("print-config", false, "print the effective settings for --config, and write nothing")
	stdout := f.Bool("stdout", false, "write rows to standard output instead of a folder, in one format")
	asJSON := f.Bool("json", false, "print the manifest, or the plan of --dry-run, as JSON")

	return func(ctx context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		if *stdout && (f.isSet("output-dir") || f.isSet("overwrite")) {
			return usagef("--stdout writes no folder: leave --output-dir and --overwrite out")
		}
		if *stdout && *dryRun {
			return usagef("--stdout and --dry-run: want one of them; a plan is of a folder")
		}
		if f.isSet("part") && f.isSet("parts") {
			return usagef("--part and --parts: want one of them; --part I/N says the number of parts already")
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
			return showPlan(ctx, t.out, g, *dir, choices, *asJSON)
		case *stdout:
			return refused(writeRows(ctx, t.out, g, choices, opts))
		}
		opts, done := withProgress(t.err, opts)
		m, err := export.Snapshot(ctx, *dir, g, opts...)
		done()
		if err != nil {
			return refused(err)
		}
		if *asJSON {
			return printJSON(t.out, m)
		}
		return reportSnapshot(t.out, *dir, m)
	}
}

// exportChoices are the flags that choose what is written, and how.
type exportChoices struct {
	formats, tables []string // nil for the default
	part, parts     int      // 0 if not given
	overwrite       bool
}

// exportFlags declares a flag for each of the choices.
func exportFlags(f *flags) *exportChoices {
	c := new(exportChoices)
	f.BoolVar(&c.overwrite, "overwrite", false, "replace the folder and all files in it")
	f.someOf(&c.formats, "format", "FORMATS: "+strings.Join(export.FormatNames(), ", ")+", or some with commas between (default csv,json, or csv with --stdout)", export.FormatNames())
	f.someOf(&c.tables, "table", "TABLES: persons, vehicles, profiles, or some with commas between (default all)", tableNames())
	f.value("parts", "N: number of files for each table (default 1)", func(text string) error {
		return setNumber(&c.parts, text, 1, 99999)
	})
	f.value("part", "I/N: write part I of N alone, to share the work among machines", func(text string) error {
		i, n, _ := strings.Cut(text, "/")
		if setNumber(&c.parts, n, 1, 99999) != nil || setNumber(&c.part, i, 1, c.parts) != nil {
			return errors.New("want a part and the number of parts, such as 1/4")
		}
		return nil
	})
	return c
}

// wants reports whether a snapshot would hold rows in the format.
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
	entity, _ := entityNamed(c.tables[0]) // there is one: see exportFlags
	return export.Write(ctx, g, []export.Output{{Entity: entity, Format: format, Writer: w}}, opts...)
}

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

// refused puts the errors of an export into the words of the command line.
func refused(err error) error {
	switch {
	case errors.Is(err, export.ErrOption), errors.Is(err, export.ErrTarget):
		return usagef("%v", err)
	case errors.Is(err, export.ErrOccupied):
		return fmt.Errorf("%w (--output-dir, --overwrite)", err)
	}
	return err
}

// reportSnapshot says what was written.
func reportSnapshot(w io.Writer, dir string, m *export.Manifest) error {
	part := ""
	if m.Part > 0 {
		part = fmt.Sprintf("part %d of %d of ", m.Part, m.Parts)
	}
	fmt.Fprintf(w, "Wrote %s: %sdataset %s, %s.\n", dir, part, m.DatasetVersion, inWords(m.Settings))
	for _, t := range m.Tables {
		fmt.Fprintf(w, "%12s %s\n", grouped(int64(t.Rows)), t.Name)
	}
	total := int64(0)
	for _, f := range m.Files {
		total += f.Bytes
	}
	fmt.Fprintf(w, "%12s bytes in %d files and a manifest of their SHA-256\n", grouped(total), len(m.Files))
	_, err := fmt.Fprintf(w, "To check it: synthhub validate-snapshot %s --reproduce\n", quoted(dir))
	return err
}

// withProgress has the export tell how far it is, if people watch.
func withProgress(w io.Writer, opts []export.Option) (with []export.Option, done func()) {
	if !isTerminal(w) {
		return opts, func() {}
	}
	last := ""
	show := func(p export.Progress) {
		// A line changes with every percent, not with every call.
		line := fmt.Sprintf("%3d %%  %s records, about %s MB", 100*int64(p.Records)/max(1, int64(p.TotalRecords)), grouped(int64(p.TotalRecords)), grouped(p.TotalBytes/1e6))
		if line != last {
			last = line
			fmt.Fprintf(w, "\r\x1b[K%s", line)
		}
	}
	return append(opts, export.OnProgress(show)), func() { fmt.Fprint(w, "\r\x1b[K") }
}

// isTerminal reports whether people see what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// grouped writes a number with commas between its thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// quoted renders a path for a shell: in quotes if it needs them.
func quoted(path string) string {
	path = filepath.ToSlash(path)
	if strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:") == "" && path != "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
