package synthhub_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// A census has what the Census of 2020 counted. The files name the sources.
type census struct {
	zips     map[string]int // adults
	density  map[string]int // people per km², where that is known
	counties map[string]int
	cities   map[synthhub.State]cityShare // the largest of each state
	total    int
}

// A cityShare is the share of a city in the adults of its state.
type cityShare struct {
	name  string
	share float64
}

func readCensus(t *testing.T) *census {
	t.Helper()
	c := &census{zips: map[string]int{}, density: map[string]int{}, counties: map[string]int{}, cities: map[synthhub.State]cityShare{}}
	for _, row := range readTable(t, "zip_adults.csv") {
		c.zips[row[0]] = number(t, row[1])
		if row[2] != "" {
			c.density[row[0]] = number(t, row[2])
		}
	}
	for _, row := range readTable(t, "county_adults.csv") {
		c.counties[row[0]] = number(t, row[1])
		c.total += c.counties[row[0]]
	}
	for _, row := range readTable(t, "city_adults.csv") {
		state, err := synthhub.ParseState(row[0])
		if err != nil {
			t.Fatal(err)
		}
		c.cities[state] = cityShare{row[1], float64(number(t, row[2])) / float64(number(t, row[3]))}
	}
	return c
}

// readTable returns the rows of a file without its head.
func readTable(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("internal/vocab/testdata/" + name)
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
	return rows[1:]
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A placeCount counts persons by where they live.
type placeCount struct {
	total    int
	states   map[synthhub.State]int
	counties map[string]int
	zips     map[string]int
	cities   map[cityKey][]string // the ZIP codes seen
	people   map[cityKey]int
}

type cityKey struct {
	state synthhub.State
	name  string
}

func countPlaces(g *synthhub.Generator) *placeCount {
	n := &placeCount{0, map[synthhub.State]int{}, map[string]int{}, map[string]int{}, map[cityKey][]string{}, map[cityKey]int{}}
	for r := range g.Range(0, g.Len()) {
		p := &r.Person
		city := cityKey{p.State, p.City}
		n.total++
		n.states[p.State]++
		n.counties[p.CountyFIPS]++
		n.people[city]++
		if n.zips[p.PostalCode]++; n.zips[p.PostalCode] == 1 {
			n.cities[city] = append(n.cities[city], p.PostalCode)
		}
	}
	return n
}

// countyDistance returns half the sum of the differences between the shares of counties.
func (n *placeCount) countyDistance(c *census) float64 {
	sum := 0.0
	for fips, adults := range c.counties {
		sum += math.Abs(float64(n.counties[fips])/float64(n.total) - float64(adults)/float64(c.total))
	}
	return sum / 2
}

// countryShare returns the share of the persons in ZIP codes of less than 200 people per km².
func (n *placeCount) countryShare(c *census) float64 {
	sum := 0
	for zip, people := range n.zips {
		if d, ok := c.density[zip]; ok && d < 200 {
			sum += people
		}
	}
	return float64(sum) / float64(n.total)
}

// withinCities returns the correlation between persons and adults of the ZIP codes of a city, both
// in relation to their means, over all cities of three and more.
func (n *placeCount) withinCities(c *census) float64 {
	var xx, xy, yy float64
	for city, zips := range n.cities {
		if len(zips) < 3 {
			continue
		}
		adults := 0
		for _, zip := range zips {
			adults += c.zips[zip]
		}
		for _, zip := range zips {
			x := float64(c.zips[zip])*float64(len(zips))/float64(adults) - 1
			y := float64(n.zips[zip])*float64(len(zips))/float64(n.people[city]) - 1
			xx, xy, yy = xx+x*x, xy+x*y, yy+y*y
		}
	}
	return xy / math.Sqrt(xx*yy)
}

// wantLargestCities wants the largest city of each state to have its share of the state within a
// factor of 1.3, and some more where few persons are counted.
func (n *placeCount) wantLargestCities(t *testing.T, c *census) (farthest float64, where string) {
	t.Helper()
	for state, city := range c.cities {
		expected := city.share * float64(n.states[state])
		factor := float64(n.people[cityKey{state, city.name}]) / expected
		most, least := 1.3, 1/1.3
		if expected < 300 {
			most, least = most*(1+4/math.Sqrt(expected)), least*(1-4/math.Sqrt(expected))
		}
		if factor > most || factor < least {
			t.Errorf("%s in %v has %.2f times its share of %.1f %%", city.name, state, factor, 100*city.share)
		}
		if far := max(factor, 1/factor); expected >= 300 && far > farthest {
			farthest, where = far, city.name
		}
	}
	return farthest, where
}

// TestPlacesOfCensus: on every date persons live where the adults of the census do: by county, in
// the country, in the largest cities, and within cities.
func TestPlacesOfCensus(t *testing.T) {
	t.Parallel()
	c := readCensus(t)
	farCounties, cities := 0.15, 0.8
	if !testenv.Long() {
		farCounties, cities = 0.18, 0.6 // a quarter of the persons, and twice the chance
	}
	for seed := range uint64(3) {
		g := generator(t, synthhub.Settings{Records: testenv.Scale(50_000, 200_000), Seed: seed + 1})
		for _, day := range []synthhub.Date{schema.NewDate(2015, 1, 1), schema.NewDate(2025, 11, 1), schema.NewDate(2027, 12, 31)} {
			t.Run(strconv.Itoa(int(seed+1))+"/"+day.String(), func(t *testing.T) {
				t.Parallel()
				g, err := g.On(day)
				if err != nil {
					t.Fatal(err)
				}
				n := countPlaces(g)
				counties, country, within := n.countyDistance(c), n.countryShare(c), n.withinCities(c)
				farthest, city := n.wantLargestCities(t, c)
				t.Logf("counties differ by %.3f; %.1f %% live in the country; correlation within cities %.3f; largest cities within %.2f (%s)",
					counties, 100*country, within, farthest, city)
				if counties > farCounties {
					t.Errorf("the shares of counties differ by %.3f, want at most %.3f", counties, farCounties)
				}
				if country < 0.28 || country > 0.36 {
					t.Errorf("%.1f %% live in the country, want about 33", 100*country)
				}
				if within < cities {
					t.Errorf("the correlation within cities is %.3f, want at least %.2f", within, cities)
				}
			})
		}
	}
}
