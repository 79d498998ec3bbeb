package main

import (
	"context"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
)

// reportUsage is the usage of the flag --report of generate-snapshot.
const reportUsage = "write a page beside the folder or the archive that shows what is in it, as the command report does"

// pageOf returns the page beside a destination. The error names a flag that does not fit --report, or says
// why the page would not be written.
func pageOf(to *destination, c *exportChoices, stdout, dryRun, onlyConfig bool) (*textFile, error) {
	switch {
	case stdout:
		return nil, usagef("--report and --stdout: want one of them; the page is about a snapshot")
	case dryRun:
		return nil, usagef("--report and --dry-run: want one of them")
	case onlyConfig:
		return nil, usagef("--report and --print-config: want one of them")
	case to.isStream():
		return nil, usagef("--report: there is nothing beside standard output: want --output PATH")
	case c.part > 0:
		return nil, usagef("--report and --part: want one of them; merge the parts, and then: synthhub report")
	}
	path, err := pageBeside(to.path)
	if err != nil {
		return nil, err
	}
	page := &textFile{path: path, flag: strings.TrimPrefix(to.flag, "--"), overwrite: c.overwrite}
	return page, page.check(to.path)
}

// writeReport writes the page of a snapshot that was written, from the records of the generator. Nothing is
// read again.
func (f *textFile) writeReport(ctx context.Context, t *terminal, g *synthhub.Generator, c *exportChoices, asJSON bool) error {
	workers := g.Settings().Workers
	progress, done := rowProgress(t.err, "report: %s records")
	p, err := report.Source(ctx, g, report.Workers(workers), progress)
	done()
	if err != nil {
		return err
	}
	if c.tables != nil {
		p.Tables = slices.DeleteFunc(p.Tables, func(table *report.Table) bool { return !slices.Contains(c.tables, table.Name) })
	}
	if err := writePage(ctx, t, p, nil, defaultReference, workers, &f.text); err != nil {
		return err
	}
	if err := f.write(ctx); err != nil || asJSON {
		return err
	}
	return f.wrote(t.out)
}
