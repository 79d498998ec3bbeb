package schema_test

import (
	"net/netip"
	"strings"
	"testing"
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
