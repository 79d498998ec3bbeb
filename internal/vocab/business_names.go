package vocab

import (
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/text"
)

// Businesses is the choice of the names of businesses.
type Businesses struct {
	words, families, marks, forms []text.Word
	kinds                         [2][]uint8 // twice the form, and one for those with a family name; of all trades, and of licensed professions
}

// NewBusinesses returns the choice.
func NewBusinesses() *Businesses {
	b := &Businesses{words: text.NewWords("", BusinessWords), marks: text.NewWords(" ", BusinessMarks)}
	for _, f := range BusinessFamilies {
		b.families = append(b.families, slices.Repeat([]text.Word{text.NewWord(f.Words)}, int(f.Weight))...)
	}
	for i, f := range BusinessForms {
		name := f.Name
		if name != "" {
			name = " " + name
		}
		b.forms = append(b.forms, text.NewWord(name))
		for k, weights := range [][2]uint16{f.Trades, f.Professions} {
			other, owner := uint8(2*i), uint8(2*i+1)
			b.kinds[k] = appendTimes(appendTimes(b.kinds[k], other, weights[0]), owner, weights[1])
		}
	}
	return b
}

// Append appends the name of a business of a trade. One of an owner with two surnames does not have them
// in its name, which would be too long.
func (t *Businesses) Append(b []byte, owner *Name, trade *Trade, drawn uint64) []byte {
	kinds := t.kinds[trade.Licensed]
	k, drawn := choice.Split(drawn, uint64(len(kinds)))
	kind := kinds[k]
	if kind&1 == 1 && owner.second == 0 {
		b, drawn = choice.AppendOneOf(owner.LastWord.Append(b), t.families, drawn)
	} else {
		b, drawn = choice.AppendOneOf(b, t.words, drawn)
	}
	b, _ = choice.AppendOneOf(b, t.marks, drawn)
	return t.forms[kind>>1].Append(append(append(b, ' '), trade.Name...))
}

// A Trade is what an occupation adds to the name of a business.
type Trade struct {
	Name     string
	Licensed uint8 // 1 for the licensed professions, else 0
}

// TradeOf returns the trade of an occupation.
func TradeOf(o *Occupation) Trade {
	t := Trade{Name: o.Trade}
	if slices.Contains(LicensedProfessions, o.Name) {
		t.Licensed = 1
	}
	return t
}

// MaxLen returns the length, in bytes, that no name of a business exceeds.
func (t *Businesses) MaxLen() (n int) {
	surname := 0
	for _, s := range append(Surnames(), spelledSurnames()...) {
		surname = max(surname, len(s))
	}
	for i := range Occupations {
		trade := TradeOf(&Occupations[i])
		for _, kind := range t.kinds[trade.Licensed] {
			first := longest(t.words)
			if kind&1 == 1 {
				first = max(first, surname+longest(t.families))
			}
			n = max(n, first+longest(t.marks)+len(" ")+len(trade.Name)+t.forms[kind>>1].Len())
		}
	}
	return n
}

func spelledSurnames() (names []string) {
	for i := range surnameSpellings {
		names = append(names, surnameSpellings[i].spelled)
	}
	return names
}

// BeginsBusiness reports whether the name of a business begins with one of BusinessWords, or with the
// last name of its owner without the suffix.
func BeginsBusiness(name, lastName string) bool {
	if rest, ok := strings.CutPrefix(name, CutSuffix(lastName)); ok && strings.HasPrefix(rest, " ") {
		return true
	}
	first, _, _ := strings.Cut(name, " ")
	return has(businessWords(), 0, first)
}
