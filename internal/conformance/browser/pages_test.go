package browser

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
)

// A subject is a page to test.
type subject struct {
	name     string
	text     []byte
	sections []string // ids
	filters  int      // filters of tables
	sorted   int      // tables that can be sorted
	find     string   // what some rows of a table with a filter have, and others do not have
	paper    [2]int   // least and greatest number of pages on paper
	hostile  bool
}

// A visit is a row of a user-defined table.
type visit struct {
	ID      int64
	Person  uuid.UUID
	Why     string
	Minutes int
	Cost    float64
	Day     synthhub.Date
	Paid    bool
}

var visitTable = schema.New("visits", "Visits to the office.", func(v *visit) []schema.Column {
	return []schema.Column{
		schema.Field(&v.ID, "visit_id", "Number of the visit.", schema.Key),
		schema.Field(&v.Person, "person_id", "Who came.", schema.Ref("persons.person_id"), schema.UUIDVersion(4)),
		schema.Field(&v.Why, "reason", "Why they came."),
		schema.Field(&v.Minutes, "minutes", "How long they stayed, in minutes."),
		schema.Field(&v.Cost, "cost", "What it cost, in US dollars."),
		schema.Field(&v.Day, "day", "When they came. May be empty.", schema.Optional),
		schema.Field(&v.Paid, "paid", "Whether they have paid."),
	}
})

// visits returns an entity of two visits per person, each of which takes so many minutes more.
func visits(more int) synthhub.Entity {
	return synthhub.NewEntity(visitTable, func(r *synthhub.Record, dst []visit) []visit {
		for k := range 2 {
			dst = append(dst, visit{ID: int64(2*r.Slot + k), Person: r.Person.ID, Why: []string{"claim", "policy", "a question about the bill of last month"}[(r.Slot+k)%3],
				Minutes: 5 + more + r.Slot*7%40, Cost: float64(r.Slot%7) * 1.5, Day: r.Person.FirstLicensedOn, Paid: r.Slot%2 == 0})
		}
		return dst
	})
}

var settings = synthhub.Settings{Records: 2_000, Seed: 11, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}}

// pages returns the pages to test.
func pages(t *testing.T) []subject {
	t.Helper()
	p, checked := snapshot(t, settings, 0)
	reference, err := report.Reference(t.Context(), *p.Settings, 5_000, report.With(visits(0)))
	if err != nil {
		t.Fatal(err)
	}
	other := settings
	other.Seed, other.CommercialShare = 12, 60
	q, _ := snapshot(t, other, 20)
	// Twice as many rows in some classes, so that every column has differences to show.
	hostile, changed := hostileProfile(1), hostileProfile(4)
	sections := []string{"fit", "people", "vehicles", "table-4", "associations", "records", "keys", "dictionary"}
	drift := []string{"intent", "tables", "columns", "largest", "pairs", "rows"}
	return []subject{
		{"report", reportPage(t, p, report.Checked(checked), report.Expect(reference)), append(sections, "answers"), 1, 0, "vehicles.fuel", [2]int{8, 25}, false},
		{"drift", driftPage(t, p, q, report.Rows(personRows(t))), drift, 0, 1, "", [2]int{3, 12}, false},
		{"report of hostile texts", reportPage(t, hostile, report.Checked(hostileReport()), report.Expect(changed)), []string{"answers", "fit", "table-1", "table-2", "associations", "records", "keys", "dictionary"}, 1, 0, "word", [2]int{5, 40}, true},
		{"drift of hostile texts", driftPage(t, hostile, changed, report.Rows(hostileRows())), []string{"tables", "columns", "largest", "pairs", "rows"}, 0, 1, "", [2]int{3, 25}, true},
	}
}

// snapshot writes a snapshot, and returns its profile and what its validation found.
func snapshot(t *testing.T, s synthhub.Settings, more int) (*report.Profile, *validate.Report) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, synthtest.Generator(t, s), export.With(visits(more))); err != nil {
		t.Fatal(err)
	}
	p, checked, err := report.Snapshot(t.Context(), os.DirFS(dir), report.With(visits(more)))
	if err != nil {
		t.Fatal(err)
	}
	return p, checked
}

