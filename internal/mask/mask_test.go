package mask

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestMask compares the regular expression, the size and the codes of masks.
func TestMask(t *testing.T) {
	for _, c := range []struct {
		mask, expr     string
		size           uint64
		first, last    string // codes number 0 and size-1, with initial S
		match, noMatch []string
	}{
		{"ad{7}", "[A-Z][0-9]{7}", 260_000_000, "A0000000", "Z9999999", []string{"K1234567"}, []string{"", "K123456", "K12345678", "k1234567", "11234567"}},
		{"id{12}", "[A-Z][0-9]{12}", 1_000_000_000_000, "S000000000000", "S999999999999", []string{"B000000000001"}, []string{"B00000000001"}},
		{"dddd", "[0-9]{4}", 10_000, "0000", "9999", []string{"0420"}, []string{"042", "04200"}},
		{"nd", "[1-9][0-9]", 90, "10", "99", []string{"42"}, []string{"04"}},
		{"pppd", "[A-HJ-NPR-Z]{3}[0-9]", 23 * 23 * 23 * 10, "AAA0", "ZZZ9", []string{"ABC1"}, []string{"ABO1", "IBC1", "QBC1"}},
		{"WDLx{9}", "WDL[0-9A-Z]{9}", 101559956668416, "WDL000000000", "WDLZZZZZZZZZ", []string{"WDL1A2B3C4D5"}, []string{"WDM1A2B3C4D5"}},
		{"v{17}", "[0-9A-HJ-NPR-Z]{17}", 0, "", "", []string{"1M8GDM9AXKP042788"}, []string{"1M8GDM9AXKPO42788", "1M8GDM9AXKP04278"}},
		{"l+.l+d+@'example.com'", `[a-z]+\.[a-z]+[0-9]+@example\.com`, 0, "", "", []string{"ana.diaz7@example.com"}, []string{"ana.diaz@example.com", "ana7@example.com", "ana.diaz7@example,com", "ana.diaz7@example.com "}},
		{"d{2,3}-'d'", "[0-9]{2,3}-d", 0, "", "", []string{"12-d", "123-d"}, []string{"1-d", "1234-d", "12-1"}},
		{"$d^'$'", `[$][0-9]\^[$]`, 10, "$0^$", "$9^$", []string{"$7^$"}, []string{"7^$", "$7^"}},
		{"d+'x5'l", `[0-9]+x5[a-z]`, 0, "", "", []string{"55x5x"}, []string{"55x5", "x5x"}},
		{"d{600}d{400}dd", "[0-9]{1000}[0-9]{2}", 0, "", "", []string{strings.Repeat("7", 1002)}, []string{strings.Repeat("7", 1001)}},
		{"ddd-555-01dd", `[0-9]{3}-555-01[0-9]{2}`, 100_000, "000-555-0100", "999-555-0199", []string{"415-555-0142"}, []string{"415-555-1142"}},
	} {
		t.Run(c.mask, func(t *testing.T) {
			m, err := Parse(c.mask)
			if err != nil {
				t.Fatal(err)
			}
			if m.String() != c.mask || m.Regexp() != c.expr || m.Size() != c.size {
				t.Errorf("mask %s, expression %s, size %d, want %s, %d", m, m.Regexp(), m.Size(), c.expr, c.size)
			}
			re := regexp.MustCompile("^(?:" + m.Regexp() + ")$")
			if c.size > 0 {
				for k, want := range map[uint64]string{0: c.first, c.size - 1: c.last} {
					got := string(m.Codes().Append([]byte("to:"), k, 'S'))
					if got != "to:"+want || !m.Match(want) || !re.MatchString(want) {
						t.Errorf("code %d is %q, want %q", k, got, want)
					}
				}
			}
			for _, s := range c.match {
				if !m.Match(s) || !re.MatchString(s) {
					t.Errorf("no match of %q", s)
				}
			}
			for _, s := range c.noMatch {
				if m.Match(s) || re.MatchString(s) {
					t.Errorf("match of %q", s)
				}
			}
		})
	}
}

