package vocab

// A business name is "Word Mark Trade Form", for example "Juniper Example
// Plumbing LLC". The trade is that of the owner's occupation. The mark states
// that the business is fictitious, so that nobody takes the name for that of an
// existing one. It could not be checked that no register has such a name.

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

// BusinessForms holds legal forms, without dots or commas.
var BusinessForms = []string{
	"Co", "Corp", "Inc", "LLC", "LLP", "LP", "Ltd",
}
