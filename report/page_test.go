package report_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// households are settings with one to four vehicles.
var households = synthhub.Settings{Records: 20_000, Seed: 42, Vehicles: fleet}

// mostPage is the greatest size of a page, in bytes.
const mostPage = 400_000

// page returns a page that write writes.
func page(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	if b.Len() > mostPage {
		t.Errorf("the page has %d bytes, want at most %d", b.Len(), mostPage)
	}
	t.Logf("%d bytes", b.Len())
	checkLoadsNothing(t, b.String())
	return b.String()
}

// loads finds what a browser would load.
var loads = regexp.MustCompile(`(?i)(src|href|srcset|data|action|poster)\s*=\s*["']?([^"'\s>]*)|url\(|@import|<(iframe|object|embed|img|video|audio|form)\b`)

// checkLoadsNothing: a page refers only to itself.
func checkLoadsNothing(t *testing.T, page string) {
	t.Helper()
	for _, m := range loads.FindAllStringSubmatch(page, -1) {
		if m[1] == "" || !strings.HasPrefix(m[2], "#") && m[2] != "data:," {
			t.Errorf("the page has %q", m[0])
		}
	}
}

// snapshotOf returns the profile of a snapshot of settings, and its page.
func snapshotPage(t *testing.T, s synthhub.Settings) string {
	t.Helper()
	g := generatorOf(t, s)
	dir := t.TempDir() + "/snapshot"
	if _, err := export.Snapshot(t.Context(), dir, g); err != nil {
		t.Fatal(err)
	}
	p, checked, err := report.Snapshot(t.Context(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	reference, err := report.Reference(t.Context(), *p.Settings, 5_000)
	if err != nil {
		t.Fatal(err)
	}
	return page(t, func(b *bytes.Buffer) error {
		return p.WriteHTML(b, report.Checked(checked), report.Expect(reference))
	})
}

// TestReportPage: the page of a snapshot has all parts, whatever its size.
func TestReportPage(t *testing.T) {
	for _, records := range []int{1, 200, 5_000} {
		s := households
		s.Records = records
		text := snapshotPage(t, s)
		for _, part := range []string{`id="answers"`, `id="fit"`, `id="people"`, `id="vehicles"`, `id="records"`, `id="keys"`, `id="dictionary"`} {
			if !strings.Contains(text, part) {
				t.Errorf("%d records: the page has no part with %s", records, part)
			}
		}
		for _, c := range synthhub.PersonTable.Columns() {
			if !strings.Contains(text, "<code>persons.<wbr>"+c.Name+"</code>") {
				t.Errorf("%d records: the dictionary has no column %s", records, c.Name)
			}
		}
	}
}

// A visit is a row of a user-defined table.
type visit struct {
	ID      int
	Person  uuid.UUID
	Why     string
	Minutes int
	Cost    float64
	Day     schema.Date
	Paid    bool
}

var visitTable = schema.New("visits", "Visits to the office.", func(v *visit) []schema.Column {
	return []schema.Column{
		schema.Field(&v.ID, "visit_id", "Number of the visit.", schema.Key),
		schema.Field(&v.Person, "person_id", "Who came.", schema.Ref("persons.person_id")),
		schema.Field(&v.Why, "reason", "Why they came."),
		schema.Field(&v.Minutes, "minutes", "How long they stayed."),
		schema.Field(&v.Cost, "cost", "What it cost."),
		schema.Field(&v.Day, "day", "When they came."),
		schema.Field(&v.Paid, "paid", "Whether they have paid."),
	}
})

// visits has two visits of each person.
var visits = synthhub.NewEntity(visitTable, func(r *synthhub.Record, dst []visit) []visit {
	for k := range 2 {
		dst = append(dst, visit{ID: 2*r.Slot + k + 1, Person: r.Person.ID, Why: []string{"<b>claim</b>", "policy & more", `"quote"`}[(r.Slot+k)%3],
			Minutes: 5 + r.Slot%40, Cost: float64(r.Slot%7) * 1.5, Day: schema.NewDate(2025, 1+r.Slot%12, 3), Paid: r.Slot%2 == 0})
	}
	return dst
})

// TestUserDefinedPage: user-defined tables get figures without registration, and their texts are escaped.
func TestUserDefinedPage(t *testing.T) {
	s := households
	s.Records = 500
	p, err := report.Source(t.Context(), generatorOf(t, s), report.With(visits), report.Title(`<script>alert("title")</script>`))
	if err != nil {
		t.Fatal(err)
	}
	text := page(t, func(b *bytes.Buffer) error { return p.WriteHTML(b) })
	for _, c := range []string{"reason", "minutes", "cost", "day", "paid"} {
		if !strings.Contains(text, "<h3>"+c+"</h3>") {
			t.Errorf("there is no figure of %s", c)
		}
	}
	for _, hostile := range []string{"<b>claim", `<script>alert`, `policy & more`} {
		if strings.Contains(text, hostile) {
			t.Errorf("the page has %q, which is not escaped", hostile)
		}
	}
}

// TestDriftPage: the page of a comparison has all parts, and names the columns that differ.
func TestDriftPage(t *testing.T) {
	s := households
	s.Records = 2_000
	a := profileOf(t, generatorOf(t, s))
	s.CommercialShare = 60
	d, err := report.Compare(a, profileOf(t, generatorOf(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	text := page(t, func(b *bytes.Buffer) error { return d.WriteHTML(b) })
	for _, part := range []string{`id="intent"`, "commercial_share", `id="tables"`, `id="columns"`, `id="largest"`, `id="pairs"`, "persons.lob_type", `verdict large`} {
		if !strings.Contains(text, part) {
			t.Errorf("the page has no %s", part)
		}
	}
}

// TestHostilePage: the page of the largest profile that can be read has a bounded size, and all texts are
// escaped.
func TestHostilePage(t *testing.T) {
	p := &report.Profile{ProfileVersion: 1, Title: strings.Repeat("<i>", 300_000)}
	long := strings.Repeat(`"><script>alert(1)</script>`, 100)
	for i := range 20 {
		table := &report.Table{Name: long + strings.Repeat("x", i), Doc: long, Rows: 10}
		for k := range 200 {
			table.Columns = append(table.Columns, &report.Column{Name: long + strings.Repeat("y", k), Doc: long, Kind: "text", Class: long, OverTime: long,
				Words: &report.Words{Texts: []string{long}, Counts: []uint64{10}}, Distinct: &report.Distinct{About: 1}})
		}
		p.Tables = append(p.Tables, table)
	}
	d, err := report.Compare(p, p)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"report": func(b *bytes.Buffer) error { return p.WriteHTML(b, report.Expect(p)) },
		"drift":  func(b *bytes.Buffer) error { return d.WriteHTML(b) },
	} {
		t.Run(name, func(t *testing.T) {
			if text := page(t, write); strings.Contains(text, "<script>alert") || strings.Contains(text, "<i>") {
				t.Error("a text is not escaped")
			}
		})
	}
}
