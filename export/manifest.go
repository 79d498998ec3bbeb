package export

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A Manifest lists a snapshot: which dataset it is, and every other file with its
// size and digest.
type Manifest struct {
	DatasetVersion string `json:"dataset_version"`
	GeneratedAt    string `json:"generated_at"`          // not the time of the run: midnight UTC of the as-of date, RFC 3339
	ExportedAt     string `json:"exported_at,omitempty"` // time of the run, if the caller asked for it
	// FaultyByDesign marks a snapshot with rows that are wrong on purpose.
	FaultyByDesign bool              `json:"faulty_by_design,omitempty"`
	Part           int               `json:"part,omitempty"` // set if the snapshot holds one part of Parts alone
	Parts          int               `json:"parts,omitempty"`
	RecordCounts   map[string]int    `json:"record_counts"` // rows of each table that is here
	Settings       synthhub.Settings `json:"settings"`
	Tables         []TableDigest     `json:"tables"`
	Files          []ManifestFile    `json:"files"`
}

// A TableDigest identifies the content of a table, whatever formats it is in.
type TableDigest struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of the table's CSV form with its header, in hexadecimal
}

// A ManifestFile is one file of a snapshot.
type ManifestFile struct {
	Name      string `json:"name"`
	Path      string `json:"path"` // relative to the folder, with slashes
	MediaType string `json:"media_type"`
	Table     string `json:"table,omitempty"` // the table whose rows the file holds, if it is one table's
	Part      int    `json:"part,omitempty"`  // number of the part, from 1, of Parts
	Parts     int    `json:"parts,omitempty"`
	Records   int    `json:"records"` // rows in it, of all tables
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"` // in hexadecimal
}

// Edition is what stands for the dataset version in the names of the files: the version,
// or that and "_faulty".
func (m *Manifest) Edition() string { return snapshot.Edition(m.DatasetVersion, m.FaultyByDesign) }
