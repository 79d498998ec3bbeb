package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/plot"
	"github.com/synthhub/synthhub/validate"
)

// Pages are one file each, which opens from a disk. They load nothing and are complete without the script,
// which sorts and filters tables. Their size does not depend on the number of rows.

//go:embed page
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"grouped": func(n any) string { return grouped(fmt.Sprint(n)) },
	"number":  func(x float64) string { return fmt.Sprintf("%.3f", x) },
	"probability": func(p float64) string {
		if p < 0.001 {
			return "< 0.001"
		}
		return fmt.Sprintf("%.3f", p)
	},
	"short": func(text string) string { return cut(text, 80) },
	// A long name of a column breaks after the name of its table.
	"dotted": func(name string) template.HTML {
		return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(name), ".", ".<wbr>"))
	},
	"long":  func(text string) string { return cut(text, 300) },
	"rules": func(list []validate.Total) []validate.Total { return list[:min(mostRules, len(list))] },
	"first": func(list []TableDrift) []TableDrift { return list[:min(20, len(list))] },
	"list":  func(names []string) string { return cut(strings.Join(names, ", "), 300) },
}).ParseFS(pageFiles, "page/*.html"))

// frame is what all pages have.
type frame struct {
	Title  string
	Policy template.HTMLAttr // what a browser may load: nothing
	CSS    template.CSS
	Script template.JS
	Nav    []link
}

type link struct{ ID, Text string }

// newFrame returns the frame of a page.
func newFrame(title string) frame {
	read := func(name string) string {
		text, err := pageFiles.ReadFile("page/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		return string(text)
	}
	script := read("page.js")
	sum := sha256.Sum256([]byte(script))
	policy := "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	return frame{Title: cut(title, 100), Policy: template.HTMLAttr(`content="` + policy + `"`), CSS: plot.CSS() + template.CSS(read("page.css")), Script: template.JS(script)}
}

// A budget is the number of bytes that a part of a page may still have. What does not fit is left out, so that
// no profile makes a page too large.
type budget int

const (
	figuresBudget    = 170_000
	matricesBudget   = 70_000
	dictionaryBudget = 90_000
	rowsBudget       = 110_000 // of the table of a comparison
)

// take takes the bytes of texts in HTML, and reports whether they fit.
func (b *budget) take(texts ...string) bool {
	n := 100 // for the elements around them
	for _, text := range texts {
		n += len(template.HTMLEscapeString(text))
	}
	if n > int(*b) {
		return false
	}
	*b -= budget(n)
	return true
}

// takeFigure takes the bytes of a figure.
func (b *budget) takeFigure(f *figure) bool {
	n := budget(len(f.Plot))
	if n > *b {
		return false
	}
	*b -= n
	return b.take(f.Title, f.Note)
}

// mostRules is the number of broken rules that are listed.
const mostRules = 50

// cut returns the beginning of a text that is longer than people read. What is not UTF-8 is replaced.
func cut(text string, runes int) string {
	r := []rune(text)
	if len(r) <= runes {
		return string(r)
	}
	return string(r[:runes-1]) + "…"
}

// A view is the page of a profile.
type view struct {
	frame
	Profile    *Profile
	Validation *validate.Report
	Notes      []string
	Facts      []fact
	Fit        *fit
	Sections   []section
	Matrices   []figure
	Cards      []card
	Keys       []key
	Dictionary []entry
	Left       int // columns that the dictionary does not have
	Notice     string

	profile   *Profile
	reference *Profile
	fits      map[string]Verdict // by table.column, against the reference run
	targets   targets
	names     plot.Names

	figures, matrices, dictionary budget
}

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
	o, err := optionsOf(opts)
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

// execute writes a page at once, so that an error of the template leaves no half of it.
func execute(w io.Writer, name string, v any) error {
	var page bytes.Buffer
	if err := pages.ExecuteTemplate(&page, name, v); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err := w.Write(page.Bytes())
	return err
}

// fill fills the parts of the page.
func (v *view) fill() (err error) {
	v.addFacts()
	if v.Fit, err = v.fit(); err != nil {
		return err
	}
	v.addFigures()
	v.addMatrices()
	v.Cards = v.profile.cards()
	v.addDictionary()
	v.addNav()
	return nil
}

// addFacts adds what is known before any figure.
func (v *view) addFacts() {
	for _, note := range v.profile.Notes[:min(10, len(v.profile.Notes))] {
		v.Notes = append(v.Notes, cut(note, 200))
	}
	for _, t := range v.profile.Tables[:min(6, len(v.profile.Tables))] {
		v.Facts = append(v.Facts, fact{grouped(fmt.Sprint(t.Rows)), cut(t.Name, 40)})
	}
	if !v.profile.AsOf.IsZero() {
		v.Facts = append(v.Facts, fact{v.profile.AsOf.String(), "as-of date"})
	}
	if s := v.profile.Settings; s != nil {
		v.Facts = append(v.Facts, fact{fmt.Sprint(s.Seed), "seed"}, fact{cut(s.Version, 20), "dataset version"})
	}
}

// two returns a column with what is expected of it: the governed target if there is one, or that of the
// reference run.
func (v *view) two(name string) (two, bool) {
	t, c := v.profile.column(name)
	if c == nil {
		return two{}, false
	}
	p := two{a: c, rowsA: t.Rows, names: v.names}
	if target := v.targets[name]; target != nil {
		p.b, p.rowsB, p.names.Expected = target, target.Histogram.rows(), "expected: governed table"
	} else if v.reference != nil {
		if u, d := v.reference.column(name); d != nil {
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
		}
	}
	left := mostFigures
	for i, t := range v.profile.Tables {
		if planned[t.Name] || t.Rows == 0 {
			continue
		}
		s := section{ID: fmt.Sprintf("table-%d", i+1), Title: cut(t.Name, 60), Note: cut(t.Doc, 300)}
		for _, c := range t.Columns {
			if p, ok := v.two(t.Name + "." + c.Name); ok && left > 0 {
				if out, ok := p.figureOf(c.Name); ok {
					out.Note = strings.TrimSpace(cut(c.Doc, 200) + " " + out.Note)
					if v.figures.takeFigure(&out) {
						s.Figures, left = append(s.Figures, out), left-1
					}
				}
			}
		}
		if len(s.Figures) > 0 {
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
	Records string // of the reference run
}

// mostFit is the number of columns that are listed because they do not fit.
const mostFit = 60

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
	f := &fit{All: len(d.Columns), Records: v.reference.Title}
	v.fits = make(map[string]Verdict, len(d.Columns))
	for _, c := range d.Columns {
		v.fits[c.Table+"."+c.Column] = c.Verdict
	}
	f.Columns = slices.DeleteFunc(d.Columns, func(c ColumnDrift) bool { return c.Verdict == None })
	f.Differ = len(f.Columns)
	f.Columns = f.Columns[:min(mostFit, f.Differ)]
	return f, nil
}
