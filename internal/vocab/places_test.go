package vocab

import (
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// placesSplit splits s into codes of n digits. It returns a mistake if s is empty or of a wrong
// length, has other characters than digits, or if the codes are not ascending.
func placesSplit(s string, n int) (codes []string, mistake string) {
	if s == "" || len(s)%n != 0 {
		return nil, "length"
	}
	if strings.Trim(s, "0123456789") != "" {
		return nil, "not digits"
	}
	for ; s != ""; s = s[n:] {
		if len(codes) > 0 && codes[len(codes)-1] >= s[:n] {
			return nil, "not ascending"
		}
		codes = append(codes, s[:n])
	}
	return codes, ""
}

// placesState returns the index of a USPS code.
func placesState(t *testing.T, code string) uint8 {
	t.Helper()
	i := slices.Index(States[:], code)
	if i <= 0 {
		t.Fatalf("no state %q", code)
	}
	return uint8(i)
}

// TestCitiesForm: the table is sorted, and each field has its form.
func TestCitiesForm(t *testing.T) {
	bytes := 0
	for i, c := range Cities {
		if c.State < 1 || c.State > StateCount {
			t.Fatalf("city %d (%s): state %d", i, c.Name, c.State)
		}
		city := c.Name + " " + States[c.State]
		if i > 0 {
			p := Cities[i-1]
			if p.State > c.State || p.State == c.State && p.Name >= c.Name {
				t.Errorf("%s: not sorted, or twice", city)
			}
		}
		for _, word := range strings.Split(c.Name, " ") {
			if word == "" || word[0] < 'A' || word[0] > 'Z' || strings.Trim(word[1:], "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Errorf("%s: %q is not a word in title case", city, word)
			}
		}
		if _, mistake := placesSplit(c.ZIPs, 5); mistake != "" {
			t.Errorf("%s: ZIPs %q: %s", city, c.ZIPs, mistake)
		}
		if _, mistake := placesSplit(c.Areas, 3); mistake != "" {
			t.Errorf("%s: Areas %q: %s", city, c.Areas, mistake)
		}
		bytes += len(c.Name) + len(c.ZIPs) + len(c.Areas) + int(unsafe.Sizeof(c))
	}
	for _, c := range Counties {
		bytes += len(c.Name) + len(c.FIPS) + int(unsafe.Sizeof(c))
	}
	bytes += int(unsafe.Sizeof(ZIPs))
	t.Logf("the tables take about %d bytes", bytes)
	if bytes > 300_000 {
		t.Errorf("the tables take about %d bytes, more than they are worth", bytes)
	}
}

// TestCitiesComplete: each jurisdiction has enough cities and towns.
func TestCitiesComplete(t *testing.T) {
	var cities, towns [StateCount + 1]int
	census := censusOf(t)
	for _, c := range Cities {
		cities[c.State]++
		adults := 0
		for k := 0; k < len(c.ZIPs); k += zipLen {
			adults += census[c.ZIPs[k:k+zipLen]]
		}
		if adults < 770 {
			t.Errorf("%s: %d adults", c.Name, adults)
		}
		if adults <= 12_500 {
			towns[c.State]++
		}
	}
	byPeople := make([]int, 0, StateCount)
	for s := 1; s <= StateCount; s++ {
		byPeople = append(byPeople, s)
	}
	slices.SortFunc(byPeople, func(a, b int) int { return int(Populations[b]) - int(Populations[a]) })
	for rank, s := range byPeople {
		least, leastTowns := 13, 4
		switch {
		case States[s] == "DC":
			least, leastTowns = 1, 0
		case rank < 10:
			least = 49
		}
		if cities[s] < least || towns[s] < leastTowns {
			t.Errorf("%s: %d cities, %d of them towns; want %d and %d", States[s], cities[s], towns[s], least, leastTowns)
		}
	}
	if n := cities[placesState(t, "DC")]; n != 1 {
		t.Errorf("DC has %d cities, want 1", n)
	}
}

// placesPrefixes has the ranges of the first three digits of the ZIP codes of each jurisdiction,
// as the Postal Service assigns them, from general knowledge. They find a row in a wrong state.
var placesPrefixes = [...]string{
	"AK 995-999", "AL 350-369", "AR 716-729", "AZ 850-865", "CA 900-961", "CO 800-816", "CT 060-069",
	"DC 200-205", "DE 197-199", "FL 320-349", "GA 300-319 398-399", "HI 967-968", "IA 500-528",
	"ID 832-838", "IL 600-629", "IN 460-479", "KS 660-679", "KY 400-427", "LA 700-714", "MA 010-027",
	"MD 206-219", "ME 039-049", "MI 480-499", "MN 550-567", "MO 630-658", "MS 386-397", "MT 590-599",
	"NC 270-289", "ND 580-588", "NE 680-693", "NH 030-038", "NJ 070-089", "NM 870-884", "NV 889-898",
	"NY 100-149", "OH 430-459", "OK 730-749", "OR 970-979", "PA 150-196", "RI 028-029", "SC 290-299",
	"SD 570-577", "TN 370-385", "TX 750-799 885-885", "UT 840-847", "VA 201-201 220-246", "VT 050-059",
	"WA 980-994", "WI 530-549", "WV 247-268", "WY 820-831",
}

// TestCitiesZIPs: each ZIP code is in one city, and begins with a prefix of the state.
func TestCitiesZIPs(t *testing.T) {
	var ranges [StateCount + 1][]string
	for _, p := range placesPrefixes {
		ranges[placesState(t, p[:2])] = strings.Fields(p[3:])
	}
	owner := map[string]string{}
	for _, c := range Cities {
		city := c.Name + " " + States[c.State]
		zips, _ := placesSplit(c.ZIPs, 5)
		for _, z := range zips {
			if owner[z] != "" {
				t.Errorf("%s: in %s and in %s", z, owner[z], city)
			}
			owner[z] = city
			if !slices.ContainsFunc(ranges[c.State], func(r string) bool { return r[:3] <= z[:3] && z[:3] <= r[4:] }) {
				t.Errorf("%s: ZIP code %s does not have a prefix of the state", city, z)
			}
		}
		if len(zips) > 12 && States[c.State] != "DC" {
			t.Errorf("%s: %d ZIP codes", city, len(zips))
		}
	}
	// Well-known places.
	for z, want := range map[string]string{
		"02860": "Pawtucket RI", "06604": "Bridgeport CT", "07030": "Hoboken NJ", "10025": "New York NY",
		"11226": "Brooklyn NY", "20009": "Washington DC", "33010": "Hialeah FL", "48205": "Detroit MI",
		"60629": "Chicago IL", "77084": "Houston TX", "90044": "Los Angeles CA", "99654": "Wasilla AK",
	} {
		if owner[z] != want {
			t.Errorf("ZIP code %s: %q, want %q", z, owner[z], want)
		}
	}
	// Post-office boxes, single buildings, campuses and bases.
	for _, z := range []string{"10118", "20500", "27708", "43210", "48109", "77843", "92134", "94720", "96860", "98433"} {
		if owner[z] != "" {
			t.Errorf("ZIP code %s (%s) has no ordinary addresses", z, owner[z])
		}
	}
}

// TestCitiesAreas: each area code is valid and in one state.
func TestCitiesAreas(t *testing.T) {
	state := map[string]uint8{}
	areas := map[string]string{}
	var codes [StateCount + 1]int
	for _, c := range Cities {
		city := c.Name + " " + States[c.State]
		areas[city] = c.Areas
		list, _ := placesSplit(c.Areas, 3)
		for _, a := range list {
			switch {
			case a[0] < '2', a[1] == '9', a[1:] == "11", a[1] == a[2]:
				t.Errorf("%s: %s cannot be the area code of a place", city, a)
			case a == "278", a == "627", a == "679":
				t.Errorf("%s: %s is not in service", city, a)
			}
			switch state[a] {
			case 0:
				state[a] = c.State
				codes[c.State]++
			case c.State:
			default:
				t.Errorf("%s: %s is also in %s; no area code is in two states", city, a, States[state[a]])
			}
		}
	}
	if len(state) < 340 {
		t.Errorf("only %d area codes are in use", len(state))
	}
	for _, s := range strings.Fields("AK DE HI ME MT ND NH RI SD VT WY") {
		if n := codes[placesState(t, s)]; n != 1 {
			t.Errorf("%s: %d area codes, want 1", s, n)
		}
	}
	for city, want := range map[string]string{
		"Brooklyn NY": "347718917929", "Chicago IL": "312773872", "Houston TX": "281346713832",
		"Los Angeles CA": "213310323424738", "Miami FL": "305645786", "New York NY": "212332646917",
		"Philadelphia PA": "215267445", "Phoenix AZ": "480602623", "Seattle WA": "206", "Washington DC": "202771",
	} {
		if areas[city] != want {
			t.Errorf("%s: area codes %s, want %s", city, areas[city], want)
		}
	}
}
