package mask

import (
	"fmt"
	"strings"
	"testing"
)

// runsOf returns the runs of letters of a text.
func runsOf(s string) []string {
	return strings.FieldsFunc(s, func(c rune) bool { return c < 'A' || c > 'Z' })
}

// hasGroup reports whether a run of letters of a code has one of the groups.
func hasGroup(code string, groups []string) bool {
	for _, run := range runsOf(code) {
		for _, g := range groups {
			if strings.Contains(run, g) {
				return true
			}
		}
	}
	return false
}

// TestCodesWithout lists all codes of masks: they are those of the mask without the groups, each
// once. The first and last groups, groups that overlap, and runs of fixed and other letters count.
func TestCodesWithout(t *testing.T) {
	groups := []string{"AAA", "AAB", "BBA", "KAB", "MMM", "ZYA", "ZZX", "ZZZ", "ABA", "IOU", "SXY"}
	for _, c := range []struct {
		mask string
		left uint64
	}{
		{"ppp", 23*23*23 - 10},
		{"pp", 23 * 23},
		{"pppd", 10 * (23*23*23 - 10)},
		{"dppp", 10 * (23*23*23 - 10)},
		{"Kpp", 23*23 - 1},
		{"ppA", 23*23 - 4},
		{"nppAd", 9 * (23*23 - 4) * 10},
		{"TKdpp3p", 10 * 23 * 23 * 23},
		{"ABdaAd-Z", 26 * 100},
		{"aaa", 26*26*26 - 11},
		{"ida", 10 * 26},
		{"iaa", 26*26 - 9},                  // AA AB BA MM OU XY YA ZX ZZ
		{"aia", 26*26 - 10},                 // AAA and ABA are one
		{"pppp", 23*23*23*23 - 10*23*2 + 7}, // AAAA AAAB AABA KABA MMMM ZZZX ZZZZ have two
	} {
		t.Run(c.mask, func(t *testing.T) {
			m := MustParse(c.mask)
			codes, seen, left := m.CodesWithout(groups), map[string]bool{}, uint64(0)
			for k := range m.Size() { // as numbered without groups
				has := false
				for initial := byte('A'); initial <= 'Z'; initial++ {
					has = has || hasGroup(string(m.slowAppend(nil, k, initial)), groups)
					if m.InitialAt() < 0 {
						break
					}
				}
				if !has {
					left++
				}
			}
			if codes.Size() != left || left != c.left {
				t.Fatalf("%d codes, of which %d have no group, want %d", codes.Size(), left, c.left)
			}
			for k := range codes.Size() {
				s := string(codes.Append(nil, k, 'S'))
				if seen[s] || !m.Match(s) || hasGroup(s, groups) {
					t.Fatalf("code %d = %q: seen before %t, matches %t, has a group %t", k, s, seen[s], m.Match(s), hasGroup(s, groups))
				}
				seen[s] = true
			}
		})
	}
}

// TestCodesWithoutNone: masks without a run for a group keep their codes.
func TestCodesWithoutNone(t *testing.T) {
	for _, src := range []string{"ppdp", "d{9}", "nABdddp", "TKdpp", "ABC", "id{12}"} {
		t.Run(src, func(t *testing.T) {
			c := MustParse(src).CodesWithout([]string{"KAB", "QQQ"})
			if c.without != nil || c.Size() != c.Mask.Size() {
				t.Errorf("%d of %d codes are left", c.Size(), c.Mask.Size())
			}
		})
	}
}

func TestCodesWithoutPanics(t *testing.T) {
	for src, want := range map[string]string{
		"pppdppp": "more than one run of pppdppp", "x{3}": "a class of x{3} has letters and digits",
		"p{5}": "too many texts", "d+": "cannot be numbered", "ABCd": "every code has a group",
	} {
		t.Run(src, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			MustParse(src).CodesWithout([]string{"ABC"})
		})
	}
}

// FuzzCodesWithout appends neighboring codes of masks with one run of letters: they have none of
// the groups, and differ.
func FuzzCodesWithout(f *testing.F) {
	for _, src := range []string{"pppdddd", "npppdd", "ppppdd", "TKdddppp", "0niaadd1dd", "Yppdddd"} {
		for _, k := range []uint64{0, 1, 12_345, 1 << 32, 1<<64 - 1} {
			f.Add(src, k, "ABC")
		}
	}
	f.Fuzz(func(t *testing.T, src string, k uint64, group string) {
		m, err := Parse(src)
		if err != nil || m.Size() == 0 || len(src) > 20 || len(group) == 0 || !isLetters(group) {
			return
		}
		for i := range m.runs {
			if r := &m.runs[i]; !isLetters(r.chars) && !isLetters(strings.ToUpper(r.chars)) && len(r.chars) > 10 {
				return // letters and digits
			}
		}
		runs := 0
		for _, r := range m.letterRuns() {
			if len(r.places) >= len(group) {
				runs++
			}
			if r.size < 2 || r.size > 1<<16 {
				return
			}
		}
		if runs > 1 {
			return
		}
		defer func() {
			if r := recover(); r != nil && !strings.Contains(fmt.Sprint(r), "every code has a group") {
				panic(r)
			}
		}()
		c := m.CodesWithout([]string{group})
		if c.Size() == 0 {
			return
		}
		last := ""
		for i := range min(c.Size(), 3) {
			s := string(c.Append(nil, (k%c.Size()+i)%c.Size(), 'A'))
			if i > 0 && s == last || !m.Match(s) || c.without != nil && hasGroup(s, []string{group}) {
				t.Errorf("%s without %s: code %d is %q after %q", src, group, k%c.Size()+i, s, last)
			}
			last = s
		}
	})
}
