package vocab

import (
	"slices"
	"strconv"

	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/text"
)

// Streets is the choice of a first address line. Every part is looked up in a list that has each
// value as often as its weight says: that takes no branch, and leaves the rest of the draw for the
// parts that follow.
type Streets struct {
	marks      []text.Word
	names      [2][]text.Word // words, and numbers
	types      []text.Word
	directions []direction
	houses     [len(HouseDigits)]struct{ first, count uint64 }
	digits     []uint8
	places     [2]streetPlace // all states, and the District of Columbia
}

// A direction stands before or after the name of a street, or is none: one of both words is empty.
type direction struct{ before, after text.Word }

// A streetPlace is what differs between places.
type streetPlace struct {
	kinds      []uint8 // of streets: twice the type, and one for numbered streets
	directions []uint8
}

// perMille is the number of addresses, or of businesses, that the weights of some tables are of.
const perMille = 1000

const districtOfColumbia = 8 // in States

// NewStreets returns the choice.
func NewStreets() *Streets {
	s := &Streets{marks: text.NewWords(" ", StreetMarks)}
	s.names[0] = text.NewWords(" ", StreetWords)
	for n := 1; n <= MaxStreetNumber; n++ {
		s.names[1] = append(s.names[1], slices.Repeat([]text.Word{text.NewWord(" " + ordinal(n))}, StreetNumberWeight(n))...)
	}
	for i, t := range StreetTypes {
		name := t.Name
		if name != "" {
			name = " " + name
		}
		s.types = append(s.types, text.NewWord(name))
		named, numbered := uint8(2*i), uint8(2*i+1)
		states, dc := &s.places[0].kinds, &s.places[1].kinds
		*states = appendTimes(appendTimes(*states, named, t.Named), numbered, t.Numbered)
		*dc = appendTimes(appendTimes(*dc, named, uint16(t.DCNamed)), numbered, uint16(t.DCNumbered))
	}
	s.setDirections()
	for i, weight := range HouseDigits {
		s.digits = appendTimes(s.digits, uint8(i), weight)
	}
	for i, first := 0, uint64(1); i < len(s.houses); i, first = i+1, 10*first {
		s.houses[i].first, s.houses[i].count = first, min(9*first, MaxHouse+1-first)
	}
	return s
}

func (s *Streets) setDirections() {
	states, dc := &s.places[0].directions, &s.places[1].directions
	for i, word := range StreetDirections {
		w, n := text.NewWord(" "+word), uint8(len(s.directions))
		s.directions = append(s.directions, direction{before: w}, direction{after: w})
		*states = appendTimes(appendTimes(*states, n, DirectionsBefore[i]), n+1, DirectionsAfter[i])
		*dc = appendTimes(*dc, n+1, Quadrants[i])
	}
	none := uint8(len(s.directions))
	s.directions = append(s.directions, direction{})
	for _, list := range []*[]uint8{states, dc} {
		*list = appendTimes(*list, none, uint16(perMille-len(*list)))
	}
}

// appendTimes appends a value so many times.
func appendTimes(list []uint8, value uint8, times uint16) []uint8 {
	return append(list, slices.Repeat([]uint8{value}, int(times))...)
}

// ordinal returns a number as the name of a street: 1st, 11th, 112th.
func ordinal(n int) string {
	end := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}

// Append appends the address line of somebody in a state. The two draws decide the house, with the
// direction, and the street.
func (s *Streets) Append(b []byte, state uint8, house, street uint64) []byte {
	place := &s.places[0]
	if state == districtOfColumbia {
		place = &s.places[1]
	}
	digits, house := choice.Split(house, uint64(len(s.digits)))
	towards, house := choice.Split(house, uint64(len(place.directions)))
	numbers, direction := &s.houses[s.digits[digits]], &s.directions[place.directions[towards]]
	number, _ := choice.Split(house, numbers.count)
	if number += numbers.first; number < 10_000 {
		b = text.AppendSmall(b, number)
	} else {
		b = text.AppendUint(b, number)
	}
	b = direction.before.Append(b)
	b, street = choice.AppendOneOf(b, s.marks, street)
	k, street := choice.Split(street, uint64(len(place.kinds)))
	kind := place.kinds[k]
	b, _ = choice.AppendOneOf(b, s.names[kind&1], street)
	if b = s.types[kind>>1].Append(b); direction.after.Len() > 0 { // rare outside the District of Columbia
		b = direction.after.Append(b)
	}
	return b
}

// MaxLen returns the length, in bytes, that no address line exceeds.
func (s *Streets) MaxLen() int {
	return len(strconv.Itoa(MaxHouse)) + 2*len(" NW") + longest(s.marks) + max(longest(s.names[0]), longest(s.names[1])) + longest(s.types)
}

// longest returns the number of bytes of the longest word.
func longest(words []text.Word) (n int) {
	for i := range words {
		n = max(n, words[i].Len())
	}
	return n
}
