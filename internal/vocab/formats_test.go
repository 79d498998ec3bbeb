package vocab

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// formatsClass returns the characters of a class that occurs in the tables.
func formatsClass(c byte) string {
	switch c {
	case 'd':
		return "0123456789"
	case 'n':
		return "123456789"
	case 'a', 'i':
		return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	case 'p':
		return "ABCDEFGHJKLMNPRSTUVWXYZ"
	case 'x':
		return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	}
	return ""
}

// A formatsPlace describes one character of a code.
type formatsPlace struct {
	class byte   // 0 for a constant character
	chars string // the possible characters
}

var formatsMask = regexp.MustCompile(`^([dnapxi](\{[1-9][0-9]?\})?|[A-Z0-9])+$`)

// formatsParse parses a mask independently of package mask. It returns one place for each
// character.
func formatsParse(t *testing.T, mask string) []formatsPlace {
	t.Helper()
	if !formatsMask.MatchString(mask) {
		t.Fatalf("mask %q is not well-formed", mask)
	}
	var places []formatsPlace
	for i := 0; i < len(mask); i++ {
		p := formatsPlace{mask[i], formatsClass(mask[i])}
		if p.chars == "" {
			p = formatsPlace{0, mask[i : i+1]}
		}
		n := 1
		if i+1 < len(mask) && mask[i+1] == '{' {
			n = 0
			for i += 2; mask[i] != '}'; i++ {
				n = 10*n + int(mask[i]-'0')
			}
		}
		for range n {
			places = append(places, p)
		}
	}
	return places
}

// formatsCount returns the number of codes with a given initial.
func formatsCount(places []formatsPlace) float64 {
	n := 1.0
	for _, p := range places {
		if p.class != 'i' {
			n *= float64(len(p.chars))
		}
	}
	return n
}

// formatsSamples returns the lowest, the highest and 300 other codes.
func formatsSamples(places []formatsPlace) []string {
	r := rand.New(rand.NewPCG(1, 2))
	codes := make([]string, 302)
	for i := range codes {
		b := make([]byte, len(places))
		for j, p := range places {
			k := r.IntN(len(p.chars))
			switch i {
			case 0:
				k = 0
			case 1:
				k = len(p.chars) - 1
			}
			b[j] = p.chars[k]
		}
		codes[i] = string(b)
	}
	return codes
}

// formatsDrivers returns the number of drivers of a jurisdiction if 100 million
// are distributed by population.
func formatsDrivers(state int) float64 {
	return 100e6 * float64(Populations[state]) / 331_449_281
}

