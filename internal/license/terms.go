package license

import (
	"slices"

	"github.com/synthhub/synthhub/internal/vocab"
)

// A term says for how many years licenses are valid that are issued below an age, and the birthday on
// which they expire at the latest.
type term struct{ years, until, latest uint8 }

const forever = 255 // an age that nobody has

// terms holds the terms of each state, by age. Most states have one.
var terms = func() (list [vocab.StateCount + 1][3]term) {
	for state, years := range vocab.LicenseYears {
		list[state][0] = term{years, forever, forever}
	}
	for _, o := range vocab.OlderLicenses {
		t := &list[slices.Index(vocab.States[:], o.State)]
		i := slices.IndexFunc(t[:], func(t term) bool { return t.until == forever })
		t[i].until, t[i+1] = o.From, term{o.Years, forever, forever}
		if o.State == "MT" {
			t[i].latest = vocab.LastMontanaAge
		}
	}
	return list
}()

// renewals returns the ages of the last renewal and of the next one, for somebody of an age with a
// license of a state that was issued at the first age. There was no renewal if the last one is below 0.
func renewals(state uint8, first, age int) (last, next int) {
	last, next = -1, first
	for t := &terms[state]; ; {
		i := 0
		for next >= int(t[i].until) {
			i++
		}
		years := int(t[i].years)
		if n := (min(age, int(t[i].until)-1) - next) / years; n > 0 {
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
