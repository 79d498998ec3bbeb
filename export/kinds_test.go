package export_test

import (
	"database/sql"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// An offer has the kinds of columns that the governed tables do not have.
type offer struct {
	ID    int64
	Price int64
	Tip   *int32
	Rate  float64
	Share sql.Null[float64]
	At    time.Time
	Seen  *time.Time
	Line  *synthhub.LineOfBusiness
	Until time.Time
	Done  *bool
}

var offerTable = schema.New("offers", "Offers.", func(o *offer) []schema.Column {
	return []schema.Column{
		schema.Field(&o.ID, "offer_id", "Number.", schema.Key), schema.Field(&o.Price, "price", "Price.", schema.Scale(2), schema.Range(-5, 99_999)),
		schema.Field(&o.Tip, "tip", "Tip.", schema.Scale(1), schema.AsOf), schema.Field(&o.Rate, "rate", "Rate."), schema.Field(&o.Share, "share", "Share.", schema.Range(0, 1)),
		schema.Field(&o.At, "at", "When."), schema.Field(&o.Seen, "seen", "When."), schema.Field(&o.Line, "line", "Line."), schema.Field(&o.Until, "until", "When.", schema.Optional),
		schema.Field(&o.Done, "done", "Truth."),
	}
})

var offers = synthhub.NewEntity(offerTable, func(r *synthhub.Record, dst []offer) []offer {
	o := offer{ID: int64(r.Slot), Price: int64(r.Slot), Rate: 0.5, At: time.Date(2024, 2, 29, 12, 0, 0, r.Slot*1000, time.UTC)}
	if r.Slot%2 == 0 {
		tip, line, done := int32(r.Slot), r.Person.LOBType, true
		o.Tip, o.Seen, o.Line, o.Done = &tip, &o.At, &line, &done
	}
	return append(dst, o)
})

// Tests in internal/conformance run the statements on databases, except those of MySQL.
func TestCreateKinds(t *testing.T) {
	for d, want := range map[export.Dialect][]string{
		export.PostgreSQL: {
			`"price" numeric(19,2) NOT NULL CHECK ("price" BETWEEN -0.05 AND 999.99),`,
			`"tip" numeric(19,1),`,
			`"rate" double precision NOT NULL CHECK ("rate" BETWEEN -1.7976931348623157e+308 AND 1.7976931348623157e+308),`,
			`"share" double precision CHECK ("share" BETWEEN 0 AND 1),`,
			`"at" timestamptz NOT NULL,`, `"seen" timestamptz,`, `"until" timestamptz,`, `"done" boolean,`,
		},
		export.SQLite: {
			`"price" TEXT NOT NULL CHECK (instr("price", '.') = length("price") - 2 AND length(replace("price", '.', '')) = length("price") - 1 AND replace("price", '.', '') = printf('%.3d', replace("price", '.', '')) AND CAST(replace("price", '.', '') AS INTEGER) BETWEEN -5 AND 99999),`,
			`"rate" REAL NOT NULL CHECK (`, `"share" REAL CHECK ("share" BETWEEN 0 AND 1),`, `"at" TEXT NOT NULL CHECK (substr("at", 1, 19) IS strftime('%Y-%m-%dT%H:%M:%S', substr("at", 1, 19)) AND`,
			`"done" INTEGER CHECK ("done" IN (0, 1)),`,
		},
		export.MySQL: {
			"`price` DECIMAL(19,2) NOT NULL CHECK (`price` BETWEEN -0.05 AND 999.99),", "`tip` DECIMAL(19,1),", "`rate` DOUBLE NOT NULL,", "`share` DOUBLE CHECK (`share` BETWEEN 0 AND 1),",
			"`at` DATETIME(6) NOT NULL,", "`seen` DATETIME(6),", "`done` BOOLEAN,",
		},
	} {
		t.Run(d.String(), func(t *testing.T) {
			statements, err := export.CreateTables(d, export.With(offers), export.Tables("offers"))
			if err != nil {
				t.Fatal(err)
			}
			for _, definition := range want {
				if !strings.Contains(statements[0], "\t"+definition) {
					t.Errorf("there is no %s in\n%s", definition, statements[0])
				}
			}
		})
	}
}

// TestDescribeKinds holds the descriptors and the dictionary to the declarations of the columns.
func TestDescribeKinds(t *testing.T) {
	t.Parallel()
	_, files := snapshotFiles(t, generator(t, small), export.With(offers), allFormats())
	t.Run("JSON Schema", func(t *testing.T) { checkJSONSchema(t, files["schema_v0_1.json"]) })
	t.Run("data package", func(t *testing.T) { checkDataPackage(t, files["datapackage.json"]) })
	t.Run("dictionary", func(t *testing.T) { checkDictionary(t, files["README_SNAPSHOT_V0_1.md"]) })
}

func checkJSONSchema(t *testing.T, text string) {
	t.Helper()
	var described struct {
		Defs map[string]struct {
			Properties map[string]json.RawMessage
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(text), &described); err != nil {
		t.Fatal(err)
	}
	const second = `"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{0,5}[1-9])?Z$"`
	for column, want := range map[string]string{
		"price": `{"description":"Price.","$comment":"Over time: fixed.","type":"number","multipleOf":0.01,"minimum":-0.05,"maximum":999.99}`,
		"tip":   `{"description":"Tip.","$comment":"Over time: as of.","type":["number","null"],"multipleOf":0.1}`,
		"rate":  `{"description":"Rate.","$comment":"Over time: fixed.","type":"number"}`,
		"share": `{"description":"Share.","$comment":"Over time: fixed.","type":["number","null"],"minimum":0,"maximum":1}`,
		"at":    `{"description":"When.","$comment":"Over time: fixed.","type":"string","format":"date-time",` + second + `}`,
		"seen":  `{"description":"When.","$comment":"Over time: fixed.","type":["string","null"],"format":"date-time",` + second + `}`,
		"until": `{"description":"When.","$comment":"Over time: fixed.","type":"string","anyOf":[{"const":""},{"format":"date-time",` + second + `}]}`,
		"line":  `{"description":"Line.","$comment":"Over time: fixed.","type":["string","null"],"enum":["Personal","Commercial",null]}`,
		"done":  `{"description":"Truth.","$comment":"Over time: fixed.","type":["boolean","null"]}`,
	} {
		if got := compact(t, described.Defs["offers"].Properties[column]); got != want {
			t.Errorf("schema of %s\n%s, want\n%s", column, got, want)
		}
	}
}

func checkDataPackage(t *testing.T, text string) {
	t.Helper()
	var packaged struct {
		Resources []struct {
			Name   string
			Schema struct{ Fields []json.RawMessage }
		}
	}
	if err := json.Unmarshal([]byte(text), &packaged); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, r := range packaged.Resources {
		if r.Name == "offers" {
			for _, f := range r.Schema.Fields {
				fields = append(fields, compact(t, f))
			}
		}
	}
	if diff := cmp.Diff([]string{
		`{"name":"offer_id","type":"integer","description":"Number.","overTime":"fixed","constraints":{"required":true}}`,
		`{"name":"price","type":"number","description":"Price.","overTime":"fixed","constraints":{"required":true,"minimum":-0.05,"maximum":999.99}}`,
		`{"name":"tip","type":"number","description":"Tip.","overTime":"as of"}`,
		`{"name":"rate","type":"number","description":"Rate.","overTime":"fixed","constraints":{"required":true}}`,
		`{"name":"share","type":"number","description":"Share.","overTime":"fixed","constraints":{"minimum":0,"maximum":1}}`,
		`{"name":"at","type":"datetime","description":"When.","overTime":"fixed","constraints":{"required":true}}`,
		`{"name":"seen","type":"datetime","description":"When.","overTime":"fixed"}`,
		`{"name":"line","type":"string","description":"Line.","overTime":"fixed","constraints":{"enum":["Personal","Commercial"]}}`,
		`{"name":"until","type":"datetime","description":"When.","overTime":"fixed"}`,
		`{"name":"done","type":"boolean","description":"Truth.","overTime":"fixed"}`,
	}, fields); diff != "" {
		t.Errorf("fields of the data package (-want +got):\n%s", diff)
	}
}

func checkDictionary(t *testing.T, text string) {
	t.Helper()
	for _, line := range []string{
		"| price | decimal(2) | domain attribute | fixed | Price. | Must be -0.05 to 999.99. |\n", "| tip | decimal(1) or null | domain attribute | as of | Tip. |  |\n",
		"| share | float or null | domain attribute | fixed | Share. | Must be 0 to 1. |\n", "| at | timestamp | domain attribute | fixed | When. | Must be of the years 1 to 9999, in whole microseconds. |\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("the dictionary lacks %s", line)
		}
	}
}

// compact returns JSON without white space.
func compact(t *testing.T, text []byte) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		b.WriteString(strings.TrimSpace(line))
	}
	return strings.ReplaceAll(b.String(), `": `, `":`)
}
