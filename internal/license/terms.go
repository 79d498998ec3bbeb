package license

import (
	"slices"

	"github.com/synthhub/synthhub/internal/vocab"
)

// A term says for how many years licenses are valid that are issued below an age, and the birthday on
// which they expire at the latest.
type term struct {
	years, until, latest uint8
	inverse              uint16 // 2^16 / years, rounded up
}

func newTerm(years uint8) term {
	return term{years, forever, forever, uint16((1<<16 + int(years) - 1) / max(int(years), 2))}
}

// in returns how many whole terms there are in some years, fewer than 100.
func (t *term) in(years int) int {
	if t.years == 1 {
		return years
	}
	return years * int(t.inverse) >> 16
}

const forever = 255 // an age that nobody has

// terms holds the terms of each state, by age. Most states have one.
var terms = func() (list [vocab.StateCount + 1][3]term) {
	for state, years := range vocab.LicenseYears {
		list[state][0] = newTerm(years)
	}
	for _, o := range vocab.OlderLicenses {
		t := &list[slices.Index(vocab.States[:], o.State)]
		i := slices.IndexFunc(t[:], func(t term) bool { return t.until == forever })
		t[i].until, t[i+1] = o.From, newTerm(o.Years)
		if o.State == "MT" {
			t[i].latest = vocab.LastMontanaAge
		}
	}
	return list
}()

// renewals returns the ages of the last renewal and of the next one, for somebody of an age with a
// license of a state that was issued at the first age. There was no renewal if the last one is below 0.
func renewals(state uint8, first, age int) (last, next int) {
	t := &terms[state][0]
	years := int(t.years)
	n := (age - first) * int(t.inverse) >> 16 // no first term is of one year
	last = first + n*years
	if next = last + years; age >= int(t.until) || next > int(t.latest) {
		return olderRenewals(state, first, age)
	}
	if n == 0 {
		last = -1
	}
	return last, next
}

// olderRenewals is renewals for any age, with the shorter terms of older drivers.
func olderRenewals(state uint8, first, age int) (last, next int) {
	last, next = -1, first
	for t := &terms[state]; ; {
		i := 0
		for next >= int(t[i].until) {
			i++
		}
		years := int(t[i].years)
		if n := t[i].in(min(age, int(t[i].until)-1) - next); n > 0 {
			next += n * years
			last = next
		}
		if next = min(next+years, int(t[i].latest)); next > age {
			return last, next
		}
		last = next
	}
}

// LatestExpiry returns the highest age on whose birthday a license of a state can expire that
// somebody has at an age.
func LatestExpiry(state uint8, age int) (latest int) {
	for _, t := range terms[state] {
		latest = max(latest, min(min(age, int(t.until)-1)+int(t.years), int(t.latest)))
		if age < int(t.until) {
			break
		}
	}
	return latest
}
