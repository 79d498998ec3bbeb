package vocab

// A street address is a number, perhaps a direction, the name of the street, which is a mark and a
// word or a number, and nearly always a type: "4821 Nonesuch Birch Ln", "412 N Example 42nd St". A
// second line may follow, such as "Apt 12". No range of addresses is reserved for fiction, so the
// mark in the street name states that the street does not exist. A street may have a mark alone as
// its name (there is a Nonesuch Road). It is likely that none has both mark and word, but this
// could not be checked.

// StreetMarks holds the words that mark a street as fictitious.
var StreetMarks = []string{
	"Example", "Fictional", "Hypothetical", "Imaginary", "Invented", "Madeup", "Makebelieve",
	"Mythical", "Nonesuch", "Pretend", "Sample", "Unbuilt", "Unmapped", "Unplatted", "Unreal",
}

// StreetWords holds trees, flowers and birds for street names.
var StreetWords = []string{
	"Acacia", "Alder", "Apple", "Ash", "Aspen", "Aster", "Azalea", "Badger", "Basswood",
	"Bayberry", "Beech", "Birch", "Bluebell", "Bluebird", "Bluejay", "Bobolink", "Boxwood",
	"Buckeye", "Bunting", "Butternut", "Camellia", "Cardinal", "Catalpa", "Cedar", "Cherry",
	"Chestnut", "Chickadee", "Clover", "Cottonwood", "Crabapple", "Crane", "Cypress",
	"Dahlia", "Daisy", "Deer", "Dogwood", "Dove", "Elder", "Elm", "Fern", "Finch", "Fir",
	"Foxglove", "Gardenia", "Ginkgo", "Goldenrod", "Goldfinch", "Grouse", "Gull", "Hawk",
	"Hawthorn", "Hazel", "Heather", "Hemlock", "Heron", "Hickory", "Holly", "Honeysuckle",
	"Hyacinth", "Iris", "Ivy", "Jasmine", "Jonquil", "Juniper", "Kestrel", "Kingfisher",
	"Larch", "Lark", "Larkspur", "Laurel", "Lavender", "Lilac", "Linden", "Locust", "Loon",
	"Lupine", "Magnolia", "Mallard", "Maple", "Marigold", "Martin", "Meadowlark", "Mesquite",
	"Mimosa", "Mulberry", "Myrtle", "Nuthatch", "Oak", "Olive", "Orchid", "Oriole", "Osprey",
	"Otter", "Owl", "Pear", "Pecan", "Pelican", "Peony", "Periwinkle", "Persimmon",
	"Pheasant", "Pine", "Pinyon", "Plover", "Plum", "Poplar", "Poppy", "Primrose", "Quail",
	"Quince", "Raven", "Redbud", "Redwood", "Rhododendron", "Robin", "Rosemary", "Sage",
	"Sandpiper", "Sassafras", "Sequoia", "Snowberry", "Sorrel", "Sparrow", "Spruce",
	"Starling", "Sumac", "Swallow", "Swan", "Sycamore", "Tamarack", "Tanager", "Teal",
	"Thistle", "Thrush", "Trillium", "Tulip", "Tupelo", "Verbena", "Viburnum", "Violet",
	"Walnut", "Warbler", "Waxwing", "Willow", "Wisteria", "Wren", "Yarrow", "Yew", "Zinnia",
}

// A StreetType is what follows the name of a street, in the abbreviation of United States Postal
// Service Publication 28, appendix C1; none for some streets. The weights count addresses, those of
// streets with a word and with a number as their name.
type StreetType struct {
	Name                string
	Named, Numbered     uint16 // in all states
	DCNamed, DCNumbered uint8  // in the District of Columbia
}

