package export

import (
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// FeedManifestVersion is the version of the form of manifests that [Feed] writes.
const FeedManifestVersion = 1

// A FeedManifest lists a feed: of which dataset it is, between which days, and every other file with
// its size and digest.
type FeedManifest struct {
	Version        int           `json:"changes_manifest_version"` // of the form of the manifest: FeedManifestVersion
	DatasetVersion string        `json:"dataset_version"`
	From           synthhub.Date `json:"from"`                  // the day of the rows before
	To             synthhub.Date `json:"to"`                    // the day of the rows after, which may be the earlier one
	ExportedAt     string        `json:"exported_at,omitempty"` // time of the run, if the caller asked for it
	// FaultyByDesign marks a feed of rows that are wrong on purpose.
	FaultyByDesign bool `json:"faulty_by_design,omitempty"`
	// Settings are those of the day To. Those of the other day differ in AsOf alone.
	Settings synthhub.Settings `json:"settings"`
	// The digests of the settings of both days, as the metadata of their snapshots have them.
	SettingsDigestFrom string         `json:"settings_digest_from"`
	SettingsDigestTo   string         `json:"settings_digest_to"`
	Tables             []FeedTable    `json:"tables"`
	Files              []ManifestFile `json:"files"` // Records is the number of changes in the file
}

// A FeedTable says what the feed has of one table.
type FeedTable struct {
	Name string `json:"name"`
	ChangeCounts
	// RowsFrom and RowsTo are the numbers of rows on both days. Those of a user-defined table, or of a
	// faulty one, are known with the option Digests alone, and else nil.
	RowsFrom *int `json:"rows_from,omitempty"`
	RowsTo   *int `json:"rows_to,omitempty"`
	// DigestFrom and DigestTo are the digests of the table on both days, as TableDigest.Digest,
	// with the option Digests.
	DigestFrom string `json:"digest_from,omitempty"`
	DigestTo   string `json:"digest_to,omitempty"`
}

// Digests adds to the manifest of a feed the digests of the tables on both days, and the numbers of
// rows of all tables. So the export generates and hashes every row of both days.
func Digests() Option { return func(o *options) { o.digests = true } }

// Edition is [Manifest.Edition] of a feed.
func (m *FeedManifest) Edition() string { return snapshot.Edition(m.DatasetVersion, m.FaultyByDesign) }

// SHA256 returns the SHA-256, in hexadecimal, of the file that [Feed] writes for the manifest, which
// identifies the whole feed.
func (m *FeedManifest) SHA256() string {
	text, err := snapshot.EncodeDocument(m, true)
	if err != nil {
		return ""
	}
	return sha256Of(text)
}

// newFeedManifest returns the manifest without what depends on rows.
func (c *comparison) newFeedManifest() (*FeedManifest, error) {
	v := c.metadataTo.DatasetVersion
	if !snapshot.IsVersion(v) || v != c.metadata.DatasetVersion {
		return nil, fmt.Errorf("the metadata of the sources have the dataset versions %.40q and %.40q; want one such as %s", c.metadata.DatasetVersion, v, synthhub.Version)
	}
	return &FeedManifest{
		Version: FeedManifestVersion, DatasetVersion: v, From: c.metadata.Settings.AsOf, To: c.metadataTo.Settings.AsOf,
		ExportedAt: c.exportedAt, FaultyByDesign: c.faultyRun, Settings: c.metadataTo.Settings,
		SettingsDigestFrom: c.metadata.SettingsDigest, SettingsDigestTo: c.metadataTo.SettingsDigest,
		Tables: []FeedTable{}, Files: []ManifestFile{},
	}, nil
}
