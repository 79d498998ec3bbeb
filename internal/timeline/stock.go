package timeline

import "github.com/synthhub/synthhub/draw"

// A Stock is how many things of each cohort are there at the end of each year, such as cars of each
// model year. A cohort is what was built in one year; years and cohorts have the same numbers, from 0 on.
// All years have the same sum: the numbers are shares.
//
// Stack the numbers of a cohort to a hill over time, in rows of height 1. Row u, a level, covers the
// years whose number is above u: one run of years, or several where the number falls and rises again. Each run
// is a life. It begins on any day of the year in which the number rises above the level, and ends on any day of
// the year in which it falls to the level. The sums are equal, so as many lives begin in a year as end. If
// each life that ends is followed by one of those that begin in that year, then on every day the numbers are those
// of the Stock, on straight lines between the ends of years. There is nothing to fit.
type Stock struct {
	origin  Day             // a year before the first day of year 0
	years   int             // of each cohort, in counts
	first   int             // the first year in which lives can begin
	last    int             // the last one; later years are like it
	cohorts int             // without those after the last year
	counts  []uint16        // of cohort 0 in all years, then of cohort 1
	there   []draw.Weighted // cohorts at the end of each year from first-1 to last
}

// NewStock returns a Stock. The counts are those at the end of each year, by cohort; only those from the year before first on are used.
// Year 0 begins on a day and has 365 days, and year 2, like each fourth year after it, has 366.
// Lives can begin from year first to year last. Nothing is there at the end of the last
// of the counts, which must be after year last.
func NewStock(begin Day, first, last int, counts [][]uint16) *Stock {
	s := &Stock{origin: begin - year, years: len(counts), first: first, last: last, cohorts: last + 1}
	s.counts = make([]uint16, s.cohorts*s.years)
	for year, cohorts := range counts[:s.years-1] {
		for cohort, n := range cohorts[:min(len(cohorts), s.cohorts)] {
			s.counts[cohort*s.years+year] = n
		}
	}
	for year := first - 1; year <= last; year++ {
		s.there = append(s.there, draw.NewWeighted(counts[year]))
	}
	return s
}

// Begin returns the first day on which lives can begin.
func (s *Stock) Begin() Day { return s.begin(s.first) }

// begin returns the first day of a year.
func (s *Stock) begin(year int) Day { return s.origin + Day(uint32(1461*(year+1))/4) }

// days returns the number of days of a year.
func (s *Stock) days(year int) Day { return 365 + Day(year>>1&^year&1) }

// yearOf returns the year of a day.
func (s *Stock) yearOf(day Day) int { return int(uint32(4*(day-s.origin)+3)/1461) - 1 }

// count returns the number of a cohort at the end of a year.
func (s *Stock) count(cohort, year int) uint16 { return s.counts[cohort*s.years+year] }

// Shares appends to dst the numbers of the cohorts on a day, each times the days of its year: they lie on
// straight lines between the ends of years.
func (s *Stock) Shares(dst []int, day Day) []int {
	year := s.yearOf(day)
	days := int(s.days(year))
	past := int(day-s.begin(year)) + 1
	for cohort := range year + 1 {
		dst = append(dst, int(s.count(cohort, year-1))*(days-past)+int(s.count(cohort, year))*past)
	}
	return dst
}
