package export

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"

	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// mayReplaceFeed returns the contents of a folder if they are a feed of the same days and settings
// with no other table, or with Overwrite any regular files. Whether the changes are the same is known
// after the export.
func (b *feedBuilder) mayReplaceFeed(p place) (contents, error) {
	c, err := readContents(p)
	if err != nil || b.exporter.overwrite || len(c.files) == 0 {
		return c, err
	}
	manifest := snapshot.ChangesManifest(b.feed.Edition())
	if c.files[manifest] == nil {
		return c, fmt.Errorf("%w: %s, but no manifest of a feed; %s", ErrOccupied, c.names()[0], occupiedAdvice)
	}
	listed, err := c.listed(p, manifest)
	if err != nil {
		return c, err
	}
	text, err := p.in.ReadFile(filepath.Join(p.name, manifest))
	if err != nil {
		return c, err
	}
	var old FeedManifest
	if err := json.Unmarshal(text, &old); err != nil {
		return c, fmt.Errorf("%w: a manifest that cannot be read (%v); %s", ErrOccupied, err, occupiedAdvice)
	}
	m := b.feed
	if old.Version != FeedManifestVersion {
		return c, fmt.Errorf("%w: a feed whose manifest has version %d, and this library reads version %d; %s", ErrOccupied, old.Version, FeedManifestVersion, occupiedAdvice)
	}
	if old.From != m.From || old.To != m.To {
		return c, fmt.Errorf("%w: a feed from %v to %v; %s", ErrOccupied, old.From, old.To, occupiedAdvice)
	}
	if !reflect.DeepEqual(old.Settings.Effective(), m.Settings.Effective()) {
		return c, fmt.Errorf("%w: a feed with other settings; %s", ErrOccupied, occupiedAdvice)
	}
	for _, file := range old.Files {
		if info := c.files[file.Path]; info != nil && info.Size() != file.Bytes {
			return c, fmt.Errorf("%w: %s, which was changed after its export; %s", ErrOccupied, file.Path, occupiedAdvice)
		}
	}
	for _, t := range old.Tables {
		if !entitylist.Governed(t.Name) && entitylist.Index(b.entities, t.Name) < 0 {
			return c, fmt.Errorf("%w: a feed with the table %.80q, which this export does not have; add it with With, %s", ErrOccupied, t.Name, occupiedAdvice)
		}
	}
	c.snapshot = &Manifest{Files: listed.Files} // whose changes are compared after the export
	return c, nil
}
