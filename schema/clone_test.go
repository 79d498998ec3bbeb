package schema_test

import (
	"math/big"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestClone changes every column of a row, and compares copies of the row.
func TestClone(t *testing.T) {
	m := measureTable.Clone(&measures[1])
	clone := measureTable.Clone(&m)
	batch, other := measureTable.NewBatch(), measureTable.NewBatch()
	batch.Rows = append(batch.Rows, m)
	other.AddRow(batch, 0)
	want, _, _ := m.oracle()
	*m.NullColor, *m.NullID, *m.NullDay, *m.NullInt, *m.NullBool, *m.NullPrice = 0, uuid.UUID{}, schema.Date{}, 0, true, 0
	*m.NullAt, *m.NullRate, *m.NullOther, *m.NullWord = time.Time{}, 0, plainID{}, backwards{}
	m.NullAddr = nil
	if got, _, _ := clone.oracle(); got != want {
		t.Errorf("the clone is changed too:\n%s, want\n%s", got, want)
	}
	if got, _, _ := other.Rows[0].oracle(); got != want {
		t.Errorf("the row in another list is changed too:\n%s, want\n%s", got, want)
	}
	if got, _, _ := batch.Rows[0].oracle(); got == want {
		t.Error("the row itself is not changed: the test cannot fail")
	}

}

// TestCloneTexts: the strings of a clone do not share memory with those of the row.
func TestCloneTexts(t *testing.T) {
	text := strings.Repeat("x", 100)
	row := item{Name: text[:3], Code: code(text[5:9])}
	clone := itemTable.Clone(&row)
	if clone != row || unsafe.StringData(clone.Name) == unsafe.StringData(row.Name) || unsafe.StringData(string(clone.Code)) == unsafe.StringData(string(row.Code)) {
		t.Error("the clone shares the memory of a string")
	}
}

// TestParsedPointers: reading into a row again does not change copies of it.
func TestParsedPointers(t *testing.T) {
	type row struct{ N, M *int }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.N, "n", "N."), schema.Field(&r.M, "m", "M.")}
	})
	var rows []row
	for r, err := range table.ReadCSV(strings.NewReader("n,m\n1,\n2,3\n,4\n")) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, *r)
	}
	if want := []row{{N: ptr(1)}, {ptr(2), ptr(3)}, {M: ptr(4)}}; !cmp.Equal(want, rows) {
		t.Error(cmp.Diff(want, rows))
	}
}

// TestCustomPointers: a column may be nullable if its type has text methods on its pointer.
func TestCustomPointers(t *testing.T) {
	type row struct{ N *big.Int }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.N, "n", "Large number.")} })
	for name, r := range map[string]row{"null": {}, "number": {new(big.Int).Lsh(big.NewInt(-1), 100)}} {
		t.Run(name, func(t *testing.T) {
			var back row
			object := string(table.AppendJSON(nil, &r))
			if err := table.ParseJSON(&back, object); err != nil || (r.N == nil) != (back.N == nil) || r.N != nil && r.N.Cmp(back.N) != 0 {
				t.Errorf("%s is read as %v, %v", object, back.N, err)
			}
		})
	}
}

// TestColumnsAreDeepCopies: writes to the columns that a table returns do not change it.
func TestColumnsAreDeepCopies(t *testing.T) {
	shapes := []string{"'a'"}
	type row struct {
		A string
		C every // its Names return the same slice every time
	}
	var described []schema.Column
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		described = []schema.Column{schema.Field(&r.A, "a", "A.", schema.Shape(shapes...)), schema.Field(&r.C, "c", "C.")}
		return described
	})
	for _, columns := range [][]schema.Column{described, table.EmbedColumns(new(row)), table.Columns()} {
		columns[0].Shapes[0], columns[1].Names[1] = "changed", "changed"
	}
	columns := table.Columns()
	if shapes[0] != "'a'" || columns[0].Shapes[0] != "'a'" || columns[1].Names[1] != "w1" || everyName[1] != "w1" || table.Text(&row{C: 1}, "c") != "w1" {
		t.Errorf("shapes %q, names %q", columns[0].Shapes, columns[1].Names)
	}
	if err := table.ParseCSV(new(row), "a,w1"); err != nil {
		t.Error(err)
	}
}
