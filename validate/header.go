package validate

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// checkHeader compares the first line of a file with the columns of the table, and reports
// whether its rows can be read: they can be if the header has the right columns, but is
// preceded by a byte order mark or ends with CR LF. Without the header nothing says what the
// values are, so the rows of such a table are not looked at.
func (f *folder) checkHeader(file *listedFile, rows *format.Format, d schema.Describer) (readable bool) {
	want := strings.TrimSuffix(string(rows.AppendHeader(nil, d)), "\n")
	is, err := f.firstLine(file.Path, len(want)+len("\ufeff\r")+4)
	if err != nil {
		f.found(ruleFileReadable, file.Path, "", err.Error())
		return false
	}
	if is == want {
		return true
	}
	var why string
	if rest, bom := strings.CutPrefix(is, "\ufeff"); bom {
		why, readable = "the file begins with a byte order mark", strings.TrimSuffix(rest, "\r") == want
	} else if rest, cr := strings.CutSuffix(is, "\r"); cr {
		why, readable = "the line ends with CR LF; it must end with LF", rest == want
	} else {
		why = headerFault(strings.Split(is, rows.Delimiter), d.Columns())
	}
	f.check.tally.add(f.check.rulesOf(d.Name()).header, Finding{Table: d.Name(), File: file.Path, Line: 1, Value: is, Why: why})
	return readable
}

// headerFault says which column is missing, foreign, repeated or misplaced.
func headerFault(names []string, columns []schema.Column) string {
	for i, c := range columns {
		switch index := slices.Index(names, c.Name); {
		case index < 0:
			return "the column " + c.Name + " is missing"
		case slices.Contains(names[index+1:], c.Name):
			return "the column " + c.Name + " comes twice"
		case index != i:
			return fmt.Sprintf("the column %s is number %d and must be number %d", c.Name, index+1, i+1)
		}
	}
	return fmt.Sprintf("there are %d columns and must be %d", len(names), len(columns))
}

// firstLine returns the first line of a file, without its end, or its first bytes if it is
// longer than the maximum. Of a file that cannot be read to there it returns what it can.
func (f *folder) firstLine(name string, maximum int) (string, error) {
	in, err := f.contents().Open(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	buf := make([]byte, maximum)
	n, _ := io.ReadFull(in, buf) // the error was found when the file was hashed
	line, _, _ := strings.Cut(string(buf[:n]), "\n")
	return line, nil
}
