package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/synthhub/synthhub/internal/plot"
	"github.com/synthhub/synthhub/validate"
)

// Pages are one file each, which opens from a disk. They load nothing and are complete without the script,
// which sorts and filters tables. Their size does not depend on the number of rows.

//go:embed page
var pageFiles embed.FS

// pages returns the templates, which are parsed at the first use and not at the start of every program that imports
// the package.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(pageFuncs).ParseFS(pageFiles, "page/*.html"))
})

// pageFuncs are the functions of the templates.
var pageFuncs = template.FuncMap{
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
}

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
	r := []rune(text[:min(len(text), 4*(runes+1))]) // no rune has more than four bytes
	if len(r) <= runes {
		return string(r)
	}
	return string(r[:runes-1]) + "…"
}

// execute writes a page at once, so that an error of the template leaves no half of it.
func execute(w io.Writer, name string, v any) error {
	var page bytes.Buffer
	if err := pages().ExecuteTemplate(&page, name, v); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err := w.Write(page.Bytes())
	return err
}
