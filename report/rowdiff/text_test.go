package rowdiff_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/synthhub/synthhub/report/rowdiff"
)

// TestStringOfStrangers checks that the text of a diff has no character of a file that controls a terminal, begins
// a line, or turns the direction of text, and that a long text is cut.
func TestStringOfStrangers(t *testing.T) {
	t.Parallel()
	const evil = "\x1b]0;title\a\r\n\u009b2J\u202eabc\u2028x"
	quoted := `"` + evil + `"`
	a := rowdiff.MappedCSV(things, nil, text("thing_id,count,"+quoted+"\nt1,1,\n"+quoted+",2,\n"+quoted+"x,3,\n")).Named(evil)
	b := rowdiff.MappedCSV(things, nil, text("thing_id,count,"+strings.Repeat("é", 1000)+"\nt1,"+quoted+",\n"+quoted+",3,\ny"+quoted+",3\n")).Named("b.csv")
	d := compare(t, a, b)
	got := d.String()
	for _, r := range got {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Fatalf("the text has %q:\n%q", r, got)
		}
	}
	for _, want := range []string{`columns ignored: \x1b]0;title\a\n\u009b2J\u202eabc\u2028x`, `changed \x1b]0;title`, strings.Repeat("é", 300) + "...\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the text lacks %q:\n%s", want, got)
		}
	}
	if lines := strings.Count(got, "\n"); lines != 11 {
		t.Errorf("%d lines:\n%s", lines, got)
	}
}
