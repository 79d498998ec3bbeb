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
	for _, name := range []string{DataPackage, TablePart(Edition("v1.12", true), "my_2_claims", "ndjson", 99_999, 99_999), Table("v0.1", "_"+strings.Repeat("x", 62), "csv"), Readme("v1.2_faulty")} {
		if !IsFile(name) {
			t.Errorf("%s is not known as a file of a snapshot", name)
		}
	}
}
