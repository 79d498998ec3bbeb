package validate

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

const (
	// alignWindow is the number of lines ahead, on both sides, among which the key of a line is looked for.
	alignWindow = 256
	// manyMissing is the number of lines that may be missing at the end of a feed before nothing more
	// of it is made: it ends the making of a feed that is much larger than that of the folder.
	manyMissing = 1 << 14
)

// errManyMissing ends the making of a feed.
var errManyMissing = errors.New("many changes are missing")

// An alignment compares the lines of a table with those that the settings give. Both are in the order of
// the records, so lines of one key are near each other, except where a file is out of order.
type alignment struct {
	f          *changesFolder
	t          *table
	format     *format.Format
	lines      *lineReader
	skipHeader bool
	partial    []byte // the last line that was written, without its end

	is, must []alignedLine // the next lines of the file and of the settings
	row      int           // number of the last line that was taken from the file
	ended    bool          // whether the file has no more lines
	missing  int           // lines of the settings after the end of the file

	parsed [2]schema.RowList // scratch
}

// An alignedLine is a line, and its number in the file.
type alignedLine struct {
	text, key string
	row, line int
}

// Write takes lines that the settings give.
func (a *alignment) Write(text []byte) (int, error) {
	for rest := text; ; {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		a.partial = append(a.partial, line...)
		if !ok {
			return len(text), nil
		}
		if rest = after; a.skipHeader {
			a.skipHeader = false
		} else {
			a.must = append(a.must, alignedLine{text: string(a.partial), key: a.keyOf(string(a.partial))})
		}
		a.partial = a.partial[:0]
		for len(a.must) > 2*alignWindow {
			if err := a.step(); err != nil {
				return 0, err
			}
		}
	}
}

// end compares the lines that are left.
func (a *alignment) end() error {
	for len(a.must) > 0 {
		if err := a.step(); err != nil {
			return err
		}
	}
	for a.fill(1) {
		a.added(a.is[0])
		a.is = a.is[1:]
	}
	return nil
}

// fill reads lines of the file until there are n ahead, and reports whether there are.
func (a *alignment) fill(n int) bool {
	for len(a.is) < n && !a.ended {
		line, err := a.lines.next()
		if err != nil && !errors.Is(err, schema.ErrTooLong) {
			a.ended = true // one that cannot be read to its end was found so
			break
		}
		a.row++
		if err == nil {
			line = strings.TrimSuffix(line, "\r")
		}
		a.is = append(a.is, alignedLine{text: line, key: a.keyOf(line), row: a.row, line: a.lines.line})
	}
	return len(a.is) >= n
}

// keyOf returns the key of a line as it is written, "" if it has none.
func (a *alignment) keyOf(line string) string {
	if a.format.Header {
		if len(line) < 2 {
			return ""
		}
		cells := line[2:]
		for range a.t.key {
			_, rest, ok := strings.Cut(cells, a.format.Delimiter)
			if !ok {
				return ""
			}
			cells = rest
		}
		key, _, _ := strings.Cut(cells, a.format.Delimiter)
		return key
	}
	c, _ := format.CutChange(line) // a line with an error may have a key
	return c.Key
}

// step takes at least one line of the settings.
func (a *alignment) step() error {
	must := a.must[0]
	if !a.fill(1) {
		if a.missing++; a.missing > manyMissing {
			return errManyMissing
		}
		a.lacks(must)
		a.must = a.must[1:]
		return nil
	}
	is := a.is[0]
	if is.text == must.text || is.key == must.key {
		if is.text != must.text {
			a.differs(is, must)
		}
		a.is, a.must = a.is[1:], a.must[1:]
		return nil
	}
	a.fill(alignWindow)
	byKey := func(key string) func(alignedLine) bool {
		return func(l alignedLine) bool { return l.key == key && key != "" }
	}
	missing := slices.IndexFunc(a.must[:min(len(a.must), alignWindow)], byKey(is.key))
	added := slices.IndexFunc(a.is, byKey(must.key))
	switch {
	case missing < 0 && added < 0:
		a.added(is)
		a.lacks(must)
		a.is, a.must = a.is[1:], a.must[1:]
	case added < 0 || missing >= 0 && missing <= added:
		for _, l := range a.must[:missing] {
			a.lacks(l)
		}
		a.must = a.must[missing:]
	default:
		for _, l := range a.is[:added] {
			a.added(l)
		}
		a.is = a.is[added:]
	}
	return nil
}

// finding returns a finding about a line of the file.
func (a *alignment) finding(l alignedLine, why string) Finding {
	f := Finding{Table: a.t.Name(), File: a.lines.file, Row: l.row, Line: l.line, ID: l.key, Why: why}
	if !a.format.Header {
		f.ID = keyText(l.key)
	}
	if l.row == 0 {
		f.File = ""
	}
	return f
}

func (a *alignment) found(f func() Finding) {
	if !a.f.check.tally.addCount(ruleChangesReproduced.Code) {
		a.f.check.tally.add(ruleChangesReproduced, f())
	}
}

// lacks counts a line that is not in the file.
func (a *alignment) lacks(l alignedLine) {
	a.found(func() Finding {
		op, _ := a.opOf(l.text)
		return a.finding(l, "the settings "+verbs[op]+" the row, and the feed has no such change here")
	})
}

// verbs are what the ops do, by op.
var verbs = map[format.Op]string{format.Create: "create", format.Update: "update", format.Delete: "delete"}

// added counts a line that the settings do not give.
func (a *alignment) added(l alignedLine) {
	a.found(func() Finding { return a.finding(l, "the settings give no such change here") })
}

// opOf returns the op of a line, and its rows.
func (a *alignment) opOf(line string) (op format.Op, images [2]string) {
	if a.format.Header {
		if len(line) < 2 {
			return 0, images
		}
		return format.Op(line[0]), [2]string{"", line[2:]}
	}
	c, err := format.CutChange(line)
	if err != nil && !errors.Is(err, format.ErrChangeOp) {
		return 0, images
	}
	return c.Op, [2]string{c.Before, c.After}
}

// differs counts a line of the right key that is not the one that the settings give, with the first
// column in which it differs.
func (a *alignment) differs(is, must alignedLine) {
	a.found(func() Finding {
		isOp, isImages := a.opOf(is.text)
		mustOp, mustImages := a.opOf(must.text)
		f := a.finding(is, "the settings give another change")
		if isOp != mustOp {
			f.Column, f.Value, f.Why = format.OpColumn, string(rune(isOp)), "the settings "+verbs[mustOp]+" the row"
			return f
		}
		for i, where := range [2]string{"before", "after"} {
			if isImages[i] == mustImages[i] {
				continue
			}
			a.parsed[0].Reset()
			a.parsed[1].Reset()
			if a.format.AddLine(a.parsed[0], isImages[i]) != nil || a.format.AddLine(a.parsed[1], mustImages[i]) != nil {
				continue
			}
			if column, value, want, ok := a.t.differing(a.parsed[0], 0, a.parsed[1], 0); ok {
				f.Column, f.Value, f.Why = column, value, "in the row "+where+" the settings give "+visible(want)
				return f
			}
		}
		return f
	})
}

var _ io.Writer = (*alignment)(nil)
