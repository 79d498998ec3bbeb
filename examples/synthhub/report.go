package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/validate"
)

var reportCommand = command{
	name: "report",
	args: "PATH",
	doc:  "write a page that shows what is in a snapshot",
	more: `PATH is the folder of a snapshot, a zip file of one, or a profile that --json saved. The
page is one HTML file, which any browser opens and which loads nothing: the answers of
validate-snapshot, every column beside what is expected of it, how columns move together,
the first records, and the data dictionary. It goes beside PATH, never into the folder:
data/snapshots/v0.1.html. It appears complete or not at all, and replaces a file of
another kind only with --overwrite. The exit code is 1 if the validation has findings;
the page shows them.

What is expected comes from a reference run: more records of the same settings.

--json saves the profile instead, the counts that the page shows. report and drift read
it much faster than the snapshot. docs/REPORT.md says what both disclose.`,
	examples: []string{
		"synthhub report data/snapshots/v0.1 --open",
		"synthhub report data/snapshots/v0.1 --reproduce --output report.html",
		"synthhub report snapshot.zip --reference 0",
		"synthhub report data/snapshots/v0.1 --json > profile.json",
		"synthhub report profile.json",
	},
	acts:  true,
	setup: reportPath,
}

// A reporting is a run of the command report.
type reporting struct {
	flags                              *flags
	output                             *string
	overwrite, open, asJSON, reproduce *bool
	reference, workers                 *int
}

// defaultReference is the number of records of a reference run: enough for a page.
const defaultReference = 100_000

func reportPath(f *flags) action {
	r := &reporting{
		flags:     f,
		output:    f.String("output", "", "FILE: the file to write; - is standard output (default PATH with .html, or with --json standard output)"),
		overwrite: f.Bool("overwrite", false, "replace a file that is not of this command"),
		open:      f.Bool("open", false, "open the page in the browser"),
		asJSON:    f.Bool("json", false, "write the profile as JSON, which report and drift read, in place of a page"),
		reproduce: f.Bool("reproduce", false, "generate the dataset again and compare every byte"),
		reference: f.number("reference", "N: number of records of the reference run; 0 for none (default 100,000)", defaultReference, 0, synthhub.MaxRecords),
		workers:   f.number("workers", "N: number of goroutines (default one per core)", 0, 0, 1024),
	}
	return func(ctx context.Context, t *terminal, args []string) error {
		if len(args) != 1 {
			return usagef("want one folder, zip file or saved profile, such as data/snapshots/v0.1")
		}
		s, err := openSide(args[0])
		if err != nil {
			return err
		}
		defer s.close()
		if err := r.conflicts(s); err != nil {
			return err
		}
		out, err := r.target(args[0])
		if err == nil && !isStream(out) {
			err = out.check(args[0])
		} else if err == nil {
			err = t.checkOutput()
		}
		if err != nil {
			return err
		}
		return r.run(ctx, t, s, out)
	}
}

// conflicts returns an error that names flags of which one would be ignored.
func (r *reporting) conflicts(s *side) error {
	stdout := *r.output == "-" || *r.asJSON && *r.output == ""
	switch {
	case s.csv != nil:
		return usagef("%.200q: want the folder of a snapshot, a zip file or a saved profile; drift takes CSV files", s.arg)
	case s.saved && *r.reproduce:
		return usagef("--reproduce: %.200q is a saved profile, which has no bytes to compare: want the snapshot", s.arg)
	case s.saved && *r.asJSON:
		return usagef("--json: %.200q is a saved profile already", s.arg)
	case *r.asJSON && *r.open:
		return usagef("--json and --open: want one of them; a browser shows a page")
	case *r.asJSON && r.flags.isSet("reference"):
		return usagef("--json and --reference: want one of them; a profile has no reference run")
	case stdout && *r.open:
		return usagef("--output - and --open: want one of them; a browser opens a file")
	case stdout && *r.overwrite:
		return usagef("standard output replaces no file: omit --overwrite")
	}
	return nil
}

// isStream reports whether a file is standard output.
func isStream(f *textFile) bool { return f.path == "-" }

