package vocab

// A business name is composed as "Word Mark Trade Form", the trade being that of
// the owner's occupation: "Juniper Example Plumbing LLC". The mark stands in
// every name so that nobody can take it for an existing firm: it says in plain
// words that there is none. That no register anywhere holds such a name could
// not be checked.

// BusinessWords holds pleasant first words of business names.
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

// BusinessMarks holds the words that mark a business as made up.
var BusinessMarks = []string{
	"Example", "Fictional", "Hypothetical", "Imaginary", "Invented", "Madeup", "Placeholder",
	"Pretend", "Sample", "Specimen", "Testcase", "Unreal",
}

// BusinessForms holds legal forms, without dots or commas.
var BusinessForms = []string{
	"Co", "Corp", "Inc", "LLC", "LLP", "LP", "Ltd",
}
