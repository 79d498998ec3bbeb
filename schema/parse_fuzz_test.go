package schema_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/synthhub/synthhub/schema"
)

// FuzzParseCSV parses any text as CSV:
//   - the parser does not panic;
//   - a row that it accepts is equal after it is written and read again;
//   - encoding/csv reads such a row as the same cells, except for CR LF in quotes;
//   - the parser accepts what encoding/csv reads as two cells, except for line ends, of which
//     encoding/csv accepts more;
//   - a row that is called canonical is written as it was.
func FuzzParseCSV(f *testing.F) {
	for _, e := range items {
		f.Add(strings.TrimSuffix(string(itemTable.AppendCSV(nil, &e)), "\n"))
	}
	for _, m := range measures {
		f.Add(strings.TrimSuffix(string(measureTable.AppendCSV(nil, &m)), "\n"))
	}
	for _, s := range specials {
		f.Add(s)
		f.Add(s + "," + s)
		f.Add(strings.TrimSuffix(string(pairTable.AppendCSV(nil, &pair{s, s})), "\n"))
	}
	f.Fuzz(func(t *testing.T, row string) {
		var e, back item
		if err := itemTable.ParseCSV(&e, row); err == nil {
			again := strings.TrimSuffix(string(itemTable.AppendCSV(nil, &e)), "\n")
			if err := itemTable.ParseCSV(&back, again); err != nil || back != e {
				t.Errorf("%q is read as %v, which is written %q, which is read as %v, %v", row, e, again, back, err)
			}
		}
		var m, same measure
		if err := measureTable.ParseCSV(&m, row); err == nil {
			again := string(measureTable.AppendCSV(nil, &m))
			if err := measureTable.ParseCSV(&same, strings.TrimSuffix(again, "\n")); err != nil || string(measureTable.AppendCSV(nil, &same)) != again {
				t.Errorf("%q is written %q, which is read with %v", row, again, err)
			}
		}
		checkCanonical(t, itemTable.NewBatch(), row)
		checkCanonical(t, measureTable.NewBatch(), row)
		checkCanonical(t, pairTable.NewBatch(), row)
		var p pair
		err := pairTable.ParseCSV(&p, row)
		r := csv.NewReader(strings.NewReader(row))
		cells, slow := r.Read()
		want := []string{strings.ReplaceAll(p.A, "\r\n", "\n"), strings.ReplaceAll(p.B, "\r\n", "\n")}
		if err == nil && (slow != nil || !slices.Equal(cells, want)) {
			t.Errorf("%q is read as %q, by encoding/csv as %q, %v", row, want, cells, slow)
		}
		if err != nil && slow == nil && len(cells) == 2 && !strings.ContainsAny(row, "\r\n") {
			t.Errorf("%q is read by encoding/csv as %q, but we say %v", row, cells, err)
		}
	})
}

// A canonicalList is a list of rows that knows which rows are canonical.
type canonicalList interface {
	schema.RowList
	AddCanonicalCSV(row string) bool
	AddCanonicalJSON(row string) bool
}

// checkCanonical compares a row that is called canonical in a format with the row as it is
// written, and with the row as it is read otherwise. The list must be empty.
func checkCanonical(t *testing.T, rows canonicalList, row string) (csv, json bool) {
	t.Helper()
	if csv = rows.AddCanonicalCSV(row); csv {
		if again := string(rows.AppendCSV(nil, 0)); again != row+"\n" || rows.Len() != 1 {
			t.Errorf("the row %q is called canonical, but is written %q", row, again)
		}
	} else if rows.Len() != 0 {
		t.Errorf("%q is not called canonical, but was added", row)
	}
	rows.Reset()
	if json = rows.AddCanonicalJSON(row); json {
		if again := string(rows.AppendJSON(nil, 0)); again != row || rows.Len() != 1 {
			t.Errorf("the row %s is called canonical, but is written %s", row, again)
		}
	} else if rows.Len() != 0 {
		t.Errorf("%s is not called canonical, but was added", row)
	}
	return csv, json
}

