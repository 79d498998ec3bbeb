package snapshot

import "testing"

func TestIsFile(t *testing.T) {
	for _, name := range []string{"", "notes", "persons.csv", "persons_v.csv", "thesis_v2 final.doc", "data_v0_1.csv.bak", ".persons_v0_1.csv", "a/persons_v0_1.csv", "README.md", "persons_v0_1.csv\n"} {
		if IsFile(name) {
			t.Errorf("%q is taken for a file of a snapshot", name)
		}
	}
	for _, name := range []string{DataPackage, TablePart(Edition("v1.12", true), "my_2_claims", "ndjson", 99_999, 99_999)} {
		if !IsFile(name) {
			t.Errorf("%s is not known as a file of a snapshot", name)
		}
	}
}