// StreetTypes are the types of 3,220 real addresses of OpenAddresses (public domain), drawn at
// random and counted for this table: 175 to 330 from each of AK, AL, AR, AZ, CA, CO, CT, DC, FL, GA,
// KY, MA, MD, OK, TN and VT. Shares have errors of about 1 percent of all addresses. The Midwest, New York
// and Texas are missing, so Ave and numbered streets are rather too rare. 196 of the addresses are in the
// District of Columbia, and have weights of their own besides. Numbered streets are 411 of the addresses, 54 of
// those in the District; how they are divided among the types is illustrative.
//
// Checked with npm parse-address 1.1.2, with a city after it: it parses number, name and type of all
// 143,520 streets correctly but for those of the word Pine without a type. npm street-suffix 1.0.1 has each of them as the abbreviation of one suffix.
var StreetTypes = [...]StreetType{
	{"St", 588, 196, 83, 45},
	{"Dr", 556, 4, 5, 0},
	{"Ave", 357, 160, 25, 0},
	{"Rd", 431, 6, 11, 0},
	{"Ln", 171, 4, 0, 0},
	{"Ct", 158, 12, 0, 0},
	{"Cir", 116, 0, 2, 0},
	{"Way", 95, 4, 0, 0},
	{"Pl", 75, 19, 10, 9},
	{"", 77, 0, 5, 0},
	{"Blvd", 73, 0, 0, 0},
	{"Trl", 19, 0, 0, 0},
	{"Pkwy", 17, 0, 0, 0},
	{"Ter", 10, 6, 1, 0},
	{"Hwy", 13, 0, 0, 0},
	{"Loop", 12, 0, 0, 0},
	{"Tpke", 10, 0, 0, 0},
	{"Xing", 5, 0, 0, 0},
	{"Park", 3, 0, 0, 0},
	{"Pike", 3, 0, 0, 0},
	{"Rdg", 3, 0, 0, 0},
	{"Sq", 3, 0, 0, 0},
	{"Cmns", 2, 0, 0, 0},
	{"Cv", 2, 0, 0, 0},
	{"Plz", 2, 0, 0, 0},
	{"Pt", 2, 0, 0, 0},
	{"Aly", 1, 0, 0, 0},
	{"Ests", 1, 0, 0, 0},
	{"Gln", 1, 0, 0, 0},
	{"Grv", 1, 0, 0, 0},
	{"Hl", 1, 0, 0, 0},
	{"Run", 1, 0, 0, 0},
}

// DirectionsBefore and DirectionsAfter are the weights of StreetDirections before and after the name of
// a street, of 1,000 addresses, outside the District of Columbia. The sums are those of the
// addresses of StreetTypes: 24.5 and 1.2 percent. How they are divided is illustrative.
var (
	StreetDirections = [...]string{"N", "S", "E", "W", "NE", "NW", "SE", "SW"}
	DirectionsBefore = [len(StreetDirections)]uint16{58, 55, 54, 55, 5, 8, 5, 5}
	DirectionsAfter  = [len(StreetDirections)]uint16{2, 2, 1, 1, 2, 2, 1, 1}
)

// Quadrants are the weights of StreetDirections after the name of a street of the District of Columbia, of
// 1,000 addresses. 193 of the 196 addresses of StreetTypes have one; how they are divided is
// illustrative.
var Quadrants = [len(StreetDirections)]uint16{0, 0, 0, 0, 255, 480, 215, 35}

// HouseDigits are the weights of house numbers of one to five digits, of 1,000: those of the
// addresses of StreetTypes.
var HouseDigits = [5]uint16{23, 98, 270, 526, 83}

// MaxHouse is the highest house number. Illustrative.
const MaxHouse = 29_999

// MaxStreetNumber is the highest number that is the name of a street. Illustrative.
const MaxStreetNumber = 150

// StreetNumberWeight returns the weight of a number as the name of a street: low numbers are more
// common. Illustrative; by the Census Bureau's list of 1993, at second hand, 2nd, 3rd, 1st, 4th and
// 5th are among the six most common names.
func StreetNumberWeight(n int) int { return (200 + (n+9)/2) / (n + 9) }
