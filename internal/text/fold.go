package text

// Folding a name leaves its letters, in lower case and without accents: O'Brien becomes obrien,
// García garcia and De La Cruz delacruz. E-mail addresses and the initials of licenses have folded
// names. The letters are those of ASCII and Latin-1, in one code point each, which are all that
// the vocabulary has; everything else is left out.

// latin1 holds what the letters from U+00C0 to U+00FF become. They are the bytes 0xC3 and 0x80 to
// 0xBF; a space is no letter.
const latin1 = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"

// letter returns the first letter of a text that is not empty, folded, and the number of its
// bytes. It returns 0 where there is no letter.
func letter(s string) (folded byte, size int) {
	if c := s[0] | 0x20; c-'a' <= 25 {
		return c, 1
	}
	if s[0] == 0xc3 && len(s) > 1 && s[1]>>6 == 2 {
		if c := latin1[s[1]&0x3f]; c != ' ' {
			return c, 2
		}
	}
	return 0, 1
}

// AppendFolded appends a folded name.
func AppendFolded(dst []byte, name string) []byte {
	for len(name) > 0 {
		c, size := letter(name)
		if c != 0 {
			dst = append(dst, c)
		}
		name = name[size:]
	}
	return dst
}

// CutFolded removes a folded name from the beginning of s. It reports whether it was there.
func CutFolded(s, name string) (rest string, ok bool) {
	for len(name) > 0 {
		c, size := letter(name)
		if name = name[size:]; c == 0 {
			continue
		}
		if s == "" || s[0] != c {
			return s, false
		}
		s = s[1:]
	}
	return s, true
}

// Initial returns the first letter of the folded name, in upper case; X for a name without
// letters.
func Initial(name string) byte {
	for len(name) > 0 {
		c, size := letter(name)
		if c != 0 {
			return c - 0x20
		}
		name = name[size:]
	}
	return 'X'
}
