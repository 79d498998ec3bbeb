package numbers

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

const maxVehicles = 64

// allStates returns the indexes of all states.
func allStates() []uint8 {
	states := make([]uint8, vocab.StateCount)
	for i := range states {
		states[i] = uint8(i + 1)
	}
	return states
}

// stateOf returns the index of a USPS code.
func stateOf(t *testing.T, code string) uint8 {
	t.Helper()
	for i, s := range vocab.States {
		if s == code {
			return uint8(i)
		}
	}
	t.Fatalf("no state %s", code)
	return 0
}

// TestParts: in every series of every state no two ordinals share a code, all fit, each has codes
// for as many ranks as it says, and those are enough for 100 million records.
func TestParts(t *testing.T) {
	t.Parallel()
	forms := NewForms()
	for _, state := range allStates() {
		t.Run(vocab.States[state], func(t *testing.T) {
			check := func(name string, s *Series, rows int) {
				end := uint64(0)
				for ordinal := range rows {
					p, place := s.part(ordinal)
					start, each := p.start+uint64(place)*p.width, s.Each(ordinal)
					if start < end || each < 1 || each > maxEach || s.Ranks(ordinal) == 0 || s.Ranks(ordinal)*uint64(each) > p.width {
						t.Errorf("%s, ordinal %d: %d codes from %d, %d for each of %d ranks; the one before ends at %d", name, ordinal, p.width, start, each, s.Ranks(ordinal), end)
					}
					end = start + p.width
				}
				if end > s.Codes.Size() {
					t.Errorf("%s: the parts end at %d of %d codes", name, end, s.Codes.Size())
				}
				if needs := uint64(vocab.Populations[state]) * 100_000_000 / vocab.Population; s.Ranks(0) < needs+needs/40 {
					t.Errorf("%s: codes for %d ranks, want %d and 2.5 %% more", name, s.Ranks(0), needs)
				}
			}
			s := newSeries(draw.Label{}, state, forms.Licenses[state])
			check("licenses", &s, 1)
			for i, codes := range forms.Plates[state] {
				s := newRowSeries(draw.Label{}, state, codes, maxVehicles)
				check(fmt.Sprint("plates of series ", i), &s, maxVehicles)
			}
		})
	}
}

// TestRanks: how many codes a rank has is a constant of the format, so these are the limits of
// single states that the documents tell.
func TestRanks(t *testing.T) {
	t.Parallel()
	forms := NewForms()
	for _, c := range []struct {
		state                    string
		license, one, four, most uint64 // ranks: of plates for one, four and 64 vehicles
	}{
		{"TX", 11_250_000, 12_065_000, 12_065_000, 251_354}, // 8 licenses each, 5 plates each
		{"WY", 625_000, 225_000, 112_500, 1_875},            // 16 licenses each, 2 plates each
	} {
		t.Run(c.state, func(t *testing.T) {
			state := stateOf(t, c.state)
			if got := forms.LicenseRanks(state); got != c.license {
				t.Errorf("licenses: %d ranks, want %d", got, c.license)
			}
			for vehicles, want := range map[int]uint64{1: c.one, 4: c.four, maxVehicles: c.most} {
				if got := forms.PlateRanks(state, PassengerPlates, vehicles, maxVehicles); got != want {
					t.Errorf("plates of %d vehicles: %d ranks, want %d", vehicles, got, want)
				}
			}
		})
	}
}

// TestWithheld: no number has a group of letters that states withhold, different numbers have
// different codes, and each rank has as many codes as it would have with all groups.
func TestWithheld(t *testing.T) {
	t.Parallel()
	check := func(t *testing.T, codes *mask.Codes, step uint64) {
		seen := map[string]bool{}
		for k := uint64(0); k < codes.Size(); k += step {
			if s := string(codes.Append(nil, k, 'A'+byte(k%26))); seen[s] || !codes.Match(s) || vocab.HasWithheldGroup(s) {
				t.Fatalf("code %d has the form %t, occurs again %t, or has a group that is withheld", k, codes.Match(s), seen[s])
			} else {
				seen[s] = true
			}
		}
	}
	forms := NewForms()
	for _, state := range allStates() {
		t.Run(vocab.States[state], func(t *testing.T) {
			t.Parallel()
			for i, codes := range append(forms.Plates[state][:], forms.Licenses[state]) {
				check(t, codes, codes.Size()/20_011+1)
				all := mask.MustParse(codes.String()).Codes()
				rows, whole := newRowSeries(draw.Label{}, state, codes, maxVehicles), newRowSeries(draw.Label{}, state, all, maxVehicles)
				if i == int(PlateSeries) {
					rows, whole = newSeries(draw.Label{}, state, codes), newSeries(draw.Label{}, state, all)
				}
				for part := range rows.parts {
					if got, want := rows.parts[part].each, whole.parts[part].each; got != want {
						t.Errorf("%v: each rank has %d codes, with all groups %d", codes, got, want)
					}
				}
			}
		})
	}
	for form, size := range map[string]uint64{"ppp": 12_065, "pppp": 275_172, "Ypp": 529, "iaa": 569} {
		t.Run(form, func(t *testing.T) { // the runs of letters of these forms, whole
			t.Parallel()
			codes := mask.MustParse(form).CodesWithout(vocab.WithheldGroups())
			if codes.Size() != size {
				t.Errorf("%d codes, want %d", codes.Size(), size)
			}
			check(t, codes, 1)
		})
	}
}

