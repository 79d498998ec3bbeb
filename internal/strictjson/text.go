package strictjson

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// wantText says what text must be that is not exact.
const wantText = "text in UTF-8, with no half of a surrogate pair"

// exact reports whether decoding valid JSON gives the text that was written. Package encoding/json
// replaces bytes that are not UTF-8, and escapes of one half of a surrogate pair, by U+FFFD.
func exact(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for {
		i := bytes.IndexByte(b, '\\')
		if i < 0 {
			return true
		}
		b = b[i:]
		first, length := escaped(b), 2
		if utf16.IsSurrogate(first) {
			if utf16.DecodeRune(first, escaped(b[len(`\u0000`):])) == utf8.RuneError {
				return false
			}
			length = len(`\u0000\u0000`)
		}
		b = b[length:]
	}
}

// escaped returns the number in the escape \u0000 that text begins with, -1 if it begins with
// anything else.
func escaped(b []byte) rune {
	const length = len(`\u0000`)
	if len(b) < length || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(b[2:length]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}
