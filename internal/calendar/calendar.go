// Package calendar tells ages on one as-of date by a table instead of calendar arithmetic.
package calendar

import "github.com/synthhub/synthhub/schema"

// ages is the number of ages that a Calendar knows, from 0: more than anybody's age.
const ages = 100

// A Calendar has the days of birth of all ages on one as-of date. It does not change and is safe
// for concurrent use.
type Calendar struct {
	asOf schema.Date
	// latest holds the last day of birth of those who have an age on the as-of date.
	latest [ages]schema.Date
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
	}
	return c
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
