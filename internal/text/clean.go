package text

import "unicode/utf8"

// Clean reports whether a text is valid UTF-8 without control characters. The line ends of
// Unicode and the byte order mark count as control characters.
func Clean(s string) bool {
	for _, r := range s {
		if control(r) {
			return false
		}
	}
	return utf8.ValidString(s)
}

func control(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff'
}

// CleanLines reports whether lines of text are clean, each without its line feed. Lines in ASCII
// take a tenth of the time that it takes to encode them: 32 bytes at a time, which do not wait for
// each other, and only where one of them may be odd one by one.
func CleanLines(b []byte) bool {
	for len(b) >= 32 {
		if odd(load8(b))|odd(load8(b[8:]))|odd(load8(b[16:]))|odd(load8(b[24:])) == 0 {
			b = b[32:]
			continue
		}
		n, ok := cleanLine(b, 32)
		if !ok {
			return false
		}
		b = b[n:]
	}
	_, ok := cleanLine(b, len(b))
	return ok
}

// odd returns 0 if each of eight bytes is printable ASCII or a line feed. If not it may have any
// value: behind an odd byte it may also take others for odd, such as a space after a line feed.
func odd(x uint64) uint64 {
	noLineFeed := (x ^ ones*'\n') + ones*0x7f
	return (x | (x + ones) | (x-ones*' ')&noLineFeed) & highs
}

// cleanLine is CleanLines for the characters that begin within the first most bytes. It returns
// the position after them.
func cleanLine(b []byte, most int) (n int, ok bool) {
	for n < most {
		r, size := rune(b[n]), 1
		if r >= utf8.RuneSelf {
			if r, size = utf8.DecodeRune(b[n:]); r == utf8.RuneError && size == 1 {
				return n, false
			}
		}
		if r != '\n' && control(r) {
			return n, false
		}
		n += size
	}
	return n, true
}
