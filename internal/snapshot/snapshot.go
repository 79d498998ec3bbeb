// Package snapshot knows the names of the files in a snapshot folder, the form of its
// documents, and how records are split into parts. Package export writes snapshots by it,
// package validate reads them by it.
//
// File names hold an edition: the dataset version, followed by "_faulty" if the snapshot has
// rows that are wrong on purpose.
package snapshot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// DataPackage is the name of the Frictionless descriptor, which its standard fixes.
const DataPackage = "datapackage.json"

// Media types of the documents. Those of files with rows are in package format.
const (
	TypeJSON     = "application/json"
	TypeMarkdown = "text/markdown"
)

// TypeGzip is the media type of a compressed file.
const TypeGzip = "application/gzip"

// Compressed returns the name of a file after compression.
func Compressed(name string) string { return name + ".gz" }

const faultySuffix = "_faulty"

// Edition returns the edition of a dataset version.
func Edition(version string, faultyByDesign bool) string {
	if faultyByDesign {
		return version + faultySuffix
	}
	return version
}

// suffix renders an edition for file names: v0.1 becomes v0_1.
func suffix(edition string) string { return strings.ReplaceAll(edition, ".", "_") }

// Table returns the name of a table's file: persons_v0_1.csv.
func Table(edition, table, extension string) string {
	return table + "_" + suffix(edition) + "." + extension
}

// TablePart returns the name of one part of a table's file, counted from 1:
// persons_v0_1-00003-of-00016.csv. A table in one part has no number.
func TablePart(edition, table, extension string, part, parts int) string {
	if parts <= 1 {
		return Table(edition, table, extension)
	}
	return fmt.Sprintf("%s_%s-%05d-of-%05d.%s", table, suffix(edition), part, parts, extension)
}

// Files named as the file of a table would be.
const (
	dataset  = "dataset"
	metadata = "metadata"
	manifest = "snapshot_manifest"
	schema   = "schema"
)

// Reserved reports whether no table may have the name: another file of a snapshot has it.
func Reserved(table string) bool {
	return slices.Contains([]string{dataset, metadata, manifest, schema}, table)
}

// Dataset returns the name of the JSON document with all tables.
func Dataset(edition string) string { return Table(edition, dataset, "json") }

// Metadata returns the name of the file with the metadata.
func Metadata(edition string) string { return Table(edition, metadata, "json") }

// ManifestName returns the name of the manifest.
func ManifestName(edition string) string { return Table(edition, manifest, "json") }

// Schema returns the name of the JSON Schema.
func Schema(edition string) string { return Table(edition, schema, "json") }

// Readme returns the name of the README.
func Readme(edition string) string {
	return "README_SNAPSHOT_" + strings.ToUpper(suffix(edition)) + ".md"
}

// Files of a feed are named like those of a snapshot, with a prefix.
const (
	changesPrefix   = "changes_"
	changesManifest = changesPrefix + "manifest"
)

// Changes returns the name of the file with the changes of a table: changes_persons_v0_1.ndjson.
func Changes(edition, table, extension string) string {
	return changesPrefix + Table(edition, table, extension)
}

// ChangesManifest returns the name of the manifest of a feed: changes_manifest_v0_1.json.
func ChangesManifest(edition string) string { return Table(edition, changesManifest, "json") }

// IsChangesManifest is IsManifest for the manifest of a feed.
func IsChangesManifest(name string) (edition string, ok bool) {
	return isManifest(name, changesManifest)
}

// IsManifest reports whether a file name is that of the manifest of an edition, and returns
// the edition.
func IsManifest(name string) (edition string, ok bool) { return isManifest(name, manifest) }

func isManifest(name, manifest string) (edition string, ok bool) {
	rest, ok1 := strings.CutPrefix(name, manifest+"_")
	rest, ok2 := strings.CutSuffix(rest, ".json")
	version, faulty := strings.CutSuffix(rest, faultySuffix)
	return Edition(strings.ReplaceAll(version, "_", "."), faulty), ok1 && ok2 && version != "" && !strings.Contains(version, ".")
}

// IsSignature reports whether a file name is that of a detached signature of the manifest of
// that name, as ssh-keygen, minisign or cosign write it.
func IsSignature(name, manifest string) bool {
	extension, ok := strings.CutPrefix(name, manifest)
	return ok && slices.Contains([]string{".sig", ".minisig", ".sigstore.json"}, extension)
}

// Names of tables, versions of datasets, such as v0.1, and how both are in the names of files.
// Package schema wants names of tables so. They are compiled when they are first needed.
var (
	tables    = pattern(`[a-z_][a-z0-9_]{0,62}`)
	versions  = pattern(`v[0-9]+(\.[0-9]+)*`)
	fileNames = pattern(`datapackage\.json|README_SNAPSHOT_V[0-9]+(_[0-9]+)*(_FAULTY)?\.md|` +
		`(changes_)?[a-z_][a-z0-9_]{0,62}_v[0-9]+(_[0-9]+)*(_faulty)?(-[0-9]{5}-of-[0-9]{5})?\.[a-z]+(\.gz)?`)
)

func pattern(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("^(" + s + ")$") })
}

// IsTable reports whether a table can have the name.
func IsTable(name string) bool { return tables().MatchString(name) }

// IsVersion reports whether a dataset can have the version: the names of files follow from it.
func IsVersion(text string) bool { return versions().MatchString(text) }

// IsFile reports whether a file of a snapshot of any edition can have the name.
func IsFile(name string) bool { return fileNames().MatchString(name) }

// MaxParts is the greatest number of parts: file names have five digits for it.
const MaxParts = 99999

// PartRange returns the records of part i of parts, counted from 1: those from lo to hi,
// without hi.
func PartRange(records, i, parts int) (lo, hi int) {
	// The remainder is multiplied in 64 bits, so that no product overflows.
	quotient, remainder := records/parts, int64(records%parts)
	end := func(part int) int { return part*quotient + int(int64(part)*remainder/int64(parts)) }
	return end(i - 1), end(i)
}
