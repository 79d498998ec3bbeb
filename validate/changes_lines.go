package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// A line of a feed stands for one row of its chunk: the row that the change leaves, or the one that
// it deletes, as CSV has it. So whatever handles chunks of rows handles those of a feed, and the
// number of a row is that of its change in the table.

// A changeLine is a line of NDJSON, cut into its parts as they are written.
type changeLine struct {
	op                        format.Op
	table, key, before, after string // before and after are empty for null
}

// errChangeForm is returned for a line that is not in the one form of a change.
var errChangeForm = errors.New(`want {"op":…,"table":…,"key":…,"before":…,"after":…} without spaces`)

// cutChange cuts a line into its parts. It looks at quotes and brackets alone: what a row holds is
// for the parser of rows to say.
func cutChange(line string) (c changeLine, err error) {
	rest, ok := strings.CutPrefix(line, `{"op":"`)
	if !ok || rest == "" {
		return c, errChangeForm
	}
	c.op = format.Op(rest[0])
	if rest, ok = strings.CutPrefix(rest[1:], `","table":"`); !ok {
		return c, errChangeForm
	}
	if c.table, rest, ok = strings.Cut(rest, `","key":`); !ok {
		return c, errChangeForm
	}
	n := valueEnd(rest)
	c.key, rest = rest[:n], rest[n:]
	if rest, ok = strings.CutPrefix(rest, `,"before":`); !ok || n < 2 || c.key[0] != '"' {
		return c, errChangeForm
	}
	n = valueEnd(rest)
	c.before, rest = rest[:n], rest[n:]
	if rest, ok = strings.CutPrefix(rest, `,"after":`); !ok {
		return c, errChangeForm
	}
	n = valueEnd(rest)
	c.after = rest[:n]
	if rest[n:] != "}" || n == 0 || c.before == "" {
		return c, errChangeForm
	}
	for _, image := range []*string{&c.before, &c.after} {
		if *image == "null" {
			*image = ""
		} else if (*image)[0] != '{' {
			return c, errChangeForm
		}
	}
	return c, nil
}

// valueEnd returns the length of the string, object or null that a text begins with, 0 if it begins
// with none of them.
func valueEnd(text string) int {
	if strings.HasPrefix(text, "null") {
		return len("null")
	}
	if text == "" || text[0] != '"' && text[0] != '{' {
		return 0
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			n := quotedEnd(text[i+1:])
			if n < 0 {
				return 0
			}
			if i += n; depth == 0 {
				return i + 1
			}
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// quotedEnd returns the bytes after an opening quote up to and with the closing one, -1 if there is none.
func quotedEnd(text string) int {
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '"')
		if k < 0 {
			return -1
		}
		end, slashes := i+k, 0
		for s := end - 1; s >= i && text[s] == '\\'; s-- {
			slashes++
		}
		if slashes%2 == 0 {
			return end + 1
		}
		i = end + 1
	}
}

// changeRows are the parts of the changes of a chunk that its rows do not hold.
type changeRows struct {
	ops    []format.Op    // 0 for a line that is not wholly readable
	before schema.RowList // the row before an update, and an empty row for each other line
	from   []foundPlace   // where the key is on the first day, if that is checked
	to     []foundPlace   // and on the second
	row    int            // that is being checked, for report
	key    string         // of the line that is being read, as it is written
	report func(schema.Violation)
}

func (r *changeRows) reset() {
	r.ops, r.from, r.to = r.ops[:0], r.from[:0], r.to[:0]
	r.before.Reset()
}

// newChangeRows returns the parts of a chunk of a feed.
func (p *chunk) newChangeRows() *changeRows {
	r := &changeRows{before: p.table.entity.NewRowList()}
	r.report = func(v schema.Violation) {
		if !p.tally.addCount(v.Code()) {
			rule := Rule{Code: v.Code(), Column: v.Column}
			f := p.finding(r.row, rule, "in the row before: "+v.Breach())
			f.Value = v.Value
			p.tally.add(rule, f)
		}
	}
	return r
}

// readChanges emits the lines of a feed that are in sections of files.
func (f *feed) readChanges(fsys fs.FS, sections []section) error {
	for _, s := range sections {
		r, err := openSection(fsys, s)
		if err != nil {
			return f.emitUnreadable(s.file, err)
		}
		if err := f.readChangeSection(r, s); err != nil {
			return err
		}
	}
	return nil
}

