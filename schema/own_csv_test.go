package schema_test

import (
	"net/netip"
	"strings"
	"testing"

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
