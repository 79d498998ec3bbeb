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
	suffixShares = [3]uint16{0, 1311, 0}
)

// Suffixes are what may follow a last name, after a blank.
var Suffixes = [...]string{"Jr.", "Sr.", "II", "III"}

// suffixShares256 divides those who have a suffix, of 256: illustrative.
var suffixShares256 = [len(Suffixes)]uint8{154, 38, 26, 38}

// seniorBorn is the last year of birth of those who are called Sr.: a son with the same name is of age
// in all of the window (illustrative). Younger ones are called Jr.
const seniorBorn = 1979

// A Name is the name of a person, as positions in the tables of Names.
type Name struct {
	first, last, second uint16 // second is the surname after a hyphen, and one
	list                uint8  // 0 for the names of women, 1 for those of men
	suffix              uint8  // in Suffixes, and one
	folds               bool   // has more than ASCII letters
}

// Names are the tables from which names are drawn.
type Names struct {
	origins  *OriginTable
	given    [2]givenChoice
	surnames surnameChoice
}

// NewNames returns the tables.
func NewNames() *Names {
	return &Names{
		origins:  NewOriginTable(),
		given:    [2]givenChoice{newGivenChoice(FemaleNames[:], femaleSpellings[:]), newGivenChoice(MaleNames[:], maleSpellings[:])},
		surnames: newSurnameChoice(),
	}
}

// Set draws the name of somebody of a gender, 0 for F, 1 for M and 2 for X, who was born in a year and comes from
// a state. The two draws must be independent. The lowest 16 bits of each decide something else than the upper
// ones, which pick from tables: for surnames the origin, for given names whether there is a hyphen or a suffix.
func (t *Names) Set(n *Name, state uint8, gender, born int, given, surname uint64) {
	origin := t.origins.Pick(state, surname)
	n.list = uint8(gender)
	if gender > 1 {
		n.list = uint8(draw.Bounded(draw.Nth(given, 2), 2))
	}
	n.last = uint16(t.surnames.byOrigin[origin].Pick(surname))
	own := uint8(0)
	if t.surnames.origins[n.last] == origin {
		own = 1
	}
	c := &t.given[n.list]
	n.first = c.pick(NameCohort(born), origin, own, given)
	n.folds = int(n.first) >= c.plain || int(n.last) >= SurnameCount
	n.second, n.suffix = 0, 0
	if u := uint16(given); u < hyphenShares[gender] {
		t.setSecond(n, uint16(t.surnames.byOrigin[origin].Pick(draw.Nth(surname, 1))))
	} else if u -= hyphenShares[gender]; u < suffixShares[gender] {
		n.setSuffix(born, uint8(draw.Nth(given, 3)))
	}
}

// setSecond sets the surname after the hyphen, which must be another one.
func (t *Names) setSecond(n *Name, second uint16) {
	if plainSurname(second) != plainSurname(n.last) {
		n.second, n.folds = second+1, true
	}
}

func (n *Name) setSuffix(born int, drawn uint8) {
	i := 0
	for drawn >= suffixShares256[i] {
		drawn -= suffixShares256[i]
		i++
	}
	if Suffixes[i] == "Sr." && born > seniorBorn {
		i = 0
	}
	n.suffix, n.folds = uint8(i+1), true
}

// Append appends given name, blank and last name, and returns the number of bytes of the given name. It may also write
// up to 15 bytes after the name, within the capacity of dst.
func (t *Names) Append(dst []byte, n *Name) (_ []byte, first int) {
	w := &t.given[n.list].words[n.first]
	dst = t.surnames.words[n.last].Append(append(w.Append(dst), ' '))
	if n.folds {
		dst = t.appendMore(dst, n)
	}
	return dst, w.Len()
}

// appendMore appends what follows the first surname.
func (t *Names) appendMore(dst []byte, n *Name) []byte {
	if n.second > 0 {
		dst = t.surnames.words[n.second-1].Append(append(dst, '-'))
	}
	if n.suffix > 0 {
		dst = append(append(dst, ' '), Suffixes[n.suffix-1]...)
	}
	return dst
}

// AppendFolded appends given name, dot and last name as they are in an e-mail address, and returns the initial of the
// last name. It may also write up to 15 bytes more, as Append does.
func (t *Names) AppendFolded(dst []byte, n *Name) (_ []byte, initial byte) {
	first, last := &t.given[n.list].words[n.first], &t.surnames.words[n.last]
	if !n.folds {
		dst = append(first.AppendLower(dst), '.')
		return last.AppendLower(dst), last[0]
	}
	dst = append(text.AppendFolded(dst, first.String()), '.')
	at := len(dst)
	if dst = text.AppendFolded(dst, last.String()); n.second > 0 {
		dst = text.AppendFolded(dst, t.surnames.words[n.second-1].String())
	}
	return dst, dst[at] - 0x20
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

// IsLastName reports whether a name is a surname, or two with a hyphen; perhaps with a suffix.
func IsLastName(name string) bool {
	if IsSurname(name) {
		return true
	}
	first, second, hyphen := strings.Cut(CutSuffix(name), "-")
	return IsSurname(first) && (!hyphen || IsSurname(second))
}
