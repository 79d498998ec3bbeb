package snapshot

import (
	"strings"
	"testing"
)

func TestIsFile(t *testing.T) {
	for _, name := range []string{"", "notes", "persons.csv", "persons_v.csv", "thesis_v2 final.doc", "data_v0_1.csv.bak", ".persons_v0_1.csv", "a/persons_v0_1.csv", "README.md", "README_SNAPSHOT_V_.md", "1x_v0_1.csv", strings.Repeat("x", 64) + "_v0_1.csv", "persons_v0_1.csv\n"} {
		if IsFile(name) {
			t.Errorf("%q is taken for a file of a snapshot", name)
		}
	}
	for _, name := range []string{DataPackage, TablePart(Edition("v1.12", true), "my_2_claims", "ndjson", 99_999, 99_999), Table("v0.1", "_"+strings.Repeat("x", 62), "csv"), Readme("v1.2_faulty"), Changes("v0.1", "_"+strings.Repeat("x", 62), "ndjson"), Compressed(Changes(Edition("v0.1", true), "claims", "csv")), ChangesManifest("v0.1")} {
		if !IsFile(name) {
			t.Errorf("%s is not known as a file of a snapshot", name)
		}
	}
}

// TestManifestNames: a name is that of the manifest of a snapshot or of a feed, not of both.
func TestManifestNames(t *testing.T) {
	for _, edition := range []string{"v0.1", "v1.12_faulty"} {
		if got, ok := IsManifest(ManifestName(edition)); got != edition || !ok {
			t.Errorf("%s is of edition %q, %t", ManifestName(edition), got, ok)
		}
		if got, ok := IsChangesManifest(ChangesManifest(edition)); got != edition || !ok {
			t.Errorf("%s is of edition %q, %t", ChangesManifest(edition), got, ok)
		}
		if _, ok := IsManifest(ChangesManifest(edition)); ok {
			t.Error("the manifest of a feed is taken for that of a snapshot")
		}
		if _, ok := IsChangesManifest(ManifestName(edition)); ok {
			t.Error("the manifest of a snapshot is taken for that of a feed")
		}
	}
	if _, ok := IsChangesManifest(Changes("v0.1", "manifest", "ndjson")); ok {
		t.Error("the changes of a table called manifest are taken for the manifest of a feed")
	}
}
