package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A Manifest lists a snapshot: which dataset it is, and every other file with its
// size and digest.
type Manifest struct {
	Version        int    `json:"manifest_version"` // of the form of the manifest: ManifestVersion
	DatasetVersion string `json:"dataset_version"`
	GeneratedAt    string `json:"generated_at"`          // not the time of the run: midnight UTC of the as-of date, RFC 3339
	ExportedAt     string `json:"exported_at,omitempty"` // time of the run, if the caller asked for it
	// FaultyByDesign marks a snapshot with rows that are wrong on purpose.
	FaultyByDesign bool              `json:"faulty_by_design,omitempty"`
	Part           int               `json:"part,omitempty"` // set if the snapshot holds one part of Parts alone
	Parts          int               `json:"parts,omitempty"`
	RecordCounts   map[string]int    `json:"record_counts"` // number of rows in each table of the snapshot
	Settings       synthhub.Settings `json:"settings"`
	Tables         []TableDigest     `json:"tables"`
	Files          []ManifestFile    `json:"files"`
}

// ManifestVersion is the version of the form of manifests that this package writes, and the only
// one that it and package validate read. It is independent of the version of the dataset.
const ManifestVersion = 1

// A TableDigest identifies the content of a table, whatever formats and parts it is in.
type TableDigest struct {
	Name string `json:"name"`
	Rows int    `json:"rows"` // in the snapshot
	// Digest is the root of a tree: "sha256-tree:65536:", and in hexadecimal the SHA-256 of the
	// header line of the table's CSV form and of the leaves in order, 32 bytes each. The manifest of a
	// part has none, because the part does not have all leaves.
	Digest string `json:"digest,omitempty"`
	// Leaves are those of the table, or of a part the leaves that begin in it: the last of
	// them may have rows of the parts after it.
	Leaves []Leaf `json:"leaves"`
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
	// Content is what a compressed file holds, else nil. It does not change with the
	// compressor, which Bytes and SHA256 may do.
	Content *FileContent `json:"content,omitempty"`
}

// FileContent is what a compressed file holds: a file without its compression.
type FileContent struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"` // in hexadecimal
}

// Uncompressed returns the content of a file: its Content if it is compressed, else the file itself.
func (f *ManifestFile) Uncompressed() FileContent {
	if f.Content != nil {
		return *f.Content
	}
	return FileContent{f.Name, f.MediaType, f.Bytes, f.SHA256}
}

// Edition returns what stands for the dataset version in the names of the files: the version,
// followed by "_faulty" if the snapshot is faulty by design.
func (m *Manifest) Edition() string { return snapshot.Edition(m.DatasetVersion, m.FaultyByDesign) }

// SHA256 returns the SHA-256, in hexadecimal, of the file that [Snapshot] writes for the manifest.
// The manifest has the digests of all other files, so this one identifies the whole snapshot. It
// is empty if the settings hold extensions that are not JSON, which no manifest of Snapshot does.
func (m *Manifest) SHA256() string {
	text, err := snapshot.EncodeDocument(m, true)
	if err != nil {
		return ""
	}
	return sha256Of(text)
}

// sha256Of returns the SHA-256 of a text, in hexadecimal.
func sha256Of(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// formatOf returns the format of the rows in a file of the snapshot, nil for a file without
// rows. The manifest may be that of a stranger.
func (m *Manifest) formatOf(file *ManifestFile) *format.Format {
	if file.Path == snapshot.Dataset(m.Edition()) {
		return format.JSON
	}
	if f := format.OfMediaType(file.Uncompressed().MediaType); f != nil && !f.Document && file.Table != "" {
		return f
	}
	return nil
}

// tableFiles returns the files of a table in a format, in the order of the manifest.
func (m *Manifest) tableFiles(table string, f *format.Format) (files []ManifestFile) {
	for _, file := range m.Files {
		if file.Table == table && m.formatOf(&file) == f {
			files = append(files, file)
		}
	}
	return files
}

// newManifest returns the manifest of the export without what depends on rows.
func (e *exporter) newManifest() (*Manifest, error) {
	if v := e.metadata.DatasetVersion; !snapshot.IsVersion(v) {
		return nil, fmt.Errorf("the metadata of the source have the dataset version %.40q; want one such as %s", v, synthhub.Version)
	}
	if e.split() && e.wants(format.JSON) {
		return nil, errSplitDocument()
	}
	m := &Manifest{
		Version: ManifestVersion, DatasetVersion: e.metadata.DatasetVersion, GeneratedAt: e.metadata.GeneratedAt, ExportedAt: e.exportedAt,
		FaultyByDesign: e.faultyRun, RecordCounts: map[string]int{}, Settings: e.metadata.Settings,
	}
	if e.split() {
		m.Part, m.Parts = e.part, e.parts
	}
	return m, nil
}
