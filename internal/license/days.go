package license

import "github.com/synthhub/synthhub/internal/timeline"

// The days of the week as bits.
const (
	thursday = 1 << iota
	friday
	saturday
	sunday
	monday
	everyDay = 1<<7 - 1
)

// closed holds the days of the week on which the offices are closed, by day of the year: Sundays and
// the federal holidays of 5 USC 6103. Each holds in all years. If one falls on a weekend, no other day is off.
var closed = func() (days [366]uint8) {
	const may, jun, jul, sep, oct, nov, dec, jan, feb = 61, 92, 122, 184, 214, 245, 275, 306, 337
	for i := range days {
		days[i] = sunday
	}
	for _, day := range [...]int{jan + 1, jun + 19, jul + 4, nov + 11, dec + 25} {
		days[day-1] = everyDay
	}
	for _, week := range [...]struct{ first, weekday int }{
		{jan + 15, monday}, {feb + 15, monday}, {may + 25, monday}, {sep + 1, monday}, {oct + 8, monday}, {nov + 22, thursday},
	} {
		for day := week.first; day < week.first+7; day++ {
			days[day-1] |= uint8(week.weekday)
		}
	}
	return days
}()

// IsOpen reports whether the offices that issue licenses are open on a day: it is neither a Sunday
// nor a federal holiday.
func IsOpen(day Day) bool {
	_, dayOfYear := timeline.MarchYear(day)
	return dayOfYear >= uint32(len(closed)) || closed[dayOfYear]>>(uint32(day+timeline.MarchDays)%7)&1 == 0
}

// OpenDay returns the first day from the given one on, up to the latest, on which offices are open. If
// there is none, it returns the last one before.
func OpenDay(day, latest Day) Day {
	if IsOpen(day) && day <= latest {
		return day
	}
	return openDay(day, latest)
}

func openDay(day, latest Day) Day {
	open := day
	for !IsOpen(open) {
		open++ // four days in a row are never closed
	}
	if open > latest {
		for open = min(day, latest); !IsOpen(open); {
			open--
		}
	}
	return open
}

// OfficeDay returns the day, up to the latest, on which an adult goes to an office who wants to on a day: that day, or
// if it is a weekend a day of the week after it. Few offices are open on Saturdays.
func OfficeDay(day, latest Day) Day {
	if weekday := uint32(day+timeline.MarchDays) % 7; (weekday-2)&7 > 1 && IsOpen(day) && day <= latest { // 0 is a Thursday
		return day
	}
	return officeDay(day, latest)
}

func officeDay(day, latest Day) Day {
	const saturdays = 5                                        // of which one is open
	spread := uint32(day+timeline.MarchDays) * 2654435761 >> 8 // so that not all go on the same day of the week
	switch weekday := uint32(day+timeline.MarchDays) % 7; {
	case weekday == 2 && spread%saturdays > 0:
		return OpenDay(day+2+Day(spread/saturdays%5), latest)
	case weekday == 3:
		return OpenDay(day+1+Day(spread%5), latest)
	}
	return OpenDay(day, latest)
}
