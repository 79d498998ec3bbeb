package export

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
)

// A tableDiff compares the rows of one table, for some records at a time, in memory that it uses
// again.
type tableDiff struct {
	feed          *feed
	before, after rowTexts
	matched       []bool // of the rows after of one record
	byKey         []int  // indexes of the rows after of one record, by key; empty until needed
	change        format.Change
}

func newTableDiff(f *feed) *tableDiff {
	return &tableDiff{feed: f, before: rowTexts{list: f.before.NewRowList()}, after: rowTexts{list: f.after.NewRowList()}}
}

// A rowForm says how the rows of a table are encoded.
type rowForm struct {
	format  *format.Format
	key     int  // index of the key column
	anyText bool // whether a text that is not clean is an error
}

// rowTexts are the encoded rows of some records, and the texts of their keys.
type rowTexts struct {
	list    schema.RowList // the rows of one record
	text    []byte
	keys    []byte
	rows    []rowText
	records []int // end of each record in rows
}

// A rowText says where the text and the key of a row end. They begin where those of the row before
// end.
type rowText struct {
	text, key int
	err       error // for a text that is not clean
}

func (t *rowTexts) reset() {
	t.text, t.keys, t.rows, t.records = t.text[:0], t.keys[:0], t.rows[:0], t.records[:0]
}

// add adds the rows that an entity has for a record.
func (t *rowTexts) add(f *rowForm, entity synthhub.Entity, r *synthhub.Record) {
	t.list.Reset()
	entity.AddRows(t.list, r)
	for i := range t.list.Len() {
		begin := len(t.text)
		t.text = f.format.AppendRow(t.text, t.list, i)
		t.keys = t.list.AppendText(t.keys, i, f.key)
		row := rowText{text: len(t.text), key: len(t.keys)}
		if f.anyText && suspicious(t.text[begin:], 1, f.format) {
			row.err = uncleanText(t.list, i)
		}
		t.rows = append(t.rows, row)
	}
	t.records = append(t.records, len(t.rows))
}

// record returns the rows of record i: those from lo to hi, without hi.
func (t *rowTexts) record(i int) (lo, hi int) {
	if i > 0 {
		lo = t.records[i-1]
	}
	return lo, t.records[i]
}

// row returns the text of row i, without its line feed.
func (t *rowTexts) row(i int) []byte {
	begin := 0
	if i > 0 {
		begin = t.rows[i-1].text
	}
	return t.text[begin : t.rows[i].text-1]
}

// keyOf returns the text of the key of row i.
func (t *rowTexts) keyOf(i int) []byte {
	begin := 0
	if i > 0 {
		begin = t.rows[i-1].key
	}
	return t.keys[begin:t.rows[i].key]
}

// diff appends the changes of record i, in the order that Changes promises, and counts them.
func (t *tableDiff) diff(dst []byte, i int, counts *ChangeCounts) (_ []byte, err error) {
	lo, hi := t.before.record(i)
	first, end := t.after.record(i)
	t.matched = append(t.matched[:0], make([]bool, end-first)...)
	t.byKey = t.byKey[:0]
	next := first
	for row := lo; row < hi; row++ {
		other := t.find(t.before.keyOf(row), next, first, end)
		if other < 0 {
			counts.Deleted++
			dst = t.line(dst, format.Delete, t.before.keyOf(row), t.before.row(row), nil)
			err = cmp.Or(err, t.before.rows[row].err)
			continue
		}
		t.matched[other-first] = true
		next = other + 1
		if was, is := t.before.row(row), t.after.row(other); !bytes.Equal(was, is) {
			counts.Updated++
			dst = t.line(dst, format.Update, t.before.keyOf(row), was, is)
			err = cmp.Or(err, t.before.rows[row].err, t.after.rows[other].err)
		}
	}
	for row := first; row < end; row++ {
		if !t.matched[row-first] {
			counts.Created++
			dst = t.line(dst, format.Create, t.after.keyOf(row), nil, t.after.row(row))
			err = cmp.Or(err, t.after.rows[row].err)
		}
	}
	return dst, err
}

// find returns the first row with the key that is not matched, among the rows after from first to
// end, or -1. Rows keep their order mostly, so it looks at row next before it searches.
func (t *tableDiff) find(key []byte, next, first, end int) int {
	if next < end && !t.matched[next-first] && bytes.Equal(t.after.keyOf(next), key) {
		return next
	}
	if len(t.byKey) == 0 {
		for row := first; row < end; row++ {
			t.byKey = append(t.byKey, row)
		}
		slices.SortStableFunc(t.byKey, func(a, b int) int { return bytes.Compare(t.after.keyOf(a), t.after.keyOf(b)) })
	}
	i, _ := slices.BinarySearchFunc(t.byKey, key, func(row int, key []byte) int { return bytes.Compare(t.after.keyOf(row), key) })
	for ; i < len(t.byKey) && bytes.Equal(t.after.keyOf(t.byKey[i]), key); i++ {
		if row := t.byKey[i]; !t.matched[row-first] {
			return row
		}
	}
	return -1
}

// line appends a line of the feed.
func (t *tableDiff) line(dst []byte, op format.Op, key, before, after []byte) []byte {
	c := &t.change // which would be allocated for each line
	c.Op, c.Table, c.Key, c.Before, c.After = op, t.feed.name, appendString(c.Key[:0], key), before, after
	return t.feed.format.AppendChange(dst, c)
}

// appendString appends a text as a JSON string.
func appendString(dst, s []byte) []byte {
	for _, c := range s {
		if c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			quoted, _ := snapshot.EncodeDocument(string(s), false)
			return append(dst, bytes.TrimSuffix(quoted, []byte("\n"))...)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}

// uncleanText returns ErrText if a row has a text that is not clean.
func uncleanText(rows schema.RowList, i int) error {
	t := rows.Table()
	for k, c := range t.Columns() {
		if value := rows.AppendText(nil, i, k); !text.Clean(string(value)) {
			return fmt.Errorf("table %s: column %s is %.60q: %w", t.Name(), c.Name, value, ErrText)
		}
	}
	return nil
}
