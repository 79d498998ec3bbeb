package vocab

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"
)

// censusOf returns the adults of the census in each ZIP code of the table.
func censusOf(t *testing.T) map[string]int {
	t.Helper()
	f, err := os.Open("testdata/zip_adults.csv") // the sources are in its head
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	adults := map[string]int{}
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		adults[row[0]] = n
	}
	return adults
}

// placesFIPS has the numbers of the jurisdictions in FIPS codes, in their order.
const placesFIPS = "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA " +
	"26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT " +
	"51VA 53WA 54WV 55WI 56WY"

// TestZIPs: the table is in the order of Cities, each ZIP code lies in a county of its state, and
// the ZIP codes of a city have its weight in proportion to their adults.
func TestZIPs(t *testing.T) {
	t.Parallel()
	census, n := censusOf(t), 0
	number := map[uint8]string{}
	for _, s := range strings.Fields(placesFIPS) {
		number[placesState(t, s[2:])] = s[:2]
	}
	for i := range Cities {
		c := &Cities[i]
		if int(c.First) != n {
			t.Fatalf("%s: the first ZIP code is number %d, want %d", c.Name, c.First, n)
		}
		own, weight := 0, 0
		for k := range len(c.ZIPs) / zipLen {
			own += census[c.ZIPCode(n+k)]
			weight += int(ZIPs[n+k].Adults)
		}
		for k := range len(c.ZIPs) / zipLen {
			z, zip := &ZIPs[n], c.ZIPs[k*zipLen:][:zipLen]
			if int(z.City) != i || ZIPCode(n) != zip {
				t.Fatalf("ZIP code %d is %s of city %d, want %s of %d", n, ZIPCode(n), z.City, zip, i)
			}
			if fips := Counties[z.County].FIPS; fips[:2] != number[c.State] {
				t.Errorf("%s %s: county %s is in another state", c.Name, zip, fips)
			}
			if want := int(int64(weight) * int64(census[zip]) / int64(own)); want < int(z.Adults)-6 || want > int(z.Adults)+6 {
				t.Errorf("%s %s: weight %d, want %d as by its adults", c.Name, zip, z.Adults, want)
			}
			n++
		}
		if 10*weight < own-10*len(c.ZIPs) || 10*weight > 20*own {
			t.Errorf("%s stands for %d adults and has %d", c.Name, 10*weight, own)
		}
	}
	if n != len(ZIPs) || n != len(census) {
		t.Errorf("there are %d ZIP codes, %d of them in a city, and the census of %d", len(ZIPs), n, len(census))
	}
}

// TestCounties: the table is sorted, has no county without a ZIP code, and names that begin and end
// as those of the Census Bureau do.
func TestCounties(t *testing.T) {
	t.Parallel()
	used := make([]bool, len(Counties))
	for i := range ZIPs {
		used[ZIPs[i].County] = true
	}
	names := map[string]bool{}
	for i, c := range Counties {
		if _, mistake := placesSplit(c.FIPS, 5); mistake != "" || len(c.FIPS) != 5 || i > 0 && Counties[i-1].FIPS >= c.FIPS {
			t.Errorf("%s: FIPS %q is not sorted or has another form", c.Name, c.FIPS)
		}
		if !used[i] {
			t.Errorf("%s: no ZIP code", c.Name)
		}
		if key := c.FIPS[:2] + c.Name; names[key] {
			t.Errorf("%s: twice in its state", c.Name)
		} else {
			names[key] = true
		}
		kinds := []string{" County"}
		switch c.FIPS[:2] {
		case "02":
			kinds = []string{" Borough", " Census Area", " Municipality", " City and Borough"}
		case "11":
			kinds = []string{" Columbia"}
		case "22":
			kinds = []string{" Parish"}
		case "24", "29", "32", "51":
			kinds = append(kinds, " city", " City")
		}
		ok := false
		for _, kind := range kinds {
			ok = ok || strings.HasSuffix(c.Name, kind)
		}
		if !ok || c.Name[0] < 'A' || c.Name[0] > 'Z' {
			t.Errorf("%s: %q is not a name as the Census Bureau gives them", c.FIPS, c.Name)
		}
		if strings.HasPrefix(c.FIPS, "091") {
			t.Errorf("%s is a planning region", c.Name)
		}
	}
	// Well-known places: a parish, an independent city, an accent, counties with one city.
	for zip, want := range map[string]string{
		"TX77084": "48201 Harris County", "LA70119": "22071 Orleans Parish", "MD21215": "24510 Baltimore city", "NM88001": "35013 Doña Ana County",
		"NY11226": "36047 Kings County", "NY10025": "36061 New York County", "CT06604": "09001 Fairfield County", "DC20009": "11001 District of Columbia",
		"CA90044": "06037 Los Angeles County", "FL33010": "12086 Miami-Dade County", "MO63116": "29510 St. Louis city", "AK99654": "02170 Matanuska-Susitna Borough",
	} {
		z := FindZIP(placesState(t, zip[:2]), zip[2:])
		if z == nil {
			t.Errorf("no ZIP code %s", zip)
		} else if c := Counties[z.County]; c.FIPS+" "+c.Name != want {
			t.Errorf("%s lies in %s %s, want %s", zip, c.FIPS, c.Name, want)
		}
	}
}

// TestZIPChoice: draws from one end to the other choose each ZIP code of a state as often as its
// weight says, and no other.
func TestZIPChoice(t *testing.T) {
	t.Parallel()
	choices := NewZIPChoices()
	for s := uint8(1); s <= StateCount; s++ {
		sum, total := make([]int, len(ZIPs)), 0
		for i := range ZIPs {
			if Cities[ZIPs[i].City].State == s {
				total += int(ZIPs[i].Adults)
			}
		}
		const draws = 1 << 18
		for k := range uint64(draws) {
			sum[choices[s].Index(k<<46|1<<45)]++
		}
		for i := range ZIPs {
			want := 0.0
			if Cities[ZIPs[i].City].State == s {
				want = float64(ZIPs[i].Adults) / float64(total) * draws
			}
			if got := float64(sum[i]); got < want-want/100-20 || got > want+want/100+20 {
				t.Errorf("%s is drawn %.0f times, want %.0f", ZIPCode(i), got, want)
			}
		}
	}
}
