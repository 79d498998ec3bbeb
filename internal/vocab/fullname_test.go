package vocab

import (
	"math"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/testenv"
)

// TestOriginShares: the shares of each state add up, and those of all states are the known ones.
func TestOriginShares(t *testing.T) {
	var all [originCount]float64
	for state, shares := range OriginShares {
		sum := 0
		for o, share := range shares {
			sum += int(share)
			all[o] += float64(share) * float64(Populations[state]) / Population
		}
		if want := min(state, 1) * 10_000; sum != want {
			t.Errorf("the shares of %s add up to %d", States[state], sum)
		}
	}
	for o, want := range [originCount]float64{6078, 1171, 1682, 631, 438} {
		if math.Abs(all[o]-want) > 1 {
			t.Errorf("origin %d has %.1f of 10,000 adults, want %.0f", o, all[o], want)
		}
	}
	if nm, wv := OriginShares[33][Hispanic], OriginShares[50][Hispanic]; States[33] != "NM" || States[50] != "WV" || nm != 4443 || wv != 164 {
		t.Errorf("%s has %d and %s %d Hispanic adults of 10,000, want 4443 and 164", States[33], nm, States[50], wv)
	}
}

// TestOriginTable: all numbers of 15 bits are divided as the shares are, and the bits above them make no difference.
func TestOriginTable(t *testing.T) {
	table := NewOriginTable()
	for state := uint8(1); state <= StateCount; state++ {
		var counts [originCount]int
		for u := range uint64(1 << 15) {
			o := table.Pick(state, u)
			if o != table.Pick(state, u|0xabcdef<<15) {
				t.Fatalf("%s: the origin of %d depends on higher bits", States[state], u)
			}
			counts[o]++
		}
		for o, n := range counts {
			if want := float64(OriginShares[state][o]) / 10_000 * (1 << 15); math.Abs(float64(n)-want) > 1 {
				t.Errorf("%s: %d of 32,768 are of origin %d, want %.1f", States[state], n, o, want)
			}
		}
	}
}

// namesShare returns the probability that somebody of an origin has a surname that is of the origin, and has not.
func namesShare(o Origin) (own, other float64) {
	for i := range surnameWeights {
		if w := float64(surnameWeights[i][o]); o != Hispanic && o != Asian || mostOf(&surnameWeights[i]) == o {
			own += w
		} else {
			other += w
		}
	}
	return own / (own + other), other / (own + other)
}

// namesImplied returns the probability of each given name in a cohort, for people of an origin, of which the tables are
// computed: that of its class among those with a surname of their origin and among the others, times that of the name in the
// class.
func namesImplied(list []GivenName, cohort int, o Origin) []float64 {
	var births, own, other [len(NameClasses)]float64
	var sumOwn, sumOther float64
	for i := range list {
		births[list[i].Class] += float64(list[i].Cohorts[cohort])
	}
	for class := range births {
		own[class] = births[class] * float64(NameClasses[class][o])
		other[class] = own[class]
		if (o == Hispanic || o == Asian) && NameClasses[class][o] > 5000 {
			other[class] /= otherSurnames
		}
		sumOwn, sumOther = sumOwn+own[class], sumOther+other[class]
	}
	ownShare, otherShare := namesShare(o)
	shares := make([]float64, len(list))
	for i := range list {
		if n := &list[i]; births[n.Class] > 0 {
			class := ownShare*own[n.Class]/sumOwn + otherShare*other[n.Class]/sumOther
			shares[i] = class * float64(n.Cohorts[cohort]) / births[n.Class]
		}
	}
	return shares
}

// draw draws a name in its four steps.
func (t *Names) draw(n *Name, state, gender uint8, born int, given, surname uint64) {
	t.DrawOrigin(n, state, gender, born, given, surname)
	t.DrawLast(n)
	t.DrawClass(n)
	t.DrawFirst(n)
}

// namesDrawn draws names and counts the words.
func namesDrawn(names *Names, n int, state, gender uint8, born int, seed uint64) []int {
	given, last := draw.NewLabel(seed, "given"), draw.NewLabel(seed, "last")
	counts := make([]int, wordCount)
	var name Name
	for key := range uint64(n) {
		names.draw(&name, state, gender, born, given.Draw(key), last.Draw(key))
		counts[name.first]++
		counts[name.last]++
	}
	return counts
}

// namesWant compares counts with shares.
func namesWant(t *testing.T, what string, counts []int, shares []float64) {
	t.Helper()
	var observed, weights []int
	rest, restWeight, total := 0, 0.0, 0
	for _, n := range counts {
		total += n
	}
	for i, share := range shares {
		if share*float64(total) < 10 { // too rare for the statistic
			rest, restWeight = rest+counts[i], restWeight+share
			continue
		}
		observed, weights = append(observed, counts[i]), append(weights, int(share*1e9))
	}
	observed, weights = append(observed, rest), append(weights, int(restWeight*1e9))
	x, df := stats.ChiSquare(observed, weights), float64(len(observed)-1)
	t.Logf("%s: chi-square %.1f with %.0f degrees of freedom", what, x, df)
	if limit := df + 5*math.Sqrt(2*df) + 10; x > limit {
		t.Errorf("%s: chi-square %.1f with %.0f degrees of freedom, want at most %.1f", what, x, df, limit)
	}
}

