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

// TestBusinessNames: on three dates legal forms, with and without the name of the owner, have the
// shares of their tables, licensed professions have their own, and nobody else has those of them.
func TestBusinessNames(t *testing.T) {
	t.Parallel()
	eachJoint(t, Settings{CommercialShare: 60}, func(t *testing.T, g *Generator) {
		var counts [2][2 * len(vocab.BusinessForms)]int
		families, businesses, longest := make([]int, len(vocab.BusinessFamilies)), 0, ""
		for r := range g.Range(0, g.Len()) {
			if p := &r.Person; p.LOBType == LineCommercial {
				form, family := businessKind(t, p)
				if businesses++; len(p.BusinessName) > len(longest) {
					longest = p.BusinessName
				}
				if family >= 0 {
					families[family]++
				} else if strings.Contains(p.LastName, "-") {
					continue // these have no names of owners
				}
				licensed := 0
				if slices.Contains(vocab.LicensedProfessions, p.Occupation) {
					licensed = 1
				}
				if form *= 2; family >= 0 {
					form++
				}
				counts[licensed][form]++
			}
		}
		wantBusinesses(t, &counts)
		weights := make([]int, len(families))
		for i, f := range vocab.BusinessFamilies {
			weights[i] = int(f.Weight)
		}
		wantShares(t, "what follows the name of the owner", families, weights)
		t.Logf("the longest of %d names: %s", businesses, longest)
	})
}

// businessKind returns the index of the legal form of a business, and that of what follows the name of
// the owner, -1 without a name.
func businessKind(t *testing.T, p *Person) (form, family int) {
	trade := " " + vocab.FindOccupation(p.Occupation).Trade
	name, ok := strings.CutSuffix(p.BusinessName, trade)
	for form = 1; form < len(vocab.BusinessForms) && !ok; form++ {
		name, ok = strings.CutSuffix(p.BusinessName, trade+" "+vocab.BusinessForms[form].Name)
	}
	if form--; !ok {
		t.Fatalf("%q has no legal form of the table after the trade of a %s", p.BusinessName, p.Occupation)
	}
	i := strings.LastIndex(name, " ")
	if !slices.Contains(vocab.BusinessMarks, name[i+1:]) {
		t.Fatalf("%q has no mark before the trade", p.BusinessName)
	}
	name = name[:i]
	if slices.Contains(vocab.BusinessWords, name) {
		return form, -1
	}
	family = slices.IndexFunc(vocab.BusinessFamilies[:], func(f vocab.BusinessFamily) bool {
		return name == vocab.CutSuffix(p.LastName)+f.Words
	})
	if family < 0 {
		t.Fatalf("%q begins with no word and not with %s", p.BusinessName, p.LastName)
	}
	return form, family
}

// wantBusinesses wants the shares of the legal forms.
func wantBusinesses(t *testing.T, counts *[2][2 * len(vocab.BusinessForms)]int) {
	var weights [2][2 * len(vocab.BusinessForms)]int
	percent, all := map[string]float64{}, 0
	for i, f := range vocab.BusinessForms {
		for k := range 2 {
			weights[0][2*i+k], weights[1][2*i+k] = int(f.Trades[k]), int(f.Professions[k])
			all += counts[0][2*i+k]
		}
	}
	for i, f := range vocab.BusinessForms {
		percent[f.Name] = 100 * float64(counts[0][2*i]+counts[0][2*i+1]) / float64(all)
		percent["the owner's name"] += 100 * float64(counts[0][2*i+1]) / float64(all)
	}
	wantShares(t, "legal forms", counts[0][:], weights[0][:])
	wantShares(t, "legal forms of licensed professions", counts[1][:], weights[1][:])
	wantPoints(t, "LLC", percent["LLC"], 54, 2)
	wantPoints(t, "Inc, Corp or Co", percent["Inc"]+percent["Corp"]+percent["Co"], 34, 2)
	wantPoints(t, "LP or LLP", percent["LP"]+percent["LLP"], 2.3, 0.7)
	wantPoints(t, "no form", percent[""], 10.5, 1)
	wantPoints(t, "the owner's name", percent["the owner's name"], 15, 1)
}

// TestGaraging: on three dates, with all states and with one, the shares of vehicles that are garaged
// in another state are those of their lines, and they are in states that border on the residence; the
// others that are garaged elsewhere are nearby in the order of ZIP codes, most of them in the county or
// next to it.
func TestGaraging(t *testing.T) {
	t.Parallel()
	california, _ := ParseState("CA")
	for _, states := range [][]State{nil, {california}} {
		t.Run(fmt.Sprint(len(states), " chosen"), func(t *testing.T) {
			t.Parallel()
			eachJoint(t, Settings{States: states}, wantGarages)
		})
	}
}

func wantGarages(t *testing.T, g *Generator) {
	near := nearZIPs()
	var vehicles, abroad, elsewhere [lineEnd]float64
	var county, others float64
	for r := range g.Range(0, g.Len()) {
		p, v := &r.Person, &r.Vehicles[0]
		home := p.State
		if vehicles[p.LOBType]++; v.GaragingPostalCode == p.PostalCode {
			continue
		}
		border := vocab.Neighbors[home]
		if home.String() == "AK" || home.String() == "HI" {
			border = nil
		}
		elsewhere[p.LOBType]++
		if v.GaragingState != home {
			if abroad[p.LOBType]++; !slices.Contains(border, uint8(v.GaragingState)) {
				t.Errorf("record %d: %v does not border on %v", r.Slot, v.GaragingState, home)
			}
			continue
		}
		if d := near[v.GaragingPostalCode] - near[p.PostalCode]; d < -vocab.MaxGarageSteps || d > vocab.MaxGarageSteps {
			t.Errorf("record %d: %s is not near %s", r.Slot, v.GaragingPostalCode, p.PostalCode)
		}
		if others++; vocab.Counties[vocab.FindZIP(uint8(home), v.GaragingPostalCode).County].FIPS == p.CountyFIPS {
			county++
		}
	}
	for lob, want := range map[LineOfBusiness]float64{LinePersonal: 4, LineCommercial: 12} {
		slack := 1.0
		if testing.Short() {
			slack = 2
		}
		wantPoints(t, fmt.Sprint("another ZIP code, ", lob), 100*elsewhere[lob]/vehicles[lob], want, 0.4*slack)
		wantPoints(t, fmt.Sprint("another state, ", lob), 100*abroad[lob]/vehicles[lob], want/4, 0.2*slack)
	}
	if t.Logf("%.1f %% of those in the state are in the county", 100*county/others); county < 0.4*others {
		t.Errorf("%.1f %% of those in the state are in the county, want 40 or more", 100*county/others)
	}
}

// nearZIPs returns the position of each ZIP code among those of all states, by state and number.
func nearZIPs() map[string]int {
	var codes []string
	for i := range vocab.ZIPs {
		codes = append(codes, vocab.States[vocab.Cities[vocab.ZIPs[i].City].State]+vocab.ZIPCode(i))
	}
	slices.Sort(codes)
	positions := map[string]int{}
	for i, code := range codes {
		positions[code[2:]] = i
	}
	return positions
}
