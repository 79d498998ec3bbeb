// Package snapshot knows what a snapshot folder consists of: the names of its
// files and the form of its manifest. Package export writes by it, package
// validate reads by it.
package snapshot

import (
	"strings"

	"github.com/synthhub/synthhub"
)

// File names that do not depend on the version.
const DataPackage = "datapackage.json"

// suffix renders a dataset version for file names: v0.1 becomes v0_1.
func suffix(version string) string { return strings.ReplaceAll(version, ".", "_") }

// Table returns the name of a table's file: persons_v0_1.csv.
func Table(version, table, extension string) string {
	return table + "_" + suffix(version) + "." + extension
}

// Dataset, Metadata, ManifestName, Schema and Readme return the names of the
// other files of a dataset version.
func Dataset(version string) string      { return Table(version, "dataset", "json") }
func Metadata(version string) string     { return Table(version, "metadata", "json") }
func ManifestName(version string) string { return Table(version, "snapshot_manifest", "json") }
func Schema(version string) string       { return Table(version, "schema", "json") }
func Readme(version string) string {
	return "README_SNAPSHOT_" + strings.ToUpper(suffix(version)) + ".md"
}

// IsManifest reports whether a file name is that of a manifest of any version,
// and of which.
func IsManifest(name string) (version string, ok bool) {
	rest, ok1 := strings.CutPrefix(name, "snapshot_manifest_")
	rest, ok2 := strings.CutSuffix(rest, ".json")
	return strings.ReplaceAll(rest, "_", "."), ok1 && ok2 && rest != ""
}

// A Manifest lists a snapshot: which dataset it is, and every other file with its
// size and digest.
type Manifest struct {
	DatasetVersion string            `json:"dataset_version"`
	GeneratedAt    string            `json:"generated_at"`          // midnight UTC of the as-of date, RFC 3339
	ExportedAt     string            `json:"exported_at,omitempty"` // time of the run, if the caller asked for it
	RecordCounts   map[string]int    `json:"record_counts"`         // rows of each table
	Settings       synthhub.Settings `json:"settings"`
	Tables         []TableDigest     `json:"tables"`
	Files          []File            `json:"files"`
}

// A TableDigest identifies the content of a table, whatever formats it is in.
type TableDigest struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of the table's CSV form with its header, in hexadecimal
}

// A File is one file of a snapshot.
type File struct {
	Name      string `json:"name"`
	Path      string `json:"path"` // relative to the folder, with slashes
	MediaType string `json:"media_type"`
	Table     string `json:"table,omitempty"` // the table whose rows the file holds, if it is one table's
	Part      int    `json:"part,omitempty"`  // number of the partition, from 1, of Parts
	Parts     int    `json:"parts,omitempty"`
	Records   int    `json:"records"` // rows in it, of all tables
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"` // in hexadecimal
}
