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

// NewForms returns the forms of all states. No number has a group of letters that states withhold.
func NewForms() (f Forms) {
	prepared := map[string]*mask.Codes{} // many states have the same form
	codes := func(form string) *mask.Codes {
		if prepared[form] == nil {
			prepared[form] = mask.MustParse(form).CodesWithout(vocab.WithheldGroups())
		}
		return prepared[form]
	}
	for state := 1; state <= vocab.StateCount; state++ {
		plates := vocab.Plates[state]
		f.Licenses[state] = codes(vocab.Licenses[state])
		f.Plates[state] = [PlateSeries]*mask.Codes{codes(plates.Passenger), codes(plates.Commercial)}
	}
	return f
}

// OnePlateSeries reports whether a state issues the same plates to all vehicles.
func (f *Forms) OnePlateSeries(state uint8) bool {
	return f.Plates[state][PassengerPlates].String() == f.Plates[state][CommercialPlates].String()
}

// A Series numbers the codes of one form, such as the licenses of a state. Each rank has several
// codes of its own, as many as the form has for sizedFor records of all states: those who hold a rank
// one after the other have different numbers, until all have been issued.
type Series struct {
	Codes *mask.Codes
	order draw.Permutation
	// parts divide the codes by ordinals: of row 0 of a record, of the rows 1 to 3, of all others.
	parts [3]part
}

// A part of a Series has width positions for each of its ordinals, from start on, and each rank
// has some of them.
type part struct {
	start, width uint64
	each         uint32
}

const (
	sizedFor = 112_000_000 // records of all states, for which each rank has a code
	maxEach  = 16
)

func newPart(state uint8, start, width uint64) part {
	ranks := uint64(vocab.Populations[state]) * sizedFor / vocab.Population
	ranks += ranks / 15 // a state may have more licenses than residents
	return part{start, width, uint32(min(max(width/ranks, 1), maxEach))}
}

// newSeries returns a Series with one row a record.
func newSeries(label draw.Label, state uint8, codes *mask.Codes) Series {
	return Series{codes, label.NewPermutation(codes.Size()), [3]part{newPart(state, 0, codes.Size())}}
}

// newRowSeries returns a Series with up to so many rows a record. The first have half of the
// codes, each of the next three ordinals an eighth, and the others share the last eighth. So no
// two rows share a code, and records with more rows change no code of others.
func newRowSeries(label draw.Label, state uint8, codes *mask.Codes, rows int) Series {
	s, eighth := newSeries(label, state, codes), codes.Size()/8
	s.parts = [3]part{newPart(state, 0, 4*eighth), newPart(state, 4*eighth, eighth), newPart(state, 7*eighth, eighth/uint64(rows-4))}
	return s
}

// part returns the part of an ordinal, and its place among the ordinals of that part.
func (s *Series) part(ordinal int) (p *part, place int) {
	switch {
	case ordinal == 0:
		return &s.parts[0], 0
	case ordinal < 4:
		return &s.parts[1], ordinal - 1
	}
	return &s.parts[2], ordinal - 4
}

// Number returns the number of an issue to a rank, for row 0 of a record.
func (s *Series) Number(rank uint64, issue uint32) uint64 { return s.NumberAt(rank, 0, issue) }

// NumberAt returns the number of an issue to a rank, for a row. Beyond the last rank the numbers
// begin again, which Settings.Validate rules out for the records of a dataset.
func (s *Series) NumberAt(rank uint64, ordinal int, issue uint32) uint64 {
	p, place := s.part(ordinal)
	position := p.start + uint64(place)*p.width + rank*uint64(p.each) + uint64(issue%p.each)
	if n := s.order.Len(); position >= n {
		position %= n
	}
	return s.order.At(position)
}

// Ranks returns how many ranks have codes of their own for a row.
func (s *Series) Ranks(ordinal int) uint64 {
	p, _ := s.part(ordinal)
	return p.width / uint64(p.each)
}

// LicenseRanks returns how many holders of licenses of a state have codes of their own.
func (f *Forms) LicenseRanks(state uint8) uint64 {
	s := newSeries(draw.Label{}, state, f.Licenses[state])
	return s.Ranks(0)
}

// PlateRanks returns how many residents of a state have codes of their own for each of so many
// vehicles, in a series of plates for up to so many.
func (f *Forms) PlateRanks(state uint8, series, vehicles, most int) uint64 {
	s := newRowSeries(draw.Label{}, state, f.Plates[state][series], most)
	return min(s.Ranks(0), s.Ranks(min(vehicles-1, 3)), s.Ranks(vehicles-1))
}

// Each returns how many codes each rank has for a row.
func (s *Series) Each(ordinal int) uint32 {
	p, _ := s.part(ordinal)
	return p.each
}

// Licenses are the series of driver licenses, indexed as vocab.States.
type Licenses [vocab.StateCount + 1]Series

// InitLicenses sets the series of the given states, which a Label decides. The list is large, so
// it is not returned.
func InitLicenses[S ~uint8](l *Licenses, label draw.Label, forms *Forms, states []S) {
	for _, state := range states {
		l[state] = newSeries(label.Sub(uint64(state)), uint8(state), forms.Licenses[state])
	}
}

// Plates are the series of registration plates, indexed as vocab.States.
type Plates [vocab.StateCount + 1][PlateSeries]Series

// InitPlates sets the series of the given states, for up to so many vehicles a record. A Label
// decides them.
func InitPlates[S ~uint8](p *Plates, label draw.Label, forms *Forms, states []S, vehicles int) {
	for _, state := range states {
		for i, codes := range forms.Plates[state] {
			if i > 0 && forms.OnePlateSeries(uint8(state)) {
				p[state][i] = p[state][0]
				continue
			}
			p[state][i] = newRowSeries(label.Sub(uint64(state)<<1|uint64(i)), uint8(state), codes, vehicles)
		}
	}
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
