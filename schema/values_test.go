package schema_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// scanAll scans values into the destinations of a row, as Rows.Scan does.
func scanAll(t *testing.T, dest, values []any) error {
	t.Helper()
	if len(dest) != len(values) {
		t.Fatalf("%d destinations, %d values", len(dest), len(values))
	}
	for i := range dest {
		if err := dest[i].(sql.Scanner).Scan(values[i]); err != nil {
			return err
		}
	}
	return nil
}

// TestValues scans the arguments of rows into other rows.
func TestValues(t *testing.T) {
	persons, _ := sample(t, 50)
	for i := range persons {
		var back synthhub.Person
		values := synthhub.PersonTable.AppendArgs(nil, &persons[i])
		if err := scanAll(t, synthhub.PersonTable.AppendScanDest(nil, &back), values); err != nil || back != persons[i] {
			t.Fatalf("row %d: %v (-want +got):\n%s", i, err, cmp.Diff(&persons[i], &back))
		}
	}
	for i := range items {
		var back item
		values := itemTable.AppendArgs(nil, &items[i])
		if err := scanAll(t, itemTable.AppendScanDest(nil, &back), values); err != nil || back != items[i] {
			t.Errorf("item %d: %v, read back %v", i, err, back)
		}
	}
}

// TestOptionalValues: an empty value of an optional column is NULL, and NULL is scanned as the
// empty value.
func TestOptionalValues(t *testing.T) {
	e := validThing
	values := checkedTable.AppendArgs(nil, &e)
	for i, c := range checkedTable.Columns() {
		if (values[i] == nil) != c.Optional {
			t.Errorf("%s: argument %v, optional: %v", c.Name, values[i], c.Optional)
		}
	}
	back := validThing
	back.Nick, back.Died, back.Parent[0], back.Balance = "x", schema.NewDate(1, 1, 1), 1, 0
	if err := scanAll(t, checkedTable.AppendScanDest(nil, &back), values); err != nil || back != e {
		t.Errorf("%v, read back %+v", err, back)
	}
}

// TestScanForms scans the forms in which drivers return the same value, NULL, and values that a
// column does not accept.
func TestScanForms(t *testing.T) {
	want := items[1]
	forms := map[string][]any{
		"item_id": {want.ID.String(), []byte(want.ID.String()), want.ID.Bytes(), [16]byte(want.ID)},
		"name":    {"plain", []byte("plain")},
		"color":   {"red", []byte("red")},
		"made":    {"2024-02-29", []byte("2024-02-29"), time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), "2024-02-29T00:00:00Z", "2024-02-29 00:00:00"},
		"n":       {int64(1<<31 - 1), "2147483647", []byte("2147483647")},
		"sold":    {true, int64(1), int64(5), "true"},
		"addr":    {"192.0.2.1", []byte("192.0.2.1")},
	}
	for i, c := range itemTable.Columns() {
		for _, form := range forms[c.Name] {
			t.Run(fmt.Sprintf("%s/%T %v", c.Name, form, form), func(t *testing.T) {
				var e item
				if err := itemTable.AppendScanDest(nil, &e)[i].(sql.Scanner).Scan(form); err != nil || itemTable.Text(&e, c.Name) != itemTable.Text(&want, c.Name) {
					t.Errorf("got %q, %v", itemTable.Text(&e, c.Name), err)
				}
			})
		}
		t.Run(c.Name+"/NULL", func(t *testing.T) {
			zero, e := item{}, items[3]
			err := itemTable.AppendScanDest(nil, &e)[i].(sql.Scanner).Scan(nil)
			if c.Name == "size" { // has no empty word
				if !errors.Is(err, schema.ErrUnknown) {
					t.Errorf("error %v, want ErrUnknown", err)
				}
			} else if err != nil || itemTable.Text(&e, c.Name) != itemTable.Text(&zero, c.Name) {
				t.Errorf("got %q, %v", itemTable.Text(&e, c.Name), err)
			}
		})
		bad, ok := map[string]any{"n": 1.5, "made": int64(20240229), "sold": "yes", "size": nil, "item_id": []byte("0123"), "n_32": int64(1 << 31), "color": "pink"}[c.Name]
		if !ok {
			continue
		}
		t.Run(fmt.Sprintf("%s/not %v", c.Name, bad), func(t *testing.T) {
			var pe *schema.ParseError
			if err := itemTable.AppendScanDest(nil, new(item))[i].(sql.Scanner).Scan(bad); !errors.As(err, &pe) || pe.Table != "items" || pe.Column != c.Name {
				t.Errorf("error %v, want a *ParseError", err)
			}
		})
	}
}

// TestBatch: the methods of a RowList give the results of those of its table.
func TestBatch(t *testing.T) {
	batch := itemTable.NewBatch()
	var rows schema.RowList = batch
	if rows.Len() != 0 || rows.Table().Name() != "items" {
		t.Errorf("%d rows of %s", rows.Len(), rows.Table().Name())
	}
	for i := range items {
		if err := rows.AddCSV(strings.TrimSuffix(string(itemTable.AppendCSV(nil, &items[i])), "\n")); err != nil {
			t.Error(err)
		}
	}
	for i := range items {
		if err := rows.AddJSON(string(rows.AppendJSON(nil, i))); err != nil {
			t.Error(err)
		}
		again := i + len(items)
		if batch.Rows[i] != items[i] || batch.Rows[again] != items[i] || string(rows.AppendCSV(nil, again)) != string(itemTable.AppendCSV(nil, &items[i])) {
			t.Errorf("row %d is %v, want %v", i, batch.Rows[i], items[i])
		}
		for c, column := range itemTable.Columns() {
			if got, want := string(rows.AppendText([]byte("x"), i, c)), "x"+itemTable.Text(&items[i], column.Name); got != want {
				t.Errorf("row %d, %s: %q, want %q", i, column.Name, got, want)
			}
		}
		var got []string
		rows.Check(i, schema.Date{}, func(v schema.Violation) { got = append(got, v.Code()) })
		if diff := cmp.Diff(codes(itemTable.Check(&items[i], schema.Date{})), got); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
}

// TestBatchErrors: a row that cannot be read is appended as far as it was read. Reset clears it.
func TestBatchErrors(t *testing.T) {
	rows, other := itemTable.NewBatch(), itemTable.NewBatch()
	rows.Rows = items
	other.AddRow(rows, 1)
	if err := other.AddCSV(items[1].ID.String() + ",name,code,pink"); !errors.Is(err, schema.ErrUnknown) {
		t.Errorf("a wrong row: %v", err)
	}
	if err := other.AddJSON(`{"name":"name","n":2.5}`); !errors.Is(err, schema.ErrSyntax) {
		t.Errorf("a wrong object: %v", err)
	}
	want := []item{items[1], {ID: items[1].ID, Name: "name", Code: "code"}, {Name: "name"}}
	for i := range want {
		if other.Len() != 3 || other.Rows[i] != want[i] {
			t.Errorf("row %d of %d is %v, want %v", i, other.Len(), other.Rows[i], want[i])
		}
	}
	if other.Reset(); other.Len() != 0 {
		t.Errorf("%d rows after Reset", other.Len())
	}
	if err := other.AddCSV(""); err == nil || other.Rows[0] != (item{}) {
		t.Errorf("the row after Reset is %v, %v", other.Rows[0], err)
	}
}
