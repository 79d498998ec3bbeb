package vocab

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// formatsClass returns the characters of a class that the tables use.
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

// A formatsPlace is one character of a code: what may stand there.
type formatsPlace struct {
	class byte // 0 for a literal
	chars string
}

// formatsParse is an independent reading of a mask: one place a character.
func formatsParse(t *testing.T, mask string) []formatsPlace {
	t.Helper()
	if !regexp.MustCompile(`^([dnapxi](\{[1-9][0-9]?\})?|[A-Z0-9])+$`).MatchString(mask) {
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

// formatsCount counts the codes of a mask for one given initial.
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

// formatsDrivers is the number of drivers of a jurisdiction when 100 million
// are spread by population.
func formatsDrivers(state int) float64 {
	return 100e6 * float64(Populations[state]) / 331_449_281
}

func TestFormatsLicences(t *testing.T) {
	// The published forms, written down again from the state list of the
	// National Traffic Safety Institute, all of them for each jurisdiction.
	published := []string{
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
	// Kinds of number that a licence number must not be taken for.
	others := []struct{ name, form string }{
		{"Social Security number", `^([0-57-8]\d\d|6[0-57-9]\d|66[0-57-9])\d{6}$`},
		{"taxpayer number", `^9\d\d[5-9]\d{5}$`},
		{"telephone number", `^1?[2-9]\d{9}$`},
	}
	if Licences[0] != "" || len(published) != StateCount {
		t.Fatalf("index 0 is %q, %d published forms", Licences[0], len(published))
	}
	for i := 1; i <= StateCount; i++ {
		state, form, _ := strings.Cut(published[i-1], " ")
		if state != States[i] {
			t.Fatalf("published form %d is of %s, want %s", i, state, States[i])
		}
		re := regexp.MustCompile("^(" + form + ")$")
		places := formatsParse(t, Licences[i])
		for _, code := range formatsSamples(places) {
			if !re.MatchString(code) {
				t.Errorf("%s: %s is of no published form", state, code)
			}
			for _, o := range others {
				if regexp.MustCompile(o.form).MatchString(code) {
					t.Errorf("%s: %s could be a %s", state, code, o.name)
				}
			}
			if state == "WA" && len(code) != 12 {
				t.Errorf("WA: %s has %d characters, want 12", code, len(code))
			}
		}
		if have, want := formatsCount(places), 1.15*formatsDrivers(i); have < want {
			t.Errorf("%s: %s holds %.0f numbers, want %.0f", state, Licences[i], have, want)
		}
	}
}

func TestFormatsInitials(t *testing.T) {
	const withInitial = "FL IL MD MI MN NH NJ WI" // states whose numbers tell the family name
	for i := 1; i <= StateCount; i++ {
		want := 0
		if strings.Contains(withInitial, States[i]) {
			want = 1
		}
		if n := strings.Count(Licences[i], "i"); n != want {
			t.Errorf("%s: %s has %d initials, want %d", States[i], Licences[i], n, want)
		}
	}
}

func TestFormatsPlates(t *testing.T) {
	// Serials as printed by each jurisdiction: passenger, then commercial if
	// that is of its own. A 1 stands for any digit, an A for any letter; other
	// characters stand for themselves.
	printed := []string{
		"AK AAA 111", "AL 1A1111A", "AR AAA 11A", "AZ AAA 1AA", "CA 1AAA111", "CO AAA-A11", "CT AA 11111",
		"DC AA-1111", "DE 111111", "FL AAA A11", "GA AAA1111", "HI AAA 111", "IA AAA 111", "ID 1B 1111A",
		"IL AA 11111", "IN 111AAA/TK 111AAA", "KS 1111AAA", "KY A1A111", "LA 111 AAA", "MA 1AAA 11",
		"MD 1AA1111", "ME 111 AAA", "MI AAA 1111/AA 11111", "MN AAA-111/YAA 1111", "MO AA1 A1A", "MS AAA 1111",
		"MT 1-11111A", "NC AAA-1111", "ND 111 AAA", "NE AAA 111", "NH 111 1111", "NJ A11-AAA", "NM AAAA11",
		"NV 111 AAA", "NY AAA-1111/11111-AA", "OH AAA 1111", "OK AAA-111", "OR 111 AAA", "PA AAA-1111",
		"RI 1AA 111", "SC AAA 111", "SD 1AA 111", "TN AAA 1111", "TX AAA-1111", "UT A11 1AA", "VA AAA-1111",
		"VT AAA 111", "WA AAA1111", "WI AAA-1111", "WV 1AA 111", "WY 1-11111",
	}
	shape := func(places []formatsPlace) string {
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
	if Plates[0] != (Plate{}) || len(printed) != StateCount {
		t.Fatalf("index 0 is %v, %d printed serials", Plates[0], len(printed))
	}
	for i := 1; i <= StateCount; i++ {
		state, serials, _ := strings.Cut(printed[i-1], " ")
		if state != States[i] {
			t.Fatalf("printed serial %d is of %s, want %s", i, state, States[i])
		}
		passenger, commercial, differs := strings.Cut(strings.NewReplacer(" ", "", "-", "").Replace(serials), "/")
		if !differs {
			commercial = passenger
		}
		for _, c := range []struct{ mask, want string }{
			{Plates[i].Passenger, passenger}, {Plates[i].Commercial, commercial},
		} {
			places := formatsParse(t, c.mask)
			if got := shape(places); got != c.want {
				t.Errorf("%s: %s makes %s, printed is %s", state, c.mask, got, c.want)
			}
			if have, want := formatsCount(places), 1.3*2*formatsDrivers(i); have < want {
				t.Errorf("%s: %s holds %.0f plates, want %.0f", state, c.mask, have, want)
			}
			for _, code := range formatsSamples(places) {
				if len(code) > 8 || strings.ContainsAny(code, "IOQ") {
					t.Errorf("%s: %s has more than 8 characters or one of I O Q", state, code)
				}
			}
			if strings.ContainsAny(c.mask, "iax") {
				t.Errorf("%s: %s has a class that is not for plates", state, c.mask)
			}
		}
		// Two series of one jurisdiction must not make the same plate.
		if p, c := Plates[i].Passenger, Plates[i].Commercial; p != c && formatsOverlap(formatsParse(t, p), formatsParse(t, c)) {
			t.Errorf("%s: %s and %s can make the same plate", state, p, c)
		}
	}
}

// formatsOverlap tells whether some code has both shapes.
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
