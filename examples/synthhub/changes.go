package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

var changesCommand = command{
	name: "generate-changes",
	doc:  "write what changes in a dataset from one day to another",
	more: `The dataset is the same book on two days: the settings are those of generate-snapshot
without --as-of. The folder has a file for each table, one change a line in the order of
the records, and a manifest: rows that are created (c), updated (u) and deleted (d), with
the row before and the row after. A snapshot of the first day and the changes are the
snapshot of the second day, byte for byte. If --to is before --from, they lead backwards.

To apply them, use two phases in one transaction: delete the keys of all d and u, then
insert the rows after all u and c. A unique number can change hands between two days.

--every divides the time, and writes a folder for each step into the output folder, with
the two days in its name. The last step may be shorter. A month later is the same day of
the next month, or its last one.

Each folder appears complete or not at all. One that holds the same changes is replaced;
one that holds anything else is replaced only with --overwrite.`,
	examples: []string{
		"synthhub generate-changes --from 2025-01-01 --to 2025-02-01 --output-dir data/changes/v0.1",
		"synthhub generate-changes --from 2020-01-01 --to 2025-01-01 --every month --records 10000 --output-dir months",
		"synthhub generate-changes --from 2025-11-01 --to 2025-11-08 --config data/snapshots/v0.1/metadata_v0_1.json --format csv",
	},
	acts:  true,
	setup: generateChanges,
}

// changeFormats are the formats that a feed can have.
func changeFormats() []string {
	return slices.DeleteFunc(export.FormatNames(), func(name string) bool { return name == export.FormatJSON })
}

func generateChanges(f *flags) action {
	settings := bookFlags(f)
	from := f.day("from", "DATE: the day of the rows before the changes (required)")
	to := f.day("to", "DATE: the day of the rows after the changes (required)")
	every := f.step("every")
	c := new(exportChoices)
	f.BoolVar(&c.overwrite, "overwrite", false, "replace the folder and all files in it")
	f.BoolVar(&c.gzip, "gzip", false, "compress the files of the tables")
	f.someOf(&c.formats, "format", "FORMATS: "+strings.Join(changeFormats(), ", ")+", or both separated by commas (default ndjson)", changeFormats())
	f.someOf(&c.tables, "table", tablesUsage, tableNames())
	dir := f.String("output-dir", "data/changes/"+synthhub.Version, "DIR: the folder to write, or with --every that of the folders")
	digests := f.Bool("digests", false, "add the digests of the tables on both days to the manifest; that generates all rows")
	asJSON := f.Bool("json", false, "print the manifest with its SHA-256 as JSON, or with --every a list of them")

	return func(ctx context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		days, err := daysOf(*from, *to, *every)
		if err != nil {
			return err
		}
		opts := append(c.options(), export.Workers(settings.Workers))
		if *digests {
			opts = append(opts, export.Digests())
		}
		settings.AsOf = days[0]
		g, err := synthhub.NewGenerator(*settings)
		if err != nil {
			return err
		}
		w := &feedWriter{t: t, asJSON: *asJSON, list: every.unit != "", opts: opts}
		return w.write(ctx, g, days, *dir)
	}
}

// day declares a flag for a day that a dataset can have.
func (f *flags) day(name, usage string) *synthhub.Date {
	day := new(synthhub.Date)
	f.value(name, usage, func(text string) (err error) {
		example := synthhub.DefaultSettings().AsOf
		if *day, err = schema.ParseDate(text); err != nil {
			return fmt.Errorf("want a calendar day such as %v", example)
		}
		if first, last := synthhub.Window(); day.Before(first) || day.After(last) {
			return fmt.Errorf("want a day from %v to %v", first, last)
		}
		return nil
	})
	return day
}

// A step is the time from one day to the next of a series.
type step struct {
	unit string // "day" or "month", "" for one step
	n    int    // of them
}

// maxStep is the maximum number of days in a step: more than all days of all datasets.
const maxStep = 100_000

// step declares a flag for the step of a series of days.
func (f *flags) step(name string) *step {
	s := new(step)
	words := map[string]step{"day": {"day", 1}, "week": {"day", 7}, "month": {"month", 1}, "quarter": {"month", 3}, "year": {"month", 12}}
	f.words[name] = []string{"day", "week", "month", "quarter", "year"}
	f.value(name, "STEP: write a folder for each day, week, month, quarter or year, or for each so many days", func(text string) error {
		*s = words[text]
		if s.unit == "" {
			s.unit = "day"
			if setNumber(&s.n, text, 1, maxStep) != nil {
				return fmt.Errorf("%s, or a number of days from 1 to %d", advice(text, f.words[name]), maxStep)
			}
		}
		return nil
	})
	return s
}

