package vocab

// A business name is a word or the name of the owner, a mark, the trade and perhaps a legal form:
// "Juniper Example Plumbing LLC", "Miller & Sons Sample Roofing". The trade is that of the owner's
// occupation. The mark states that the business is fictitious, so that nobody takes the name for
// that of an existing one. It could not be checked that no register has such a name.

// BusinessWords holds first words of business names.
var BusinessWords = []string{
	"Acorn", "Alder", "Amber", "Anchor", "Aspen", "Autumn", "Bayberry", "Beacon", "Birch",
	"Bluebird", "Bluestem", "Boulder", "Bramble", "Bridgeway", "Brookside", "Canyon",
	"Cardinal", "Cascade", "Cedar", "Chestnut", "Clearwater", "Clover", "Cobalt", "Compass",
	"Copper", "Coral", "Cornerstone", "Cottonwood", "Crestview", "Cypress", "Daybreak",
	"Dogwood", "Driftwood", "Eastgate", "Elderberry", "Ember", "Evergreen", "Fairview",
	"Falcon", "Fern", "Fieldstone", "Foothill", "Forge", "Foxglove", "Garnet", "Goldfinch",
	"Granite", "Greenway", "Harbor", "Hawthorn", "Hazel", "Headwater", "Heather", "Heron",
	"Hickory", "Highland", "Hilltop", "Horizon", "Ironwood", "Ivy", "Jasper", "Juniper",
	"Keystone", "Lakeside", "Lantern", "Larkspur", "Laurel", "Lighthouse", "Limestone",
	"Linden", "Magnolia", "Maple", "Marigold", "Meadow", "Millstone", "Mockingbird",
	"Moonrise", "Morning", "Mulberry", "Northstar", "Oakleaf", "Onyx", "Orchard", "Osprey",
	"Palisade", "Pebble", "Pinecone", "Pioneer", "Prairie", "Quail", "Quarry", "Redwood",
	"Ridgeline", "Riverbend", "Robin", "Rosewood", "Saffron", "Sagebrush", "Sandstone",
	"Sequoia", "Silverleaf", "Sparrow", "Spruce", "Starling", "Stonebridge", "Summit",
	"Sunflower", "Sunrise", "Sycamore", "Tamarack", "Thistle", "Timber", "Trailhead",
	"Tupelo", "Valley", "Vista", "Walnut", "Waterfall", "Westwind", "Wildflower", "Willow",
	"Windmill", "Wren", "Zinnia",
}

// BusinessMarks holds the words that mark a business as fictitious.
var BusinessMarks = []string{
	"Example", "Fictional", "Hypothetical", "Imaginary", "Invented", "Madeup", "Placeholder",
	"Pretend", "Sample", "Specimen", "Testcase", "Unreal",
}

// A BusinessFamily is what may follow the name of the owner in the name of a business.
type BusinessFamily struct {
	Words  string
	Weight uint8
}

// BusinessFamilies are illustrative. The owner may be a parent or one of the children.
var BusinessFamilies = [...]BusinessFamily{{"", 11}, {" & Sons", 4}, {" Brothers", 3}, {" Family", 2}}

// LicensedProfessions are the occupations of the commercial line whose members may have a professional
// corporation (PC) or a professional limited liability company (PLLC). General knowledge.
var LicensedProfessions = []string{"Surveyor", "Veterinarian"}

// A BusinessForm is a legal form, without dots or commas; none for sole proprietors and for those who
// leave it out. The weights are those of names without and with the name of the owner, of 1,000
// businesses of all other trades, and of licensed professions.
type BusinessForm struct {
	Name                string
	Trades, Professions [2]uint16
}

// BusinessForms are the legal forms. Of the trades 53.7 percent have LLC, 33.5 percent are
// corporations, 2.3 percent partnerships, and 10.5 percent have no form: of those with one, 60, 37 and 3
// percent.
//
// Source: of the entities founded from 2004 to 2007, 58.2 percent were LLCs, 39.4 percent corporations
// and 2.4 percent limited partnerships (Chrisman 2010, at second hand). Most sole proprietors (72 percent of
// the businesses that filed tax returns in 2007, Internal Revenue Service, at second hand) have no form, but few
// of them insure vehicles in its name: their share is illustrative. So are how corporations
// are divided among Inc, Corp and Co, the licensed professions, and the 15 percent with the name of the owner, who
// more often have no form or LLC.
var BusinessForms = [...]BusinessForm{
	{"", [2]uint16{60, 45}, [2]uint16{50, 50}},
	{"Co", [2]uint16{25, 5}, [2]uint16{0, 0}},
	{"Corp", [2]uint16{55, 0}, [2]uint16{10, 0}},
	{"Inc", [2]uint16{225, 25}, [2]uint16{100, 10}},
	{"LLC", [2]uint16{462, 75}, [2]uint16{170, 30}},
	{"LLP", [2]uint16{13, 0}, [2]uint16{20, 10}},
	{"LP", [2]uint16{10, 0}, [2]uint16{0, 0}},
	{"PC", [2]uint16{0, 0}, [2]uint16{200, 50}},
	{"PLLC", [2]uint16{0, 0}, [2]uint16{220, 80}},
}
