package timeline

// Days of the calendar by arithmetic on numbers of days, which is faster than dates. Years begin in
// March, so that a leap day is the last day of its year. It holds for the days from 1900-03-01 to
// 2100-02-28: up to then every fourth year has a leap day.

// MarchDays is the number of days from 1900-03-01, a Thursday, to day 0, which is 2015-01-01. It is a
// multiple of seven.
const MarchDays = 41_944

// MarchYear returns the year in which a day is, counted from March 1900, and the days since March 1.
func MarchYear(day Day) (year, days uint32) {
	n := uint32(day + MarchDays)
	year = (4*n + 3) / 1461
	return year, n - yearStart(year)
}

// yearStart returns the days from 1900-03-01 to the beginning of a year.
func yearStart(year uint32) uint32 { return year * 1461 / 4 }

// Birthday returns the day on which somebody reaches an age. The birthday of February 29 in a
// common year is March 1.
func Birthday(born Day, age int) Day {
	year := (4*uint32(born+MarchDays) + 3) / 1461
	return born + Day(yearStart(year+uint32(age))-yearStart(year))
}

// MonthOf returns the number of the month of a day, counted from March 1900, and the days since the first of
// the month.
func MonthOf(day Day) (month int32, days Day) {
	year, ofYear := MarchYear(day)
	ofMonth := (5*ofYear + 2) / 153 // five months from March have 153 days
	return int32(12*year + ofMonth), Day(ofYear - (153*ofMonth+2)/5)
}

// MonthStart returns the first day of a month.
func MonthStart(month int32) Day {
	year, ofYear := uint32(month)/12, uint32(month)%12
	return Day(yearStart(year)+(153*ofYear+2)/5) - MarchDays
}
