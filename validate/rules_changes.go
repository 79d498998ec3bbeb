package validate

// changesRule declares a rule about a feed of changes. In a finding, Table is the table of the feed.
func changesRule(q Question, column, name, doc string) Rule {
	return newRule(q, "changes", column, name, doc)
}

// Rules about the lines of a feed. Those of the rows in the lines are the rules of their tables.
var (
	ruleLineForm   = changesRule(WellFormed, "line", "form", "Is a JSON object with op, table, key, before and after, in this order and without spaces. In CSV, it is op and then the row.")
	ruleLineOp     = changesRule(WellFormed, "line", "op", "Has the op c for a row that is created, u for one that is updated, or d for one that is deleted.")
	ruleLineTable  = changesRule(WellFormed, "line", "table", "Names the table of its file.")
	ruleLineImages = changesRule(WellFormed, "line", "images", "Has the row before the change for u and d, the row after it for c and u, and null otherwise.")

	ruleLineKey     = changesRule(Coherent, "line", "key", "Has the key of the rows before and after the change.")
	ruleLineChanged = changesRule(Coherent, "line", "changed", "Has different rows before and after an update.")
	ruleLineFixed   = changesRule(Coherent, "line", "fixed", "Keeps the value of every fixed column.")
	ruleLineDay     = changesRule(Coherent, "line", "of_day", "Has a key of a row that the settings generate: on the first day for u and d, on the second day for c and u, and on no other day.")
	ruleLineOrder   = changesRule(Coherent, "line", "order", "Follows the order of the records. Within a record, u and d come first, in the order of the first day, and c comes after them, in the order of the second day.")
)

// Rules about the files of a feed: those of a snapshot, with codes of their own.
var (
	ruleChangesManifestPresent  = changesRule(Intact, "manifest", "present", "There is one manifest, named after its dataset version.")
	ruleChangesManifestSHA256   = changesRule(Intact, "manifest", "sha256", "Has the expected SHA-256.")
	ruleChangesManifestKnown    = changesRule(Intact, "manifest_version", "known", "The version of the manifest is one that this library reads.")
	ruleChangesManifestForm     = changesRule(Intact, "manifest", "form", "Is JSON in the canonical form of the library: every member once, in order, and nothing else.")
	ruleChangesManifestVersion  = changesRule(Intact, "manifest", "version", "The dataset version is one that this library knows.")
	ruleChangesManifestFaulty   = changesRule(Intact, "manifest", "faulty", "The rows contain no deliberate faults.")
	ruleChangesManifestSettings = changesRule(Intact, "manifest", "settings", "The settings are allowed, and so are both days.")
	ruleChangesManifestDerived  = changesRule(Intact, "manifest", "derived", "Days, digests, counts and tables follow from the settings and the files.")
	ruleChangesFileName         = changesRule(Intact, "file", "name", "Has the name that follows from its content and version, without a folder.")
	ruleChangesFileListed       = changesRule(Intact, "file", "listed", "Is listed in the manifest once, with its content and media type.")
	ruleChangesFilePresent      = changesRule(Intact, "file", "present", "Exists if the manifest lists it.")
	ruleChangesFileRegular      = changesRule(Intact, "file", "regular", "Is a file, not a folder, link or device.")
	ruleChangesFileReadable     = changesRule(Intact, "file", "readable", "Can be read to its end.")
	ruleChangesFileSize         = changesRule(Intact, "file", "size", "Has the size in the manifest.")
	ruleChangesFileSHA256       = changesRule(Intact, "file", "sha256", "Has the SHA-256 in the manifest.")
	ruleChangesFileRecords      = changesRule(Intact, "file", "records", "Has the number of changes in the manifest.")
	ruleChangesTableFiles       = changesRule(Intact, "table", "files", "Has one file in each format of the feed.")
	ruleChangesTableCounts      = changesRule(Intact, "table", "counts", "Has the numbers of created, updated and deleted rows in the manifest.")
	ruleChangesTableSameRows    = changesRule(Intact, "table", "same_rows", "Has the same changes in every format.")
)

