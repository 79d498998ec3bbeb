// Package mask describes the form of short codes, such as license numbers, plates and ZIP
// codes. A mask has three uses. It numbers the codes of its form, so that a permutation of
// numbers is a permutation of codes. It reports whether a text has the form. And it converts to
// a regular expression, for schemas.
//
// In a mask a lower-case letter is a class of characters, and every other character means
// itself:
//
//	d  digit                  n  digit 1 to 9
//	a  letter A to Z          l  letter a to z
//	p  letter without I O Q   v  digit, or letter without I O Q
//	x  digit or letter A-Z    i  initial of the family name, A to Z
//
// A class may be followed by {n}, {n,m} or + (one or more), with n and m up to 1000. Text
// between single quotes means itself. A mask is printable ASCII. Examples: "id{12}",
// "9dd0d{5}", "l+.l+d+@'example.com'".
package mask

import "strings"

const (
	unbounded = 1 << 16 // run.max of a + repetition
	maxRepeat = 1000    // maximum of a repetition in regular expressions of Go
	maxSize   = 1 << 62 // number of codes that a Scale can number
)

// A run is a repeated class, or constant text if its class has no letter.
type run struct {
	class
	text     string
	min, max int // number of repetitions; 0 for constant text
}

// constant reports whether the run is constant text.
func (r *run) constant() bool { return r.letter == 0 }

// varies reports whether texts of several lengths match the run.
func (r *run) varies() bool { return r.min != r.max }

// A Mask is a parsed mask. It does not change.
type Mask struct {
	src    string
	runs   []run
	suffix string // the text of the last run, if it is constant
	size   uint64 // number of codes; 0 if they cannot be numbered
}

// String returns the mask as it was written.
func (m *Mask) String() string { return m.src }

// Size returns the number of codes that Codes can write, not counting the choice of an initial.
// It returns 0 if the codes cannot be numbered, because a repetition varies or because there
// are more than 2^62.
func (m *Mask) Size() uint64 { return m.size }

// Constant returns the text of a mask that matches only one text.
func (m *Mask) Constant() (text string, ok bool) {
	var b strings.Builder
	for i := range m.runs {
		if !m.runs[i].constant() {
			return "", false
		}
		b.WriteString(m.runs[i].text)
	}
	return b.String(), true
}

// Len returns the minimum and the maximum length of a code. The maximum is 65,536 or more if
// the mask has a + repetition.
func (m *Mask) Len() (least, most int) {
	for i := range m.runs {
		r := &m.runs[i]
		least += len(r.text) + r.min
		most += len(r.text) + r.max
	}
	return least, most
}

// InitialAt returns the index in a code of the first initial of the family name, or -1 if the
// mask has none. No varying repetition may be before it.
func (m *Mask) InitialAt() int {
	index := 0
	for i := range m.runs {
		r := &m.runs[i]
		if r.letter == initial {
			return index
		}
		index += len(r.text) + r.max
	}
	return -1
}