// target returns the file to write.
func (r *reporting) target(path string) (*textFile, error) {
	out := &textFile{path: *r.output, flag: "output", overwrite: *r.overwrite, profile: *r.asJSON}
	var err error
	switch {
	case r.flags.isSet("output"):
	case *r.asJSON:
		out.path = "-"
	default:
		out.path, err = pageBeside(path)
	}
	return out, err
}

// run reads the dataset, writes the file and says what was found. The error is errFindings if the validation
// has findings.
func (r *reporting) run(ctx context.Context, t *terminal, s *side, out *textFile) error {
	if !isStream(out) {
		t.state = out.path + " was not changed"
	}
	opts := []report.Option{report.Workers(*r.workers)}
	if *r.reproduce {
		opts = append(opts, report.Validate(validate.Reproduce()))
	}
	words := io.Writer(t.out)
	if isStream(out) {
		words = t.err
	}
	p, checked, err := profileWithProgress(ctx, t, s, opts...)
	if errors.Is(err, report.ErrNoRows) && checked != nil {
		if err := checked.WriteText(words); err != nil {
			return err
		}
		printMessage(t.err, "nothing was written: no row can be read")
		return errFindings
	}
	if err == nil && *r.asJSON {
		err = p.WriteJSON(&out.text)
	} else if err == nil {
		err = writePage(ctx, t, p, checked, *r.reference, *r.workers, &out.text)
	}
	if err != nil {
		return rewordSide(err)
	}
	if checked != nil {
		if err := checked.WriteText(words); err != nil {
			return err
		}
	}
	if err := out.deliver(ctx, t, *r.open); err != nil {
		return err
	}
	if checked != nil && checked.Err() != nil {
		return t.findings(nil)
	}
	return nil
}

// writePage writes the page of a profile, with a reference run of so many records if the settings are known.
func writePage(ctx context.Context, t *terminal, p *report.Profile, checked *validate.Report, reference, workers int, w io.Writer) error {
	opts := []report.Option{report.Checked(checked)}
	if reference > 0 && p.Settings != nil {
		progress, done := rowProgress(t.err, "reference run: %s records")
		expected, err := report.Reference(ctx, *p.Settings, reference, report.Workers(workers), progress)
		done()
		var setting *synthhub.SettingError
		switch {
		case err == nil:
			opts = append(opts, report.Expect(expected))
		case errors.As(err, &setting): // such as those of another dataset version
			printMessage(t.err, "no reference run: "+setting.Error())
		default:
			return err
		}
	}
	return p.WriteHTML(w, opts...)
}

// deliver writes the file, or the text to standard output, and opens a page in a browser.
func (f *textFile) deliver(ctx context.Context, t *terminal, open bool) error {
	if isStream(f) {
		_, err := t.out.Write(f.text.Bytes())
		return err
	}
	if err := f.write(ctx); err != nil {
		return err
	}
	t.state = fmt.Sprintf("%s holds the new %s", f.path, f.noun())
	if err := f.wrote(t.out); err != nil {
		return err
	}
	if !open {
		return nil
	}
	if err := t.out.Flush(); err != nil { // before a browser takes the terminal
		return err
	}
	return openBrowser(ctx, f.path)
}

// profileWithProgress returns the profile of a side, and shows on a terminal how many rows were read.
func profileWithProgress(ctx context.Context, t *terminal, s *side, opts ...report.Option) (*report.Profile, *validate.Report, error) {
	progress, done := rowProgress(t.err, strings.ReplaceAll(oneLine(s.arg), "%", "%%")+": %s rows")
	defer done()
	p, checked, err := s.profile(ctx, append(opts, progress)...)
	return p, checked, err
}

// rowProgress returns an option that shows on a terminal how many rows were read. done removes the line.
func rowProgress(w io.Writer, format string) (progress report.Option, done func()) {
	if !isTerminal(w) {
		return report.OnProgress(nil), func() {}
	}
	const step = 20_000 // rows, so that the line does not change with every call
	shown := int64(-1)
	show := func(p report.Progress) {
		if n := p.Rows / step; n != shown {
			shown = n
			fmt.Fprintf(w, "\r\x1b[K"+format, grouped(p.Rows))
		}
	}
	return report.OnProgress(show), func() { fmt.Fprint(w, "\r\x1b[K") }
}
