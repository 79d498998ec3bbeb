package validate

// snapshotRule declares a rule about files. The sentences are part of governed pages and change
// only with the dataset version.
func snapshotRule(column, name, doc string) Rule {
	return newRule(Intact, "snapshot", column, name, doc)
}

// Rules about the files of a snapshot.
var (
	ruleManifestPresent    = snapshotRule("manifest", "present", "There is one manifest, named after its dataset version.")
	ruleManifestSHA256     = snapshotRule("manifest", "sha256", "Has the expected SHA-256.")
	ruleManifestKnown      = snapshotRule("manifest_version", "known", "The version of the manifest is one that this library reads.")
	ruleManifestForm       = snapshotRule("manifest", "form", "Is JSON in the canonical form of the library: every member once, in order, and nothing else.")
	ruleManifestVersion    = snapshotRule("manifest", "version", "The dataset version is one that this library knows.")
	ruleManifestFaulty     = snapshotRule("manifest", "faulty", "The rows contain no deliberate faults.")
	ruleManifestSettings   = snapshotRule("manifest", "settings", "The settings are allowed.")
	ruleManifestDerived    = snapshotRule("manifest", "derived", "Dates, counts, parts and tables follow from the settings and the files.")
	ruleFileName           = snapshotRule("file", "name", "Has the name that follows from its content and version, without a folder.")
	ruleFileListed         = snapshotRule("file", "listed", "Is listed in the manifest once, with its content and media type.")
	ruleFilePresent        = snapshotRule("file", "present", "Exists if the manifest lists it.")
	ruleFileRegular        = snapshotRule("file", "regular", "Is a file, not a folder, link or device.")
	ruleFileReadable       = snapshotRule("file", "readable", "Can be read to its end.")
	ruleFileSize           = snapshotRule("file", "size", "Has the size in the manifest.")
	ruleFileSHA256         = snapshotRule("file", "sha256", "Has the SHA-256 in the manifest.")
	ruleFileRecords        = snapshotRule("file", "records", "Has the number of rows in the manifest.")
	ruleTableParts         = snapshotRule("table", "parts", "Has each of its parts once in every format.")
	ruleTableDigest        = snapshotRule("table", "digest", "Has the digest in the manifest, computed over its CSV header and leaves.")
	ruleTableLeaf          = snapshotRule("table", "leaf", "Each leaf, the rows of 65,536 records, has the SHA-256 in the manifest.")
	ruleTableSameRows      = snapshotRule("table", "same_rows", "Has the same rows in every format.")
	ruleDatasetForm        = snapshotRule("dataset", "form", "Is one JSON object with the metadata and the tables in order, one row per line.")
	ruleDatasetMetadata    = snapshotRule("dataset", "metadata", "Is equal to the metadata file.")
	ruleMetadataForm       = snapshotRule("metadata", "form", "Is JSON in the canonical form of the library: every member once, in order, and nothing else.")
	ruleMetadataDerived    = snapshotRule("metadata", "derived", "Follows from the settings.")
	ruleSchemaDerived      = snapshotRule("schema", "derived", "Follows from the tables.")
	ruleDataPackageDerived = snapshotRule("datapackage", "derived", "Follows from the manifest and the tables.")
	ruleReadmeDerived      = snapshotRule("readme", "derived", "Follows from the manifest, the metadata and the tables.")

	ruleSettingsKnown  = newRule(Reproducible, "snapshot", "settings", "known", "Can be reproduced: the settings are known, allowed, and agree with the counts.")
	ruleLeafReproduced = newRule(Reproducible, "snapshot", "table", "reproduced", "Each leaf, the rows of 65,536 records, has the rows that the settings generate.")
	ruleFileReproduced = newRule(Reproducible, "snapshot", "file", "reproduced", "Has the bytes that the settings in the metadata generate.")
)

// snapshotRules lists the rules that are always checked, in the order of reports.
var snapshotRules = []Rule{
	ruleManifestPresent, ruleManifestSHA256, ruleManifestKnown, ruleManifestForm, ruleManifestVersion, ruleManifestFaulty, ruleManifestSettings, ruleManifestDerived,
	ruleFileName, ruleFileListed, ruleFilePresent, ruleFileRegular, ruleFileReadable, ruleFileSize, ruleFileSHA256, ruleFileRecords,
	ruleTableParts, ruleTableDigest, ruleTableLeaf, ruleTableSameRows,
	ruleDatasetForm, ruleDatasetMetadata, ruleMetadataForm, ruleMetadataDerived,
	ruleSchemaDerived, ruleDataPackageDerived, ruleReadmeDerived,
}

// reproduceRules lists those that only Reproduce checks.
var reproduceRules = []Rule{ruleSettingsKnown, ruleLeafReproduced, ruleFileReproduced}
