package schema_test

import (
	"database/sql"
	"math"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/schema"
)

// TestCanonical says of rows whether they are called canonical, and why those that are not are not.
// The fuzz targets compare all that are with rows as they are written.
func TestCanonical(t *testing.T) {
	t.Parallel()
	for _, s := range specials {
		checkCanonical(t, pairTable.NewBatch(), s+","+s)
		checkCanonical(t, pairTable.NewBatch(), `{"a":"`+s+`","b":"`+s+`"}`)
	}
	e := items[0]
	e.Addr = netip.MustParseAddr("2001:db8::1")
	row := strings.TrimSuffix(string(itemTable.AppendCSV(nil, &e)), "\n")
	object := string(itemTable.AppendJSON(nil, &e))
	for _, address := range []string{"2001:db8::1", "2001:0db8::1"} { // a type of another package decides what it reads
		if csv, _ := checkCanonical(t, itemTable.NewBatch(), strings.Replace(row, "2001:db8::1", address, 1)); csv {
			t.Errorf("a row with the address %s is called canonical", address)
		}
		if _, json := checkCanonical(t, itemTable.NewBatch(), strings.Replace(object, "2001:db8::1", address, 1)); json {
			t.Errorf("an object with the address %s is called canonical", address)
		}
	}
}

// TestUUID compares the UUIDs of a list with their texts.
func TestUUID(t *testing.T) {
	t.Parallel()
	ofItems, ofMeasures := itemTable.NewBatch(), measureTable.NewBatch()
	ofItems.Rows, ofMeasures.Rows = items, measures
	const none = "00000000-0000-0000-0000-000000000000"
	found := 0
	for _, rows := range []interface {
		schema.RowList
		UUID(i, column int) [16]byte
	}{ofItems, ofMeasures} {
		for k, c := range rows.Table().Columns() {
			for i := range rows.Len() {
				got, want := uuid.UUID(rows.UUID(i, k)).String(), none
				if c.Kind == schema.KindUUID {
					if text := string(rows.AppendText(nil, i, k)); text != "" {
						want = text
					}
				}
				if got != want {
					t.Errorf("row %d of %s has the UUID %s in column %s, want %s", i, rows.Table().Name(), got, c.Name, want)
				}
				if want != none {
					found++
				}
			}
		}
	}
	if found < 3 {
		t.Errorf("there are %d UUIDs to compare", found)
	}
}

// A numbered row has a column of each kind, and of each nullable kind that is a number.
type numbered struct {
	Int     int32
	Big     uint64
	Price   int64
	Color   color
	Day     schema.Date
	At      time.Time
	Flag    bool
	Rate    float64
	Text    string
	ID      uuid.UUID
	OrInt   *int64
	OrColor sql.Null[color]
	OrDay   *schema.Date
	OrAt    sql.Null[time.Time]
	OrFlag  *bool
	OrRate  *float64
}

var numberedTable = schema.New("numbered", "Numbers.", func(n *numbered) []schema.Column {
	return []schema.Column{
		schema.Field(&n.Int, "int", "Int."), schema.Field(&n.Big, "big", "Int."), schema.Field(&n.Price, "price", "Decimal.", schema.Scale(2)),
		schema.Field(&n.Color, "color", "Enum."), schema.Field(&n.Day, "day", "Date."), schema.Field(&n.At, "at", "Time."), schema.Field(&n.Flag, "flag", "Bool."),
		schema.Field(&n.Rate, "rate", "Float."), schema.Field(&n.Text, "text", "Text."), schema.Field(&n.ID, "id", "UUID."),
		schema.Field(&n.OrInt, "or_int", "Int."), schema.Field(&n.OrColor, "or_color", "Enum."), schema.Field(&n.OrDay, "or_day", "Date."),
		schema.Field(&n.OrAt, "or_at", "Time."), schema.Field(&n.OrFlag, "or_flag", "Bool."), schema.Field(&n.OrRate, "or_rate", "Float."),
	}
})

// TestNumber says what number a value of each kind is.
func TestNumber(t *testing.T) {
	t.Parallel()
	null := int64(math.MinInt64) // no number
	day, invalid, unset := schema.NewDate(1970, 1, 1), schema.NewDate(2023, 2, 29), schema.Date{}
	at := time.Date(1969, 12, 31, 23, 59, 59, 999_999_000, time.UTC)
	yes, no, least := true, false, int64(math.MinInt64+1)
	rows := numberedTable.NewBatch()
	rows.Rows = []numbered{
		{},
		{Int: -7, Big: 1 << 62, Price: -105, Color: 2, Day: day, At: at, Flag: true, Rate: 2, Text: "3", ID: uuid.UUID{1},
			OrInt: &least, OrColor: sql.Null[color]{V: 1, Valid: true}, OrDay: &day, OrAt: sql.Null[time.Time]{V: at, Valid: true}, OrFlag: &yes, OrRate: new(float64)},
		{Int: math.MaxInt32, Color: 200, Day: schema.NewDate(9999, 12, 31), At: time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), OrInt: new(int64), OrFlag: &no, OrDay: &invalid},
		{Int: math.MinInt32, Price: math.MinInt64 + 1, Day: schema.NewDate(1, 1, 1), At: time.Date(12_000, 1, 1, 0, 0, 0, 0, time.UTC), OrDay: &unset, OrColor: sql.Null[color]{V: 1}},
		{Day: invalid, At: time.Date(2024, 1, 1, 0, 0, 0, 1, time.UTC), OrAt: sql.Null[time.Time]{Valid: true}},
	}
	want := [][]int64{
		{0, 0, 0, 0, null, null, 0, null, null, null, null, null, null, null, null, null},
		{-7, 1 << 62, -105, 2, 719_163, -1, 1, null, null, null, least, 1, 719_163, -1, 1, null},
		{math.MaxInt32, 0, 0, 200, 3_652_059, 1_709_164_800_000_000, 0, null, null, null, 0, null, null, null, 0, null},
		{math.MinInt32, 0, math.MinInt64 + 1, 0, 1, null, 0, null, null, null, null, null, null, null, null, null},
		{0, 0, 0, 0, null, null, 0, null, null, null, null, null, null, null, null, null},
	}
	for i := range rows.Rows {
		for k, c := range numberedTable.Columns() {
			got, ok := rows.Number(i, k)
			if !ok {
				got = null
			}
			if got != want[i][k] {
				t.Errorf("row %d: %s is the number %d, want %d", i, c.Name, got, want[i][k])
			}
		}
	}
}