var (
	wholeNumber   = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)
	halfSurrogate = regexp.MustCompile(`(?i)\\ud[89a-f]`)
)

// FuzzParseJSON parses any text as JSON:
//   - the parser does not panic;
//   - a row that it accepts is equal after it is written and read again;
//   - encoding/json reads such a row as the same row;
//   - the parser accepts what encoding/json reads, unless readsStrictly reports false;
//   - a row that is called canonical is written as it was.
func FuzzParseJSON(f *testing.F) {
	for _, e := range items {
		f.Add(string(itemTable.AppendJSON(nil, &e)))
	}
	for _, m := range measures {
		f.Add(string(measureTable.AppendJSON(nil, &m)))
	}
	for _, s := range specials {
		f.Add(s)
		f.Add(`{"a":"` + s + `","n":1,"on":true,"c":"red","d":"2024-02-29"}`)
		f.Add(string(narrowTable.AppendJSON(nil, &narrow{A: s})))
	}
	f.Add(`{"a":"\ud83d\ude00\u00e9\/","n":-1,"on":false,"c":"","d":""}`)
	f.Add(` { "n" : 0 , "a" : "x" , "c" : "red" , "d" : "" , "on" : false } `)
	f.Fuzz(func(t *testing.T, row string) {
		var e, back item
		if err := itemTable.ParseJSON(&e, row); err == nil {
			again := string(itemTable.AppendJSON(nil, &e))
			if err := itemTable.ParseJSON(&back, again); err != nil || back != e {
				t.Errorf("%s is read as %v, which is written %s, which is read as %v, %v", row, e, again, back, err)
			}
		}
		var m, same measure
		if err := measureTable.ParseJSON(&m, row); err == nil {
			again := string(measureTable.AppendJSON(nil, &m))
			if err := measureTable.ParseJSON(&same, again); err != nil || string(measureTable.AppendJSON(nil, &same)) != again {
				t.Errorf("%s is written %s, which is read with %v", row, again, err)
			}
		}
		checkCanonical(t, itemTable.NewBatch(), row)
		checkCanonical(t, measureTable.NewBatch(), row)
		checkCanonical(t, narrowTable.NewBatch(), row)
		var s, theirs narrow
		err := narrowTable.ParseJSON(&s, row)
		if err == nil {
			if slow := json.Unmarshal([]byte(row), &theirs); slow != nil || theirs != s {
				t.Errorf("%s is read as %v, by encoding/json as %v, %v", row, s, theirs, slow)
			}
		} else if readsStrictly(row) {
			t.Errorf("%s is read by encoding/json, but we say %v", row, err)
		}
	})
}

// readsStrictly reports whether encoding/json reads a row that also keeps our stricter rules.
func readsStrictly(row string) bool {
	d := json.NewDecoder(strings.NewReader(row))
	d.DisallowUnknownFields()
	var e narrow
	if d.Decode(&e) != nil {
		return false
	}
	if _, err := d.Token(); err != io.EOF {
		return false // text after the object, which a Decoder does not read
	}
	if !utf8.ValidString(row) || halfSurrogate.MatchString(row) {
		return false // encoding/json replaces these by U+FFFD
	}
	// Each member must be there once, by its exact name, and with a value of its type.
	d = json.NewDecoder(bytes.NewReader([]byte(row)))
	d.UseNumber()
	seen := map[string]bool{}
	if t, _ := d.Token(); t != json.Delim('{') {
		return false // null
	}
	for d.More() {
		name, _ := d.Token()
		value, _ := d.Token()
		switch key := name.(string); key {
		case "a", "c", "d":
			if _, ok := value.(string); !ok {
				return false // null
			}
		case "n":
			if n, ok := value.(json.Number); !ok || !wholeNumber.MatchString(n.String()) {
				return false // null, or -0
			}
		case "on":
			if _, ok := value.(bool); !ok {
				return false // null
			}
		default:
			return false // a name that differs in case
		}
		if seen[name.(string)] {
			return false
		}
		seen[name.(string)] = true
	}
	return len(seen) == 5
}
