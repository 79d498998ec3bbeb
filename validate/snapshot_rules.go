package validate

// snapshotRules are about the files of a snapshot.
var snapshotRules = []ruleText{
	{column: "manifest", name: "present", doc: "There is one manifest, under the name of its dataset version."},
	{column: "manifest", name: "form", doc: "Is JSON in the fixed form of the library: every member once, in order, and nothing else."},
	{column: "manifest", name: "version", doc: "The dataset version is one that this library knows."},
	{column: "manifest", name: "faulty", doc: "The rows were not made wrong on purpose."},
	{column: "manifest", name: "settings", doc: "The settings are allowed."},
	{column: "manifest", name: "derived", doc: "Dates, counts, parts and tables follow from the settings and the files."},
	{column: "file", name: "name", doc: "Has the name that its content and the version give, and no folder in it."},
	{column: "file", name: "listed", doc: "Is listed in the manifest, once, with what it is."},
	{column: "file", name: "present", doc: "Is there, if the manifest lists it."},
	{column: "file", name: "regular", doc: "Is a file, not a folder, link or device."},
	{column: "file", name: "readable", doc: "Can be read to its end."},
	{column: "file", name: "size", doc: "Has the size that the manifest says."},
	{column: "file", name: "sha256", doc: "Has the SHA-256 that the manifest says."},
	{column: "file", name: "records", doc: "Has as many rows as the manifest says."},
	{column: "table", name: "parts", doc: "Has each of its parts once, in every format that it is in."},
	{column: "table", name: "digest", doc: "Has the digest that the manifest says, over its CSV form."},
	{column: "table", name: "same_rows", doc: "Has the same rows in every format, byte by byte."},
	{column: "dataset", name: "form", doc: "Is one JSON object with the metadata and the tables in order, one row a line."},
	{column: "dataset", name: "metadata", doc: "Holds what the metadata file holds."},
	{column: "metadata", name: "form", doc: "Is JSON in the fixed form of the library: every member once, in order, and nothing else."},
	{column: "metadata", name: "derived", doc: "Follows from the settings."},
	{column: "schema", name: "derived", doc: "Follows from the tables."},
	{column: "datapackage", name: "derived", doc: "Follows from the manifest and the tables."},
	{column: "readme", name: "derived", doc: "Follows from the manifest, the metadata and the tables."},
}

// reproduceRules are about a snapshot that was made again.
var reproduceRules = []ruleText{
	{column: "settings", name: "known", doc: "Can be made again: the settings are known, allowed, and agree with the counts."},
	{column: "file", name: "reproduced", doc: "Has the bytes that the settings in the metadata give."},
}