// TestIssues numbers everything that a small form holds: each rank has as many numbers as Each
// says, one after the other and then again, and no two ranks or ordinals share one.
func TestIssues(t *testing.T) {
	t.Parallel()
	codes := mask.MustParse("pddd").Codes()
	s := newRowSeries(draw.NewLabel(3, "series"), 1, codes, 10)
	s.parts = [3]part{{0, 4 * codes.Size() / 8, 16}, {4 * codes.Size() / 8, codes.Size() / 8, 5}, {7 * codes.Size() / 8, codes.Size() / 8 / 6, 1}}
	seen := make([]bool, codes.Size())
	for ordinal := range 10 {
		for rank := range s.Ranks(ordinal) {
			for issue := range s.Each(ordinal) {
				n := s.NumberAt(rank, ordinal, issue)
				if n >= codes.Size() || seen[n] {
					t.Fatalf("ordinal %d, rank %d, issue %d: number %d is too large or occurs twice", ordinal, rank, issue, n)
				}
				seen[n] = true
				if again := s.NumberAt(rank, ordinal, issue+3*s.Each(ordinal)); again != n {
					t.Fatalf("ordinal %d, rank %d, issue %d: number %d, three rounds later %d", ordinal, rank, issue, n, again)
				}
			}
		}
	}
	if s.Number(5, 2) != s.NumberAt(5, 0, 2) {
		t.Error("Number is not that of row 0")
	}
	if s.NumberAt(1<<40, 3, 0) >= codes.Size() {
		t.Error("beyond the last rank numbers do not begin again")
	}
}

// TestPlateSeries: the two series of a state are one, or never share a code.
func TestPlateSeries(t *testing.T) {
	forms := NewForms()
	var plates Plates
	InitPlates(&plates, draw.NewLabel(1, "plates"), &forms, allStates(), maxVehicles)
	for _, state := range allStates() {
		t.Run(vocab.States[state], func(t *testing.T) {
			p := vocab.Plates[state]
			one, other := &plates[state][PassengerPlates], &plates[state][CommercialPlates]
			if same := p.Commercial == p.Passenger; same != forms.OnePlateSeries(state) || same != (one.Number(7, 0) == other.Number(7, 0) && one.Codes == other.Codes) {
				t.Errorf("the series %s and %s: one series is %t", p.Passenger, p.Commercial, forms.OnePlateSeries(state))
			} else if !same && !mask.Disjoint(mask.MustParse(p.Passenger), mask.MustParse(p.Commercial)) {
				t.Errorf("the series %s and %s could share a code", p.Passenger, p.Commercial)
			}
		})
	}
}

// TestEmails: the slots of each number of digits have the numbers of those digits, each once.
func TestEmails(t *testing.T) {
	e := NewEmails(draw.NewLabel(5, "email"))
	for _, slots := range [][2]int{{0, 1000}, {1000, 10_000}, {10_000, 100_000}} {
		t.Run(fmt.Sprint(slots), func(t *testing.T) {
			seen := map[uint64]bool{}
			for slot := slots[0]; slot < slots[1]; slot++ {
				n := e.Number(slot)
				if n < uint64(slots[0]) || n >= uint64(slots[1]) || seen[n] {
					t.Fatalf("slot %d has the number %d, outside its range or again", slot, n)
				}
				seen[n] = true
			}
		})
	}
	if n := e.Number(1 << 30); n < 1e9 || n >= 1e10 {
		t.Errorf("the last slot has the number %d", n)
	}
}
