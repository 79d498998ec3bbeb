package rowdiff

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String returns the diff for people to read: counts, the columns that changed, and the first changes. It is safe
// to print: characters of a file that control a terminal or the direction of text are written as escapes.
func (d *Diff) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s: %s same, %s changed, %s removed, %s added\n", d.Table, d.Key, number(d.Same), number(d.Changed), number(d.Removed), number(d.Added))
	d.A.write(&b)
	d.B.write(&b)
	if len(d.NotCompared) > 0 {
		fmt.Fprintf(&b, "not compared: %s\n", strings.Join(d.NotCompared, ", "))
	}
	var columns []string
	for _, c := range d.Columns {
		if c.Changed > 0 {
			columns = append(columns, fmt.Sprintf("%s %s", c.Name, number(c.Changed)))
		}
	}
	if columns != nil {
		fmt.Fprintf(&b, "changed cells: %s\n", strings.Join(columns, ", "))
	}
	if d.CountsOnly {
		return b.String()
	}
	writeChanges(&b, "changed", d.First.Changed, d.Changed)
	writeChanges(&b, "removed", d.First.Removed, d.Removed)
	writeChanges(&b, "added", d.First.Added, d.Added)
	return b.String()
}

// write writes the counts of a side on one line, and its first faults on others.
func (s *Side) write(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %s rows", visible(s.Name), number(s.Rows))
	for _, c := range []struct {
		n    int
		what string
	}{{s.Duplicates, "with the key of an earlier row"}, {s.Unreadable, "unreadable"}, {s.NoKey, "without a key"}} {
		if c.n > 0 {
			fmt.Fprintf(b, ", %s %s", number(c.n), c.what)
		}
	}
	if len(s.Missing) > 0 {
		fmt.Fprintf(b, "; no column %s", listed(s.Missing))
	}
	if len(s.Ignored) > 0 {
		fmt.Fprintf(b, "; columns ignored: %s", listed(s.Ignored))
	} else if s.IgnoredCount > 0 {
		fmt.Fprintf(b, "; columns ignored: %d", s.IgnoredCount)
	}
	b.WriteByte('\n')
	for _, f := range s.Faults {
		fmt.Fprintf(b, "  %s: %s\n", f.place(), visible(f.Why))
	}
}

// place says where a row is.
func (f *Fault) place() string {
	if f.Line > 0 {
		return strings.TrimPrefix(fmt.Sprintf("%s, line %d", visible(f.File), f.Line), ", ")
	}
	return fmt.Sprintf("row %d", f.Row)
}

// writeChanges writes the first changes of a kind.
func writeChanges(b *strings.Builder, what string, list []Change, all int) {
	for i := range list {
		c := &list[i]
		fmt.Fprintf(b, "%s %s", what, visible(c.Key))
		for k, cell := range c.Cells {
			if c.Op != Changed {
				break
			}
			sep := ":"
			if k > 0 {
				sep = ","
			}
			fmt.Fprintf(b, "%s %s %.60q -> %.60q", sep, cell.Column, cell.Before, cell.After)
		}
		b.WriteByte('\n')
	}
	if more := all - len(list); more > 0 && len(list) > 0 {
		fmt.Fprintf(b, "%s: %s more\n", what, number(more))
	}
}

// maxShown is the maximum number of characters of a text of a file.
const maxShown = 300

// visible returns the beginning of a text, with escapes for characters that are not printable.
func visible(s string) string {
	cut, n := "", 0
	for i := range s {
		if n++; n > maxShown {
			s, cut = s[:i], "..."
			break
		}
	}
	if utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return s + cut
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`) + cut
}

// listed returns names as a list.
func listed(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, visible(name))
	}
	return strings.Join(list, ", ")
}

// number returns a count with commas.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
