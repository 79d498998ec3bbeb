package vocab

import (
	"slices"
	"testing"
)

// TestCarLicenses counts the classes as they are published: D in 24 jurisdictions, C in 12, E in 3. None
// is that of a commercial license.
func TestCarLicenses(t *testing.T) {
	counts := map[string]int{}
	for state, class := range CarLicenses {
		if state > 0 {
			counts[class]++
		}
		if class == ClassA || class == ClassB || state > 0 && class == "" {
			t.Errorf("%s prints %q for a car", States[state], class)
		}
	}
	for class, want := range map[string]int{"D": 24, "C": 12, "E": 3, "R": 2, "O": 2, "Operator": 4, "F": 1, "1": 1, "3": 1, "10": 1} {
		if counts[class] != want {
			t.Errorf("%d jurisdictions print %s, want %d", counts[class], class, want)
		}
	}
}

// TestLicenseShares: occupations with commercial licenses are known ones, and from an age at which the
// law allows such a license; trades with heavy trucks are from 21, the age for trips from state to state.
// All of them have a commercial license, and all who haul freight one of class A.
func TestLicenseShares(t *testing.T) {
	for name := range commercialLicenses {
		if FindOccupation(name) == nil {
			t.Errorf("there is no occupation %s", name)
		}
	}
	for i := range Occupations {
		o := &Occupations[i]
		for _, commercial := range []bool{false, true} {
			s := LicenseShareOf(o, commercial)
			heavy := commercial && (o.Fleet == HeavyFleet || o.Fleet == TractorFleet)
			switch all := s.A + s.B; {
			case all > 100 || all > 0 && o.MinAge < MinCommercialAge:
				t.Errorf("%s from %d years: %d of 100 have a commercial license", o.Name, o.MinAge, all)
			case heavy && (all != 100 || o.MinAge < 21):
				t.Errorf("%s from %d years has heavy trucks, and %d of 100 a commercial license", o.Name, o.MinAge, all)
			case commercial && o.Fleet == TractorFleet && s.A != 100:
				t.Errorf("%s has tractors, and %d of 100 class A", o.Name, s.A)
			}
		}
	}
}

// TestOlderLicenses: terms for older drivers are in order, shorter than those before, and for 18 states.
func TestOlderLicenses(t *testing.T) {
	states := map[string]OlderLicense{}
	for _, o := range OlderLicenses {
		i := slices.Index(States[:], o.State)
		before, ok := states[o.State]
		if !ok {
			before = OlderLicense{o.State, 60, LicenseYears[max(i, 0)]}
		}
		if i <= 0 || o.From <= before.From || o.Years >= before.Years || o.Years == 0 {
			t.Errorf("%+v after %+v", o, before)
		}
		states[o.State] = o
	}
	if len(states) != 18 {
		t.Errorf("%d states have shorter terms", len(states))
	}
}
