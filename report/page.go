package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/plot"
	"github.com/synthhub/synthhub/validate"
)

// A view is the page of a profile.
type view struct {
	frame
	Profile    *Profile
	Validation *validate.Report
	Notes      []string
	About      string // the settings
	Facts      []fact
	Fit        *fit
	Sections   []section
	Matrices   []figure
	Cards      []card
	Keys       []key
	Dictionary []entry
	Left       int // columns that the dictionary does not have
	Rules      []validate.Total
	More       more
	Notice     string

	profile   *Profile
	reference *Profile
	fits      map[string]Verdict // by table.column, against the reference run
	targets   targets
	names     plot.Names

	figures, matrices, dictionary budget
}

// more says how much the page leaves out.
type more struct{ Rules, Figures, Values, Keys int }

// A fact is a number at the top of the page.
type fact struct{ Value, Text string }

// A section is a topic of a page.
type section struct {
	ID, Title, Note string
	Figures         []figure
}

// WriteHTML writes the profile as a page: what a validation found if [Checked] gives it, how well each
// column fits what is expected if [Expect] gives that, plots of the columns, how columns move together,
// the first records, keys, and the data dictionary. The page is one file that loads nothing, at most 400
// KB of it, the same bytes for the same profile.
func (p *Profile) WriteHTML(w io.Writer, opts ...Option) error {
	o, err := optionsWithoutRows(opts)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	title := p.Title
	if o.title != "" {
		title = o.title
	}
	v := &view{frame: newFrame(title), Profile: p, Validation: o.checked, profile: p, reference: o.expected, Notice: plot.MapNotice(),
		figures: figuresBudget, matrices: matricesBudget, dictionary: dictionaryBudget}
	v.names = plot.Names{Expected: "expected: reference run"}
	v.targets = targetsOf(p)
	if err := v.fill(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return execute(w, "report.html", v)
}

// fill fills the parts of the page.
func (v *view) fill() (err error) {
	v.addFacts()
	if v.Fit, err = v.fit(); err != nil {
		return err
	}
	v.addFigures()
	v.addMatrices()
	v.Cards, v.More.Values = v.profile.cards()
	v.addDictionary()
	v.addNav()
	return nil
}

// Reproduced reports whether a validation has generated the same rows from the settings.
func (v *view) Reproduced() bool {
	return v.Validation != nil && slices.ContainsFunc(v.Validation.Answers, func(a validate.Answer) bool {
		return a.Question == validate.Reproducible && a.Checked && a.Findings == 0
	})
}

// addFacts adds what is known before any figure.
func (v *view) addFacts() {
	left := 0
	v.Notes, left = fitting(factsBudget/2, aroundText, v.profile.Notes, func(note string) []string { return []string{cut(note, 200)} })
	v.Notes = shortened(v.Notes, 200, left, "profile")
	tables := v.profile.Tables[:min(6, len(v.profile.Tables))]
	for _, t := range tables {
		v.Facts = append(v.Facts, fact{grouped(fmt.Sprint(t.Rows)), cut(t.Name, 40)})
	}
	if more := len(v.profile.Tables) - len(tables); more > 0 {
		v.Facts = append(v.Facts, fact{fmt.Sprint(more), "more tables"})
	}
	if v.Validation != nil {
		v.Rules, v.More.Rules = fitting(rulesBudget, aroundEntry, v.Validation.Totals, func(t validate.Total) []string { return []string{cut(t.Code, 80), cut(t.Doc, 300)} })
	}
	if !v.profile.AsOf.IsZero() {
		v.Facts = append(v.Facts, fact{v.profile.AsOf.String(), "as-of date"})
	}
	if s := v.profile.Settings; s != nil {
		v.Facts = append(v.Facts, fact{fmt.Sprint(s.Seed), "seed"}, fact{cut(s.Version, 20), "dataset version"})
		v.About = settingsSentence(*s)
	}
}

// shortened returns the beginnings of notes, and says how many more there are.
func shortened(notes []string, runes, left int, of string) (list []string) {
	for _, note := range notes {
		list = append(list, cut(note, runes))
	}
	if left > 0 {
		list = append(list, fmt.Sprintf("%s are in the JSON of the %s", plural(left, "more note"), of))
	}
	return list
}

// settingsSentence says what settings are not among the facts.
func settingsSentence(s synthhub.Settings) string {
	codes := make([]string, len(s.States))
	for i, state := range s.States {
		codes[i] = state.String()
	}
	states := "states " + strings.Join(codes, ", ")
	if all := synthhub.DefaultSettings().Effective().States; len(codes) == 0 || len(codes) >= len(all) {
		states = "all states"
	}
	parts := []string{states, fmt.Sprintf("%d percent in the commercial line", max(s.CommercialShare, 0)), fmt.Sprintf("%d to %d vehicles a person", s.Vehicles.Min, s.Vehicles.Max)}
	if s.Book != "" && s.Book != strings.Join(codes, ",") {
		parts = append(parts, "book "+s.Book)
	}
	return cut("Settings: "+strings.Join(parts, "; ")+".", 400)
}

// two returns a column with what is expected of it: the governed target if there is one, or that of the
// reference run.
func (v *view) two(table, column string) (two, bool) {
	t, c := v.profile.column(table, column)
	if c == nil {
		return two{}, false
	}
	p := two{a: c, rowsA: t.Rows, names: v.names}
	if target := v.targets[table+"."+column]; target != nil {
		p.b, p.rowsB, p.names.Expected = target, target.Histogram.rows(), "expected: governed table"
	} else if v.reference != nil {
		if u, d := v.reference.column(table, column); d != nil {
			p.b, p.rowsB = d, u.Rows
		}
	}
	return p, true
}

// mostFigures is the number of figures of a table without a layout of its own.
const mostFigures = 24

// addFigures adds the sections with figures.
func (v *view) addFigures() {
	planned := map[string]bool{}
	for i := range layout {
		f := &layout[i]
		table, _, _ := strings.Cut(f.columns[0], ".")
		planned[table] = true
		out, ok := f.figure(v)
		if !ok {
			continue
		}
		if n := len(v.Sections); n == 0 || v.Sections[n-1].Title != f.section {
			v.Sections = append(v.Sections, section{ID: strings.ToLower(f.section), Title: f.section})
		}
		if last := &v.Sections[len(v.Sections)-1]; v.figures.takeFigure(&out) {
			last.Figures = append(last.Figures, out)
		} else {
			v.More.Figures++
		}
	}
	left := mostFigures
	for i, t := range v.profile.Tables {
		if planned[t.Name] || t.Rows == 0 {
			continue
		}
		s := section{ID: fmt.Sprintf("table-%d", i+1), Title: cut(t.Name, 60), Note: cut(t.Doc, 300)}
		for _, c := range t.Columns {
			p, ok := v.two(t.Name, c.Name)
			if !ok || c.identifier() && c.Words == nil {
				continue
			}
			if v.More.Figures > 0 || left == 0 { // which are not even drawn
				v.More.Figures++
				continue
			}
			if out, ok := p.figureOf(c.Name); ok {
				out.Note = strings.TrimSpace(cut(c.Doc, 200) + " " + out.Note)
				if v.figures.takeFigure(&out) {
					s.Figures, left = append(s.Figures, out), left-1
				} else {
					v.More.Figures++
				}
			}
		}
		if len(s.Figures) > 0 && v.figures.take(2*aroundText, s.Title, s.Title, s.Note) {
			v.Sections = append(v.Sections, s)
		}
	}
}

// addNav adds the links to the parts that the page has.
func (v *view) addNav() {
	add := func(there bool, id, text string) {
		if there {
			v.Nav = append(v.Nav, link{id, text})
		}
	}
	add(v.Validation != nil, "answers", "Answers")
	add(v.Fit != nil, "fit", "Fit")
	for _, s := range v.Sections {
		add(true, s.ID, s.Title)
	}
	add(len(v.Matrices) > 0, "associations", "Associations")
	add(len(v.Cards) > 0, "records", "Records")
	add(len(v.Keys) > 0, "keys", "Keys")
	add(true, "dictionary", "Dictionary")
}

// A fit is how well the columns fit what is expected.
type fit struct {
	Columns []ColumnDrift // those that differ most
	Differ  int
	All     int
	Unique  int    // columns that were not compared
	Records string // of the reference run
	Left    int    // columns that are not listed
}

// fit compares the profile with the reference run.
func (v *view) fit() (*fit, error) {
	if v.reference == nil {
		return nil, nil
	}
	// Unique values follow from the number of the record, and the reference run has other numbers.
	var unique []string
	for _, t := range v.profile.Tables {
		for _, c := range t.Columns {
			if c.Unique {
				unique = append(unique, t.Name+"."+c.Name)
			}
		}
	}
	d, err := Compare(v.profile, v.reference, Ignore(unique...))
	if err != nil {
		return nil, err
	}
	compared := func(c ColumnDrift) bool {
		t, _ := v.profile.column(c.Table, c.Column)
		u, _ := v.reference.column(c.Table, c.Column)
		return t != nil && u != nil
	}
	if !slices.ContainsFunc(d.Columns, compared) {
		return nil, nil // the two have no rows of one table
	}
	f := &fit{All: len(d.Columns), Unique: len(unique), Records: v.reference.Title}
	v.fits = make(map[string]Verdict, len(d.Columns))
	for _, c := range d.Columns {
		v.fits[c.Table+"."+c.Column] = c.Verdict
	}
	f.Columns = slices.DeleteFunc(d.Columns, func(c ColumnDrift) bool { return c.Verdict == None })
	f.Differ = len(f.Columns)
	f.Columns, f.Left = fitting(fitBudget, aroundEntry, f.Columns, func(c ColumnDrift) []string { return []string{cut(c.Table, 80), cut(c.Column, 80)} })
	return f, nil
}
