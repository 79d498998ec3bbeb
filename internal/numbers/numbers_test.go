package numbers

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

const maxVehicles = 64

// TestPlateRange: no two ordinals share a code, and all fit.
func TestPlateRange(t *testing.T) {
	for _, size := range []uint64{1_000_000, 6_760_000, 999_999_937} {
		t.Run(fmt.Sprint("size ", size), func(t *testing.T) {
			end := uint64(0)
			for ordinal := range maxVehicles {
				start, count := PlateRange(size, ordinal, maxVehicles)
				if start < end || count == 0 || start+count > size {
					t.Errorf("ordinal %d has %d codes from %d, the range before ends at %d", ordinal, count, start, end)
				}
				end = start + count
			}
		})
	}
}

// TestPlateSeries: the two series of a state are one, or never share a code.
func TestPlateSeries(t *testing.T) {
	forms := NewForms()
	states := make([]uint8, vocab.StateCount)
	for i := range states {
		states[i] = uint8(i + 1)
	}
	var plates Plates
	InitPlates(&plates, draw.NewLabel(1, "plates"), &forms, states)
	for _, state := range states {
		t.Run(vocab.States[state], func(t *testing.T) {
			p := vocab.Plates[state]
			one, other := &plates[state][PassengerPlates], &plates[state][CommercialPlates]
			if same := p.Commercial == p.Passenger; same != forms.OnePlateSeries(state) || same != (one.Number(7) == other.Number(7) && one.Codes == other.Codes) {
				t.Errorf("the series %s and %s: one series is %t", p.Passenger, p.Commercial, forms.OnePlateSeries(state))
			} else if !same && !mask.Disjoint(mask.MustParse(p.Passenger), mask.MustParse(p.Commercial)) {
				t.Errorf("the series %s and %s could share a code", p.Passenger, p.Commercial)
			}
		})
	}
}

// TestSeries: numbers are unique up to the size of the form, and begin again after it.
func TestSeries(t *testing.T) {
	codes := mask.MustParse("pdd").Codes()
	s := newSeries(draw.NewLabel(3, "series"), codes)
	seen := make([]bool, codes.Size())
	for i := range codes.Size() {
		n := s.Number(i)
		if seen[n] {
			t.Fatalf("number %d occurs twice", n)
		}
		seen[n] = true
		if again := s.Number(i + 5*codes.Size()); again != n {
			t.Fatalf("position %d: %d, five rounds later %d", i, n, again)
		}
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
