package synthhub_test

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
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
	count("long", len(p.LastName) > 15)
	count("odd", strings.ContainsFunc(p.FirstName+p.LastName, odd) || strings.IndexByte(" '.-", p.LastName[0]) >= 0)
}

// odd reports whether a character belongs in no name.
func odd(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" '.-", r) || r > 'ÿ' }

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

// check compares the shares with their limits. Those with few persons are wider for few records.
func (c *nameCount) check(t *testing.T) {
	ratio := c.percent("Hispanic NM", "NM") / c.percent("Hispanic WV", "WV")
	stayed := c.percent("Hispanic stayed NM", "stayed NM") / c.percent("Hispanic stayed WV", "stayed WV")
	r := c.correlation()
	t.Logf("%d surnames; Hispanic surnames: NM %.1f %%, WV %.1f %%, ratio %.1f, %.1f for those who stayed; correlation with the census %.3f",
		len(c.surnames), c.percent("Hispanic NM", "NM"), c.percent("Hispanic WV", "WV"), ratio, stayed, r)
	wantRatio, wantStayed := 4.0, 7.0
	if testenv.Long() {
		wantRatio, wantStayed = 6, 10
	}
	if ratio < wantRatio || stayed < wantStayed {
		t.Errorf("Hispanic surnames are %.1f times as frequent in NM as in WV, and %.1f times among those who stayed, want %.0f and %.0f",
			ratio, stayed, wantRatio, wantStayed)
	}
	if len(c.surnames) < 5000 || r < 0.985 {
		t.Errorf("%d surnames, and the correlation with the census is %.3f, want 5000 and 0.985", len(c.surnames), r)
	}
	for _, w := range []struct {
		is, of    string
		low, high float64 // percent
	}{
		{"Smith", "all", 0.7, 0.95},        // census of 2010: 0.83
		{"Hispanic", "all", 15, 17.5},      // 16.8 percent of adults are Hispanic
		{"Asian", "all", 4, 6},             // 6.3 percent of adults are Asian, three of four with such a name
		{"Hispanic CA", "CA", 28, 36},      // 36.0 percent of adults, nine of ten with such a name
		{"Jose", "all", 0.15, 0.35},        // from the births of the cohorts
		{"Jose Hispanic", "Jose", 75, 100}, // names of one language go together
		{"given Asian", "all", 0.6, 1.1},
		{"given Asian Asian", "given Asian", 70, 100},
		{"hyphen", "all", 1.3, 1.75}, // about 1.5 percent of adults
		{"hyphen F", "F", 2.4, 3.1},  // half of 5 percent of the married
		{"hyphen M", "M", 0.2, 0.42},
		{"hyphen F", "hyphen", 87, 100},
		{"hyphen Hispanic Hispanic", "hyphen Hispanic", 70, 95}, // both surnames are of one origin
		{"suffix M", "M", 1.7, 2.3},
		{"suffix F", "F", 0, 0},
		{"Sr. too young", "all", 0, 0},
		{"apostrophe", "all", 0.2, 0.35},
		{"blank", "all", 0.13, 0.26},
		{"dot", "all", 0.005, 0.06},
		{"accent", "all", 0.25, 0.42}, // 8 percent of those who could have one
		{"given accent", "all", 0.06, 0.16},
		{"long", "all", 0.15, 0.45},
		{"odd", "all", 0, 0},
	} {
		got := c.percent(w.is, w.of)
		t.Logf("%s of %s: %.3f %% of %d", w.is, w.of, got, c.counts[w.of])
		if got < w.low || got > w.high {
			t.Errorf("%s of %s: %.3f %%, want %g to %g", w.is, w.of, got, w.low, w.high)
		}
	}
}

// correlation returns the correlation, over the states, of the share of Hispanic surnames with that of Hispanic adults in
// the census, weighted by the persons.
func (c *nameCount) correlation() float64 {
	var n, x, y, xx, yy, xy float64
	for i, code := range vocab.States {
		if code == "" {
			continue
		}
		w, a, b := float64(c.counts[code]), float64(vocab.OriginShares[i][vocab.Hispanic]), c.percent("Hispanic "+code, code)
		n, x, y, xx, yy, xy = n+w, x+w*a, y+w*b, xx+w*a*a, yy+w*b*b, xy+w*a*b
	}
	return (xy - x*y/n) / math.Sqrt((xx-x*x/n)*(yy-y*y/n))
}

// TestHostileNames: names that nobody has break rules, and crash nothing; a name that somebody could have keeps
// them all with the address that follows from it.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 200, Seed: 7, States: []synthhub.State{synthhub.StateFL}}) // initials in licenses
	asOf := g.Settings().AsOf
	rename := func(r *synthhub.Record, last, folded string) {
		first, rest, _ := strings.Cut(r.Person.Email, ".")
		r.Person.LastName, r.Person.Email = last, first+"."+folded+rest[strings.IndexAny(rest, "0123456789"):]
		r.Person.DriverLicenseNumber = strings.ToUpper(folded[:1]) + r.Person.DriverLicenseNumber[1:]
		r.Derive(asOf)
	}
	for last, folded := range map[string]string{
		"O'Brien": "obrien", "García": "garcia", "De La Cruz": "delacruz", "St. John Jr.": "stjohn", "Álvarez-Muñoz": "alvarezmunoz", "Smith III": "smith",
	} {
		r := g.Record(3)
		if rename(&r, last, folded); len(validate.Record(&r, asOf)) > 0 {
			t.Errorf("%s: %v", last, validate.Record(&r, asOf))
		}
	}
	for _, last := range []string{
		"", "Garci\u0301a", "\xff\xfe", "Smith\xc3", "=Smith", "-Smith", "Smith-", "@", "\u0301", "ＳＭＩＴＨ", "Smith\n", "Smith Jr", "'", strings.Repeat("ñ", 1000), "\u202eSmith",
	} {
		r := g.Record(3)
		if rename(&r, last, "smith"); len(validate.Record(&r, asOf)) == 0 {
			t.Errorf("%q breaks no rule", last)
		}
		r.Person.FirstName, r.Person.Email = last, last
		if r.Derive(asOf); len(validate.Record(&r, asOf)) == 0 {
			t.Errorf("%q as first name breaks no rule", last)
		}
		_ = r.Profile.Narrative()
	}
}
