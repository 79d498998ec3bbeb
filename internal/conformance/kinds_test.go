package conformance

import (
	"bytes"
	"database/sql"
	"math"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	gofrs "github.com/gofrs/uuid/v5"
	"github.com/google/uuid"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
)

// A reading is a row with two columns of every kind: one that is required, and one that is
// nullable.
type reading struct {
	ID       int64
	PersonID uuid.UUID // of github.com/google/uuid
	Note     string
	Line     synthhub.LineOfBusiness
	On       synthhub.Date
	Count    uint16
	Total    uint64
	Done     bool
	From     netip.Addr
	Price    int64
	Share    int64
	At       time.Time
	Rate     float64
	Heat     float64

	NullPerson *uuid.UUID
	NullOther  sql.Null[gofrs.UUID]
	NullLine   *synthhub.LineOfBusiness
	NullOn     *synthhub.Date
	NullCount  sql.Null[int8]
	NullDone   *bool
	NullFrom   *netip.Addr
	NullPrice  *int32
	NullAt     sql.Null[time.Time]
	NullRate   *float64
}

var readingTable = schema.New("readings", "Measurements.", func(r *reading) []schema.Column {
	return []schema.Column{
		schema.Field(&r.ID, "reading_id", "Number.", schema.Key), schema.Field(&r.PersonID, "person_id", "Whose.", schema.Ref("persons.person_id")),
		schema.Field(&r.Note, "note", "Text.", schema.Optional), schema.Field(&r.Line, "line", "Word."), schema.Field(&r.On, "on", "Day."),
		schema.Field(&r.Count, "count", "Number.", schema.Range(0, 60_000)), schema.Field(&r.Total, "total", "Number."), schema.Field(&r.Done, "done", "Truth."),
		schema.Field(&r.From, "from", "Address."), schema.Field(&r.Price, "price", "Price.", schema.Scale(2), schema.Range(math.MinInt64, math.MaxInt64-8)),
		schema.Field(&r.Share, "share", "Decimal.", schema.Scale(18)), schema.Field(&r.At, "at", "Time."), schema.Field(&r.Rate, "rate", "Float."),
		schema.Field(&r.Heat, "heat", "Float.", schema.Range(-40, 60)),

		schema.Field(&r.NullPerson, "null_person", "Whose.", schema.Ref("persons.person_id"), schema.UUIDVersion(4)), schema.Field(&r.NullOther, "null_other", "Another."),
		schema.Field(&r.NullLine, "null_line", "Word."), schema.Field(&r.NullOn, "null_on", "Day."), schema.Field(&r.NullCount, "null_count", "Number.", schema.Unique),
		schema.Field(&r.NullDone, "null_done", "Truth."), schema.Field(&r.NullFrom, "null_from", "Address."),
		schema.Field(&r.NullPrice, "null_price", "Price.", schema.Range(-500, 99_999), schema.Scale(2)), schema.Field(&r.NullAt, "null_at", "Time."),
		schema.Field(&r.NullRate, "null_rate", "Float."),
	}
})

// extremes are minimum, maximum and other special values of their kinds.
var extremes = struct {
	units []int64
	times []time.Time
	rates []float64
}{
	[]int64{0, 1, -1, 5, -5, 99, -100, 12345, math.MaxInt64 - 8, math.MinInt64, 1 << 53, -1<<53 - 1},
	[]time.Time{
		time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC), time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC),
		time.Date(2024, 3, 10, 2, 30, 0, 500_000_000, time.FixedZone("", -5*3600)), time.Unix(0, 0), time.Date(1899, 12, 31, 23, 0, 0, 120_000, time.UTC),
	},
	[]float64{0, 0.1, -1.5, 1e21, 1e-7, 5e-324, math.MaxFloat64, -math.MaxFloat64, 1.0 / 3, 123456789.125, 1 << 53},
}

// readingsOf appends a reading of a record. In every third the nullable columns are null.
func readingsOf(r *synthhub.Record, dst []reading) []reading {
	i := r.Slot
	units, at, rate := extremes.units[i%len(extremes.units)], extremes.times[i%len(extremes.times)], extremes.rates[i%len(extremes.rates)]
	x := reading{
		ID: int64(i), PersonID: uuid.UUID(r.Person.ID), Line: r.Person.LOBType, On: r.Person.DateOfBirth, Count: uint16(i * 100), Total: uint64(math.MaxInt64 - i), Done: i%2 == 0,
		From: netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}), Price: units, Share: units, At: at, Rate: rate, Heat: float64(i%400)/4 - 40,
	}
	if i%3 > 0 {
		small, person, done, line, on, from := int32(i*7-500), x.PersonID, i%5 == 0, x.Line, r.Person.FirstLicensedOn, x.From
		x.NullPerson, x.NullLine, x.NullOn, x.NullDone, x.NullFrom, x.NullPrice, x.NullRate = &person, &line, &on, &done, &from, &small, &rate
		x.NullOther, x.NullCount = sql.Null[gofrs.UUID]{V: r.Person.ID, Valid: true}, sql.Null[int8]{V: int8(i), Valid: i < 128}
		x.NullAt = sql.Null[time.Time]{V: at, Valid: true}
		x.Note = "null"
	}
	return append(dst, x)
}

