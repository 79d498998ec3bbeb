package synthhub

import (
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

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
