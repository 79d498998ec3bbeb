package vocab

import (
	"slices"
	"strings"
	"testing"
)

// TestFind compares the look-ups with searches of the tables, for every name that one of them has.
func TestFind(t *testing.T) {
	t.Parallel()
	names := []string{"", "X", "smith", "Nobody", "Springfield ", "00000", "Toyota"}
	for i := range FemaleNames {
		names = append(names, FemaleNames[i].Name)
	}
	for i := range MaleNames {
		names = append(names, MaleNames[i].Name)
	}
	surnames := Surnames()
	for _, s := range SurnameSpellings() {
		surnames = append(surnames, s.Spelled)
	}
	names = append(names, surnames...)
	spelled := map[bool][]Spelling{true: femaleSpellings[:], false: maleSpellings[:]}
	for _, s := range slices.Concat(spelled[true], spelled[false]) {
		names = append(names, s.Spelled)
	}
	for i := range Occupations {
		names = append(names, Occupations[i].Name)
	}
	for i := range Models {
		names = append(names, Models[i].Make, Models[i].Name)
	}
	slices.Sort(names)
	hasName := func(list []GivenName, spellings []Spelling, name string) bool {
		return slices.ContainsFunc(list, func(n GivenName) bool { return n.Name == name }) ||
			slices.ContainsFunc(spellings, func(s Spelling) bool { return s.Spelled == name })
	}
	for _, name := range slices.Compact(names) {
		occupation := slices.IndexFunc(Occupations[:], func(o Occupation) bool { return o.Name == name })
		if o := FindOccupation(name); (o == nil) != (occupation < 0) || o != nil && o != &Occupations[occupation] {
			t.Errorf("FindOccupation(%q) = %v, want number %d", name, o, occupation)
		}
		for what, is := range map[string][2]bool{
			"IsFemaleName": {IsFemaleName(name), hasName(FemaleNames[:], spelled[true], name)},
			"IsMaleName":   {IsMaleName(name), hasName(MaleNames[:], spelled[false], name)},
			"IsSurname":    {IsSurname(name), slices.Contains(surnames, name)},
			"IsMake":       {IsMake(name), slices.ContainsFunc(Models[:], func(m Model) bool { return m.Make == name })},
		} {
			if is[0] != is[1] {
				t.Errorf("%s(%q) = %t", what, name, is[0])
			}
		}
	}
}

// TestFindPlaces compares the look-ups of cities, ZIP codes and counties with searches, in each state.
func TestFindPlaces(t *testing.T) {
	t.Parallel()
	for state := range uint8(StateCount + 2) {
		for i := range Cities {
			c := &Cities[i]
			want := slices.IndexFunc(Cities[:], func(o City) bool { return o.State == state && o.Name == c.Name })
			if got := FindCity(state, c.Name); (got == nil) != (want < 0) || got != nil && got != &Cities[want] {
				t.Errorf("FindCity(%d, %s) = %v, want number %d", state, c.Name, got, want)
			}
			for k := 0; k < len(c.ZIPs); k += zipLen {
				zip := c.ZIPs[k:][:zipLen]
				z := FindZIP(state, zip)
				if (z != nil) != (c.State == state) || z != nil && z != &ZIPs[int(c.First)+k/zipLen] {
					t.Errorf("FindZIP(%d, %s) = %v", state, zip, z) // no ZIP code is in two states
				}
			}
		}
	}
	c := &Cities[0]
	for _, zip := range []string{"", "1", c.ZIPs[1:6], c.ZIPs[:4], c.ZIPs[:4] + "x", "x" + c.ZIPs[1:5], c.ZIPs[:5] + c.ZIPs[:5]} {
		if FindZIP(c.State, zip) != nil {
			t.Errorf("there is a ZIP code %q", zip)
		}
	}
	for _, area := range []string{"", "1", c.Areas[:2], c.Areas[:3] + "0", "000"} {
		if c.HasArea(area) {
			t.Errorf("%s has the area code %q", c.Name, area)
		}
	}
	for i := range Counties {
		if got := FindCounty(Counties[i].FIPS); got != &Counties[i] {
			t.Errorf("FindCounty(%s) = %v", Counties[i].FIPS, got)
		}
	}
	for _, fips := range []string{"", "00000", "48201 ", "4820"} {
		if got := FindCounty(fips); got != nil {
			t.Errorf("FindCounty(%q) = %v", fips, got)
		}
	}
}

// TestFindModel compares FindModel with a search, for every name under its make, another, and one
// that has the same group.
func TestFindModel(t *testing.T) {
	t.Parallel()
	for i := range Models {
		for _, make := range []string{Models[i].Make, Models[(i+97)%len(Models)].Make, sameGroup(Models[i].Make), "Nobody", ""} {
			want := slices.IndexFunc(Models[:], func(m Model) bool { return m.Make == make && m.Name == Models[i].Name })
			if got, ok := FindModel(make, Models[i].Name); ok != (want >= 0) || ok && got != want {
				t.Errorf("FindModel(%s, %s) = %d, %t, want %d", make, Models[i].Name, got, ok, want)
			}
		}
	}
}

// sameGroup returns a text for which makeGroup returns the same as for a make.
func sameGroup(make string) string {
	return make[:1] + strings.Repeat("-", len(make)-2) + make[len(make)-1:]
}

// TestMarks looks for the words that mark addresses and businesses as fictitious.
func TestMarks(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"12 Imaginary Oak Street": true, "Fictional": true, "Oak Unreal": true,
		"12 Imaginaryish Oak": false, "imaginary": false, "": false, " ": false, "ImaginaryOak": false,
	} {
		if got := HasStreetMark(s); got != want {
			t.Errorf("HasStreetMark(%q) = %t", s, got)
		}
		if got := HasBusinessMark(s); got != want {
			t.Errorf("HasBusinessMark(%q) = %t", s, got)
		}
	}
	for _, w := range StreetMarks {
		if !HasStreetMark("1 " + w + " Rd") {
			t.Errorf("an address with %s is not marked", w)
		}
	}
	for _, w := range BusinessMarks {
		if !HasBusinessMark(w + " LLC") {
			t.Errorf("a business with %s is not marked", w)
		}
	}
}
