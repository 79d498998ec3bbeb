package timeline

// The months of the calendar, numbered from March 1900, which is month 0. Years that begin in March
// have the leap day at their end, and up to February 2100 every fourth year has one.

// firstMonth is the number of days from March 1st, 1900, to day 0, which is January 1st, 2015.
const firstMonth = 41_944

// MonthOf returns the number of the month of a day, and the days since the first of the month. The
// day is one from 1900-03-01 to 2100-02-28.
func MonthOf(day Day) (month int32, days Day) {
	n := uint32(day + firstMonth)
	year := (4*n + 3) / 1461
	ofYear := n - 1461*year/4
	ofMonth := (5*ofYear + 2) / 153 // five months from March have 153 days
	return int32(12*year + ofMonth), Day(ofYear - (153*ofMonth+2)/5)
}

// MonthStart returns the first day of a month.
func MonthStart(month int32) Day {
	year, ofYear := uint32(month)/12, uint32(month)%12
	return Day(1461*year/4+(153*ofYear+2)/5) - firstMonth
}