var readings = synthhub.NewEntity(readingTable, readingsOf)

// wantReadings returns the rows as JSON, by key.
func wantReadings(g *synthhub.Generator) map[int64]string {
	want := map[int64]string{}
	var rows []reading
	for r := range g.All() {
		rows = readingsOf(r, rows[:0])
		want[rows[0].ID] = string(readingTable.AppendJSON(nil, &rows[0]))
	}
	return want
}

// compareReading compares a parsed row with the generated one.
func compareReading(t *testing.T, want map[int64]string, got *reading) {
	t.Helper()
	if text := string(readingTable.AppendJSON(nil, got)); text != want[got.ID] {
		t.Fatalf("row %d is\n%s, want\n%s", got.ID, text, want[got.ID])
	}
}

// TestKindsFiles reads the files of a snapshot with package schema and a Data Package
// library, and validates the snapshot.
func TestKindsFiles(t *testing.T) {
	t.Parallel()
	dir, m := snapshot(t, export.With(readings))
	want := wantReadings(synthtest.Generator(t, settings))
	if id := uuid.MustParse("0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"); readingTable.Text(&reading{PersonID: id}, "person_id") != id.String() || readingTable.Columns()[1].Kind != schema.KindUUID {
		t.Error("package schema does not accept a UUID of github.com/google/uuid")
	}
	n := 0
	for r, err := range readingTable.ReadCSV(bytes.NewReader(tableCSV(t, dir, m, "readings"))) {
		if err != nil {
			t.Fatal(err)
		}
		compareReading(t, want, r)
		n++
	}
	doc := read(t, dir, "dataset_v0_1.json")
	_, rows, _ := strings.Cut(string(doc), `"readings":[`)
	for line := range strings.Lines(rows) {
		line = strings.TrimSuffix(strings.TrimSpace(line), ",")
		if !strings.HasPrefix(line, "{") {
			continue
		}
		var r reading
		if err := readingTable.ParseJSON(&r, line); err != nil {
			t.Fatal(err)
		}
		compareReading(t, want, &r)
		n++
	}
	if n != 2*settings.Records {
		t.Errorf("%d rows read, want %d", n, 2*settings.Records)
	}
	checkTable(t, load(t, dir).GetResource("readings"), "readings", settings.Records, tableCSV(t, dir, m, "readings"))
	report, err := validate.Snapshot(t.Context(), os.DirFS(dir), validate.With(readings))
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("validate: %v, %v", report.Findings, err)
	}
}

// TestKindsJSONSchema corrupts values of every kind.
func TestKindsJSONSchema(t *testing.T) {
	t.Parallel()
	dir, _ := snapshot(t, export.With(readings))
	checkSchema(t, dir, []corruption{
		{"half a cent", `"price":0.05`, `"price":0.055`},
		{"a decimal that is text", `"price":0.05`, `"price":"0.05"`},
		{"a cent above the maximum", `"price":92233720368547757.99`, `"price":92233720368547758.00`},
		{"half a unit of the eighteenth decimal", `"share":0.000000000000000005`, `"share":0.0000000000000000051`},
		{"a decimal outside the range of a nullable column", `"null_price":-4.93`, `"null_price":-5.01`},
		{"a float that is text", `"rate":0.1`, `"rate":"0.1"`},
		{"a float outside its range", `"heat":-40`, `"heat":-40.0000001`},
		{"null in a float column", `"rate":0.1`, `"rate":null`},
		{"null in a decimal column", `"price":0.05`, `"price":null`},
		{"null in a timestamp column", `"at":"2024-02-29T12:00:00Z"`, `"at":null`},
		{"a time in another zone", `"at":"2024-02-29T12:00:00Z"`, `"at":"2024-02-29T12:00:00+01:00"`},
		{"a time with a trailing zero in its fraction", `"at":"2024-02-29T12:00:00Z"`, `"at":"2024-02-29T12:00:00.50Z"`},
		{"a time with nanoseconds", `"at":"2024-02-29T12:00:00Z"`, `"at":"2024-02-29T12:00:00.1234567Z"`},
		{"a time on a day that does not exist", `"at":"2024-02-29T12:00:00Z"`, `"at":"2023-02-29T12:00:00Z"`},
		{"an empty time", `"null_at":null`, `"null_at":""`},
		{"an empty enum", `"null_line":null`, `"null_line":""`},
		{"an empty UUID", `"null_other":null`, `"null_other":""`},
		{"a boolean that is text", `"null_done":null`, `"null_done":"true"`},
		{"a number that is not whole", `"null_count":1,`, `"null_count":1.5,`},
		{"null in an enum column", `"line":"`, `"line":null,"was":"`},
	})
}
