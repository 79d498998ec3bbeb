package plot

import (
	"strings"
	"unicode/utf8"
)

const (
	textHeight = 130 // font size of the style sheet, in tenths
	baseline   = 46  // from the middle of a line of text down to its baseline, in tenths
	lineHeight = 150 // distance of two lines of one label, in tenths
)

// widths has the widths of the printable ASCII characters, from space on, in thousandths of the font size. They
// are those of Helvetica and Arial, and more where DejaVu Sans is wider by more than a fifth.
var widths = [...]int{
	278, 335, 383, 699, 556, 889, 667, 230, 333, 333, 417, 699, 278, 333, 278, 281, // space to slash
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 281, 281, 699, 699, 699, 556, // 0 to ?
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 325, 281, 325, 699, 556, // P to _
	417, 556, 556, 500, 556, 556, 294, 556, 556, 232, 232, 500, 232, 833, 556, 556, // ` to o
	556, 556, 343, 500, 327, 556, 500, 722, 500, 500, 500, 530, 281, 530, 699, // p to ~
}

// textWidth estimates the width of a text in tenths of a unit, rounded up.
func textWidth(s string) int {
	sum := int64(0)
	for _, r := range s {
		sum += runeWidth(r)
	}
	return int((min(sum, maxTextSum)*widthNumerator + widthDenominator - 1) / widthDenominator)
}

const (
	// A thousandth of the font size in tenths of a unit, and 20 percent more than in Helvetica, because
	// the page may be shown in a wider font: DejaVu Sans is one of the widest.
	widthNumerator, widthDenominator = textHeight * 120, 100 * 1000

	// maxTextSum keeps widths within 32 bits.
	maxTextSum = 1 << 30
)

// runeWidth returns the width of a character in thousandths of the font size. Letters of other
// scripts count as wide as the widest ones: an estimate that is too high cuts a label early, but
// none runs into a bar.
func runeWidth(r rune) int64 {
	switch {
	case r < ' ':
		return int64(widths[0])
	case r < 0x7f:
		return int64(widths[r-' '])
	case r < 0x250 || r >= 0x2010 && r <= 0x2027: // Latin letters, dashes, quotation marks
		return 650
	}
	return 1000
}

// fit breaks a label between words into at most two lines that are no wider than width. It reports
// whether it had to cut the label, which then ends with an ellipsis.
func fit(label string, width int) (first, second string, cut bool) {
	if textWidth(label) <= width {
		return label, "", false
	}
	words := strings.Fields(label)
	for len(words) > 0 {
		next := strings.TrimLeft(first+" "+words[0], " ")
		if textWidth(next) > width {
			break
		}
		first, words = next, words[1:]
	}
	if len(words) == 0 { // only spaces were too wide
		return first, "", false
	}
	rest := strings.Join(words, " ")
	if first == "" || width < 4*textHeight {
		first, cut = ellipsis(strings.TrimLeft(first+" "+rest, " "), width)
		return first, "", cut
	}
	second, cut = ellipsis(rest, width)
	return first, second, cut
}

// ellipsis cuts a text to a width.
func ellipsis(s string, width int) (text string, cut bool) {
	limit := int64(width) * widthDenominator / widthNumerator // so that a text fits in its own width
	sum, end := int64(0), 0                                   // end is that of what fits before an ellipsis
	for i, r := range s {
		if sum+runeWidth('…') <= limit {
			end = i
		}
		if sum += runeWidth(r); sum > limit {
			return strings.TrimRight(s[:end], " ") + "…", true
		}
	}
	return s, false
}

// brief cuts a name that is repeated in the titles of many marks.
func brief(name string) string {
	name, _ = ellipsis(name, 2500)
	return name
}

// appendText appends a text element with its baseline at y. The title, if there is one, is shown
// where the pointer is.
func appendText(dst []byte, class string, x, y int, text, title string) []byte {
	dst = append(dst, "<text"...)
	if class != "" {
		dst = append(append(append(dst, ` class="`...), class...), '"')
	}
	dst = appendTenths(append(dst, ` x="`...), x)
	dst = appendTenths(append(dst, `" y="`...), y)
	dst = append(dst, `">`...)
	dst = appendEscaped(dst, text)
	dst = appendTitle(dst, title)
	return append(dst, "</text>"...)
}

// appendLabel appends a label whose lines are around the middle y.
func appendLabel(dst []byte, x, y, width int, label string) []byte {
	first, second, cut := fit(label, width)
	title := ""
	if cut {
		title = label
	}
	if second == "" {
		return appendText(dst, "", x, y+baseline, first, title)
	}
	dst = appendText(dst, "", x, y+baseline-lineHeight/2, first, title)
	return appendText(dst, "", x, y+baseline+lineHeight/2, second, title)
}

// appendCut appends a label on one line, cut to a width. The title of a label that is cut has all of it.
func appendCut(dst []byte, x, y, width int, label string) []byte {
	text, cut := ellipsis(label, width)
	if !cut {
		label = ""
	}
	return appendText(dst, "", x, y, text, label)
}

// appendTitle appends a title element, unless the title is empty.
func appendTitle(dst []byte, title string) []byte {
	if title == "" {
		return dst
	}
	return append(appendEscaped(append(dst, "<title>"...), title), "</title>"...)
}

// appendEscaped appends text for elements and attributes. Characters that XML does not have are
// replaced, and line breaks are spaces.
func appendEscaped(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&#34;"...)
		case r == '\'':
			dst = append(dst, "&#39;"...)
		case r == '\t' || r == '\n' || r == '\r':
			dst = append(dst, ' ')
		case r < ' ' || r >= 0x7f && r < 0xa0 || r&0xfffe == 0xfffe:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}
