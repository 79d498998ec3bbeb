package plot

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		label         string
		width         int
		first, second string
		cut           bool
		reason        string
	}{
		{"Ford", 1000, "Ford", "", false, "it fits"},
		{"", 0, "", "", false, "nothing fits everywhere"},
		{"Food Service Worker", 1000, "Food Service", "Worker", false, "it is broken between words"},
		{"Food Service Worker And Somebody Else", 1000, "Food Service", "Worker And…", true, "the second line is cut"},
		{"Pneumonoultramicroscopic", 1000, "Pneumonoul…", "", true, "a long word is cut"},
		{"Pneumonoultramicroscopic Silico", 1000, "Pneumonoul…", "", true, "a long word that is the first is cut at once"},
		{"     ", 10, "", "", false, "spaces are nothing"},
		{"字字字字字字字字字字", 600, "字字字…", "", true, "letters of other scripts are wide"},
		{"\xff\xff\xff\xff\xff\xff\xff", 600, "\xff\xff\xff…", "", true, "what is not UTF-8 is cut between bytes"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			first, second, cut := fit(c.label, c.width)
			if first != c.first || second != c.second || cut != c.cut {
				t.Errorf("fit(%q, %d) = %q, %q, %t, want %q, %q, %t", c.label, c.width, first, second, cut, c.first, c.second, c.cut)
			}
			for _, line := range []string{first, second} {
				if textWidth(line) > c.width {
					t.Errorf("%q is %d wide, want at most %d", line, textWidth(line), c.width)
				}
			}
		})
	}
}

// TestFitExactly: every text fits in its own width, and in no smaller one.
func TestFitExactly(t *testing.T) {
	for i := range 60 {
		text := strings.Repeat("marital_status", 5)[:i+1]
		if got, cut := ellipsis(text, textWidth(text)); cut {
			t.Errorf("%q is cut to %q in its own width", text, got)
		}
		if _, cut := ellipsis(text, textWidth(text)-1); !cut {
			t.Errorf("%q is not cut in a smaller width", text)
		}
	}
}

// TestEscaped: readers of the markup get back the text, but for characters that XML does not have.
func TestEscaped(t *testing.T) {
	for _, c := range []struct{ text, want, reason string }{
		{`<script>alert("&amp;'")</script>`, `<script>alert("&amp;'")</script>`, "markup is text"},
		{"a\tb\r\nc", "a b  c", "line breaks are spaces"},
		{"a\x00b\x1b\x7f\u0085", "a\ufffdb\ufffd\ufffd\ufffd", "control characters are replaced"},
		{"a\xffb\ufffe\uffff\U0001ffff", "a\ufffdb\ufffd\ufffd\ufffd", "what is no character is replaced"},
		{"Zoë 字 🚗", "Zoë 字 🚗", "others are kept"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			var e struct {
				Label string `xml:"aria-label,attr"`
				Title string `xml:"title"`
			}
			markup := append(appendTitle(Frame{Title: c.text}.appendOpen(nil, "", 10, 10, 10), c.text), "</svg>"...)
			if err := xml.Unmarshal(markup, &e); err != nil {
				t.Fatal(err)
			}
			if e.Label != c.want || e.Title != c.want {
				t.Errorf("%q is read as the label %q and the title %q, want %q", c.text, e.Label, e.Title, c.want)
			}
		})
	}
}

// TestLongLabels: labels of any length are drawn in time and space that grow with the length, not
// with its square.
func TestLongLabels(t *testing.T) {
	const size = 1 << 20
	for _, label := range []string{strings.Repeat("x", size), strings.Repeat("x ", size/2)} {
		for _, figure := range append(fuzzed([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9}, label, 0), repeating(label)...) {
			if n := len(HTML(figure)); n > 20*size {
				t.Errorf("%T has %d bytes with a label of %d", figure, n, size)
			}
		}
	}
}

// repeating returns figures that repeat a name in the title of each of a hundred marks.
func repeating(name string) []Figure {
	const n = 100
	m := HeatMap{Columns: []string{name}, Rows: make([]string, n), Values: make([][]float64, n), Texts: make([][]string, n)}
	s, g := Stacked{Names: Names{Expected: name}, Series: []string{name}}, Group{}
	for i := range n {
		m.Values[i], m.Texts[i] = []float64{1}, []string{strings.Repeat("a text that does not fit", 5)}
		s.Classes = append(s.Classes, Class{Shares: []float64{1}, HasExpected: true})
		g.Bars = append(g.Bars, Bar{HasExpected: true})
	}
	turned := m
	turned.Rows, turned.Columns, turned.Values, turned.Texts = m.Columns, m.Rows, [][]float64{make([]float64, n)}, [][]string{make([]string, n)}
	for i := range n {
		turned.Texts[0][i] = m.Texts[0][0]
	}
	return []Figure{m, turned, s, Bars{Names: Names{Expected: name}, Groups: []Group{g}}}
}

// TestThin: labels on one line do not overlap.
func TestThin(t *testing.T) {
	row := func(n, distance int) (labels []placed) {
		for i := range n {
			labels = append(labels, placed{200 + i*distance, "2020"})
		}
		return labels
	}
	for _, c := range []struct {
		labels []placed
		taken  []placed
		want   int
		reason string
	}{
		{nil, nil, 0, "no labels"},
		{row(1, 0), nil, 1, "one label"},
		{row(10, 400), nil, 10, "all fit"},
		{row(10, 300), nil, 5, "every second fits"},
		{row(10, 0), nil, 1, "all are in one place"},
		{row(10, 400), []placed{{3300, "2030 and more"}}, 7, "a label that is taken drops the others"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			const right = 4000
			got := thin(c.labels, right, c.taken...)
			if len(got) != c.want {
				t.Errorf("%d labels are left, want %d: %v", len(got), c.want, got)
			}
			for i, l := range got {
				if left, end := l.span(); left < -1 || end > right+1 {
					t.Errorf("%v is outside", l)
				}
				if overlaps(l, got[i+1:]) {
					t.Errorf("%v overlaps another one", l)
				}
			}
		})
	}
}
