package validate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// TestExtentOfLargestManifest: a manifest of as many files as a document can list, with the largest
// extension, passes.
func TestExtentOfLargestManifest(t *testing.T) {
	t.Parallel()
	m := &export.Manifest{DatasetVersion: synthhub.Version, RecordCounts: map[string]int{}, Settings: synthhub.DefaultSettings()}
	if err := m.Settings.SetExtension("long", map[string]any{"list": make([]int, 32_000)}); err != nil {
		t.Fatal(err)
	}
	if err := m.Settings.Validate(); err != nil {
		t.Fatal(err)
	}
	for i := range maxTables {
		name := fmt.Sprintf("t%d", i)
		m.RecordCounts[name] = 0
		m.Tables = append(m.Tables, export.TableDigest{Name: name, Digest: strings.Repeat("0", 64), Leaves: []export.Leaf{}})
	}
	for range 40_000 {
		m.Tables[0].Leaves = append(m.Tables[0].Leaves, export.Leaf{Rows: 65536, SHA256: strings.Repeat("0", 64)})
	}
	for i := range 35_000 {
		name := snapshot.TablePart(synthhub.Version, "t", "csv", i+1, snapshot.MaxParts)
		m.Files = append(m.Files, export.ManifestFile{Name: name, Path: name, Table: "t", SHA256: strings.Repeat("0", 64)})
	}
	text, err := snapshot.EncodeDocument(m, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > snapshot.MaxDocument || len(text) < snapshot.MaxDocument*3/4 {
		t.Fatalf("the manifest has %d bytes", len(text))
	}
	var decoded export.Manifest
	if why, err := decodeDocument(text, &decoded); why != "" || err != nil {
		t.Errorf("%s, %v", why, err)
	}
}
