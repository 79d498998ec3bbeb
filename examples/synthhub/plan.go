package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A plan is the output of --dry-run: what would be written, how large it would be, and
// what would prevent it.
type plan struct {
	Settings  synthhub.Settings `json:"settings"`
	Outputs   []plannedOutput   `json:"outputs"`
	Bytes     int64             `json:"bytes"`    // estimate for all outputs, without compression
	Capacity  int               `json:"capacity"` // maximum number of records with these settings
	LimitedBy string            `json:"limited_by"`
	Gzip      bool              `json:"gzip,omitempty"` // whether the files of the tables would be compressed

	// The destination, and what would happen to it: OutputDir and Folder for a folder, Output and
	// Archive for an archive file or a stream.
	OutputDir string `json:"output_dir,omitempty"`
	Folder    string `json:"folder,omitempty"`
	Output    string `json:"output,omitempty"`
	Archive   string `json:"archive,omitempty"`
}

// A plannedOutput is one table in one format, or the whole dataset as JSON.
type plannedOutput struct {
	Name   string `json:"name"`
	Format string `json:"format"`
	Rows   int    `json:"rows"`
	Bytes  int64  `json:"bytes"` // estimate, without compression
}

// sampleRecords is the number of records that measure encodes. The first records of a
// dataset are the same in a larger one, so up to this number sizes are exact.
const sampleRecords = 2000

// showPlan computes the plan and prints it. If a run would be refused, the plan says why, and the
// error is one with the exit code of the run that prints nothing more.
func showPlan(ctx context.Context, w io.Writer, g *synthhub.Generator, to *destination, c *exportChoices, asJSON bool) error {
	refusal := to.check(ctx, g, c.options())
	if isInterrupt(ctx, refusal) {
		return refusal
	}
	p := plan{Settings: g.Settings(), Gzip: c.gzip}
	noun, status := to.status()
	if refusal != nil {
		status = fmt.Sprintf("would not be written: %v", refusal)
	}
	if to.archive != nil {
		p.Output, p.Archive = to.path, status
	} else {
		p.OutputDir, p.Folder = to.path, status
	}
	p.Capacity, p.LimitedBy = capacity(p.Settings)
	if err := p.measure(ctx, g, c); err != nil {
		return rewordExport(err)
	}
	var err error
	if asJSON {
		err = printJSON(w, p)
	} else {
		err = p.print(w, c, to.name(), refusal != nil, fmt.Sprintf("The %s %s.", noun, status))
	}
	var usage *usageError
	switch {
	case err != nil || refusal == nil:
		return err
	case errors.As(refusal, &usage):
		return &usageError{}
	}
	return errFindings
}

// print prints the plan as text. last is a line about the destination.
func (p *plan) print(w io.Writer, c *exportChoices, destination string, refused bool, last string) error {
	verb := "write"
	if refused {
		verb = "refuse to write"
	}
	fmt.Fprintf(w, "Would %s %s: dataset %s, %s.\n", verb, destination, p.Settings.Version, describeSettings(p.Settings))
	for _, o := range p.Outputs {
		fmt.Fprintf(w, "%14s rows of %-8s as %-6s  about %14s bytes\n", grouped(int64(o.Rows)), o.Name, o.Format, grouped(o.Bytes))
	}
	where := "on disk"
	if p.Gzip {
		where = "without compression: that of --gzip is not estimated"
	}
	fmt.Fprintf(w, "The total is about %s bytes %s. Memory use does not depend on the number of records.\n", grouped(p.Bytes), where)
	if c.part > 0 {
		fmt.Fprintf(w, "Part %d of %d is about %s bytes of the total.\n", c.part, c.parts, grouped(p.Bytes/int64(c.parts)))
	}
	fmt.Fprintf(w, "These settings allow at most %s records; %s.\n", grouped(int64(p.Capacity)), p.LimitedBy)
	_, err := fmt.Fprintln(w, last)
	return err
}

// measure lists the outputs. It encodes the first records and scales up their sizes.
func (p *plan) measure(ctx context.Context, g *synthhub.Generator, c *exportChoices) error {
	s := p.Settings
	s.Records = min(s.Records, sampleRecords)
	sample, err := synthhub.NewGenerator(s)
	if err != nil {
		return err
	}
	whole, err := g.Metadata(ctx)
	if err != nil {
		return err
	}
	part, err := sample.Metadata(ctx)
	if err != nil {
		return err
	}
	rows, sampleRows := 0, 0 // of all tables
	wanted := func(name string) bool { return c.tables == nil || slices.Contains(c.tables, name) }
	add := func(name, format string, all, some int, write func(io.Writer) error) error {
		var n counter
		if err := write(&n); err != nil {
			return err
		}
		bytes := int64(n)*int64(all/some) + int64(n)*int64(all%some)/int64(some)
		p.Outputs = append(p.Outputs, plannedOutput{name, format, all, bytes})
		p.Bytes += bytes
		return nil
	}
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		if !wanted(name) {
			continue
		}
		all, some := whole.Count(name), part.Count(name)
		rows, sampleRows = rows+all, sampleRows+some
		for _, format := range export.FormatNames() {
			if format == export.FormatJSON || !c.wants(format) {
				continue
			}
			write := func(w io.Writer) error {
				return export.Write(ctx, sample, []export.Output{{Entity: e, Format: format, Writer: w}})
			}
			if err := add(name, format, all, some, write); err != nil {
				return err
			}
		}
	}
	if !c.wants(export.FormatJSON) {
		return nil
	}
	var tables []export.Option
	if c.tables != nil {
		tables = append(tables, export.Tables(c.tables...))
	}
	return add("dataset", export.FormatJSON, rows, max(sampleRows, 1), func(w io.Writer) error { return export.Dataset(ctx, w, sample, tables...) })
}

// A counter is a writer that counts bytes.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// capacity returns the maximum number of records that settings allow, and its reason. The
// library knows when unique numbers are exhausted, so capacity searches with Validate.
func capacity(s synthhub.Settings) (maximum int, reason string) {
	validate := func(records int) error {
		s.Records = records
		return s.Validate()
	}
	maximum = sort.Search(synthhub.MaxRecords, func(n int) bool { return validate(n+1) != nil })
	var setting *synthhub.SettingError
	switch {
	case maximum == synthhub.MaxRecords:
		return maximum, "no dataset has more"
	case errors.As(validate(maximum+1), &setting):
		return maximum, "one more is refused: want " + setting.Want
	}
	return maximum, "one more is refused"
}
