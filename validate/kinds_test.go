package validate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// An offer has the kinds of columns that the governed tables have not.
type offer struct {
	ID    int64
	Price int64
	Tip   *int32
	Rate  float64
	At    time.Time
	Seen  *time.Time
	Done  *bool
}

var offerTable = schema.New("offers", "Offers.", func(o *offer) []schema.Column {
	return []schema.Column{
		schema.Field(&o.ID, "offer_id", "Number.", schema.Key), schema.Field(&o.Price, "price", "Price.", schema.Scale(2), schema.Range(-5, 99_999)),
		schema.Field(&o.Tip, "tip", "Tip.", schema.Scale(1), schema.Unique), schema.Field(&o.Rate, "rate", "Rate."), schema.Field(&o.At, "at", "When."), schema.Field(&o.Seen, "seen", "When."),
		schema.Field(&o.Done, "done", "Truth."),
	}
})

var offers = synthhub.NewEntity(offerTable, func(r *synthhub.Record, dst []offer) []offer {
	tip, at, done := int32(r.Slot), time.Date(2024, 2, 29, 12, 0, r.Slot, 0, time.UTC), true
	o := offer{ID: int64(r.Slot), Price: 105, Rate: 0.5, At: at, Done: &done}
	if r.Slot > 1 {
		o.Tip, o.Seen = &tip, &at
	}
	return append(dst, o)
})

// TestFormOfKinds spoils the text of one value in a file, in CSV and in JSON.
func TestFormOfKinds(t *testing.T) {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 10, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	forms := map[string]string{}
	for r := range validate.Rules(offers) {
		if r.Table == "offers" && strings.HasSuffix(r.Code, ".form") {
			forms[r.Column] = r.Doc
		}
	}
	for _, c := range []struct {
		old, new string // in the second row as CSV, of which JSON has the same values
		column   string
		form     string
	}{
		{"1,1.05,,0.5,2024-02-29T12:00:01Z,,true", "1,1.05,,0.5,2024-02-29T12:00:01Z,,true", "", ""},
		{"1.05", "1.050", "price", "Must be a number with all of its decimals, 0.00 for none."},
		{"1.05,,", "1.05,1,", "tip", "Must be null, or a number with all of its decimals, 0.0 for none."},
		{"0.5", "0.50", "rate", "Must be a number in its shortest form."},
		{"01Z", "01.0Z", "at", "Must be a time in UTC as YYYY-MM-DDThh:mm:ssZ, with at most six digits of a fraction if it is not zero."},
		{"01Z,,", "01Z,x,", "seen", "Must be null, or a time in UTC as YYYY-MM-DDThh:mm:ssZ, with at most six digits of a fraction if it is not zero."},
		{"true", "yes", "done", "Must be null, or true or false."},
	} {
		for _, format := range []string{"csv", "ndjson"} {
			dir := filepath.Join(t.TempDir(), "snapshot")
			if _, err := export.Snapshot(t.Context(), dir, g, export.With(offers), export.Formats(format)); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, "offers_v0_1."+format)
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			row := "1,1.05,,0.5,2024-02-29T12:00:01Z,,true"
			spoilt := strings.Replace(row, c.old, c.new, 1)
			if format == "ndjson" {
				row, spoilt = object(row), object(spoilt)
			}
			changed := strings.Replace(string(text), row+"\n", spoilt+"\n", 1)
			if c.column != "" && changed == string(text) || !strings.Contains(string(text), row) {
				t.Fatalf("%s has no row %s", name, row)
			}
			if err := os.WriteFile(name, []byte(changed), 0o600); err != nil {
				t.Fatal(err)
			}
			report, err := validate.Snapshot(t.Context(), os.DirFS(dir), validate.With(offers))
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, f := range report.Findings {
				if strings.HasPrefix(f.Rule, "offers.") {
					found = append(found, f.Rule)
				}
			}
			want := ""
			if c.column != "" {
				want = "offers." + c.column + ".form"
			}
			if got := strings.Join(found, " "); got != want || forms[c.column] != c.form {
				t.Errorf("%s for %s in %s: found %q, want %q; form %q, want %q", c.new, c.old, format, got, want, forms[c.column], c.form)
			}
		}
	}
}

// object is a row of offers as JSON.
func object(row string) string {
	cells := strings.Split(row, ",")
	for i := range cells {
		switch {
		case cells[i] == "":
			cells[i] = "null"
		case i == 4 || i == 5:
			cells[i] = `"` + cells[i] + `"`
		}
	}
	var b strings.Builder
	for i, c := range offerTable.Columns() {
		b.WriteString(`,"` + c.Name + `":` + cells[i])
	}
	return "{" + b.String()[1:] + "}"
}