// formatsPublished has all forms of license numbers for each jurisdiction, transcribed from the
// state list of the National Traffic Safety Institute.
var formatsPublished = []string{
	"AK \\d{1,7}", "AL \\d{1,8}", "AR \\d{4,9}", "AZ [A-Z]\\d{8}|\\d{9}", "CA [A-Z]\\d{7}",
	"CO \\d{9}|[A-Z]\\d{3,6}|[A-Z]{2}\\d{2,5}", "CT \\d{9}", "DC \\d{7}|\\d{9}", "DE \\d{1,7}",
	"FL [A-Z]\\d{12}", "GA \\d{7,9}", "HI [A-Z]\\d{8}|\\d{9}", "IA \\d{9}|\\d{3}[A-Z]{2}\\d{4}",
	"ID [A-Z]{2}\\d{6}[A-Z]|\\d{9}", "IL [A-Z]\\d{11,12}", "IN [A-Z]\\d{9}|\\d{9,10}",
	"KS [A-Z]\\d[A-Z]\\d[A-Z]|[A-Z]\\d{8}|\\d{9}", "KY [A-Z]\\d{8,9}|\\d{9}", "LA \\d{1,9}",
	"MA [A-Z]\\d{8}|\\d{9}", "MD [A-Z]\\d{12}", "ME \\d{7}[A-Z]?|\\d{8}", "MI [A-Z]\\d{10}|[A-Z]\\d{12}",
	"MN [A-Z]\\d{12}", "MO [A-Z]\\d{5,9}|[A-Z]\\d{6}R|\\d{8}[A-Z]{2}|\\d{9}[A-Z]?", "MS \\d{9}",
	"MT [A-Z]\\d{8}|\\d{9}|\\d{13,14}", "NC \\d{1,12}", "ND [A-Z]{3}\\d{6}|\\d{9}", "NE [A-Z]\\d{6,8}",
	"NH \\d{2}[A-Z]{3}\\d{5}", "NJ [A-Z]\\d{14}", "NM \\d{8,9}", "NV \\d{9,10}|\\d{12}|X\\d{8}",
	"NY [A-Z]\\d{7}|[A-Z]\\d{18}|\\d{8,9}|\\d{16}|[A-Z]{8}", "OH [A-Z]\\d{4,8}|[A-Z]{2}\\d{3,7}|\\d{8}",
	"OK [A-Z]?\\d{9}", "OR \\d{1,9}", "PA \\d{8}", "RI \\d{7}|[A-Z]\\d{6}", "SC \\d{5,11}",
	"SD \\d{6,10}|\\d{12}", "TN \\d{7,9}", "TX \\d{7,8}", "UT \\d{4,10}", "VA [A-Z]\\d{8,11}|\\d{9}",
	"VT \\d{8}|\\d{7}A", "WA [A-Z]{1,7}[A-Z0-9*]{5,11}", "WI [A-Z]\\d{13}", "WV \\d{7}|[A-Z]{1,2}\\d{5,6}",
	"WY \\d{9,10}",
}

// formatsOthers are other kinds of numbers, for which a license number must not be mistaken.
var formatsOthers = map[string]*regexp.Regexp{
	"Social Security number": regexp.MustCompile(`^([0-57-8]\d\d|6[0-57-9]\d|66[0-57-9])\d{6}$`),
	"taxpayer number":        regexp.MustCompile(`^9\d\d[5-9]\d{5}$`),
	"telephone number":       regexp.MustCompile(`^1?[2-9]\d{9}$`),
}

// TestFormatsLicenses: the numbers of each state have a published form, are not mistaken for
// numbers of another kind, and are enough.
func TestFormatsLicenses(t *testing.T) {
	if Licenses[0] != "" || len(formatsPublished) != StateCount {
		t.Fatalf("index 0 is %q, %d published forms", Licenses[0], len(formatsPublished))
	}
	for i := 1; i <= StateCount; i++ {
		t.Run(States[i], func(t *testing.T) {
			state, form, _ := strings.Cut(formatsPublished[i-1], " ")
			if state != States[i] {
				t.Fatalf("the published form is of %s", state)
			}
			re := regexp.MustCompile("^(" + form + ")$")
			places := formatsParse(t, Licenses[i])
			for _, code := range formatsSamples(places) {
				if !re.MatchString(code) {
					t.Errorf("%s has no published form", code)
				}
				for name, other := range formatsOthers {
					if other.MatchString(code) {
						t.Errorf("%s could be a %s", code, name)
					}
				}
				if state == "WA" && len(code) != 12 {
					t.Errorf("%s has %d characters, want 12", code, len(code))
				}
			}
			if have, want := formatsCount(places), 1.15*formatsDrivers(i); have < want {
				t.Errorf("%s has %.0f numbers, want %.0f", Licenses[i], have, want)
			}
		})
	}
}

// TestFormatsInitials: the masks of the states that encode the family name, and no others, have
// its initial.
func TestFormatsInitials(t *testing.T) {
	const withInitial = "FL IL MD MI MN NH NJ WI"
	for i := 1; i <= StateCount; i++ {
		want := 0
		if strings.Contains(withInitial, States[i]) {
			want = 1
		}
		if n := strings.Count(Licenses[i], "i"); n != want {
			t.Errorf("%s: %s has %d initials, want %d", States[i], Licenses[i], n, want)
		}
	}
}

