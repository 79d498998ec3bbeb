package main

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/schema"
)

// Events happen to everybody once in each interval of a number of days, on a day that is drawn: on
// every day at the same rate. They need no memory of the days before: the latest event is in the
// interval of today or in the one before.
type Events struct {
	Label draw.Label
	Days  int // of an interval
}

// epoch is before all dates on which something happens here.
var epoch = schema.NewDate(2000, 1, 1)

// Last returns number and day of the last event on or before a day. The key is that of a record.
func (e Events) Last(key uint64, day synthhub.Date) (n int, on synthhub.Date) {
	n = 1 + (day.DaysSince(epoch)+e.phase(key))/e.Days
	if e.On(key, n).After(day) {
		n--
	}
	return n, e.On(key, n)
}

// On returns the day of event n. The events of a key are numbered from 0.
func (e Events) On(key uint64, n int) synthhub.Date {
	return epoch.AddDays((n-1)*e.Days - e.phase(key) + e.Label.IntNAt(key, n, e.Days))
}

// phase gives the intervals of each key other bounds, so that all days are alike.
func (e Events) phase(key uint64) int { return e.Label.Sub(1).IntN(key, e.Days) }
