package validate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// A line of a feed stands for one row of its chunk: the row that the change leaves, or the one that
// it deletes, as CSV has it. So whatever handles chunks of rows handles those of a feed, and the
// number of a row is that of its change in the table.

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

// maxChange is the greatest length of a line: two rows, and a key with what is around them.
const maxChange = 2*schema.MaxRow + schema.MaxRow/2

// readChangeBlock parses and checks the lines of a block.
func (p *chunk) readChangeBlock(c *check, b intake.Block, f *format.Format) {
	if p.changes == nil {
		p.changes = p.newChangeRows()
	}
	if b.TooLong {
		p.unreadableChange(0, ruleLineForm, "", fmt.Sprintf("the line is longer than %d bytes", maxChange))
	}
	for i, text := 0, b.Text; text != ""; i++ {
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
	c, err := format.CutChange(line)
	p.changes.key = c.Key
	defer func() { p.changes.key = "" }()
	switch {
	case errors.Is(err, format.ErrChangeOp):
		p.unreadableChange(i, ruleLineOp, string(rune(c.Op)), "want c, u or d")
		return
	case err != nil:
		p.unreadableChange(i, ruleLineForm, "", err.Error())
		return
	case c.Table != p.table.Name():
		p.unreadableChange(i, ruleLineTable, c.Table, "want "+p.table.Name())
		return
	case (c.Before == "") != (c.Op == format.Create) || (c.After == "") != (c.Op == format.Delete):
		p.unreadableChange(i, ruleLineImages, string(rune(c.Op)), "the row before or after is null, or is not null, against the op")
		return
	}
	p.changes.ops = append(p.changes.ops, c.Op)
	left := c.After
	if c.Op == format.Delete {
		left = c.Before
	}
	ok := p.readImage(i, p.rows, left, f, "")
	if c.Op == format.Update {
		ok = p.readImage(i, p.changes.before, c.Before, f, "in the row before: ") && ok
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
