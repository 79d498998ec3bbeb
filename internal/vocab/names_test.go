package vocab

import (
	"bytes"
	"go/format"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestNames compares the generated tables with go-faker and testdata. With -update it writes them.
func TestNames(t *testing.T) {
	table := namesRead(t)
	for file, b := range map[string]*bytes.Buffer{"znames.go": table.given(), "zsurnames.go": table.surnames()} {
		t.Run(file, func(t *testing.T) {
			want, err := format.Source(b.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, want, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			got, err := os.ReadFile(file)
			if err != nil || !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
				t.Errorf("the file is not up to date (%v); write it with -update", err)
			}
		})
	}
}

// namesPlain reports whether s is 2 to 14 letters, the first in upper case.
func namesPlain(s string) bool {
	if len(s) < 2 || len(s) > 14 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	for _, r := range s[1:] {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}

// TestGivenNames: the tables are sorted, and have most births of each cohort.
func TestGivenNames(t *testing.T) {
	for gender, names := range map[string][]GivenName{"female": FemaleNames[:], "male": MaleNames[:]} {
		t.Run(gender, func(t *testing.T) {
			if len(names) < 600 {
				t.Errorf("%d names, want 600 or more", len(names))
			}
			var sum [8]int
			for i, n := range names {
				if i > 0 && names[i-1].Name >= n.Name {
					t.Errorf("%s is not after %s", n.Name, names[i-1].Name)
				}
				if !namesPlain(n.Name) || n.Name[1:] != strings.ToLower(n.Name[1:]) {
					t.Errorf("%q is not spelled as a given name", n.Name)
				}
				if n.Cohorts == [8]uint16{} {
					t.Errorf("%s has no births", n.Name)
				}
				for c, w := range n.Cohorts {
					sum[c] += int(w)
				}
			}
			for c, s := range sum { // per million; rare names are missing
				if s < 700_000 || s > 1_000_000 {
					t.Errorf("cohort %d has %d of a million births", c, s)
				}
			}
		})
	}
}

// namesMostCommon returns the most common name of a cohort.
func namesMostCommon(names []GivenName, cohort int) string {
	return slices.MaxFunc(names, func(a, b GivenName) int {
		return int(a.Cohorts[cohort]) - int(b.Cohorts[cohort])
	}).Name
}

// TestGivenNamesKnown compares the tables with well-known facts.
func TestGivenNamesKnown(t *testing.T) {
	for year, want := range map[int][2]string{
		1935: {"Mary", "Robert"},
		1945: {"Mary", "James"},
		1955: {"Mary", "James"},
		1965: {"Lisa", "Michael"},
		1975: {"Jennifer", "Michael"},
		1985: {"Jessica", "Michael"},
		1995: {"Jessica", "Michael"},
		2005: {"Emily", "Jacob"},
	} {
		t.Run(strconv.Itoa(year), func(t *testing.T) {
			c := NameCohort(year)
			if got := [2]string{namesMostCommon(FemaleNames[:], c), namesMostCommon(MaleNames[:], c)}; got != want {
				t.Errorf("the most common names are %v, want %v", got, want)
			}
		})
	}
	cohorts := func(names []GivenName, name string) [8]uint16 {
		i, ok := slices.BinarySearchFunc(names, name, func(n GivenName, s string) int { return strings.Compare(n.Name, s) })
		if !ok {
			t.Fatalf("%s is missing", name)
		}
		return names[i].Cohorts
	}
	if c := cohorts(MaleNames[:], "Jayden"); c[1] != 0 || c[7] < 1000 {
		t.Errorf("Jayden must be a name of the 2000s only, have %v", c)
	}
	if c := cohorts(FemaleNames[:], "Mildred"); c[0] < 10*c[4] {
		t.Errorf("Mildred must become rare, have %v", c)
	}
	for _, wrong := range []string{"Brain", "Christop", "Johathan", "Unknown", "Infant", "Xio"} {
		for _, names := range [][]GivenName{FemaleNames[:], MaleNames[:]} {
			if slices.ContainsFunc(names, func(n GivenName) bool { return n.Name == wrong }) {
				t.Errorf("%s is not a given name", wrong)
			}
		}
	}
}

func TestNameCohort(t *testing.T) {
	for year, want := range map[int]int{1900: 0, 1929: 0, 1939: 0, 1940: 1, 1949: 1, 1950: 2, 1999: 6, 2000: 7, 2009: 7, 2020: 7} {
		t.Run(strconv.Itoa(year), func(t *testing.T) {
			if got := NameCohort(year); got != want {
				t.Errorf("cohort %d, want %d", got, want)
			}
		})
	}
}

// TestGivenNamesAndAge checks two facts about all United States births of 1940 to 2008: the year
// of birth correlates 0.68 with the median year of the name, and the most common name has 1.65
// percent.
func TestGivenNamesAndAge(t *testing.T) {
	births := namesRead(t).rows["T"]
	var points []namesPoint
	var all, top float64
	for gender, names := range map[string][]GivenName{"F": FemaleNames[:], "M": MaleNames[:]} {
		for c := 1; c < 8; c++ {
			all += float64(births[gender][c])
		}
		for _, name := range names {
			var n [8]float64
			sum := 0.0
			for c := 1; c < 8; c++ {
				n[c] = float64(name.Cohorts[c]) * float64(births[gender][c]) / 1e6
				sum += n[c]
			}
			top = max(top, sum)
			median := namesMedian(n, sum)
			for c := 1; c < 8; c++ {
				points = append(points, namesPoint{n[c], 1935 + 10*float64(c), median})
			}
		}
	}
	if r := namesCorrelation(points); r < 0.65 || r > 0.71 {
		t.Errorf("the year of birth correlates %.3f with the median year of the name, want about 0.68", r)
	}
	if share := top / all; share < 0.0155 || share > 0.0175 {
		t.Errorf("the most common name has %.4f of all births, want about 0.0165", share)
	}
}

// namesMedian returns the median year of birth of a name with n[c] births in cohort c.
func namesMedian(n [8]float64, sum float64) (median float64) {
	below := 0.0
	for c := 1; c < 8; c++ {
		if below < sum/2 && below+n[c] >= sum/2 {
			median = 1930 + 10*(float64(c)+(sum/2-below)/n[c])
		}
		below += n[c]
	}
	return median
}

// A namesPoint is a number of births with the year of birth and the median year of the name.
type namesPoint struct{ n, year, median float64 }

// namesCorrelation returns the correlation of the two years.
func namesCorrelation(points []namesPoint) float64 {
	var n, x, y, xx, yy, xy float64
	for _, p := range points {
		n, x, y = n+p.n, x+p.n*p.year, y+p.n*p.median
	}
	x, y = x/n, y/n
	for _, p := range points {
		xx += p.n * (p.year - x) * (p.year - x)
		yy += p.n * (p.median - y) * (p.median - y)
		xy += p.n * (p.year - x) * (p.median - y)
	}
	return xy / math.Sqrt(xx*yy)
}