// TestMembers compares members with the characters of the classes.
func TestMembers(t *testing.T) {
	var all byte
	for letter := range 256 {
		class, ok := classOf(byte(letter))
		if ok != (class.bit != 0) {
			t.Errorf("class %#x has bit %d", letter, class.bit)
		}
		all |= class.bit
		for c := range 256 {
			if want := strings.IndexByte(class.chars, byte(c)) >= 0; want != (members[c]&class.bit != 0) {
				t.Errorf("character %#x in class %#x: %v", c, letter, !want)
			}
		}
	}
	for c := range 256 {
		if members[c]&^all != 0 {
			t.Errorf("character %#x has bits of no class: %#x", c, members[c])
		}
	}
}

// TestMatchLong: a + repetition matches any number of characters.
func TestMatchLong(t *testing.T) {
	if long := strings.Repeat("7", 100_000); !MustParse("d+").Match(long) || MustParse("d{1,1000}").Match(long) {
		t.Error("a repetition without an end has one, or one with an end has none")
	}
}

func TestConstant(t *testing.T) {
	for src, want := range map[string]string{"'abc'": "abc", "'a''b'": "ab", "a": "", "'a'd": "", "d{3}": "", "d+": ""} {
		t.Run(src, func(t *testing.T) {
			if got, ok := MustParse(src).Constant(); got != want || ok != (want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, want)
			}
		})
	}
}

