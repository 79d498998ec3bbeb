package vocab

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// surnamePosition returns the position of a surname or a spelling.
func surnamePosition(t *testing.T, name string) int {
	t.Helper()
	i := slices.Index(Surnames(), name)
	if i < 0 {
		t.Fatalf("%s is missing", name)
	}
	return i
}

// TestSurnames: the table has the counts of the census, and the names are spelled as names.
func TestSurnames(t *testing.T) {
	table := namesRead(t)
	rows, names := table.rows["L"], Surnames()
	if SurnameCount != 6000 || len(names) != SurnameCount || len(rows) != SurnameCount {
		t.Fatalf("%d surnames, %d names, %d rows", SurnameCount, len(names), len(rows))
	}
	seen := map[string]bool{}
	initials := map[byte]bool{} // license numbers begin with the initial, so all must occur
	first, all := 0, 0
	for i, name := range names {
		if !namesPlain(name) || seen[strings.ToLower(name)] {
			t.Errorf("%q is not spelled as a surname, or is there twice", name)
		}
		seen[strings.ToLower(name)], initials[name[0]] = true, true
		n := rows[name][0]
		if i > 0 && n > rows[names[i-1]][0] {
			t.Errorf("%s is not in the order of the counts", name)
		}
		if all += n; i < 1020 {
			first += n
		}
		for o, w := range surnameWeights[i][:OtherOrigin] {
			if w == 0 && n*rows[name][1+o] > 10_000*2000 {
				t.Errorf("%s has no weight in origin %d", name, o)
			}
		}
	}
	if len(initials) != 26 {
		t.Errorf("surnames begin with only %d letters", len(initials))
	}
	if first != 121_430_009 {
		t.Errorf("the first 1020 names have %d persons, the census has 121430009", first)
	}
	if share := float64(all) / namesNamed; share < 0.62 || share > 0.63 {
		t.Errorf("%.3f of the population have one of the names, want 0.625", share)
	}
	for name, want := range map[string]int{
		"Smith": 2442977, "Johnson": 1932812, "Williams": 1625252, "Brown": 1437026, "Jones": 1425470, "Garcia": 1166120,
		"Miller": 1161437, "Davis": 1116357, "Rodriguez": 1094924, "Martinez": 1060159, "Nguyen": 437645, "McDonald": 180497,
	} {
		if rows[name] == nil || rows[name][0] != want {
			t.Errorf("%s has %v, want %d", name, rows[name], want)
		}
	}
	for _, wrong := range []string{"Wisozk", "Oberbrunner", "Hail", "Beil", "Person", "Mcdonald", "smith", ""} {
		if IsSurname(wrong) || IsLastName(wrong) {
			t.Errorf("%q is no surname", wrong)
		}
	}
}

// TestSurnameWeights: the first thousand have the shares of the census in each origin, and the weights of an origin add up to
// all of it; the order of the names of an origin stays about the same.
func TestSurnameWeights(t *testing.T) {
	for name, want := range map[string][originCount]float64{ // percent of all people of the origin
		"Smith":  {100 * 2442977 * 0.709 / 188.04e6, 100 * 2442977 * 0.2311 / 36.01e6, 100 * 2442977 * 0.024 / 48.23e6, 100 * 2442977 * 0.005 / 14.28e6, 100 * 2442977 * 0.0308 / 8.42e6},
		"Garcia": {100 * 1166120 * 0.0538 / 188.04e6, 100 * 1166120 * 0.0045 / 36.01e6, 100 * 1166120 * 0.9203 / 48.23e6, 100 * 1166120 * 0.0141 / 14.28e6, 100 * 1166120 * 0.0073 / 8.42e6},
	} {
		w := surnameWeights[surnamePosition(t, name)]
		for o, share := range want {
			if got := 100 * float64(w[o]) / namesUnit; got < 0.99*share-0.0001 || got > 1.01*share {
				t.Errorf("%s has %.4f percent in origin %d, want %.4f", name, got, o, share)
			}
		}
	}
	all := 0
	for _, n := range namesPersons {
		all += n
	}
	if all != namesAllPersons {
		t.Errorf("the origins have %d persons, want %d", all, namesAllPersons)
	}
	for o := range originCount {
		sum, largest, position := 0, uint16(0), 0
		for i, w := range surnameWeights {
			sum += int(w[o])
			if w[o] > largest {
				largest, position = w[o], i
			}
		}
		if sum > namesUnit || sum < namesUnit-SurnameCount {
			t.Errorf("the weights of origin %d add up to %d, want %d", o, sum, namesUnit)
		}
		if position >= 100 {
			t.Errorf("the most common name of origin %d is number %d", o, position)
		}
	}
}

// TestSpellings: every spelling folds to the letters of its name, is written in letters of one code point each, and
// takes its share of the bearers.
func TestSpellings(t *testing.T) {
	spellings := slices.Concat(SurnameSpellings(), femaleSpellings[:], maleSpellings[:])
	kinds := map[uint8]int{}
	for _, s := range spellings {
		folded := strings.Map(namesFold, s.Spelled)
		if !strings.EqualFold(folded, s.Name) || s.Spelled == s.Name {
			t.Errorf("%q is not a spelling of %s", s.Spelled, s.Name)
		}
		if len(s.Spelled) > 15 || !utf8.ValidString(s.Spelled) {
			t.Errorf("%q does not fit", s.Spelled)
		}
		for _, r := range s.Spelled {
			if r > 'ÿ' || !unicode.IsLetter(r) && !strings.ContainsRune("' .", r) {
				t.Errorf("%q has the character %q", s.Spelled, r)
			}
		}
		kinds[SpellingPercent(s.Spelled)]++
	}
	for percent, least := range map[uint8]int{80: 20, 70: 3, 60: 24, 8: 60} {
		if kinds[percent] < least {
			t.Errorf("%d spellings of %d percent, want %d", kinds[percent], percent, least)
		}
	}
}

// namesFold removes accents and what is no letter, with a list of its own.
func namesFold(r rune) rune {
	const accents, letters = "áéíóúñüëÁÉÍÓÚÑ", "aeiounueAEIOUN"
	if i := slices.Index([]rune(accents), r); i >= 0 {
		return rune(letters[i])
	}
	if strings.ContainsRune("' .", r) {
		return -1
	}
	return r
}