// namesShares returns the shares of given names and surnames in a state and a cohort: those of the origins there.
func namesShares(list []GivenName, state uint8, cohort int) (given, last []float64) {
	given, last = make([]float64, len(list)), make([]float64, SurnameCount)
	for o := range originCount {
		share := float64(OriginShares[state][o]) / 10_000
		for i, s := range namesImplied(list, cohort, o) {
			given[i] += share * s
		}
		sum := 0
		for i := range surnameWeights {
			sum += int(surnameWeights[i][o])
		}
		for i := range surnameWeights {
			last[i] += share * float64(surnameWeights[i][o]) / float64(sum)
		}
	}
	return given, last
}

// TestNamesImplied: given names and surnames have the shares that the tables imply, by state, gender and cohort.
func TestNamesImplied(t *testing.T) {
	names, n := NewNames(), testenv.Scale(200_000, 2_000_000)
	for _, c := range []struct {
		state  string
		gender uint8
		born   int
	}{{"NM", 0, 1985}, {"WV", 1, 1958}, {"HI", 0, 1999}, {"MS", 1, 1935}, {"CA", 1, 2005}} {
		t.Run(c.state, func(t *testing.T) {
			state := uint8(0)
			for States[state] != c.state {
				state++
			}
			counts := namesDrawn(names, n, state, c.gender, c.born, 7)
			list, at, spellings, spelledAt := FemaleNames[:], femaleAt, femaleSpellings[:], femaleSpelledAt
			if c.gender == 1 {
				list, at, spellings, spelledAt = MaleNames[:], maleAt, maleSpellings[:], maleSpelledAt
			}
			given, last := namesShares(list, state, NameCohort(c.born))
			observed := append([]int{}, counts[at:at+len(list)]...)
			spelled, could := 0, 0
			for k, s := range spellings {
				for i := range list {
					if list[i].Name == s.Name {
						observed[i] += counts[spelledAt+k]
						spelled, could = spelled+counts[spelledAt+k], could+observed[i]
					}
				}
			}
			namesWant(t, "given names", observed, given)
			if got := 100 * float64(spelled) / float64(could); math.Abs(got-accentPercent) > 250/math.Sqrt(float64(could)) {
				t.Errorf("%.2f percent of %d have an accent, want %d", got, could, accentPercent)
			}
			observed = append([]int{}, counts[:SurnameCount]...)
			var parts, wholes [101]int
			for k, s := range surnameSpellings {
				observed[s.of] += counts[plain+k]
				percent := SpellingPercent(s.spelled)
				parts[percent], wholes[percent] = parts[percent]+counts[plain+k], wholes[percent]+observed[s.of]
			}
			namesWant(t, "surnames", observed, last)
			for percent, whole := range wholes {
				if got := 100 * float64(parts[percent]) / float64(max(whole, 1)); whole > 0 && math.Abs(got-float64(percent)) > 250/math.Sqrt(float64(whole)) {
					t.Errorf("%.2f percent of %d are spelled as %d percent should be", got, whole, percent)
				}
			}
		})
	}
}

// TestMore: hyphens and suffixes have their shares by gender, and depend on neither name; two surnames are never the same,
// and nobody too young is called Sr.
func TestMore(t *testing.T) {
	names, n := NewNames(), testenv.Scale(300_000, 3_000_000)
	given, last := draw.NewLabel(3, "given"), draw.NewLabel(3, "last")
	for gender := range uint8(3) {
		hyphens, suffixes, hyphenSmith, smith := 0, map[string]int{}, 0, 0
		var name Name
		for key := range uint64(n) {
			born := 1935 + int(key%75)
			names.draw(&name, 5, gender, born, given.Draw(key), last.Draw(key))
			common := name.last < 100
			if common {
				smith++
			}
			if name.second > 0 {
				if hyphens++; common {
					hyphenSmith++
				}
				if unspelled(name.second-1) == unspelled(name.last) {
					t.Fatalf("gender %d: the same surname twice", gender)
				}
			}
			if name.suffix > 0 {
				s := Suffixes[name.suffix-1]
				if suffixes[s]++; s == "Sr." && born > seniorBorn {
					t.Fatalf("somebody born in %d is called Sr.", born)
				}
			}
		}
		sum := 0
		for _, k := range suffixes {
			sum += k
		}
		for what, c := range map[string][2]float64{
			"hyphens":                 {float64(hyphens) / float64(n), float64(hyphenShares[gender]) / 65536},
			"suffixes":                {float64(sum) / float64(n), float64(moreShares[gender]-hyphenShares[gender]) / 65536},
			"hyphens of common names": {float64(hyphenSmith) / float64(smith), float64(hyphenShares[gender]) / 65536},
		} {
			t.Logf("gender %d: %s %.4f, want %.4f", gender, what, c[0], c[1])
			if math.Abs(c[0]-c[1]) > 0.04*c[1]+5*math.Sqrt(c[1]/float64(smith)) {
				t.Errorf("gender %d: %.5f have %s, want %.5f", gender, c[0], what, c[1])
			}
		}
		if gender == 1 && (suffixes["Jr."] < 3*suffixes["III"] || suffixes["II"] == 0 || suffixes["Sr."] == 0) {
			t.Errorf("the suffixes are %v", suffixes)
		}
	}
}
