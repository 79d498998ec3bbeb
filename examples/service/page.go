package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"

	"github.com/synthhub/synthhub"
)

// The page is complete without a script, and loads nothing.

//go:embed page
var pageFiles embed.FS

var pageTemplate = template.Must(template.New("").Funcs(template.FuncMap{"grouped": grouped, "sentence": sentence}).ParseFS(pageFiles, "page/page.html"))

// previewRows is the number of rows of each table that the page shows.
const previewRows = 5

// A pageView is what the page shows.
type pageView struct {
	CSS     template.CSS // a browser accepts it by its hash
	Fields  []field
	General string    // what is wrong beside the fields
	Wrong   []field   // those with a wrong value
	Dataset *pageData // nil if there is a problem
	Problem bool

	MostReport int // records of a report
}

// A pageData is the dataset of a page.
type pageData struct {
	Query, Next template.URL
	Settings    synthhub.Settings
	States      string
	Commercial  int
	Vehicles    string
	Groups      []downloadGroup
	Report      bool   // whether there are not too many records
	Host        string // of the command for programs
	MostJSON    int
	JSON        string // the body of a request for the same dataset
	Tables      []preview
}

// A preview has the first rows of a table.
type preview struct {
	Name, Doc string
	Columns   []string
	Rows      [][]string
}

// answerPage answers GET / of a browser.
func (s *service) answerPage(w *recorder, r *http.Request, f *form) error {
	return s.writePage(w, r, http.StatusOK, f, nil)
}

// writePage writes the page of a form, and the problem of the request if there is one.
func (s *service) writePage(w *recorder, r *http.Request, status int, f *form, p *problem) error {
	css, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return err
	}
	v := pageView{CSS: template.CSS(css), Fields: f.fields, General: f.general, Problem: p != nil, MostReport: s.mostReport()}
	for _, field := range f.fields {
		if field.Wrong != "" {
			v.Wrong = append(v.Wrong, field)
		}
	}
	if p != nil && v.Wrong == nil && v.General == "" {
		v.General = p.message
	}
	if p == nil {
		if v.Dataset, err = s.pageData(r, f); err != nil {
			return err
		}
	}
	var page bytes.Buffer
	if err := pageTemplate.ExecuteTemplate(&page, "page.html", v); err != nil {
		return err
	}
	sum := sha256.Sum256(css)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	return writeBody(w, r, status, page.Bytes())
}

// pageData returns what the page shows of a dataset.
func (s *service) pageData(r *http.Request, f *form) (*pageData, error) {
	g := f.generator
	settings := g.Settings()
	body, err := bodyOf(settings)
	if err != nil {
		return nil, err
	}
	d := &pageData{Query: template.URL(f.query()), Next: template.URL(f.next()), Settings: settings, Commercial: max(0, settings.CommercialShare), Groups: downloads(),
		Report: g.Len() <= s.mostReport(), Host: hostOf(r.Host), MostJSON: s.limits.document, JSON: body, States: "all states"}
	switch v := settings.Vehicles; {
	case v.Max == 1:
		d.Vehicles = "1 vehicle"
	case v.Max == v.Min:
		d.Vehicles = fmt.Sprintf("%d vehicles", v.Min)
	default:
		d.Vehicles = fmt.Sprintf("%v vehicles", v)
	}
	if len(settings.States) < allStates() {
		d.States = strings.Join(codesOf(settings.States), ", ")
	}
	for _, e := range synthhub.Entities() {
		p, err := previewOf(g, e)
		if err != nil {
			return nil, err
		}
		d.Tables = append(d.Tables, p)
	}
	return d, nil
}

// hostOf returns the host of a request as an argument of a command, or the default address if it is not the name
// or the address of a host: a reader copies the command into a shell.
func hostOf(host string) string {
	if len(host) > 260 || !plainHost.MatchString(host) {
		return defaultAddress
	}
	if host[0] == '[' {
		return "'" + host + "'" // brackets are a pattern in a shell
	}
	return host
}

// plainHost matches a name or an address, and a port.
var plainHost = regexp.MustCompile(`^([0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)

// previewOf returns the first rows of a table.
func previewOf(g *synthhub.Generator, e synthhub.Entity) (preview, error) {
	p := preview{Name: e.Table().Name(), Doc: e.Table().Doc()}
	text := e.Table().AppendHeader(nil)
	for r := range g.Range(0, min(previewRows, g.Len())) {
		text, _ = e.AppendCSV(text, r)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 {
		return p, fmt.Errorf("preview of %s: %w", p.Name, err)
	}
	p.Columns, p.Rows = rows[0], rows[1:min(len(rows), 1+previewRows)]
	return p, nil
}

// sentence returns a message as a sentence.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}
