package format

import "github.com/synthhub/synthhub/schema"

// An Op says what a change does with a row.
type Op byte

// The operations of a feed.
const (
	Create Op = 'c'
	Update Op = 'u'
	Delete Op = 'd'
)

// OpColumn is the first column of a feed as CSV.
const OpColumn = "op"

// The columns that follow those of the table in a history.
const (
	ValidFrom = "valid_from"
	ValidTo   = "valid_to"
	IsCurrent = "is_current"
)

// A Change is one line of a feed.
type Change struct {
	Op    Op
	Table string
	// Key is the text of the key column as a JSON string, with its quotes.
	Key []byte
	// Before and After are the rows of both days in the format of the feed, without a line end.
	// Before is nil for Create, After for Delete.
	Before, After []byte
}

// A Version is one line of a history: a row, and the days on which it is valid.
type Version struct {
	Row      []byte      // in the format of the history, without a line end
	From, To schema.Date // To is the day after the last; the zero date if the row is current
}

// appendChangeCSV appends the operation and the row that the change leaves, or removes.
func appendChangeCSV(dst []byte, c *Change) []byte {
	row := c.After
	if c.Op == Delete {
		row = c.Before
	}
	return append(append(append(dst, byte(c.Op), ','), row...), '\n')
}

// appendChangeJSON appends a change as one object with both rows.
func appendChangeJSON(dst []byte, c *Change) []byte {
	dst = append(append(dst, `{"op":"`...), byte(c.Op))
	dst = append(append(dst, `","table":"`...), c.Table...)
	dst = append(append(dst, `","key":`...), c.Key...)
	dst = appendOrNull(append(dst, `,"before":`...), c.Before)
	dst = appendOrNull(append(dst, `,"after":`...), c.After)
	return append(dst, "}\n"...)
}

func appendOrNull(dst, row []byte) []byte {
	if row == nil {
		return append(dst, "null"...)
	}
	return append(dst, row...)
}

// appendVersionCSV appends a row and three more cells.
func appendVersionCSV(dst []byte, v *Version) []byte {
	dst = appendDate(append(append(dst, v.Row...), ','), v.From)
	dst = append(dst, ',')
	if v.To.IsZero() {
		return append(dst, ",true\n"...)
	}
	return append(appendDate(dst, v.To), ",false\n"...)
}

// appendVersionJSON appends a row with three more members.
func appendVersionJSON(dst []byte, v *Version) []byte {
	dst = append(append(dst, v.Row[:len(v.Row)-1]...), `,"`+ValidFrom+`":"`...)
	dst = append(appendDate(dst, v.From), `","`+ValidTo+`":`...)
	if v.To.IsZero() {
		return append(dst, `null,"`+IsCurrent+"\":true}\n"...)
	}
	dst = appendDate(append(dst, '"'), v.To)
	return append(dst, `","`+IsCurrent+"\":false}\n"...)
}

// appendDate appends a day that has a text.
func appendDate(dst []byte, d schema.Date) []byte {
	dst, _ = d.AppendText(dst)
	return dst
}

// headerWith appends the header of a table with more columns before or after its own.
func headerWith(dst []byte, before string, t schema.Describer, after string) []byte {
	dst = t.AppendHeader(append(dst, before...))
	return append(append(dst[:len(dst)-1], after...), '\n')
}
