package validate

// snapshotRule declares a rule about files. The sentences are part of governed pages and change
// only with the dataset version.
func snapshotRule(column, name, doc string) Rule {
	return newRule(Intact, "snapshot", column, name, doc)
}

// Rules about the files of a snapshot.
var (
	ruleManifestPresent    = snapshotRule("manifest", "present", "There is one manifest, under the name of its dataset version.")
	ruleManifestSHA256     = snapshotRule("manifest", "sha256", "Has the SHA-256 that was asked for.")
	ruleManifestKnown      = snapshotRule("manifest_version", "known", "The form of the manifest has a version that this library reads.")
	ruleManifestForm       = snapshotRule("manifest", "form", "Is JSON in the fixed form of the library: every member once, in order, and nothing else.")
	ruleManifestVersion    = snapshotRule("manifest", "version", "The dataset version is one that this library knows.")
	ruleManifestFaulty     = snapshotRule("manifest", "faulty", "The rows were not made wrong on purpose.")
	ruleManifestSettings   = snapshotRule("manifest", "settings", "The settings are allowed.")
	ruleManifestDerived    = snapshotRule("manifest", "derived", "Dates, counts, parts and tables follow from the settings and the files.")
	ruleFileName           = snapshotRule("file", "name", "Has the name that its content and the version give, and no folder in it.")
	ruleFileListed         = snapshotRule("file", "listed", "Is listed in the manifest, once, with what it is.")
	ruleFilePresent        = snapshotRule("file", "present", "Is there, if the manifest lists it.")
	ruleFileRegular        = snapshotRule("file", "regular", "Is a file, not a folder, link or device.")
	ruleFileReadable       = snapshotRule("file", "readable", "Can be read to its end.")
	ruleFileSize           = snapshotRule("file", "size", "Has the size that the manifest says.")
	ruleFileSHA256         = snapshotRule("file", "sha256", "Has the SHA-256 that the manifest says.")
	ruleFileRecords        = snapshotRule("file", "records", "Has as many rows as the manifest says.")
	ruleTableParts         = snapshotRule("table", "parts", "Has each of its parts once, in every format that it is in.")
	ruleTableDigest        = snapshotRule("table", "digest", "Has the digest that the manifest says, over its CSV header and leaves.")
	ruleTableLeaf          = snapshotRule("table", "leaf", "Has in each leaf, the rows of 65,536 records, the SHA-256 that the manifest says.")
	ruleTableSameRows      = snapshotRule("table", "same_rows", "Has the same rows in every format, byte by byte.")
	ruleDatasetForm        = snapshotRule("dataset", "form", "Is one JSON object with the metadata and the tables in order, one row a line.")
	ruleDatasetMetadata    = snapshotRule("dataset", "metadata", "Holds what the metadata file holds.")
	ruleMetadataForm       = snapshotRule("metadata", "form", "Is JSON in the fixed form of the library: every member once, in order, and nothing else.")
	ruleMetadataDerived    = snapshotRule("metadata", "derived", "Follows from the settings.")
	ruleSchemaDerived      = snapshotRule("schema", "derived", "Follows from the tables.")
	ruleDataPackageDerived = snapshotRule("datapackage", "derived", "Follows from the manifest and the tables.")
	ruleReadmeDerived      = snapshotRule("readme", "derived", "Follows from the manifest, the metadata and the tables.")

	ruleSettingsKnown  = newRule(Reproducible, "snapshot", "settings", "known", "Can be made again: the settings are known, allowed, and agree with the counts.")
	ruleLeafReproduced = newRule(Reproducible, "snapshot", "table", "reproduced", "Has in each leaf, the rows of 65,536 records, those that the settings give.")
	ruleFileReproduced = newRule(Reproducible, "snapshot", "file", "reproduced", "Has the bytes that the settings in the metadata give.")
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
