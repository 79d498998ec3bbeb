package synthhub

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// jointDates are the days on which joint shares are compared.
var jointDates = []Date{earliest, DefaultSettings().AsOf, latest}

// eachJoint calls f with the dataset of each of three seeds on each of jointDates.
func eachJoint(t *testing.T, s Settings, f func(t *testing.T, g *Generator)) {
	t.Helper()
	seeds := []uint64{1, 2, 3}
	if s.Records = 200_000; testing.Short() {
		s.Records, seeds = 50_000, seeds[:1]
	}
	for _, s.Seed = range seeds {
		for _, day := range jointDates {
			s.AsOf = day
			g := generator(t, s)
			t.Run(fmt.Sprint("seed ", s.Seed, " on ", day), func(t *testing.T) {
				t.Parallel()
				f(t, g)
			})
		}
	}
}

// An address is a first address line in parts.
type address struct {
	house                     int
	before, mark, name, after string
	kind                      int // index in vocab.StreetTypes
	numbered                  bool
}

// parseAddress takes an address line apart. It has its mark after the number and perhaps a direction.
func parseAddress(line string) (a address, err error) {
	words := strings.Split(line, " ")
	isDirection := func(i int) bool {
		return i < len(words) && slices.Contains(vocab.StreetDirections[:], words[i])
	}
	if a.house, err = strconv.Atoi(words[0]); err != nil || a.house == 0 {
		return a, fmt.Errorf("%q begins with no number", line)
	}
	if words = words[1:]; isDirection(0) {
		a.before, words = words[0], words[1:]
	}
	if last := len(words) - 1; isDirection(last) {
		a.after, words = words[last], words[:last]
	}
	if len(words) < 2 || len(words) > 3 || !slices.Contains(vocab.StreetMarks, words[0]) {
		return a, fmt.Errorf("%q has no mark after the number, or too many words", line)
	}
	a.mark, a.name = words[0], words[1]
	words = append(words, "")
	a.kind = slices.IndexFunc(vocab.StreetTypes[:], func(k vocab.StreetType) bool { return k.Name == words[2] })
	a.numbered = a.name[0] >= '1' && a.name[0] <= '9'
	if a.kind < 0 || a.numbered != !slices.Contains(vocab.StreetWords, a.name) || a.before != "" && a.after != "" {
		return a, fmt.Errorf("%q has no such type, name or directions", line)
	}
	return a, nil
}

// An addressCount counts the parts of addresses: of types, those of streets with a word and with a number as their
// name; of directions, none and those before and after.
type addressCount struct {
	types      [2 * len(vocab.StreetTypes)]int
	directions [1 + 2*len(vocab.StreetDirections)]int
	all        int
}

func (n *addressCount) add(a address) {
	kind, towards := 2*a.kind, 0
	if a.numbered {
		kind++
	}
	if i := slices.Index(vocab.StreetDirections[:], a.before); i >= 0 {
		towards = 1 + i
	} else if i := slices.Index(vocab.StreetDirections[:], a.after); i >= 0 {
		towards = 1 + len(vocab.StreetDirections) + i
	}
	n.types[kind]++
	n.directions[towards]++
	n.all++
}

// percent returns the share of some counts.
func (n *addressCount) percent(counts []int) float64 {
	sum := 0
	for _, c := range counts {
		sum += c
	}
	return 100 * float64(sum) / float64(n.all)
}

// numbered returns the percentage of numbered streets.
func (n *addressCount) numbered() float64 {
	var numbered []int
	for i := 1; i < len(n.types); i += 2 {
		numbered = append(numbered, n.types[i])
	}
	return n.percent(numbered)
}

// weightsOf returns the weights of an addressCount.
func weightsOf(dc bool) (types, directions []int) {
	for _, k := range vocab.StreetTypes {
		if dc {
			types = append(types, int(k.DCNamed), int(k.DCNumbered))
		} else {
			types = append(types, int(k.Named), int(k.Numbered))
		}
	}
	before, after := vocab.DirectionsBefore, vocab.DirectionsAfter
	if dc {
		before, after = [len(before)]uint16{}, vocab.Quadrants
	}
	directions = []int{1000}
	for _, w := range slices.Concat(before[:], after[:]) {
		directions[0] -= int(w)
		directions = append(directions, int(w))
	}
	return types, directions
}

// TestAddresses: on three dates types, numbered streets, directions and digits of house numbers have the
// shares of their tables, those of the District of Columbia apart, and house numbers are even as
// often as odd.
func TestAddresses(t *testing.T) {
	t.Parallel()
	eachJoint(t, Settings{}, func(t *testing.T, g *Generator) {
		var states, dc addressCount
		digits, parity, numbers := make([]int, len(vocab.HouseDigits)), make([]int, 2), make([]int, vocab.MaxStreetNumber)
		for r := range g.Range(0, g.Len()) {
			a, err := parseAddress(r.Person.AddressLine1)
			if err != nil {
				t.Fatal(err)
			}
			n := &states
			if r.Person.State.String() == "DC" {
				n = &dc
			}
			n.add(a)
			digits[len(strconv.Itoa(a.house))-1]++
			parity[a.house%2]++
			if a.numbered {
				number, _ := strconv.Atoi(strings.TrimRight(a.name, "stndrh"))
				numbers[number-1]++
			}
		}
		for name, n := range map[string]*addressCount{"in the states": &states, "in DC": &dc} {
			types, directions := weightsOf(n == &dc)
			wantShares(t, "types "+name, n.types[:], types)
			wantShares(t, "directions "+name, n.directions[:], directions)
			before, after := n.directions[1:9], n.directions[9:]
			t.Logf("%s: %.1f %% have a direction before, %.1f after, %.1f a numbered street", name, n.percent(before), n.percent(after), n.numbered())
		}
		wantPoints(t, "a direction before the name", states.percent(states.directions[1:9]), 24.5, 1)
		wantPoints(t, "a direction after the name", states.percent(states.directions[9:]), 1.2, 0.4)
		wantPoints(t, "a quadrant", dc.percent(dc.directions[9:]), 98.5, 5)
		wantPoints(t, "a numbered street", states.numbered(), 12.8, 1)
		for i, want := range map[int]float64{0: 24.35, 1: 17.39, 2: 16.06, 3: 13.57, 9: 2.39} {
			wantPoints(t, "the type "+vocab.StreetTypes[i].Name, states.percent(states.types[2*i:][:2]), want, 1)
		}
		wantShares(t, "digits of house numbers", digits, vocab.HouseDigits[:])
		wantShares(t, "even and odd house numbers", parity, []int{1, 1})
		weights := make([]int, len(numbers))
		for i := range weights {
			weights[i] = vocab.StreetNumberWeight(i + 1)
		}
		wantShares(t, "numbers of streets", numbers, weights)
	})
}

// wantPoints wants a percentage within some points.
func wantPoints(t *testing.T, name string, got, want, points float64) {
	t.Helper()
	if t.Logf("%.2f %% have %s", got, name); got < want-points || got > want+points {
		t.Errorf("%.2f %% have %s, want %.2f", got, name, want)
	}
}