func TestInitialAt(t *testing.T) {
	for src, want := range map[string]int{"id{12}": 0, "NHid{8}": 2, "ddi": 2, "ad{7}": -1} {
		t.Run(src, func(t *testing.T) {
			if got := MustParse(src).InitialAt(); got != want {
				t.Errorf("initial at %d, want %d", got, want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	const ascii, repetition, ambiguous = "is not printable ASCII", "a repetition is {n} or {n,m}", "the varying repetition before"
	for bad, want := range map[string]string{
		"q": "there is no class 'q'", "{3}": "the '{' at 0 is not after a class", "+": "the '+' at 0 is not after a class", "A}": "the '}' at 1 is not after a class",
		"'open": "the quote at 0 is not closed", "d{": "the brace at 1 is not closed",
		"d{0}": repetition, "d{3,2}": repetition, "d{x}": repetition, "d{1001}": repetition,
		"\n": "character 0 " + ascii, "'é'": "character 1 " + ascii, "'\x7f'": "character 1 " + ascii,
		"d+d": ambiguous, "x{1,2}a": ambiguous, "d+5": ambiguous, "l{1,2}'x'": ambiguous, "d+''d": ambiguous,
	} {
		t.Run(strconv.QuoteToASCII(bad), func(t *testing.T) {
			if m, err := Parse(bad); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), fmt.Sprintf("mask %q: ", bad)) {
				t.Errorf("Parse = %v, %v; want an error with %q", m, err, want)
			}
		})
	}
}

// slowAppend writes code k by division, from the last character to the first.
func (m *Mask) slowAppend(dst []byte, k uint64, initial byte) []byte {
	var code []byte
	for _, r := range slices.Backward(m.runs) {
		for i := range r.min + len(r.text) {
			c := initial
			if r.constant() {
				c = r.text[len(r.text)-1-i]
			} else if n := uint64(len(r.chars)); r.letter != 'i' {
				c, k = r.chars[k%n], k/n
			}
			code = append(code, c)
		}
	}
	slices.Reverse(code)
	return append(dst, code...)
}

// FuzzAppend compares Append, which multiplies, with slowAppend, which divides.
func FuzzAppend(f *testing.F) {
	for _, src := range []string{"nd{6}", "9dd0d{5}", "id{14}", "0niaadd1dd", "WDLx{9}", "ppppdd", "d{16}", "d{18}", "v{12}", "a{13}", "A", "i"} {
		for _, k := range []uint64{0, 1, 9, 10, 1<<32 - 1, 1 << 61, 1<<64 - 1} {
			f.Add(src, k)
		}
	}
	f.Fuzz(func(t *testing.T, src string, k uint64) {
		m, err := Parse(src)
		if err != nil || m.Size() == 0 {
			return
		}
		c := m.Codes()
		for _, k := range []uint64{k % m.Size(), m.Size() - 1 - k%m.Size()%1000} {
			if got, want := string(c.Append(nil, k, 'S')), string(m.slowAppend(nil, k, 'S')); got != want {
				t.Errorf("%s: code %d is %q, want %q", src, k, got, want)
			}
		}
	})
}

// TestAppendLengths appends codes of all lengths up to three groups, with classes and constant
// text at every position, to buffers of several capacities. Append must not write before the
// code, and at most eight bytes after it.
func TestAppendLengths(t *testing.T) {
	for n := range 3*groupLen + 1 {
		for _, period := range []string{"d", "dA", "aid", "-xi", "pva-", "Ai"} {
			m := MustParse(strings.Repeat(period, 25)[:n])
			if m.Size() == 0 {
				continue // too many codes
			}
			t.Run(fmt.Sprintf("%d of %s", n, period), func(t *testing.T) { checkAppend(t, m, n) })
		}
	}
}

// checkAppend appends codes of n characters to buffers of several capacities.
func checkAppend(t *testing.T, m *Mask, n int) {
	t.Helper()
	c := m.Codes()
	for _, k := range []uint64{0, m.Size() / 3, m.Size() - 1} {
		want := m.slowAppend([]byte("###"), k, 'S')
		for _, capacity := range []int{0, n, n + 1, n + 8, n + 40} {
			buf := bytes.Repeat([]byte{'#'}, 3+n+50)
			if got := c.Append(buf[:3:3+capacity], k, 'S'); !bytes.Equal(got, want) {
				t.Errorf("code %d is %q, want %q", k, got, want)
			}
			if rest := buf[3+min(capacity, n+8):]; len(bytes.Trim(rest, "#")) > 0 {
				t.Errorf("code %d, with capacity %d, is written with more than eight bytes after it: %q", k, capacity, rest)
			}
		}
	}
}

// TestAppendOneToOne lists all codes of masks: they are unique and match the mask.
func TestAppendOneToOne(t *testing.T) {
	for _, src := range []string{"pd", "adn", "xx", "Avd", "1i-l", "idi", "dd-ppAB"} {
		t.Run(src, func(t *testing.T) {
			m := MustParse(src).Codes()
			seen := map[string]bool{}
			for k := range m.Size() {
				s := string(m.Append(nil, k, 'Q'))
				if seen[s] || !m.Match(s) {
					t.Fatalf("code %d = %q, seen before %v, matches %v", k, s, seen[s], m.Match(s))
				}
				seen[s] = true
			}
		})
	}
}

// TestScalePanics has arguments that a Scale does not accept.
func TestScalePanics(t *testing.T) {
	s := NewScale(10)
	for name, f := range map[string]func(){
		"size 0":                 func() { NewScale(0) },
		"size too large":         func() { NewScale(1<<62 + 1) },
		"number too large":       func() { s.Fraction(10) },
		"codes not numbered":     func() { MustParse("d+").Codes() },
		"mask that is not valid": func() { MustParse("q") },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

func TestDisjoint(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ddd", "dddd", true}, {"pdd", "ddp", true}, {"Ad", "Bd", true}, {"xdd", "add", false}, {"ad", "Ad", false}, {"d+", "aaa", false},
	} {
		t.Run(c.a+" "+c.b, func(t *testing.T) {
			if got := Disjoint(MustParse(c.a), MustParse(c.b)); got != c.want {
				t.Errorf("Disjoint = %v", got)
			}
		})
	}
}

// FuzzMatch compares Match with the regular expression, for any text and for a code of the mask.
func FuzzMatch(f *testing.F) {
	for _, s := range []string{"ad{7}", "l+.l+d+@'example.com'", "d{2,3}-x", "'", "v{2}p{3}", "n+a{1,2}-$"} {
		f.Add(s, "A1234567")
		f.Add(s, "ana.diaz7@example.com")
		f.Add(s, "12-Z")
	}
	f.Fuzz(func(t *testing.T, src, s string) {
		m, err := Parse(src)
		if err != nil {
			return
		}
		re, err := regexp.Compile("^(?:" + m.Regexp() + ")$")
		if err != nil {
			if strings.Contains(err.Error(), "too large") {
				return // the sum of all repetitions
			}
			t.Fatalf("%q: %v", src, err)
		}
		if m.Match(s) != re.MatchString(s) {
			t.Errorf("match of %q: mask %q %v, its expression %s %v", s, src, m.Match(s), re, re.MatchString(s))
		}
		if m.Size() > 0 {
			s := string(m.Codes().Append(nil, m.Size()-1, 'A'))
			least, most := m.Len()
			if !m.Match(s) || !re.MatchString(s) || len(s) < least || len(s) > most {
				t.Errorf("mask %q does not match its own code %q", src, s)
			}
		}
	})
}