func reportPage(t *testing.T, p *report.Profile, opts ...report.Option) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.WriteHTML(&b, opts...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func driftPage(t *testing.T, a, b *report.Profile, opts ...report.Option) []byte {
	t.Helper()
	d, err := report.Compare(a, b, opts...)
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := d.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

// hostileTexts try to leave the place that they stand in: as markup, by their direction, or by
// their length.
var hostileTexts = []string{
	`<script>document.title="script";alert(1)</script>`,
	`"><img src=x onerror="document.title='image';alert(1)">`,
	`' onmouseover='alert(1)' x="`,
	`</title></style></svg><style>*{display:none}</style>`,
	`javascript:alert(1)`,
	`{{.Title}} ${1+1} &lt;b&gt; &amp;#60; %s`,
	"\u202eright to left\u2066\u200f \u05e2\u05d1\u05e8\u05d9\u05ea \u0645\u0631\u062d\u0628\u0627",
	strings.Repeat("W", 10_000),
	"word " + strings.Repeat("long ", 2_000),
	strings.Repeat("\U0001f697\U0001f469\U0001f3fd\u200d\U0001f692", 30),
	"a\x00b\x07c\x1b[31md\u2028e\ufffff\xff",
	strings.Repeat("Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319", 20),
}

// hostileProfile returns a profile whose texts are hostile. Its counts depend on a factor.
func hostileProfile(factor uint64) *report.Profile {
	p := &report.Profile{ProfileVersion: 1, Title: strings.Join(hostileTexts[:7], " "), Notes: hostileTexts}
	words := slices.Clone(hostileTexts)
	slices.Sort(words)
	var counts []uint64
	var codes []int64
	rows := uint64(0)
	for i := range words {
		n := 50 + 10*uint64(i)
		if i%2 == 0 {
			n *= factor
		}
		counts, codes, rows = append(counts, n), append(codes, int64(i)), rows+n
	}
	for _, text := range hostileTexts[:2] {
		t := &report.Table{Name: text, Doc: text, Rows: rows}
		for i, name := range hostileTexts {
			c := &report.Column{Name: name, Doc: hostileTexts[(i+1)%len(hostileTexts)], Kind: name, Class: name, OverTime: name, Key: i == 0, Unique: i == 0,
				Distinct: &report.Distinct{About: rows}, Classes: append([]string{""}, words...)}
			switch i % 3 {
			case 0:
				c.Words = &report.Words{Texts: words, Counts: counts}
			case 1:
				c.Vocabulary, c.Histogram = hostileTexts, &report.Histogram{At: codes, Counts: counts, High: codes[len(codes)-1]}
			case 2:
				c.Histogram = &report.Histogram{At: codes, Counts: counts, High: codes[len(codes)-1]}
			}
			t.Columns = append(t.Columns, c)
		}
		for i := range t.Columns {
			for k := i + 1; k < len(t.Columns); k++ {
				t.Pairs = append(t.Pairs, &report.Pair{A: t.Columns[i].Name, B: t.Columns[k].Name, Cells: diagonal(counts, i+k)})
			}
		}
		t.First = [][]string{hostileTexts, hostileTexts, hostileTexts}
		p.Tables = append(p.Tables, t)
	}
	return p
}

// diagonal returns the cells of two columns, the second of which follows from the first, shifted.
func diagonal(counts []uint64, shift int) []uint64 {
	n := len(counts) + 1
	cells := make([]uint64, n*n)
	for i, count := range counts {
		cells[(i+1)*n+1+(i+shift)%(n-1)] = count
	}
	return cells
}

// hostileReport returns the report of a validation whose texts are hostile.
func hostileReport() *validate.Report {
	r := &validate.Report{}
	for i := range 4 {
		r.Answers = append(r.Answers, validate.Answer{Question: validate.Question(i), Checked: i > 0, Findings: 100_000 * (i % 2)})
	}
	for _, text := range hostileTexts {
		total := validate.Total{Count: 1_000_000}
		total.Code, total.Doc = text, text
		r.Totals = append(r.Totals, total)
	}
	return r
}
