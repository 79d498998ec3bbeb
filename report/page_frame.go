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
	"long": func(text string) string { return cut(text, 300) },
	"list": listed,
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

// cut returns the beginning of a text that is longer than people read. What is not UTF-8 is replaced.
func cut(text string, runes int) string {
	r := []rune(text[:min(len(text), 4*(runes+1))]) // no rune has more than four bytes
	if len(r) <= runes {
		return string(r)
	}
	return string(r[:runes-1]) + "…"
}

// listed returns names as one text.
func listed(names []string) string { return cut(strings.Join(names, ", "), 300) }

// execute writes a page at once, so that an error of the template leaves no half of it.
func execute(w io.Writer, name string, v any) error {
	var page bytes.Buffer
	if err := pages().ExecuteTemplate(&page, name, v); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if page.Len() > maxPage {
		return fmt.Errorf("report: the page has %d bytes, at most %d are possible", page.Len(), maxPage)
	}
	_, err := w.Write(page.Bytes())
	return err
}
