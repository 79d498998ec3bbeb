// Package timeline computes the state of things on a day, without looking at the days before it:
// who fills a place, how often something has happened, when it happens next. It knows nothing of
// insurance.
//
// It has six parts, each with the days on which its answer changes:
//
//   - Events, in this file: something happens once in each interval of L days.
//   - A [Curve] is the wanted number of people of each age. Lives drawn from it keep their ages
//     distributed like that on every day.
//   - A [Stock] is the wanted number of things of each cohort over time. [Holdings] drawn from it have
//     these numbers on every day.
//   - [Slots] say who fills a numbered place.
//   - A [Reading] lets one draw pass through shares that change with age.
//   - [Terms] follow each other: something is valid for some years and then renewed, sometimes
//     late.
//
// All numbers are integers, and each answer is a function of draws and the day.
package timeline

import "github.com/synthhub/synthhub/draw"

// A Day is a number of days since the first day of the window, day 0. It may be negative.
type Day = int32

// DaysOfYears returns the days of so many years, rounded up: four years are 1,461 days. Somebody
// who is born on day d has the age on day d+DaysOfYears(age), perhaps since the day before.
func DaysOfYears(years int) Day { return daysOf(years, 1) }

// DaysOfMonths is DaysOfYears for months.
func DaysOfMonths(months int) Day { return daysOf(months, 12) }

// daysOf returns the days of units of which there are perYear in a year, rounded up.
func daysOf(units, perYear int) Day { return Day((1461*units + 4*perYear - 1) / (4 * perYear)) }

// Years returns the whole years in a number of days, which must not be negative.
func Years(days Day) int { return int(uint32(days) * 4 / 1461) }

// Something happens once in each interval of length days: on day at(n) = n*length - phase +
// (a number below length). The phase, and the day in each interval, are drawn. So on every
// day it has happened at the rate 1/length, and the last time was in the interval of that day
// or in the one before: two draws find it, however long ago time began. Numbers count from an
// interval before day 0, so that they are not negative from there on.

// LastEvent returns number and day of the last event on or before a day, which must be at least
// -length. The draw z decides all events.
func LastEvent(z uint64, length, day Day) (n int, at Day) {
	// Either case is as likely as the other, so both days are computed and no branch is taken.
	n = int(uint32(day+phase(z, length)+length) / uint32(length))
	at, before := EventDay(z, length, n), EventDay(z, length, n-1)
	later := (day - at) >> 31 // -1 if the event of the interval is after the day, else 0
	return n + int(later), at + (before-at)&later
}

// EventDay returns the day of event n.
func EventDay(z uint64, length Day, n int) Day {
	return Day(n-1)*length - phase(z, length) + Day(draw.Bounded(draw.Nth(z, uint64(n+2)), uint64(length)))
}

func phase(z uint64, length Day) Day { return Day(draw.Bounded(z, uint64(length))) }

// AppendEvents appends the days of the events after one day, up to and with another.
func AppendEvents(dst []Day, z uint64, length, after, upTo Day) []Day {
	n, _ := LastEvent(z, length, after)
	for at := EventDay(z, length, n+1); at <= upTo; at = EventDay(z, length, n+1) {
		dst, n = append(dst, at), n+1
	}
	return dst
}
