package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// A secret is a row with values that few rows have, which are told apart from everything else.
type secret struct {
	ID      int64
	Account int64 // of one person each
	Born    synthhub.Date
	Name    string
	Word    string
	Enum    level
	Small   int16
	Large   int64
	Ratio   float64
	Day     synthhub.Date
}

var secretTable = schema.New("secrets", "What nobody must know.", func(s *secret) []schema.Column {
	return []schema.Column{
		schema.Field(&s.ID, "secret_id", "Number.", schema.Key),
		schema.Field(&s.Account, "account", "Number of an account.", schema.DirectIdentifier),
		schema.Field(&s.Born, "born", "Date of birth.", schema.DirectIdentifier),
		schema.Field(&s.Name, "name", "Name.", schema.DirectIdentifier), schema.Field(&s.Word, "word", "Word."),
		schema.Field(&s.Enum, "enum", "Enum."), schema.Field(&s.Small, "small", "Small number.", schema.Range(0, 4000)),
		schema.Field(&s.Large, "large", "Large number."), schema.Field(&s.Ratio, "ratio", "Ratio."), schema.Field(&s.Day, "day", "Day."),
	}
})

// secrets has a row for each record. Every fifth one has values of its own.
var secrets = synthhub.NewEntity(secretTable, func(r *synthhub.Record, dst []secret) []secret {
	i := r.Slot
	s := secret{ID: int64(70_000 + i), Account: int64(810_000_000 + 1013*i), Born: schema.NewDate(1931, 3, 1).AddDays(37 * i), Name: fmt.Sprint("Name", i),
		Word: "common", Enum: 1, Small: 1024, Large: 1 << 20, Ratio: 2, Day: schema.NewDate(2001, 9, 1)}
	if i%5 == 0 {
		s.Word, s.Small, s.Large = fmt.Sprint("rare", i/10), int16(1301+17*i%2600), int64(3_000_001+777_777*i)
		s.Ratio, s.Day = 1.0001234+float64(i)/7, schema.NewDate(1950, 1, 1).AddDays(131*i)
	}
	if i == 3 || i == 4 {
		s.Enum = 3
	}
	return append(dst, s)
})

// TestPrivate holds that no value that fewer than ten rows have is anywhere in a private profile.
func TestPrivate(t *testing.T) {
	g := generatorOf(t, synthhub.Settings{Records: 120, Seed: 3})
	p := profileOf(t, g, report.With(secrets), report.Private())
	text := string(saved(t, p))
	rows := secrets.NewRowList()
	for r := range g.Range(0, g.Len()) {
		secrets.AddRows(rows, r)
	}
	words := regexp.MustCompile(`[0-9A-Za-z.-]+`).FindAllString(text, -1)
	slices.Sort(words)
	checked := 0
	for k, c := range secretTable.Columns() {
		values := map[string]int{}
		for i := range rows.Len() {
			values[string(rows.AppendText(nil, i, k))]++
		}
		for s, n := range values {
			// The words of a vocabulary are in the description of the column.
			if n >= 10 || c.Kind == schema.KindEnum {
				continue
			}
			checked++
			if _, found := slices.BinarySearch(words, s); found || len(s) > 4 && strings.Contains(text, s) {
				t.Errorf("%s %s of %d rows is in the profile", c.Name, s, n)
			}
		}
	}
	if checked < 400 {
		t.Errorf("%d values were searched for", checked)
	}
	for _, x := range p.Tables {
		if x.First != nil || x.Pairs != nil {
			t.Errorf("%s has first rows or pairs", x.Name)
		}
		for _, c := range x.Columns {
			checkPrivate(t, x, c)
		}
	}
	if s := p.Table("secrets").Column("word").Words; !slices.Equal(s.Texts, []string{"common"}) || s.Counts[0] != 96 || s.Rare != 24 {
		t.Errorf("words %+v", s)
	}
	// Without the other word, 120-118 would say how many rows the rare one has.
	if h := p.Table("secrets").Column("enum").Histogram; len(h.At) > 0 || h.Rare != 120 {
		t.Errorf("enum %+v", h)
	}
}

