package vocab

import (
	"strings"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
)

// Some last names are two surnames with a hyphen, and some men have a suffix. Both are drawn by gender, not by
// marriage, because a name never changes here. Numbers are of 65,536 persons of a gender: F, M, X.
//
// Hyphens: 2.75 percent of the women and 0.3 percent of the men. Source: Pew Research Center 2023, of adults
// who are married to somebody of the other sex 5 percent of the women and less than 1 percent of the men have
// hyphenated names (short read of 2023-09-07); about half of all adults are married. Those of gender X have half of
// both (illustrative).
//
// Suffixes: 2 percent of the men. No source was found, the share is illustrative.
var (
	hyphenShares = [3]uint16{1802, 197, 1000}
	moreShares   = [3]uint16{1802, 197 + 1311, 1000} // with a hyphen or a suffix
)

// Suffixes are what may follow a last name, after a blank.
var Suffixes = [...]string{"Jr.", "Sr.", "II", "III"}

// suffixShares256 divides those who have a suffix, of 256: illustrative.
var suffixShares256 = [len(Suffixes)]uint8{154, 38, 26, 38}

// seniorBorn is the last year of birth of those who are called Sr.: a son with the same name is of age
// in all of the window (illustrative). Younger ones are called Jr.
const seniorBorn = 1979

// A Name is the name of a person. It is drawn in four steps: see [Names.DrawOrigin].
type Name struct {
	// FirstWord and LastWord are words of Names: the given name and the surname. They are copied because rows are
	// filled long after the steps, and would wait for them.
	FirstWord, LastWord text.Word
	// Special is set if the name is more than two words of ASCII letters.
	Special     bool
	suffix      uint8  // in Suffixes, and one
	second      uint16 // the surname after a hyphen, and one
	first, last uint16 // positions in the words

	// What the steps pass on.
	given, surname      uint64 // draws
	origin              Origin
	own                 uint8 // 1 if the surname is of the origin
	list, cohort, class uint8 // of the given name
	gender              uint8
	born                uint16
}

// Names are the tables from which names are drawn.
type Names struct {
	// Words holds surnames, given names of women and of men, and from the position plain on the other spellings
	// of each of these.
	Words    []text.Word
	origins  *OriginTable
	surnames [originCount]surnameChoice
	given    [2]*givenChoice
}

// The positions in the words of Names. Twice a position fits in 16 bits.
const (
	femaleAt        = SurnameCount
	maleAt          = femaleAt + len(FemaleNames)
	plain           = maleAt + len(MaleNames)
	femaleSpelledAt = plain + len(surnameSpellings)
	maleSpelledAt   = femaleSpelledAt + len(femaleSpellings)
	wordCount       = maleSpelledAt + len(maleSpellings)
)

// NewNames returns the tables.
func NewNames() *Names {
	return &Names{
		Words:    nameWords(),
		origins:  NewOriginTable(),
		surnames: newSurnameChoices(plain),
		given: [2]*givenChoice{
			newGivenChoice(FemaleNames[:], femaleAt, femaleSpellings[:], femaleSpelledAt),
			newGivenChoice(MaleNames[:], maleAt, maleSpellings[:], maleSpelledAt),
		},
	}
}

func nameWords() []text.Word {
	words := make([]text.Word, 0, wordCount)
	for name := range strings.SplitSeq(surnameText, " ") {
		words = append(words, text.NewWord(name))
	}
	for i := range FemaleNames {
		words = append(words, text.NewWord(FemaleNames[i].Name))
	}
	for i := range MaleNames {
		words = append(words, text.NewWord(MaleNames[i].Name))
	}
	for i := range surnameSpellings {
		words = append(words, text.NewWord(surnameSpellings[i].spelled))
	}
	for i := range femaleSpellings {
		words = append(words, text.NewWord(femaleSpellings[i].Spelled))
	}
	for i := range maleSpellings {
		words = append(words, text.NewWord(maleSpellings[i].Spelled))
	}
	return words
}

