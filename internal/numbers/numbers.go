// Package numbers gives records the numbers that are unique in a dataset or a state: in e-mail
// addresses, of driver licenses, of registration plates.
//
// They are unique by construction. No two records share a position: their slot, or their rank
// among the residents or the licenses of a state. A permutation of the positions gives each a
// number that looks random, and a form writes the number.
package numbers

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The series of plates that a state issues.
const (
	PassengerPlates = iota
	CommercialPlates
	PlateSeries // number of series
)

// Forms are the forms of licenses and plates of each state, indexed as vocab.States.
type Forms struct {
	Licenses [vocab.StateCount + 1]*mask.Codes
	Plates   [vocab.StateCount + 1][PlateSeries]*mask.Codes
}

// NewForms returns the forms of all states.
func NewForms() (f Forms) {
	for state := 1; state <= vocab.StateCount; state++ {
		plates := vocab.Plates[state]
		f.Licenses[state] = mask.MustParse(vocab.Licenses[state]).Codes()
		f.Plates[state] = [PlateSeries]*mask.Codes{mask.MustParse(plates.Passenger).Codes(), mask.MustParse(plates.Commercial).Codes()}
	}
	return f
}

// OnePlateSeries reports whether a state issues the same plates to all vehicles.
func (f *Forms) OnePlateSeries(state uint8) bool {
	return f.Plates[state][PassengerPlates].String() == f.Plates[state][CommercialPlates].String()
}

// A Series numbers the codes of one form, such as the licenses of a state.
type Series struct {
	Codes *mask.Codes
	order draw.Permutation
}

func newSeries(label draw.Label, codes *mask.Codes) Series {
	return Series{codes, label.NewPermutation(codes.Size())}
}

// Number returns the number at a position. Beyond the last position they begin again, which
// Settings.Validate rules out for the records of a dataset.
func (s *Series) Number(position uint64) uint64 {
	if n := s.order.Len(); position >= n {
		position %= n
	}
	return s.order.At(position)
}

// Licenses are the series of driver licenses, indexed as vocab.States.
type Licenses [vocab.StateCount + 1]Series

// InitLicenses sets the series of the given states, which a Label decides. The list is large, so
// it is not returned.
func InitLicenses[S ~uint8](l *Licenses, label draw.Label, forms *Forms, states []S) {
	for _, state := range states {
		l[state] = newSeries(label.Sub(uint64(state)), forms.Licenses[state])
	}
}

// Plates are the series of registration plates, indexed as vocab.States.
type Plates [vocab.StateCount + 1][PlateSeries]Series

// InitPlates sets the series of the given states, which a Label decides.
func InitPlates[S ~uint8](p *Plates, label draw.Label, forms *Forms, states []S) {
	for _, state := range states {
		for i, codes := range forms.Plates[state] {
			if i > 0 && forms.OnePlateSeries(uint8(state)) {
				p[state][i] = p[state][0]
				continue
			}
			p[state][i] = newSeries(label.Sub(uint64(state)<<1|uint64(i)), codes)
		}
	}
}

// PlateRange divides the codes of a form, of which there are size, among the ordinals of vehicles:
// vehicles with an ordinal have count codes, from position start on. In that range a vehicle takes
// the position that is the rank of its person in the state. No two vehicles share a position, and
// persons with more vehicles change no plate of others. The first vehicles have half of the codes,
// each of the next three ordinals an eighth, and the others share the last eighth.
func PlateRange(size uint64, ordinal, ordinals int) (start, count uint64) {
	eighth := size / 8
	switch {
	case ordinal == 0:
		return 0, 4 * eighth
	case ordinal < 4:
		return uint64(3+ordinal) * eighth, eighth
	}
	count = eighth / uint64(ordinals-4)
	return 7*eighth + uint64(ordinal-4)*count, count
}

const (
	firstEmails = 1000 // slots whose numbers have at most three digits
	emailOrders = 8    // up to ten digits: more than enough for 10^9 records
)

// Emails are the orders of the numbers in e-mail addresses: one for the slots of each number of
// digits, 0 to 999, 1,000 to 9,999, and so on, so that addresses in small datasets are short.
type Emails struct {
	orders [emailOrders]draw.Permutation
	starts [emailOrders + 1]uint64 // first slot of each, and the end of the last
	first  [emailBits + 1]uint8    // the first order of slots with that many bits
}

// emailBits is the number of bits of a slot, at most.
const emailBits = 33

// NewEmails returns the orders that a Label decides.
func NewEmails(label draw.Label) (e Emails) {
	end := uint64(firstEmails)
	for i := range e.orders {
		e.orders[i] = label.Sub(uint64(i)).NewPermutation(end - e.starts[i])
		e.starts[i+1], end = end, end*10
	}
	for n, i := 1, uint8(0); n < len(e.first); n++ {
		for uint64(1)<<(n-1) >= e.starts[i+1] {
			i++
		}
		e.first[n] = i
	}
	return e
}

// Number returns the number in the address of a slot, which no other slot has. Names hold no
// digits, so it tells addresses apart.
func (e *Emails) Number(slot int) uint64 {
	i := e.first[bits.Len64(uint64(slot))]
	if uint64(slot) >= e.starts[i+1] {
		i++
	}
	return e.starts[i] + e.orders[i].At(uint64(slot)-e.starts[i])
}
