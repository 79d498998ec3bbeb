package vocab

import (
	"sync"

	"github.com/synthhub/synthhub/internal/text"
)

// Look-ups of names. Checking a record makes a dozen of them, so each table has an index. The first
// look-up makes it, in at most a tenth of a millisecond.

// indexed returns a function that returns the index of a list, which the first call makes.
func indexed[T any](list []T, word func(*T) (group uint8, s string)) func() *text.Index {
	return sync.OnceValue(func() *text.Index {
		return text.NewIndex(len(list), func(i int) (uint8, string) { return word(&list[i]) })
	})
}

var (
	femaleIndex     = sync.OnceValue(func() *text.Index { return newGivenIndex(FemaleNames[:], femaleSpellings[:]) })
	maleIndex       = sync.OnceValue(func() *text.Index { return newGivenIndex(MaleNames[:], maleSpellings[:]) })
	surnameIndex    = sync.OnceValue(newSurnameIndex)
	occupationIndex = indexed(Occupations[:], func(o *Occupation) (uint8, string) { return 0, o.Name })
	cityIndex       = indexed(Cities[:], func(c *City) (uint8, string) { return c.State, c.Name })
	countyIndex     = indexed(Counties[:], func(c *County) (uint8, string) { return 0, c.FIPS })
	streetMarks     = indexed(StreetMarks, func(w *string) (uint8, string) { return 0, *w })
	businessMarks   = indexed(BusinessMarks, func(w *string) (uint8, string) { return 0, *w })
	businessWords   = indexed(BusinessWords, func(w *string) (uint8, string) { return 0, *w })
	zipIndex        = sync.OnceValue(newZIPIndex)
	modelIndex      = sync.OnceValue(newModelNames)
)

// newGivenIndex returns the index of given names and their spellings.
func newGivenIndex(list []GivenName, spellings []Spelling) *text.Index {
	return text.NewIndex(len(list)+len(spellings), func(i int) (uint8, string) {
		if i < len(list) {
			return 0, list[i].Name
		}
		return 0, spellings[i-len(list)].Spelled
	})
}

func newSurnameIndex() *text.Index {
	names := Surnames()
	for i := range surnameSpellings {
		names = append(names, surnameSpellings[i].spelled)
	}
	return text.NewIndex(len(names), func(i int) (uint8, string) { return 0, names[i] })
}

// IsFemaleName reports whether girls are given the name.
func IsFemaleName(name string) bool { return has(femaleIndex(), 0, name) }

// IsMaleName reports whether boys are given the name.
func IsMaleName(name string) bool { return has(maleIndex(), 0, name) }

// IsSurname reports whether the name is a surname or a spelling of one; these have no hyphens and no suffixes.
func IsSurname(name string) bool { return has(surnameIndex(), 0, name) }

// FindOccupation returns the occupation of a name, nil if there is none.
func FindOccupation(name string) *Occupation {
	i, ok := occupationIndex().Find(0, name)
	if !ok {
		return nil
	}
	return &Occupations[i]
}

// FindCity returns the city of a name in a state, nil if there is none.
func FindCity(state uint8, name string) *City {
	i, ok := cityIndex().Find(state, name)
	if !ok {
		return nil
	}
	return &Cities[i]
}

// FindZIP returns what the table has on a ZIP code of a state, nil if it is not there.
func FindZIP(state uint8, zip string) *ZIP {
	i, ok := zipIndex().Find(state, zip)
	if !ok {
		return nil
	}
	return &ZIPs[i]
}

// FindCounty returns the county with a FIPS code, nil if there is none.
func FindCounty(fips string) *County {
	i, ok := countyIndex().Find(0, fips)
	if !ok {
		return nil
	}
	return &Counties[i]
}

// HasStreetMark reports whether one of the words of an address is one of StreetMarks.
func HasStreetMark(address string) bool { return streetMarks().HasWord(address) }

// HasBusinessMark reports whether one of the words of a business name is one of BusinessMarks.
func HasBusinessMark(name string) bool { return businessMarks().HasWord(name) }

func has(x *text.Index, group uint8, s string) bool {
	_, ok := x.Find(group, s)
	return ok
}

// newZIPIndex returns the index of the ZIP codes of each state.
func newZIPIndex() *text.Index {
	return text.NewIndex(len(ZIPs), func(i int) (uint8, string) { return Cities[ZIPs[i].City].State, ZIPCode(i) })
}

// A modelNames finds the lines of Models by their names.
type modelNames struct {
	makes *text.Index
	names *text.Index // in the groups of makeGroup
	lines []int       // by position in names, the first line of the name
}

func newModelNames() *modelNames {
	x := &modelNames{}
	var makes []string
	for i := range Models {
		if m := &Models[i]; i == 0 || m.Make != Models[i-1].Make {
			makes = append(makes, m.Make)
		} else if m.Name == Models[i-1].Name {
			continue
		}
		x.lines = append(x.lines, i)
	}
	x.makes = text.NewIndex(len(makes), func(i int) (uint8, string) { return 0, makes[i] })
	x.names = text.NewIndex(len(x.lines), func(i int) (uint8, string) {
		m := &Models[x.lines[i]]
		return makeGroup(m.Make), m.Name
	})
	return x
}

// makeGroup returns a group of makes. No two makes of one group share the name of a model, which a
// test holds.
func makeGroup(make string) uint8 {
	if make == "" {
		return 0
	}
	return make[0] + make[len(make)-1]<<5 + uint8(len(make))<<3
}

// IsMake reports whether any of Models has the make.
func IsMake(name string) bool { return has(modelIndex().makes, 0, name) }

// FindModel returns the index in Models of the first line of a make and a name.
func FindModel(make, name string) (line int, ok bool) {
	x := modelIndex()
	i, ok := x.names.Find(makeGroup(make), name)
	if !ok || Models[x.lines[i]].Make != make {
		return 0, false
	}
	return x.lines[i], true
}
