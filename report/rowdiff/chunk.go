package rowdiff

import (
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// A form is how rows are compared: as lines of CSV with the compared columns, in the one form that a table
// writes. Lines are equal exactly if all cells are.
type form struct {
	key     int   // index of the key
	columns []int // indexes of the compared columns, with the key
	all     bool  // whether these are all columns of the table
	// plainKey reports whether the first cell of a line of CSV is the text of the key, if it has no quotes
	// and the line can be read.
	plainKey bool
	single   bool // whether the table has one column, so that an empty line may be a row
	names    []string
	first    int // faults that a chunk keeps
}

// A rowState says whether a row can be compared.
type rowState uint8

const (
	rowOK rowState = iota
	rowUnreadable
	rowNoKey
	rowOther // of a key that is not wanted in the pass
)

// A row is a row in the form of the comparison. Its strings share the memory of its chunk.
type row struct {
	key, line string
	hash      uint64 // of the key, for the filter
	state     rowState
}

// A chunk is some consecutive rows of one side.
type chunk struct {
	form   *form
	pass   *pass
	work   func(*chunk)
	done   chan struct{}
	bytes  int
	places int

	file        string
	linesBefore int  // lines of the file before the chunk
	hasLines    bool // whether every row is a line
	line        int  // on which the current row begins, if not every row is a line
	list        schema.RowList
	rows        []row
	ends        []extent // of rows whose texts are in buf, by row; the zero extent for others
	buf         []byte
	faults      []Fault // the first, with rows numbered within the chunk from 1
}

// errNoKey is why a row without a key is not compared.
const errNoKey = constError("the key is empty")

// An extent is where the texts of a row are in the buffer of a chunk.
type extent struct{ key, keyEnd, line, lineEnd int }

func (c *chunk) reset() {
	c.file, c.linesBefore, c.hasLines, c.line = "", 0, false, 0
	c.list.Reset()
	clear(c.rows) // for the garbage collector
	c.rows, c.ends, c.buf, c.faults = c.rows[:0], c.ends[:0], c.buf[:0], c.faults[:0]
}

// addList adds all rows of the list.
func (c *chunk) addList() {
	for i := range c.list.Len() {
		c.addRow(i)
	}
}

// addRow adds row i of the list.
func (c *chunk) addRow(i int) {
	var x extent
	x.key = len(c.buf)
	c.buf = c.list.AppendText(c.buf, i, c.form.key)
	x.keyEnd = len(c.buf)
	if x.keyEnd == x.key {
		c.addFault(rowNoKey, errNoKey)
		return
	}
	if c.pass.keysOnly {
		x.line, x.lineEnd = x.keyEnd, x.keyEnd
	} else {
		x.line = len(c.buf)
		c.buf = c.form.appendLine(c.buf, c.list, i)
		x.lineEnd = len(c.buf)
	}
	c.rows = append(c.rows, row{})
	c.ends = append(c.ends, x)
}

// addText adds a row whose texts are substrings of the input.
func (c *chunk) addText(key, line string) {
	if key == "" {
		c.addFault(rowNoKey, errNoKey)
		return
	}
	c.rows = append(c.rows, row{key: key, line: line})
	c.ends = append(c.ends, extent{})
}

// addFault adds a row that is not compared. The reason is not used after the faults that a chunk keeps.
func (c *chunk) addFault(state rowState, why error) {
	c.rows = append(c.rows, row{state: state})
	c.ends = append(c.ends, extent{})
	if len(c.faults) < c.form.first {
		f := Fault{File: c.file, Row: len(c.rows), Line: c.line, Why: why.Error()}
		if c.hasLines {
			f.Line = c.linesBefore + len(c.rows)
		}
		c.faults = append(c.faults, f)
	}
}

// finish gives the rows their texts, which are one string, and hashes their keys.
func (c *chunk) finish() {
	text := string(c.buf)
	for i := range c.rows {
		r := &c.rows[i]
		if r.state != rowOK {
			continue
		}
		if x := c.ends[i]; x.keyEnd > 0 {
			r.key, r.line = text[x.key:x.keyEnd], text[x.line:x.lineEnd]
		}
		if c.pass.wanted != nil && !c.pass.wanted(r.key) {
			r.state = rowOther
		} else {
			r.hash = hashKey(r.key)
		}
	}
}

// appendLine appends row i of a list as a line of the compared columns, without a line end.
func (f *form) appendLine(dst []byte, list schema.RowList, i int) []byte {
	if f.all {
		dst = list.AppendCSV(dst, i)
		return dst[:len(dst)-1]
	}
	for k, column := range f.columns {
		if k > 0 {
			dst = append(dst, ',')
		}
		start := len(dst)
		dst = list.AppendText(dst, i, column)
		dst = quoted(dst, start)
	}
	return dst
}

// quoted quotes the cell that begins at start, if CSV needs it.
func quoted(dst []byte, start int) []byte {
	cell := string(dst[start:])
	if !strings.ContainsAny(cell, ",\"\r\n") {
		return dst
	}
	dst = append(dst[:start], '"')
	dst = append(dst, strings.ReplaceAll(cell, `"`, `""`)...)
	return append(dst, '"')
}

// addLine parses a line in a format and adds its row.
func (c *chunk) addLine(rows *format.Format, line string) {
	if c.pass.wanted != nil && c.form.plainKey && rows == format.CSV && !c.wantsLine(line) {
		c.rows = append(c.rows, row{state: rowOther})
		c.ends = append(c.ends, extent{})
		return
	}
	if line == "" && len(c.faults) >= c.form.first && !c.form.single {
		c.addFault(rowUnreadable, nil) // a compressed file can have millions of them
		return
	}
	c.list.Reset() // one row at a time stays in the cache
	canonical := rows.AddCanonical(c.list, line)
	if !canonical {
		if err := rows.AddLine(c.list, line); err != nil {
			c.addFault(rowUnreadable, err)
			return
		}
	}
	if canonical && rows == format.CSV && c.form.all && c.form.key == 0 && !strings.HasPrefix(line, `"`) {
		// The line is as the table writes it, and so is its first cell: nothing needs to be written again.
		key, _, _ := strings.Cut(line, ",")
		if c.pass.keysOnly {
			line = ""
		}
		c.addText(key, line)
		return
	}
	c.addRow(0)
}

// wantsLine reports whether a line may be of a key that is wanted in the pass. To know it before the line is
// parsed saves most of the time of a pass for some of the keys.
func (c *chunk) wantsLine(line string) bool {
	key, _, _ := strings.Cut(line, ",")
	return key == "" || key[0] == '"' || c.pass.wanted(key)
}

// cutCell returns the first cell of a line, as it is written, and what follows its comma.
func cutCell(line string) (cell, rest string) {
	if !strings.HasPrefix(line, `"`) {
		cell, rest, _ = strings.Cut(line, ",")
		return cell, rest
	}
	end := 1
	for end < len(line) {
		if line[end] != '"' {
			end++
		} else if end+1 < len(line) && line[end+1] == '"' {
			end += 2
		} else {
			break
		}
	}
	end = min(end+1, len(line))
	return line[:end], strings.TrimPrefix(line[end:], ",")
}

// unquoted returns the text of a cell.
func unquoted(cell string) string {
	if len(cell) < 2 || cell[0] != '"' {
		return cell
	}
	return strings.ReplaceAll(cell[1:len(cell)-1], `""`, `"`)
}
