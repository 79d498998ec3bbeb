package text

import "unicode/utf8"

// Clean reports whether a text is valid UTF-8 without control characters. The line ends of
// Unicode and the byte order mark count as control characters.
func Clean(s string) bool {
	for _, r := range s {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
			return false
		}
	}
	return utf8.ValidString(s)
}
