package validate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// An offer has the kinds of columns that no governed table has.
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

// TestFormOfKinds makes the text of one value in a file unreadable, in CSV and in JSON.
func TestFormOfKinds(t *testing.T) {
	t.Parallel()
	forms := map[string]string{}
	for r := range validate.Rules(offers) {
		if r.Table == "offers" && strings.HasSuffix(r.Code, ".form") {
			forms[r.Column] = r.Doc
		}
	}
	g := generatorOf(t, synthhub.Settings{Records: 10})
	good := map[string]folder{}
	for _, format := range []string{"csv", "ndjson"} {
		good[format] = exported(t, g, export.With(offers), export.Formats(format))
	}
	const row = "1,1.05,,0.5,2024-02-29T12:00:01Z,,true" // the second row, as CSV
	for _, c := range []struct {
		old, new string // in the row
		column   string
		form     string
	}{
		{row, row, "", ""},
		{"1.05", "1.050", "price", "Must be a number with all of its decimals, 0.00 for none."},
		{"1.05,,", "1.05,1,", "tip", "Must be null, or a number with all of its decimals, 0.0 for none."},
		{"0.5", "0.50", "rate", "Must be a number in its shortest form."},
		{"01Z", "01.0Z", "at", "Must be a time in UTC as YYYY-MM-DDThh:mm:ssZ, with at most six digits of a fraction if it is not zero."},
		{"01Z,,", "01Z,x,", "seen", "Must be null, or a time in UTC as YYYY-MM-DDThh:mm:ssZ, with at most six digits of a fraction if it is not zero."},
		{"true", "yes", "done", "Must be null, or true or false."},
	} {
		if forms[c.column] != c.form {
			t.Errorf("the form of %s is %q, want %q", c.column, forms[c.column], c.form)
		}
		for _, format := range []string{"csv", "ndjson"} {
			t.Run(c.column+"/"+format, func(t *testing.T) {
				t.Parallel()
				old, changed := row, strings.Replace(row, c.old, c.new, 1)
				if format == "ndjson" {
					old, changed = object(old), object(changed)
				}
				f := good[format].clone()
				f.edit("offers_v0_1."+format, old+"\n", changed+"\n")
				r := checkWith(t, []synthhub.Entity{offers}, f.fs())
				var got []string
				for _, total := range r.Totals {
					if total.Table == "offers" {
						got = append(got, total.Code)
					}
				}
				var want []string
				if c.column != "" {
					want = []string{"offers." + c.column + ".form"}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s for %s (-want +got):\n%s", c.new, c.old, diff)
				}
			})
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