func (f *feed) readChangeSection(r *blockReader, s section) error {
	defer r.close()
	r.longest = maxChange
	for {
		b, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return f.emitUnreadable(s.file, err)
		}
		p := f.chunk()
		p.file, p.linesBefore, p.hasLines, p.bytes = s.file, b.linesBefore, true, len(b.text)
		p.work = func(p *chunk) { p.readChangeBlock(f.check, b, s.format) }
		if err := f.emit(p); err != nil {
			return err
		}
	}
}

// maxChange is the greatest length of a line: two rows, and a key with what is around them.
const maxChange = 2*schema.MaxRow + schema.MaxRow/2

// readChangeBlock parses and checks the lines of a block.
func (p *chunk) readChangeBlock(c *check, b block, f *format.Format) {
	if p.changes == nil {
		p.changes = p.newChangeRows()
	}
	if b.tooLong {
		p.unreadableChange(0, ruleLineForm, "", fmt.Sprintf("the line is longer than %d bytes", maxChange))
	}
	for i, text := 0, b.text; text != ""; i++ {
		var line string
		var ended bool
		line, text, ended = strings.Cut(text, "\n")
		if !ended {
			p.foundText(i, p.table.rules.lineEnd, "the last line feed is missing")
		}
		if cut, ok := strings.CutSuffix(line, "\r"); ok {
			line = cut
			p.foundText(i, p.table.rules.lineEnd, "the line ends with CR LF; it must end with LF")
		}
		if f.Header {
			p.readChangeCells(i, line, f)
		} else {
			p.readChangeObject(i, line, f)
		}
	}
	p.checkChanges(c)
	p.examine(c)
}

// unreadableChange adds an empty row for a line that cannot be read, and counts why.
func (p *chunk) unreadableChange(i int, r Rule, value, why string) {
	p.rows.AddRow(p.table.changes.empty, 0)
	p.changes.before.AddRow(p.table.changes.empty, 0)
	p.changes.ops = append(p.changes.ops, 0)
	if p.unread == nil {
		p.unread = make(map[int]int)
	}
	p.unread[i] = 0
	if p.again || p.tally.addCount(r.Code) {
		return
	}
	f := Finding{Table: p.table.Name(), File: p.file, Row: i + 1, Line: i + 1, Value: value, Why: why}
	if p.changes.key != "" {
		f.ID = keyText(p.changes.key)
	}
	p.tally.add(r, f)
}

// knownOp reports whether an op is one of the three.
func knownOp(op format.Op) bool {
	return op == format.Create || op == format.Update || op == format.Delete
}

// readChangeCells parses a line of CSV: the op, and a row.
func (p *chunk) readChangeCells(i int, line string, f *format.Format) {
	if len(line) < 2 || line[1] != ',' {
		p.unreadableChange(i, ruleLineForm, "", "want c, u or d, a comma and the row")
		return
	}
	op := format.Op(line[0])
	if !knownOp(op) {
		p.unreadableChange(i, ruleLineOp, line[:1], "want c, u or d")
		return
	}
	p.changes.ops = append(p.changes.ops, op)
	p.changes.before.AddRow(p.table.changes.empty, 0)
	p.readImage(i, p.rows, line[2:], f, "")
}

// readChangeObject parses a line of NDJSON.
func (p *chunk) readChangeObject(i int, line string, f *format.Format) {
	c, err := cutChange(line)
	p.changes.key = c.key
	defer func() { p.changes.key = "" }()
	switch {
	case err != nil:
		p.unreadableChange(i, ruleLineForm, "", err.Error())
		return
	case !knownOp(c.op):
		p.unreadableChange(i, ruleLineOp, string(rune(c.op)), "want c, u or d")
		return
	case c.table != p.table.Name():
		p.unreadableChange(i, ruleLineTable, c.table, "want "+p.table.Name())
		return
	case (c.before == "") != (c.op == format.Create) || (c.after == "") != (c.op == format.Delete):
		p.unreadableChange(i, ruleLineImages, string(rune(c.op)), "the row before or after is null, or is not null, against the op")
		return
	}
	p.changes.ops = append(p.changes.ops, c.op)
	left := c.after
	if c.op == format.Delete {
		left = c.before
	}
	ok := p.readImage(i, p.rows, left, f, "")
	if c.op == format.Update {
		ok = p.readImage(i, p.changes.before, c.before, f, "in the row before: ") && ok
	} else {
		p.changes.before.AddRow(p.table.changes.empty, 0)
	}
	if ok && !p.again {
		p.checkKey(i, c)
	}
}

