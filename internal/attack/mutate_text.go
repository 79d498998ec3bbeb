package main

import (
	"fmt"
	"slices"
	"strings"
)

// tokens are texts that parsers stumble over.
var tokens = []string{
	"\x00", "\n", "\r", "\r\n", "\t", " ", "\ufeff", "\u202e", "\xff", "\xc3", `"`, `""`, ",", ";", ":", "{", "}", "[", "]", "{}", "[]", "null", "true",
	"0", "-1", "1e999", "00", "0.1", "9223372036854775808", "99999999999999999999999999", "NaN", "=1+1", "../", "%s", `\u0000`, `\`, `,"x":1`, "-",
}

// damageText changes a text in one way and says how.
func (t *try) damageText(s string) (how, text string) {
	if s == "" {
		return "a token in an empty file", pick(t.Rand, tokens)
	}
	switch t.IntN(3) {
	case 0:
		return t.damageBytes(s)
	case 1:
		return t.damageLines(s)
	default:
		return t.damageFields(s)
	}
}

// span returns a random section of n elements, that is short as often as it is long.
func (t *try) span(n int) (lo, hi int) {
	lo = t.IntN(n)
	return lo, min(n, lo+1+t.IntN(1+t.IntN(1<<(1+t.IntN(12)))))
}

func (t *try) damageBytes(s string) (how, text string) {
	b := []byte(s)
	i, j := t.IntN(len(b)), t.IntN(len(b))
	lo, hi := t.span(len(b))
	switch t.IntN(10) {
	case 0:
		b[i] ^= 1 << t.IntN(8)
		return "a flipped bit", string(b)
	case 1:
		b[i] = byte(t.Uint32())
		return "another byte", string(b)
	case 2:
		b[i], b[j] = b[j], b[i]
		return "two bytes exchanged", string(b)
	case 3:
		return "deleted bytes", s[:lo] + s[hi:]
	case 4:
		return "bytes twice", s[:hi] + s[lo:]
	case 5:
		return "bytes elsewhere", s[:i] + s[lo:hi] + s[i:]
	case 6:
		return "a truncated file", s[:i]
	case 7:
		return "a file without its beginning", s[i:]
	case 8:
		token := pick(t.Rand, tokens)
		return fmt.Sprintf("%q inserted", token), s[:i] + token + s[i:]
	default:
		token := pick(t.Rand, tokens)
		return fmt.Sprintf("%q in place of bytes", token), s[:lo] + token + s[hi:]
	}
}

func (t *try) damageLines(s string) (how, text string) {
	lines := slices.DeleteFunc(strings.SplitAfter(s, "\n"), func(line string) bool { return line == "" })
	i, j := t.IntN(len(lines)), t.IntN(len(lines))
	lo, hi := t.span(len(lines))
	join := func(lines ...[]string) string { return strings.Join(slices.Concat(lines...), "") }
	switch t.IntN(11) {
	case 0:
		lines[i], lines[j] = lines[j], lines[i]
		return "two lines exchanged", join(lines)
	case 1:
		return "deleted lines", join(lines[:lo], lines[hi:])
	case 2:
		return "lines twice", join(lines[:hi], lines[lo:])
	case 3:
		return "lines elsewhere", join(lines[:i], lines[lo:hi], lines[i:])
	case 4:
		slices.Reverse(lines[lo:hi])
		return "lines in reverse order", join(lines)
	case 5:
		lines[i] = lines[j]
		return "a line in place of another", join(lines)
	case 6:
		return "an empty line", join(lines[:i], []string{"\n"}, lines[i:])
	case 7:
		lines[i] = strings.TrimSuffix(lines[i], "\n")
		return "two lines as one", join(lines)
	case 8:
		return "lines that end with CR LF", strings.ReplaceAll(s, "\n", "\r\n")
	case 9:
		return "a byte order mark", "\ufeff" + s
	default:
		lines[i] = " " + strings.Replace(lines[i], "\n", " \n", 1)
		return "white space around a line", join(lines)
	}
}

func (t *try) damageFields(s string) (how, text string) {
	lines := strings.SplitAfter(s, "\n")
	i, j := t.IntN(len(lines)), t.IntN(len(lines))
	a, b := strings.Split(lines[i], ","), strings.Split(lines[j], ",")
	k, l := t.IntN(len(a)), t.IntN(len(a))
	switch t.IntN(9) {
	case 0:
		a[k], a[l] = a[l], a[k]
		how = "two fields exchanged"
	case 1:
		a[k] = b[t.IntN(len(b))]
		how = "a field of another line"
	case 2:
		a[k] = b[min(k, len(b)-1)]
		how = "the same field of another line"
	case 3:
		a = slices.Delete(a, k, k+1)
		how = "a deleted field"
	case 4:
		a = slices.Insert(a, k, a[l])
		how = "a field twice"
	case 5:
		a[k] = ""
		how = "an empty field"
	case 6:
		a[k] = `"` + a[k] + `"`
		how = "a field in quotes"
	case 7:
		a[k] = pick(t.Rand, tokens)
		how = "a token as a field"
	default:
		a[k] = strings.Map(t.otherDigit(), a[k])
		how = "another digit in a field"
	}
	lines[i] = strings.Join(a, ",")
	return how, strings.Join(lines, "")
}

// otherDigit returns a function that replaces some digits by others.
func (t *try) otherDigit() func(rune) rune {
	return func(c rune) rune {
		if c >= '0' && c <= '9' && t.chance(3) {
			return rune('0' + t.IntN(10))
		}
		return c
	}
}
