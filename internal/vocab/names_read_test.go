package vocab

import (
	"math/rand"
	"os"
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