// readImage parses a row of a change, and reports whether it is wholly readable.
func (p *chunk) readImage(i int, rows schema.RowList, text string, f *format.Format, where string) bool {
	if len(text) > schema.MaxRow {
		_ = f.AddLine(rows, "") // the error says nothing new
		p.unreadableImage(i, &schema.ParseError{Err: schema.ErrTooLong}, f)
		return false
	}
	if f.AddCanonical(rows, text) {
		return true
	}
	if err := f.AddLine(rows, text); err != nil {
		p.unreadableImage(i, err, f)
		return false
	}
	p.text = f.AppendRow(p.text[:0], rows, i)
	if want := p.text[:len(p.text)-len("\n")]; string(want) != text {
		p.foundText(i, p.table.rules.canonical, where+"it must read "+visible(string(want)))
	}
	return true
}

// unreadableImage counts a row of a change that cannot be parsed, in the first place if both cannot.
func (p *chunk) unreadableImage(i int, err error, f *format.Format) {
	if _, already := p.unread[i]; !already {
		p.unreadable(i, err, f)
	}
	p.unread[i] = 0
	p.changes.ops[i] = 0
}

// checkKey compares the key of a line with those of its rows.
func (p *chunk) checkKey(i int, c changeLine) {
	p.text = p.rows.AppendText(p.text[:0], i, p.table.key)
	same := keyIs(c.key, p.text)
	if same && c.op == format.Update {
		p.text = p.changes.before.AppendText(p.text[:0], i, p.table.key)
		same = keyIs(c.key, p.text)
	}
	if !same && !p.tally.addCount(ruleLineKey.Code) {
		f := p.finding(i, ruleLineKey, "the key of the line is not that of the row before and of the row after")
		f.Column, f.Value = p.table.columns[p.table.key].Name, keyText(c.key)
		p.tally.add(ruleLineKey, f)
	}
}

// keyIs reports whether a JSON string is the one form of a text.
func keyIs(quoted string, text []byte) bool {
	if len(quoted) == len(text)+2 && quoted[1:len(quoted)-1] == string(text) && !strings.ContainsAny(quoted[1:len(quoted)-1], `"\`) {
		return true
	}
	want, err := snapshot.EncodeDocument(string(text), false)
	return err == nil && string(bytes.TrimSuffix(want, []byte("\n"))) == quoted
}

// keyText returns the text that a JSON string stands for.
func keyText(quoted string) string {
	var s string
	if json.Unmarshal([]byte(quoted), &s) != nil {
		return quoted
	}
	return s
}

// checkChanges checks the rows before, and each with the row after. Rows after, and those that are
// deleted, are checked by examine.
func (p *chunk) checkChanges(c *check) {
	t, r := p.table, p.changes
	if t.changes.id != nil {
		for i := range p.rows.Len() {
			id := t.changes.id(p.rows, i)
			r.from = append(r.from, t.changes.find(0, id))
			r.to = append(r.to, t.changes.find(1, id))
		}
	}
	if p.again || !t.changes.images {
		return
	}
	for i, op := range r.ops {
		if op != format.Update {
			continue
		}
		r.row = i
		r.before.Check(i, t.changes.days[0], r.report)
		p.compareImages(i)
	}
}

// compareImages checks that an update changes its row, and no value that is fixed.
func (p *chunk) compareImages(i int) {
	t := p.table
	changed := false
	for k := range t.columns {
		p.text = p.changes.before.AppendText(p.text[:0], i, k)
		n := len(p.text)
		p.text = p.rows.AppendText(p.text, i, k)
		if bytes.Equal(p.text[:n], p.text[n:]) {
			continue
		}
		changed = true
		if col := &t.columns[k]; col.AsOf || col.Key || !t.changes.fixed || p.tally.addCount(ruleLineFixed.Code) {
			continue
		}
		f := p.finding(i, ruleLineFixed, "the column is fixed, and the row before has "+visible(string(p.text[:n])))
		f.Column, f.Value = t.columns[k].Name, string(p.text[n:])
		p.tally.add(ruleLineFixed, f)
	}
	if !changed && !p.tally.addCount(ruleLineChanged.Code) {
		p.tally.add(ruleLineChanged, p.finding(i, ruleLineChanged, "both rows are the same"))
	}
}

// dayOf returns the day on which row i of a chunk is valid.
func (p *chunk) dayOf(c *check, i int) schema.Date {
	switch {
	case p.changes == nil:
		return c.asOf
	case p.changes.ops[i] == format.Delete:
		return p.table.changes.days[0]
	}
	return p.table.changes.days[1]
}

// leaves reports whether row i is there on the second day.
func (p *chunk) leaves(i int) bool { return p.changes == nil || p.changes.ops[i] != format.Delete }
