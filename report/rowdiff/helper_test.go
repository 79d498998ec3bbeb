package rowdiff_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/schema"
)

// An item is a row of a table that has nothing to do with insurance. Its key is not the first column.
type item struct {
	Note  string
	ID    string
	Count int
	Price *int64
}

var itemTable = schema.New("items", "Items in stock.", func(i *item) []schema.Column {
	return []schema.Column{
		schema.Field(&i.Note, "note", "A remark.", schema.Optional),
		schema.Field(&i.ID, "item_id", "Identifier.", schema.Key),
		schema.Field(&i.Count, "count", "Items left."),
		schema.Field(&i.Price, "price", "Price in dollars, if known.", schema.Scale(2)),
	}
})

// A thing is an item whose key is the first column, as in most tables.
type thing struct {
	ID    string
	Note  string
	Count int
}

var thingTable = schema.New("things", "Things in stock.", func(i *thing) []schema.Column {
	return []schema.Column{
		schema.Field(&i.ID, "thing_id", "Identifier.", schema.Key),
		schema.Field(&i.Note, "note", "A remark.", schema.Optional),
		schema.Field(&i.Count, "count", "Things left."),
	}
})

var items, things = rowdiff.Of(itemTable), rowdiff.Of(thingTable)

// text opens a text as a file.
func text(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

func seq(list []item) rowdiff.Rows {
	return rowdiff.Seq(itemTable, func() iter.Seq2[*item, error] {
		return func(yield func(*item, error) bool) {
			for _, one := range list { // a copy, since Seq must not keep the row
				if !yield(&one, nil) {
					return
				}
			}
		}
	})
}

// randomItems returns n items, some with texts that need quotes. In some lists every key comes twice.
func randomItems(r *rand.Rand, n int) []item {
	list, twice := make([]item, n), 1
	if r.IntN(4) == 0 {
		twice = 2
	}
	for i := range list {
		list[i] = item{ID: fmt.Sprintf("id-%d", i/twice), Note: []string{"", "plain", `a "b", c`, "é,"}[r.IntN(4)], Count: r.IntN(5)}
		if r.IntN(2) == 0 {
			price := int64(r.IntN(1000))
			list[i].Price = &price
		}
	}
	return list
}

// edited returns a copy of items after some random edits.
func edited(r *rand.Rand, list []item, edits int) []item {
	list = append([]item(nil), list...)
	for range edits {
		i := 0
		if len(list) > 0 {
			i = r.IntN(len(list))
		}
		switch kind := r.IntN(7); {
		case kind == 0 || len(list) == 0:
			list = append(list[:i:i], append([]item{{ID: fmt.Sprintf("new-%d", r.IntN(1000)), Count: 1}}, list[i:]...)...)
		case kind == 1:
			list = append(list[:i], list[i+1:]...)
		case kind == 2:
			list[i].Count++
		case kind == 3:
			list[i].Note += ","
			list[i].Price = nil
		case kind == 4: // a key comes twice
			list = append(list, list[i])
		case kind == 5:
			k := r.IntN(len(list))
			list[i], list[k] = list[k], list[i]
		case kind == 6 && r.IntN(4) == 0:
			list[i].ID = ""
		}
	}
	if r.IntN(3) == 0 {
		r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	}
	return list
}

func compare(tb testing.TB, a, b rowdiff.Rows, opts ...rowdiff.Option) *rowdiff.Diff {
	tb.Helper()
	d, err := rowdiff.Compare(tb.Context(), a, b, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	checkSums(tb, d)
	return d
}

// checkSums holds that the numbers of a diff add up, as its documentation says.
func checkSums(tb testing.TB, d *rowdiff.Diff) {
	tb.Helper()
	if n := d.Same + d.Changed + d.Removed + d.A.Unreadable + d.A.NoKey; n != d.A.Rows {
		tb.Errorf("a has %d rows, the counts add up to %d: %+v", d.A.Rows, n, d)
	}
	if n := d.Same + d.Changed + d.Added + d.B.Unreadable + d.B.NoKey; n != d.B.Rows {
		tb.Errorf("b has %d rows, the counts add up to %d: %+v", d.B.Rows, n, d)
	}
	most := 0
	for _, c := range d.Columns {
		most = max(most, c.Changed)
	}
	if most > d.Changed {
		tb.Errorf("%d rows changed in one column, but %d in all", most, d.Changed)
	}
}

// document returns the JSON form of a diff.
func document(tb testing.TB, d *rowdiff.Diff) string {
	tb.Helper()
	var b bytes.Buffer
	if err := d.WriteJSON(&b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

var errTest = errors.New("an error of the test")
