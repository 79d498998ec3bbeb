package schema_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// FuzzText tests rows of two texts:
//   - CSV and JSON have the same bytes as those of encoding/csv, gocsv and encoding/json;
//   - our parsers, and those of these packages, read them back.
func FuzzText(f *testing.F) {
	for i, s := range specials {
		f.Add(s, specials[len(specials)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		p := pair{a, b}
		checkEncoding(t, pairTable, &p)

		line := string(pairTable.AppendCSV(nil, &p))
		var back pair
		if err := pairTable.ParseCSV(&back, strings.TrimSuffix(line, "\n")); err != nil || back != p {
			t.Errorf("ParseCSV(%q) = %q, %v", line, back, err)
		}
		// encoding/csv, which gocsv uses, reads CR LF in quotes as LF.
		folded := pair{strings.ReplaceAll(a, "\r\n", "\n"), strings.ReplaceAll(b, "\r\n", "\n")}
		if cells, err := csv.NewReader(strings.NewReader(line)).Read(); err != nil || len(cells) != 2 || (pair{cells[0], cells[1]}) != folded {
			t.Errorf("encoding/csv reads %q as %q, %v", line, cells, err)
		}
		var rows []pair
		if err := gocsv.UnmarshalCSV(csv.NewReader(strings.NewReader("a,b\n"+line)), &rows); err != nil || len(rows) != 1 || rows[0] != folded {
			t.Errorf("gocsv reads %q as %q, %v", line, rows, err)
		}

		object := string(pairTable.AppendJSON(nil, &p))
		// Bytes that are not UTF-8 become one U+FFFD each.
		valid := pair{string([]rune(a)), string([]rune(b))}
		back = pair{}
		if err := pairTable.ParseJSON(&back, object); err != nil || back != valid {
			t.Errorf("ParseJSON(%s) = %q, %v", object, back, err)
		}
		back = pair{}
		if err := json.Unmarshal([]byte(object), &back); err != nil || back != valid {
			t.Errorf("encoding/json reads %s as %q, %v", object, back, err)
		}
	})
}

// FuzzItem tests rows of every kind of item: our parsers, and encoding/json, read back what we
// write.
func FuzzItem(f *testing.F) {
	for _, e := range items {
		f.Add(e.ID[:], e.Name, uint8(e.Color), uint8(e.Size), e.Made.DaysSince(schema.Date{}), int64(e.N64), bool(e.Sold), e.Addr.AsSlice(), e.Note)
	}
	f.Fuzz(func(t *testing.T, id []byte, name string, c, s uint8, day int, n int64, sold bool, addr []byte, note string) {
		e := item{Name: name, Code: code(note), Color: color(c % 4), Size: size(s % 2), N: int(n), N32: int32(n), N64: number(n), Sold: flag(sold), Note: note}
		copy(e.ID[:], id)
		e.Made = schema.NewDate(1, 1, 1).AddDays(day)
		if ip, ok := netip.AddrFromSlice(addr); ok {
			if e.Addr = ip; ip.Is6() && !ip.Is4In6() {
				e.Addr = ip.WithZone(name)
			}
		}
		checkEncoding(t, itemTable, &e)
		var back item
		line := string(itemTable.AppendCSV(nil, &e))
		if err := itemTable.ParseCSV(&back, strings.TrimSuffix(line, "\n")); err != nil || back != e {
			t.Errorf("ParseCSV(%q): %v (-want +got):\n%s", line, err, cmp.Diff(e, back, cmp.Comparer(func(a, b netip.Addr) bool { return a == b })))
		}
		object := itemTable.AppendJSON(nil, &e)
		valid := item{}
		if err := json.Unmarshal(object, &valid); err != nil {
			t.Fatalf("encoding/json reads %s: %v", object, err)
		}
		back = item{}
		if err := itemTable.ParseJSON(&back, string(object)); err != nil || back != valid {
			t.Errorf("ParseJSON(%s): %v (-want +got):\n%s", object, err, cmp.Diff(valid, back, cmp.Comparer(func(a, b netip.Addr) bool { return a == b })))
		}
		if !bytes.Contains(object, []byte("\\ufffd")) && valid != e {
			t.Errorf("%s is read as another row", object)
		}
	})
}
