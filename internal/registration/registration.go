// Package registration says until when the registration of a vehicle is valid. Each answer is a
// function of draws and the day.
package registration

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Day is a day of the timeline.
type Day = timeline.Day

// Late says how often registrations are renewed late. Until then they have lapsed.
var Late = &timeline.LapseOdds{Percent: vocab.LateRenewalPercent, Days: vocab.LateRenewalDays}

// HasSurnameMonths reports whether a state registers by the surname of the owner.
func HasSurnameMonths(state uint8) bool {
	return vocab.Registrations[state].Basis == vocab.SurnameMonth
}

// Terms returns the terms of a registration in a state, from the day since on. That is the day of issue if
// isIssue is set. If not, the day of issue is drawn, so that as many registrations expire on every day. Two
// vehicles of one owner expire on the same day of the year where the birth or the surname fixes it. Heavy
// ones are trucks above 26,000 lb. The draw decides the length of the terms and late renewals too. The surname
// of the owner is read where the state HasSurnameMonths.
func Terms(state uint8, isHeavy bool, drawn uint64, since Day, isIssue bool, born Day, surname string) timeline.Terms {
	r := &vocab.Registrations[state]
	years, basis := r.YearsOf(drawn), r.Basis
	if isHeavy {
		years, basis = 1, heavyBasis
	}
	var month int32 // of issue
	var days Day
	first := since - 2 // there is no short term
	switch other := draw.Nth(drawn, 1); {
	case isIssue:
		month, days = timeline.MonthOf(since)
	case basis == vocab.IssueDate:
		month, days = timeline.MonthOf(-1 - Day(draw.Bounded(other, uint64(timeline.DaysOfYears(years)))))
		since--
	default:
		month = int32(draw.Bounded(other, uint64(12*years)))
		since--
	}
	if basis != vocab.IssueDate {
		month, days = fixed(basis, month, born, surname)
	} else if isIssue {
		first = since + vocab.TemporaryDays
	}
	return timeline.NewTerms(drawn, years, month, days, since, first)
}

// heavyBasis is the basis of trucks above 26,000 lb.
const heavyBasis = vocab.RegistrationBasis(0)

// fixed returns the end of the last term before the month of issue, as for NewTerms.
func fixed(basis vocab.RegistrationBasis, issued int32, born Day, surname string) (month int32, days Day) {
	switch basis {
	case vocab.IssueMonth:
		return issued, -1
	case vocab.Birthday:
		month, days = timeline.MonthOf(born)
		return lastBefore(issued, month), days
	case vocab.BirthMonth:
		month, _ = timeline.MonthOf(born)
	case vocab.SurnameMonth:
		month = monthOfYear(surnameMonth(surname))
	default:
		month = monthOfYear(vocab.HeavyMonth)
	}
	return lastBefore(issued, month) + 1, -1
}

// lastBefore returns the last month before another that is the same month of the year as a third
// one. A term that ends there is over, and the next one ends within its length.
func lastBefore(month, same int32) int32 {
	const manyYears = 12 * 200 // so no difference of months is below 0
	return month - 1 - int32(uint32(month-1-same+manyYears)%12)
}

// monthOfYear returns a month of package timeline for one that is counted from January, 1.
func monthOfYear(month uint8) int32 { return int32(month) + 9 }

// surnameMonth returns the month that the initial of a surname fixes.
func surnameMonth(surname string) uint8 { return vocab.SurnameMonths[text.Initial(surname)-'A'] }

// EndsMonth reports whether all registrations of a state expire on the last day of a month.
func EndsMonth(state uint8) bool {
	b := vocab.Registrations[state].Basis
	return b != vocab.IssueDate && b != vocab.Birthday
}

// Fits reports whether the registration of a vehicle that is no truck above 26,000 lb can expire on
// a day, by the birth and the surname of its owner.
func Fits(state uint8, birth schema.Date, surname string, expires schema.Date) bool {
	_, month, _ := expires.Civil()
	switch vocab.Registrations[state].Basis {
	case vocab.Birthday:
		return birth.AddYears(expires.YearsSince(birth)) == expires
	case vocab.BirthMonth:
		_, born, _ := birth.Civil()
		return month == born
	case vocab.SurnameMonth:
		return month == int(surnameMonth(surname))
	}
	return true
}

// IsMonthEnd reports whether a day is the last of a month.
func IsMonthEnd(day schema.Date) bool {
	_, _, next := day.AddDays(1).Civil()
	return next == 1
}

// IsHeavyEnd reports whether the registration of a truck above 26,000 lb can expire on a day.
func IsHeavyEnd(day schema.Date) bool {
	_, month, _ := day.Civil()
	return month == vocab.HeavyMonth && IsMonthEnd(day)
}
