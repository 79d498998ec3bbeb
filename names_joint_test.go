package synthhub_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// A nameTable is what the sources say about names, not what is drawn from: testdata of internal/vocab.
type nameTable struct {
	plain           map[string]string // the names of spellings
	hispanic, asian map[string]bool   // surnames most of whose bearers are of the origin
	asianGiven      map[string]bool   // given names with 95 percent of Asian bearers
}

func readNames(t *testing.T) *nameTable {
	t.Helper()
	n := &nameTable{map[string]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, file := range []string{"names.txt", "surnames.txt"} {
		text, err := os.ReadFile("internal/vocab/testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			f := strings.Fields(line)
			if len(f) > 2 && (f[0] == "S" || f[0] == "G") {
				n.plain[strings.Join(f[2:], " ")] = f[1]
			}
			if len(f) != 7 || f[0] == "#" {
				continue
			}
			hispanic, err1 := strconv.Atoi(f[5])
			asian, err2 := strconv.Atoi(f[6])
			if err1 != nil || err2 != nil {
				t.Fatalf("%s: %q", file, line)
			}
			if f[0] == "O" {
				n.asianGiven[f[1]] = asian >= 950
			} else {
				n.hispanic[f[1]], n.asian[f[1]] = hispanic >= 5000, asian >= 5000
			}
		}
	}
	return n
}

// of returns a name without accents and blanks, as it is in the tables.
func (n *nameTable) of(name string) string {
	if plain, ok := n.plain[name]; ok {
		return plain
	}
	return name
}

// A nameCount counts what is true of persons.
type nameCount struct {
	counts   map[string]int
	surnames map[string]bool
}

// percent returns how many of 100 things are something.
func (c *nameCount) percent(is, of string) float64 {
	return 100 * float64(c.counts[is]) / float64(c.counts[of])
}

// add counts a person.
func (c *nameCount) add(n *nameTable, p *synthhub.Person) {
	count := func(what string, is bool) {
		if is {
			c.counts[what]++
		}
	}
	last := vocab.CutSuffix(p.LastName)
	surname, second, hyphen := strings.Cut(last, "-")
	first, gender, state := n.of(p.FirstName), p.Gender.String(), p.State.String()
	plain := n.of(surname)
	c.surnames[plain] = true
	count("all", true)
	count(gender, true)
	count(state, true)
	count("Smith", plain == "Smith")
	count("Hispanic", n.hispanic[plain])
	count("Asian", n.asian[plain])
	count("Hispanic "+state, n.hispanic[plain])
	count("Jose", first == "Jose")
	count("Jose Hispanic", first == "Jose" && n.hispanic[plain])
	count("given Asian", n.asianGiven[first])
	count("given Asian Asian", n.asianGiven[first] && n.asian[plain])
	count("hyphen", hyphen)
	count("hyphen "+gender, hyphen)
	count("hyphen Hispanic", hyphen && n.hispanic[plain])
	count("hyphen Hispanic Hispanic", hyphen && n.hispanic[plain] && n.hispanic[n.of(second)])
	count("suffix "+gender, last != p.LastName)
	count("Sr. too young", strings.HasSuffix(p.LastName, " Sr.") && p.DateOfBirth.Year() > 1979)
	count("apostrophe", strings.Contains(last, "'"))
	count("dot", strings.Contains(last, "."))
	count("blank", !strings.Contains(last, ".") && strings.Contains(last, " "))
	count("accent", utf8.RuneCountInString(last) < len(last))
	count("given accent", utf8.RuneCountInString(p.FirstName) < len(p.FirstName))
	count("long", len(p.LastName) > 20)
}

// stayed counts the persons of two states who have never moved since they came into the book, as far as the window goes.
func (c *nameCount) stayed(t *testing.T, n *nameTable, g *synthhub.Generator, r *synthhub.Record) {
	p := &r.Person
	if p.State != synthhub.StateNM && p.State != synthhub.StateWV {
		return
	}
	tenure, ok := g.Tenure(p.ID)
	if !ok {
		t.Fatalf("%v has no tenure", p.ID)
	}
	from := tenure.From
	if from.Before(firstDay) {
		from = firstDay
	}
	entered := onDay(t, g, from).Record(r.Slot)
	if entered.Person.State == p.State {
		state := "stayed " + p.State.String()
		c.counts[state]++
		if n.hispanic[n.of(strings.Split(vocab.CutSuffix(p.LastName), "-")[0])] {
			c.counts["Hispanic "+state]++
		}
	}
}

// TestNamesTogether: names follow the state and each other, and are written as people write them, on each of three
// days for each of three seeds.
func TestNamesTogether(t *testing.T) {
	t.Parallel()
	n := readNames(t)
	for _, seed := range []uint64{1, 2, 3} {
		g := generator(t, synthhub.Settings{Records: testenv.Scale(60_000, 200_000), Seed: seed})
		for _, day := range []synthhub.Date{firstDay, schema.NewDate(2025, 11, 1), lastDay} {
			t.Run(strconv.FormatUint(seed, 10)+" "+day.String(), func(t *testing.T) {
				t.Parallel()
				c := &nameCount{map[string]int{}, map[string]bool{}}
				for r := range onDay(t, g, day).All() {
					c.add(n, &r.Person)
					c.stayed(t, n, g, r)
				}
				c.check(t)
			})
		}
	}
}

// check compares the shares with their limits, of which the wide ones hold for few records.
func (c *nameCount) check(t *testing.T) {
	t.Logf("%d surnames", len(c.surnames))
	ratio := c.percent("Hispanic NM", "NM") / c.percent("Hispanic WV", "WV")
	stayed := c.percent("Hispanic stayed NM", "stayed NM") / c.percent("Hispanic stayed WV", "stayed WV")
	t.Logf("Hispanic surnames: NM %.1f %%, WV %.1f %%, ratio %.1f, %.1f for those who stayed", c.percent("Hispanic NM", "NM"), c.percent("Hispanic WV", "WV"), ratio, stayed)
	for _, w := range []struct {
		is, of    string
		low, high float64
	}{
		{"Smith", "all", 0, 100},
		{"Hispanic", "all", 0, 100},
		{"Asian", "all", 0, 100},
		{"Hispanic CA", "CA", 0, 100},
		{"Hispanic ME", "ME", 0, 100},
		{"Jose", "all", 0, 100},
		{"Jose Hispanic", "Jose", 0, 100},
		{"given Asian", "all", 0, 100},
		{"given Asian Asian", "given Asian", 0, 100},
		{"hyphen", "all", 0, 100},
		{"hyphen F", "F", 0, 100},
		{"hyphen M", "M", 0, 100},
		{"hyphen F", "hyphen", 0, 100},
		{"hyphen Hispanic Hispanic", "hyphen Hispanic", 0, 100},
		{"suffix M", "M", 0, 100},
		{"suffix F", "F", 0, 100},
		{"Sr. too young", "all", 0, 0},
		{"apostrophe", "all", 0, 100},
		{"blank", "all", 0, 100},
		{"dot", "all", 0, 100},
		{"accent", "all", 0, 100},
		{"given accent", "all", 0, 100},
		{"long", "all", 0, 100},
	} {
		got := c.percent(w.is, w.of)
		t.Logf("%s of %s: %.3f %% of %d", w.is, w.of, got, c.counts[w.of])
		if got < w.low || got > w.high {
			t.Errorf("%s of %s: %.3f %%, want %g to %g", w.is, w.of, got, w.low, w.high)
		}
	}
}
