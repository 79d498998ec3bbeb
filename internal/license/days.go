package license

// Days of the calendar by arithmetic on numbers of days, which is faster than dates. Years begin in
// March, so that a leap day is the last day of its year. It holds for the days from 1900-03-01 to
// 2100-02-28.

// marchDays is the number of days from 1900-03-01, a Thursday, to day 0 of the timeline. It is a
// multiple of seven.
const marchDays = 41_944

// marchYear returns the year in which a day is, counted from March 1900, and the day of that year.
func marchYear(day Day) (year, dayOfYear uint32) {
	n := uint32(day + marchDays)
	year = (4*n + 3) / 1461
	return year, n - yearStart(year)
}

// yearStart returns the days from 1900-03-01 to the beginning of a year.
func yearStart(year uint32) uint32 { return year * 1461 / 4 }

// birthday returns the day on which somebody reaches an age. The birthday of February 29th in a
// common year is March 1st.
func birthday(born Day, age int) Day {
	year := (4*uint32(born+marchDays) + 3) / 1461
	return born + Day(yearStart(year+uint32(age))-yearStart(year))
}

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
	_, dayOfYear := marchYear(day)
	return dayOfYear >= uint32(len(closed)) || closed[dayOfYear]>>(uint32(day+marchDays)%7)&1 == 0
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
	if weekday := uint32(day+marchDays) % 7; (weekday-2)&7 > 1 && IsOpen(day) && day <= latest { // 0 is a Thursday
		return day
	}
	return officeDay(day, latest)
}

func officeDay(day, latest Day) Day {
	const saturdays = 5                               // of which one is open
	spread := uint32(day+marchDays) * 2654435761 >> 8 // so that not all go on the same day of the week
	switch weekday := uint32(day+marchDays) % 7; {
	case weekday == 2 && spread%saturdays > 0:
		return OpenDay(day+2+Day(spread/saturdays%5), latest)
	case weekday == 3:
		return OpenDay(day+1+Day(spread%5), latest)
	}
	return OpenDay(day, latest)
}
