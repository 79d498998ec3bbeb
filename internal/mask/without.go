package mask

import (
	"math/bits"
	"slices"
	"strings"
)

// CodesWithout returns the Codes of the mask that have none of the given groups in a run of
// upper-case letters. The groups have equal lengths. An initial may be any letter, so a code is
// left out too if one of the initials would complete a group.
//
// It panics if the codes cannot be numbered, if none is left, if more than one run of the mask can have a group, or
// if such a run has more than 2^20 texts or a class of letters and digits.
func (m *Mask) CodesWithout(groups []string) *Codes {
	c := m.Codes()
	for _, r := range m.letterRuns() {
		w := newWithout(r, groups)
		if w == nil {
			continue
		}
		if c.without != nil {
			panic("mask: more than one run of " + m.src + " can have a group to leave out")
		}
		c.without = w
	}
	return c
}

// A letterRun is a run of letters of a mask.
type letterRun struct {
	places []string // the possible letters at each place; none for an initial
	before uint64   // codes of what is before the run
	size   uint64   // texts of the run
	after  uint64   // codes of what is after it
}

// letterRuns returns the runs of letters of a mask whose codes can be numbered.
func (m *Mask) letterRuns() (runs []letterRun) {
	var places []string
	before, size := uint64(1), uint64(1)
	end := func() {
		if len(places) > 0 {
			runs = append(runs, letterRun{places, before, size, m.size / (before * size)})
		}
		places, before, size = nil, before*size, 1
	}
	for i := range m.runs {
		r := &m.runs[i]
		for k := range len(r.text) {
			if char := r.text[k : k+1]; isLetters(char) {
				places = append(places, char)
			} else {
				end()
			}
		}
		for range r.min {
			switch {
			case r.letter == initial:
				places = append(places, "")
				continue
			case isLetters(r.chars):
				places, size = append(places, r.chars), size*uint64(len(r.chars))
				continue
			case strings.ContainsAny(r.chars, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
				panic("mask: a class of " + m.src + " has letters and digits")
			}
			end()
			before *= uint64(len(r.chars))
		}
	}
	end()
	return runs
}

// isLetters reports whether a text has upper-case letters only.
func isLetters(s string) bool {
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// A without numbers the codes of a mask that have none of some groups in one run of letters. The
// texts of the run have numbers, as the codes have: those that are left out are holes. If n texts
// are left, their numbers are those below n, but each hole below n is filled with one of the texts
// from n on, in order. So nearly all codes keep their numbers, relative to what is before and
// after the run, and all numbers below the size are codes.
type without struct {
	scale         Scale // of the codes that are left
	before, after uint64
	size, left    uint64   // texts of the run, and those without a group
	out           []uint64 // bits of the texts that are left out
	holes, fill   []uint32 // numbers below left that are left out, and what they stand for
}

// newWithout returns nil if no text of the run has one of the groups.
func newWithout(r letterRun, groups []string) *without {
	const maxSize = 1 << 20
	w := &without{before: r.before, after: r.after, size: r.size, left: r.size}
	for _, group := range groups {
		for at := range len(r.places) - len(group) + 1 {
			if r.size > maxSize {
				panic("mask: a run of letters has too many texts to leave some out")
			}
			w.leaveOut(r.places, at, group)
		}
	}
	if w.left == w.size {
		return nil
	}
	if w.left == 0 {
		panic("mask: every code has a group to leave out")
	}
	w.scale = NewScale(w.before * w.left * w.after)
	for i, word := range w.out {
		for ; word != 0; word &= word - 1 {
			if n := uint32(i*64 + bits.TrailingZeros64(word)); uint64(n) < w.left {
				w.holes = append(w.holes, n)
			}
		}
	}
	for n := uint32(w.left); len(w.fill) < len(w.holes); n++ {
		if !w.has(uint64(n)) {
			w.fill = append(w.fill, n)
		}
	}
	return w
}

// leaveOut leaves out the texts that have a group at a place.
func (w *without) leaveOut(places []string, at int, group string) {
	number, before, after := uint64(0), uint64(1), uint64(1)
	for i, chars := range places {
		n := uint64(max(len(chars), 1))
		switch {
		case i < at:
			before *= n
		case i >= at+len(group):
			after *= n
		case chars != "":
			k := strings.IndexByte(chars, group[i-at])
			if k < 0 {
				return
			}
			number = number*n + uint64(k)
		}
	}
	if w.out == nil {
		w.out = make([]uint64, (w.size+63)/64)
	}
	step := w.size / before // texts for each text of the places before the group
	for text := number * after; text < w.size; text += step {
		for n := text; n < text+after; n++ {
			if !w.has(n) {
				w.out[n/64] |= 1 << (n % 64)
				w.left--
			}
		}
	}
}

// has reports whether a text of the run is left out.
func (w *without) has(n uint64) bool { return w.out[n/64]>>(n%64)&1 != 0 }

// code returns the number in the mask of code k of those that are left.
func (w *without) code(k uint64) uint64 {
	first, f := Digit(w.scale.Fraction(k), w.before)
	n, _ := bits.Mul64(f, w.left)
	text := n
	if w.has(n) {
		i, _ := slices.BinarySearch(w.holes, uint32(n))
		text = uint64(w.fill[i])
	}
	return k + (first*(w.size-w.left)+text-n)*w.after
}