// formatsPrinted has the serials as printed by each jurisdiction: passenger, and commercial if it
// differs. A 1 means any digit, an A any letter, and other characters mean themselves.
var formatsPrinted = []string{
	"AK AAA 111", "AL 1A1111A", "AR AAA 11A", "AZ AAA 1AA", "CA 1AAA111", "CO AAA-A11", "CT AA 11111",
	"DC AA-1111", "DE 111111", "FL AAA A11", "GA AAA1111", "HI AAA 111", "IA AAA 111", "ID 1B 1111A",
	"IL AA 11111", "IN 111AAA/TK 111AAA", "KS 1111AAA", "KY A1A111", "LA 111 AAA", "MA 1AAA 11",
	"MD 1AA1111", "ME 111 AAA", "MI AAA 1111/AA 11111", "MN AAA-111/YAA 1111", "MO AA1 A1A", "MS AAA 1111",
	"MT 1-11111A", "NC AAA-1111", "ND 111 AAA", "NE AAA 111", "NH 111 1111", "NJ A11-AAA", "NM AAAA11",
	"NV 111 AAA", "NY AAA-1111/11111-AA", "OH AAA 1111", "OK AAA-111", "OR 111 AAA", "PA AAA-1111",
	"RI 1AA 111", "SC AAA 111", "SD 1AA 111", "TN AAA 1111", "TX AAA-1111", "UT A11 1AA", "VA AAA-1111",
	"VT AAA 111", "WA AAA1111", "WI AAA-1111", "WV 1AA 111", "WY 1-11111",
}

// formatsSerial returns a code as in formatsPrinted.
func formatsSerial(places []formatsPlace) string {
	b := make([]byte, len(places))
	for i, p := range places {
		switch p.class {
		case 0:
			b[i] = p.chars[0]
		case 'd', 'n':
			b[i] = '1'
		default:
			b[i] = 'A'
		}
	}
	return string(b)
}

// TestFormatsPlates: the plates of each state look like the printed serials, are enough, and do
// not occur in both of its series.
func TestFormatsPlates(t *testing.T) {
	if Plates[0] != (Plate{}) || len(formatsPrinted) != StateCount {
		t.Fatalf("index 0 is %v, %d printed serials", Plates[0], len(formatsPrinted))
	}
	for i := 1; i <= StateCount; i++ {
		t.Run(States[i], func(t *testing.T) {
			state, serials, _ := strings.Cut(formatsPrinted[i-1], " ")
			if state != States[i] {
				t.Fatalf("the printed serial is of %s", state)
			}
			passenger, commercial, differs := strings.Cut(strings.NewReplacer(" ", "", "-", "").Replace(serials), "/")
			if !differs {
				commercial = passenger
			}
			formatsCheckPlate(t, i, Plates[i].Passenger, passenger)
			formatsCheckPlate(t, i, Plates[i].Commercial, commercial)
			if p, c := Plates[i].Passenger, Plates[i].Commercial; p != c && formatsOverlap(formatsParse(t, p), formatsParse(t, c)) {
				t.Errorf("a plate can match both %s and %s", p, c)
			}
		})
	}
}

// formatsCheckPlate checks one mask of a state against the printed serial.
func formatsCheckPlate(t *testing.T, state int, mask, printed string) {
	t.Helper()
	places := formatsParse(t, mask)
	if got := formatsSerial(places); got != printed {
		t.Errorf("%s has the serial %s, printed is %s", mask, got, printed)
	}
	if have, want := formatsCount(places), 1.3*2*formatsDrivers(state); have < want {
		t.Errorf("%s has %.0f plates, want %.0f", mask, have, want)
	}
	for _, code := range formatsSamples(places) {
		if len(code) > 8 || strings.ContainsAny(code, "IOQ") {
			t.Errorf("%s has more than 8 characters or one of I O Q", code)
		}
	}
	if strings.ContainsAny(mask, "iax") {
		t.Errorf("%s has a class that is not for plates", mask)
	}
}

// formatsOverlap reports whether a code can match both masks.
func formatsOverlap(x, y []formatsPlace) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !strings.ContainsAny(x[i].chars, y[i].chars) {
			return false
		}
	}
	return true
}
