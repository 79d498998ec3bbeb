// Package calendar answers the questions about birthdays that every record asks, by tables for
// one as-of date instead of calendar arithmetic.
package calendar

import "github.com/synthhub/synthhub/schema"

// ages is the number of ages that a Calendar knows, from 0: more than anybody's age.
const ages = 100

// A Calendar has the birthdays of all ages on one as-of date. It does not change and is safe for
// concurrent use.
type Calendar struct {
	asOf schema.Date
	// latest holds the last day of birth of those who have an age on the as-of date.
	latest [ages]schema.Date
	// sinceLeapDay counts the days from the last February 29th to each of latest.
	sinceLeapDay [ages]int
}

// New returns the Calendar of an as-of date.
func New(asOf schema.Date) (c Calendar) {
	c.asOf = asOf
	for age := range ages {
		day := asOf.AddYears(-age)
		if asOf.YearsSince(day) < age {
			day = day.AddDays(-1) // on a leap day those born on March 1st are a year younger
		}
		c.latest[age] = day
		leap := day.Year()
		for !schema.NewDate(leap, 2, 29).IsValid() || schema.NewDate(leap, 2, 29).After(day) {
			leap--
		}
		c.sinceLeapDay[age] = day.DaysSince(schema.NewDate(leap, 2, 29))
	}
	return c
}

// Latest returns the last day of birth of those who have an age on the as-of date.
func (c *Calendar) Latest(age int) schema.Date { return c.latest[age] }

// Days returns the number of days on which those who have an age can be born.
func (c *Calendar) Days(age int) int { return c.latest[age].DaysSince(c.latest[age+1]) }

// Birthday returns the day on which a person turned age at, who has age now and was born so
// many days earlier than the youngest of that age: so many days before the birthday of the
// youngest, leap days not counted. Somebody born on a leap day has the birthday on March 1st in
// other years. It is never after the as-of date.
func (c *Calendar) Birthday(at, now, earlier int) schema.Date {
	if c.sinceLeapDay[now] <= earlier {
		earlier--
	}
	if c.sinceLeapDay[now-at] <= earlier {
		earlier++
	}
	return Earlier(c.latest[now-at].AddDays(-earlier), c.asOf)
}

// Earlier returns the earlier of two dates.
func Earlier(a, b schema.Date) schema.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// YearsSince is YearsSince of the as-of date, for days that are not after it: the years that the
// days make at least, or one more.
func (c *Calendar) YearsSince(day schema.Date) int {
	const daysIn400Years = 146_097
	years := max(0, c.asOf.DaysSince(day)-2) * 400 / daysIn400Years
	if !day.After(c.latest[years+1]) {
		years++
	}
	return years
}