// checkPrivate holds what is promised of a column of a private profile.
func checkPrivate(t *testing.T, x *report.Table, c *report.Column) {
	identifier := c.Unique || c.Ref != "" || c.Kind == "uuid" || c.Class == "direct identifier"
	if c.Classes != nil || identifier && (c.Words != nil || c.Histogram != nil) || c.Distinct != nil && c.Distinct.Sketch != nil {
		t.Errorf("%s.%s has more than it should", x.Name, c.Name)
	}
	for _, h := range []*report.Histogram{c.Histogram, c.Lengths} {
		if h != nil && len(h.Counts) > 0 && slices.Min(h.Counts) < 10 {
			t.Errorf("%s.%s has the counts %v", x.Name, c.Name, h.Counts)
		}
		if h != nil && c.Vocabulary == nil && len(h.Counts) > 0 {
			rows := uint64(0)
			for _, n := range h.Counts {
				rows += n
			}
			if rows != x.Rows-c.Empty {
				t.Errorf("%s.%s: %d of %d values are in classes", x.Name, c.Name, rows, x.Rows-c.Empty)
			}
		}
	}
}

// TestPrivateCompared holds that nothing differs between a private profile and one of the same data that
// is not, and that other data does differ.
func TestPrivateCompared(t *testing.T) {
	for _, records := range []int{0, 5, 40, 3000} {
		t.Run(fmt.Sprint(records), func(t *testing.T) {
			g := part{generator(t, 3000, 3), 0, records}
			opts := []report.Option{report.With(gauges, secrets)}
			open, private := profileOf(t, g, opts...), profileOf(t, g, append(opts, report.Private())...)
			for _, p := range []*report.Profile{open, private} {
				d := compared(t, private, p)
				if d.Verdict != report.None || d.PairsCompared > 0 {
					t.Errorf("verdict %s, %d pairs", d.Verdict, d.PairsCompared)
				}
				for _, c := range d.Columns {
					if c.PSI != 0 || c.Q < 1 || c.Other != "" {
						t.Errorf("%s.%s: PSI %v, q %v, %s %v", c.Table, c.Column, c.PSI, c.Q, c.Other, c.Classes)
					}
				}
			}
		})
	}
	t.Run("other data", func(t *testing.T) {
		s := synthhub.Settings{Records: 3000, Seed: 3, CommercialShare: 30}
		private := profileOf(t, generatorOf(t, s), report.Private())
		s.CommercialShare, s.AsOf = 70, schema.NewDate(2019, 1, 1)
		d := compared(t, private, profileOf(t, generatorOf(t, s)))
		for _, name := range []string{"lob_type", "occupation", "model_year", "date_of_birth", "registration_expires_on"} {
			i := slices.IndexFunc(d.Columns, func(c report.ColumnDrift) bool { return c.Column == name })
			if d.Columns[i].Verdict == report.None {
				t.Errorf("%s does not differ: %+v", name, d.Columns[i])
			}
		}
	})
}

// TestPrivateEmptiness holds that an identifier that is empty on one side differs, although neither side has classes
// that the other has too.
func TestPrivateEmptiness(t *testing.T) {
	side := func(email string) *report.Profile {
		text := "state,email\n"
		for i := range 500 {
			text += fmt.Sprintf("CA,%s\n", strings.Replace(email, "@", fmt.Sprint(i, "@"), 1))
		}
		p, err := report.CSV(t.Context(), []report.File{file(text)})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	d := compared(t, side("a@example.com"), side(""))
	if c := d.Columns[0]; c.Column != "email" || c.Verdict != report.Large || c.Compared != "emptiness" {
		t.Errorf("%s, %s, compared: %q, want email, which is large, by its emptiness", c.Column, c.Verdict, c.Compared)
	}
}