// Rules about the snapshot that a feed is applied to: see AppliesTo.
var (
	ruleSnapshotUsable = changesRule(Intact, "snapshot", "usable", "Can be read and has the tables of the feed.")
	ruleSnapshotBook   = changesRule(Coherent, "snapshot", "book", "Has the book and settings of the feed, except for the day.")
	ruleSnapshotDay    = changesRule(Coherent, "snapshot", "day", "Is of the first day of the feed.")
	ruleBeforePresent  = changesRule(Coherent, "before", "present", "Is a row of the snapshot.")
	ruleBeforeSame     = changesRule(Coherent, "before", "same", "Is the row of the snapshot, byte for byte.")
	ruleKeyFree        = changesRule(Coherent, "key", "free", "Belongs to no row of the snapshot if a row is created.")
)

// Rules that only Reproduce checks.
var (
	ruleChangesSettingsKnown  = changesRule(Reproducible, "settings", "known", "Can be reproduced: the settings are known, allowed, and agree with the files.")
	ruleChangesReproduced     = changesRule(Reproducible, "line", "reproduced", "Is a change that the settings generate between the two days. No change is missing, and none is added.")
	ruleChangesFileReproduced = changesRule(Reproducible, "file", "reproduced", "Has the bytes that the settings generate.")
)

// changesRules lists the rules that are always checked, in the order of reports.
var changesRules = []Rule{
	ruleChangesManifestPresent, ruleChangesManifestSHA256, ruleChangesManifestKnown, ruleChangesManifestForm, ruleChangesManifestVersion,
	ruleChangesManifestFaulty, ruleChangesManifestSettings, ruleChangesManifestDerived,
	ruleChangesFileName, ruleChangesFileListed, ruleChangesFilePresent, ruleChangesFileRegular, ruleChangesFileReadable,
	ruleChangesFileSize, ruleChangesFileSHA256, ruleChangesFileRecords,
	ruleChangesTableFiles, ruleChangesTableCounts, ruleChangesTableSameRows,
	ruleLineForm, ruleLineOp, ruleLineTable, ruleLineImages, ruleLineKey, ruleLineChanged, ruleLineFixed, ruleLineDay, ruleLineOrder,
	ruleSnapshotUsable, ruleSnapshotBook, ruleSnapshotDay, ruleBeforePresent, ruleBeforeSame, ruleKeyFree,
}

// changesReproduceRules lists those that only Reproduce checks.
var changesReproduceRules = []Rule{ruleChangesSettingsKnown, ruleChangesReproduced, ruleChangesFileReproduced}

// ofChanges maps the codes of rules about the files of a snapshot to the rules of a feed in their place.
var ofChanges = map[string]Rule{
	ruleManifestPresent.Code:  ruleChangesManifestPresent,
	ruleManifestSHA256.Code:   ruleChangesManifestSHA256,
	ruleManifestKnown.Code:    ruleChangesManifestKnown,
	ruleManifestForm.Code:     ruleChangesManifestForm,
	ruleManifestVersion.Code:  ruleChangesManifestVersion,
	ruleManifestFaulty.Code:   ruleChangesManifestFaulty,
	ruleManifestSettings.Code: ruleChangesManifestSettings,
	ruleManifestDerived.Code:  ruleChangesManifestDerived,
	ruleFileName.Code:         ruleChangesFileName,
	ruleFileListed.Code:       ruleChangesFileListed,
	ruleFilePresent.Code:      ruleChangesFilePresent,
	ruleFileRegular.Code:      ruleChangesFileRegular,
	ruleFileReadable.Code:     ruleChangesFileReadable,
	ruleFileSize.Code:         ruleChangesFileSize,
	ruleFileSHA256.Code:       ruleChangesFileSHA256,
	ruleFileRecords.Code:      ruleChangesFileRecords,
	ruleTableParts.Code:       ruleChangesTableFiles,
	ruleTableSameRows.Code:    ruleChangesTableSameRows,
}

// rule returns the rule that a finding about a file is counted under.
func (c *check) rule(r Rule) Rule {
	if !c.changes {
		return r
	}
	if own, ok := ofChanges[r.Code]; ok {
		return own
	}
	return r
}
