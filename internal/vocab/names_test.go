package vocab

import (
	"bytes"
	"go/format"
	"math"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-faker/faker/v4"
	"github.com/go-faker/faker/v4/pkg/options"
)

// A namesCounter is a source of numbers that always returns n. go-faker picks
// list[Int() % len(list)], so incrementing n lists all of a list.
type namesCounter struct{ n int64 }

func (c *namesCounter) Int63() int64 { return c.n }
func (c *namesCounter) Seed(int64)   {}

// namesHarvest returns every word that pick can return.
func namesHarvest(t *testing.T, c *namesCounter, pick func(...options.OptionFunc) string) map[string]bool {
	t.Helper()
	const enough = 1 << 14 // the longest list of v4.12.0 has 1571 words
	words := map[string]bool{}
	for c.n = 0; c.n < enough; c.n++ {
		w := pick()
		if !words[w] && c.n >= enough/2 {
			t.Fatalf("new word %q at %d: the list is longer than this test assumes", w, c.n)
		}
		words[w] = true
	}
	if len(words) < 100 {
		t.Fatalf("only %d words: go-faker no longer picks by position", len(words))
	}
	return words
}

// A namesTable is testdata joined with the harvest.
type namesTable struct {
	rows      map[string]map[string][]int  // numbers by kind (F, M, L, O, T) and name
	spellings map[string]map[string]string // by kind (G, S) and name
	harvested map[string]int               // number of harvested names by kind
}

// namesOffered returns the names of go-faker by kind. It changes a package variable of go-faker,
// so it must not run in parallel.
func namesOffered(t *testing.T) map[string]map[string]bool {
	t.Helper()
	c := new(namesCounter)
	faker.SetRandomSource(faker.NewSafeSource(c))
	// go-faker cannot return the source that it had, so set an ordinary one.
	defer faker.SetRandomSource(faker.NewSafeSource(rand.NewSource(1)))
	offered := map[string]map[string]bool{
		"F": namesHarvest(t, c, faker.FirstNameFemale),
		"M": namesHarvest(t, c, faker.FirstNameMale),
		"L": {},
	}
	for w := range namesHarvest(t, c, faker.LastName) {
		offered["L"][strings.ReplaceAll(w, "'", "")] = true
	}
	return offered
}

// namesFields is the number of fields of the rows of each kind.
var namesFields = map[string]int{"T": 10, "F": 10, "M": 10, "O": 7, "L": 7}

// namesRead reads testdata and joins it with the harvest.
func namesRead(t *testing.T) *namesTable {
	t.Helper()
	table := &namesTable{rows: map[string]map[string][]int{}, spellings: map[string]map[string]string{"G": {}, "S": {}}, harvested: map[string]int{}}
	for kind := range namesFields {
		table.rows[kind] = map[string][]int{}
	}
	harvest := namesOffered(t)
	for _, file := range []string{"testdata/names.txt", "testdata/surnames.txt"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			f := strings.Fields(line)
			if len(f) == 0 || f[0] == "#" {
				continue
			}
			kind, ours := strings.CutSuffix(f[0], "+")
			if key := kind + " " + f[1]; key <= last && kind != "T" && last[0] == key[0] {
				t.Errorf("%s:%d: %q is not after %q", file, i+1, key, last)
			} else {
				last = key
			}
			if spellings, ok := table.spellings[kind]; ok && len(f) > 2 {
				spellings[f[1]] = strings.Join(f[2:], " ")
				continue
			}
			if want := namesFields[kind]; len(f) != want {
				t.Fatalf("%s:%d: %d fields, want %d", file, i+1, len(f), want)
			}
			if offered, ok := harvest[kind]; ok && ours == offered[f[1]] {
				t.Errorf("%s:%d: whether go-faker offers %s is %t, and an added name has a +", file, i+1, f[1], offered[f[1]])
			} else if ok && !ours {
				table.harvested[kind]++
			}
			for _, s := range f[2:] {
				n, err := strconv.Atoi(s)
				if err != nil || n < 0 {
					t.Fatalf("%s:%d: %q is no count", file, i+1, s)
				}
				table.rows[kind][f[1]] = append(table.rows[kind][f[1]], n)
			}
		}
	}
	return table
}

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