// after returns the day that is k steps after another one.
func (s step) after(day synthhub.Date, k int) synthhub.Date {
	if s.unit == "day" {
		return day.AddDays(k * s.n)
	}
	year, month, d := day.Civil()
	months := year*12 + month - 1 + k*s.n
	for ; ; d-- { // the last day of a month that is shorter
		if next := schema.NewDate(months/12, months%12+1, d); next.IsValid() {
			return next
		}
	}
}

// requireDays returns an error if a day is missing. What says what the two days are.
func requireDays(from, to synthhub.Date, what string) error {
	for _, f := range []struct {
		flag string
		day  synthhub.Date
	}{{"from", from}, {"to", to}} {
		if f.day.IsZero() {
			return usagef("want --from DATE and --to DATE, %s; --%s is missing", what, f.flag)
		}
	}
	return nil
}

// daysOf returns the days between which there are feeds: at least two.
func daysOf(from, to synthhub.Date, every step) (days []synthhub.Date, err error) {
	if err := requireDays(from, to, "the days between which there are changes"); err != nil {
		return nil, err
	}
	if every.unit == "" {
		return []synthhub.Date{from, to}, nil
	}
	if !from.Before(to) {
		return nil, usagef("--every: want a --to after --from, and %v is not after %v", to, from)
	}
	for day := from; day.Before(to); day = every.after(from, len(days)) {
		days = append(days, day)
	}
	return append(days, to), nil
}

// A feedWriter writes feeds, and reports them.
type feedWriter struct {
	t            *terminal
	asJSON, list bool
	opts         []export.Option
	written      []writtenFeed
}

// A writtenFeed is the output of --json.
type writtenFeed struct {
	*export.FeedManifest
	SHA256 string `json:"manifest_sha256"` // of the file
}

// write writes a feed for each two consecutive days: one into dir, or each into a folder of its own in dir.
func (w *feedWriter) write(ctx context.Context, from *synthhub.Generator, days []synthhub.Date, dir string) error {
	for i, day := range days[1:] {
		to, err := from.On(day)
		if err != nil {
			return err
		}
		path := dir
		if w.list {
			path = filepath.Join(dir, fmt.Sprintf("%v_%v", days[i], day))
		}
		opts, done := withProgress(w.t.err, "records", w.opts)
		m, err := export.Feed(ctx, path, from, to, opts...)
		done()
		if err != nil {
			return w.failed(ctx, path, len(days)-1, err)
		}
		w.written = append(w.written, writtenFeed{m, m.SHA256()})
		w.t.state = path + " holds the new changes"
		if err := w.report(path, m); err != nil {
			return err
		}
		from = to
	}
	if !w.asJSON {
		return nil
	}
	if w.list {
		return printJSON(w.t.out, w.written)
	}
	return printJSON(w.t.out, w.written[0])
}

// failed returns the error of a feed, and notes in which state the destination is.
func (w *feedWriter) failed(ctx context.Context, path string, feeds int, err error) error {
	w.t.state = ""
	if isInterrupt(ctx, err) {
		w.t.state = interruptedState(path, err)
	}
	if n := len(w.written); n > 0 {
		w.t.state = strings.TrimPrefix(fmt.Sprintf("%s; %d of %d folders are complete", w.t.state, n, feeds), "; ")
	}
	return (&destination{path: path, flag: "--output-dir"}).reword(err)
}

// report prints what was written: a line for each of several feeds.
func (w *feedWriter) report(path string, m *export.FeedManifest) error {
	if w.asJSON {
		return nil
	}
	if w.list {
		total := 0
		for _, t := range m.Tables {
			total += t.Total()
		}
		_, err := fmt.Fprintf(w.t.out, "Wrote %s: %s changes\n", path, grouped(int64(total)))
		return err
	}
	return reportFeed(w.t.out, path, m)
}

// reportFeed prints what one feed has.
func reportFeed(w io.Writer, path string, m *export.FeedManifest) error {
	fmt.Fprintf(w, "Wrote %s: changes from %v to %v of dataset %s, %s.\n", path, m.From, m.To, m.DatasetVersion, describeSettings(m.Settings))
	for _, t := range m.Tables {
		fmt.Fprintf(w, "%12s created, %9s updated, %9s deleted of %s\n", grouped(int64(t.Created)), grouped(int64(t.Updated)), grouped(int64(t.Deleted)), t.Name)
	}
	total := int64(0)
	for _, f := range m.Files {
		total += f.Bytes
	}
	fmt.Fprintf(w, "%12s bytes in %d files and a manifest of their SHA-256\n", grouped(total), len(m.Files))
	_, err := fmt.Fprintf(w, "The SHA-256 of the manifest is %s\n", m.SHA256())
	return err
}
