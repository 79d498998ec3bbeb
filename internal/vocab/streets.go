package vocab

// A street address is "number Mark Word Type", for example "4821 Nonesuch Birch
// Ln", with a second line such as "Apt 12". No range of addresses is reserved for
// fiction, so the mark in the street name states that the street does not exist.
// A street may have a mark alone as its name (there is a Nonesuch Road). It is
// likely that none has both mark and word, but this could not be checked.

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

// StreetTypes holds street suffixes in the abbreviation of United States Postal
// Service Publication 28, appendix C1.
//
// Checked with npm parse-address 1.1.2: it recognizes each of these as the type
// in this spelling, and parses number, name, type and unit of all 69,285 possible
// names correctly. npm street-suffix 1.0.1 has each of them as the abbreviation of
// one suffix.
var StreetTypes = []string{
	"Aly", "Ave", "Blvd", "Bnd", "Cir", "Ct", "Cv", "Dr", "Gln", "Grv", "Holw", "Ln", "Lndg",
	"Loop", "Mnr", "Path", "Pl", "Plz", "Pt", "Rd", "Rdg", "Row", "Run", "Sq", "St", "Ter",
	"Trl", "Vw", "Walk", "Way", "Xing",
}