// DrawOrigin is the first of four steps that draw a name: DrawOrigin, DrawLast, DrawClass and DrawFirst. Each of the
// others looks up one table where the step before says. The tables are larger than the first cache, so a caller with
// many names does one step for all of them before the next: then the look-ups overlap, and a record takes 5 percent
// less time.
//
// The name is that of somebody of a gender, 0 for F, 1 for M and 2 for X, who was born in a year and comes from a state.
// The two draws must be independent. The lowest 16 bits of each decide something else than the upper ones, which pick
// from tables: for surnames the origin, for given names whether there is a hyphen or a suffix.
func (t *Names) DrawOrigin(n *Name, state, gender uint8, born int, given, surname uint64) {
	n.given, n.surname, n.gender, n.born = given, surname, gender, uint16(born)
	if n.list = gender; gender > 1 {
		n.list = uint8(draw.Bounded(draw.Nth(given, 2), 2))
	}
	n.cohort = uint8(NameCohort(born))
	n.origin = t.origins.Pick(state, surname)
}

// DrawLast is the second step.
func (t *Names) DrawLast(n *Name) {
	last, own := t.surnames[n.origin].pick(n.surname)
	n.last, n.own = last, uint8(own)
}

// DrawClass is the third step.
func (t *Names) DrawClass(n *Name) {
	n.class = uint8(t.given[n.list].classes[n.cohort][n.own][n.origin].Pick(n.given))
	n.LastWord = t.Words[n.last]
}

// DrawFirst is the fourth step.
func (t *Names) DrawFirst(n *Name) {
	n.first = uint16(t.given[n.list].names[n.cohort][n.class].Pick(draw.Nth(n.given, 1)))
	n.FirstWord = t.Words[n.first]
	n.second, n.suffix = 0, 0
	n.Special = max(n.first, n.last) >= uint16(plain)
	if uint16(n.given) < moreShares[n.gender] {
		t.setMore(n)
	}
}

// setMore draws what few names have: a second surname, which must not be the first, or a suffix.
func (t *Names) setMore(n *Name) {
	if uint16(n.given) >= hyphenShares[n.gender] {
		n.setSuffix(uint8(draw.Nth(n.given, 3)))
	} else if second, _ := t.surnames[n.origin].pick(draw.Nth(n.surname, 1)); unspelled(second) != unspelled(n.last) {
		n.second, n.Special = second+1, true
	}
}

// unspelled returns the position of the surname that the one of a position is a spelling of.
func unspelled(surname uint16) uint16 {
	if int(surname) < plain {
		return surname
	}
	return surnameSpellings[int(surname)-plain].of
}

func (n *Name) setSuffix(drawn uint8) {
	i := 0
	for drawn >= suffixShares256[i] {
		drawn -= suffixShares256[i]
		i++
	}
	if Suffixes[i] == "Sr." && n.born > seniorBorn {
		i = 0
	}
	n.suffix, n.Special = uint8(i+1), true
}

// AppendMore appends what follows the first surname of a special name. It may also write up to 15 bytes
// more, within the capacity of dst.
func (t *Names) AppendMore(dst []byte, n *Name) []byte {
	if n.second > 0 {
		dst = t.Words[n.second-1].Append(append(dst, '-'))
	}
	if n.suffix > 0 {
		dst = append(append(dst, ' '), Suffixes[n.suffix-1]...)
	}
	return dst
}

// AppendFolded appends a special name as it is in an e-mail address: given name, dot and surnames.
func (t *Names) AppendFolded(dst []byte, n *Name) []byte {
	dst = text.AppendFolded(dst, n.FirstWord.String())
	dst = text.AppendFolded(append(dst, '.'), n.LastWord.String())
	if n.second > 0 {
		dst = text.AppendFolded(dst, t.Words[n.second-1].String())
	}
	return dst
}

// CutSuffix returns a last name without its suffix.
func CutSuffix(name string) string {
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		for _, s := range Suffixes {
			if name[i+1:] == s {
				return name[:i]
			}
		}
	}
	return name
}

// IsLastName reports whether a name is a surname, or two different ones with a hyphen; perhaps with a suffix.
func IsLastName(name string) bool {
	if IsSurname(name) {
		return true
	}
	first, second, hyphen := strings.Cut(CutSuffix(name), "-")
	return IsSurname(first) && (!hyphen || IsSurname(second) && second != first)
}
