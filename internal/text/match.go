package text

// CutLower removes the ASCII letters of name, in lower case, from the beginning of s. It reports
// whether they were there.
func CutLower(s, name string) (rest string, ok bool) {
	for i := range len(name) {
		c := name[i] | 0x20
		if c-'a' > 25 {
			continue // no letter
		}
		if s == "" || s[0] != c {
			return s, false
		}
		s = s[1:]
	}
	return s, true
}

// Initial returns the upper-case first letter of a name, X for one that does not begin with an
// ASCII letter.
func Initial(name string) byte {
	if name != "" {
		if c := name[0] &^ 0x20; c-'A' <= 25 {
			return c
		}
	}
	return 'X'
}
