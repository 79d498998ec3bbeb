// Package snapshot knows the names of the files in a snapshot folder, and how records are
// split into parts. Package export writes by it, package validate reads by it.
//
// The names hold an edition: the dataset version, or that and "_faulty" for a
// snapshot whose rows were made wrong on purpose.
package snapshot

import (
	"fmt"
	"strings"
)

// DataPackage is the name of the Frictionless descriptor, which its standard fixes.
const DataPackage = "datapackage.json"

// Media types of the files.
const (
	TypeCSV      = "text/csv"
	TypeJSON     = "application/json"
	TypeNDJSON   = "application/x-ndjson"
	TypeMarkdown = "text/markdown"
)

const faulty = "_faulty"

// Edition returns what stands for a dataset version in file names.
func Edition(version string, faultyByDesign bool) string {
	if faultyByDesign {
		return version + faulty
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

// Dataset returns the name of the file with all tables.
func Dataset(edition string) string { return Table(edition, "dataset", "json") }

// Metadata returns the name of the file with the metadata.
func Metadata(edition string) string { return Table(edition, "metadata", "json") }

// ManifestName returns the name of the manifest.
func ManifestName(edition string) string { return Table(edition, "snapshot_manifest", "json") }

// Schema returns the name of the JSON Schema.
func Schema(edition string) string { return Table(edition, "schema", "json") }

// Readme returns the name of the README.
func Readme(edition string) string {
	return "README_SNAPSHOT_" + strings.ToUpper(suffix(edition)) + ".md"
}

// IsManifest reports whether a file name is that of a manifest of any edition,
// and of which.
func IsManifest(name string) (edition string, ok bool) {
	rest, ok1 := strings.CutPrefix(name, "snapshot_manifest_")
	rest, ok2 := strings.CutSuffix(rest, ".json")
	version, wrong := strings.CutSuffix(rest, faulty)
	return Edition(strings.ReplaceAll(version, "_", "."), wrong), ok1 && ok2 && version != ""
}

// MaxParts is what the five digits in the names of partitions hold.
const MaxParts = 99999

// PartRange returns the records of part i of parts, counted from 1: those from lo up to,
// but without, hi.
func PartRange(records, i, parts int) (lo, hi int) {
	// Quotient and rest apart, so that no product overflows.
	q, r := records/parts, int64(records%parts)
	at := func(i int) int { return i*q + int(int64(i)*r/int64(parts)) }
	return at(i - 1), at(i)
}
