package snapshot

import "testing"

func TestNames(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Table("v0.1", "persons", "csv"), "persons_v0_1.csv"},
		{Table(Edition("v0.1", true), "persons", "csv"), "persons_v0_1_faulty.csv"},
		{TablePart("v0.1", "persons", "csv", 3, 16), "persons_v0_1-00003-of-00016.csv"},
		{TablePart("v0.1", "persons", "csv", 1, 1), "persons_v0_1.csv"},
		{Dataset("v0.1"), "dataset_v0_1.json"},
		{Metadata("v0.1"), "metadata_v0_1.json"},
		{ManifestName("v0.1"), "snapshot_manifest_v0_1.json"},
		{Schema("v0.1"), "schema_v0_1.json"},
		{Readme("v0.1"), "README_SNAPSHOT_V0_1.md"},
		{Readme(Edition("v0.1", true)), "README_SNAPSHOT_V0_1_FAULTY.md"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %s", c.got)
			}
		})
	}
}

func TestIsManifest(t *testing.T) {
	for _, edition := range []string{"v0.1", "v1.12.3", "v0.1_faulty"} {
		t.Run(edition, func(t *testing.T) {
			if got, ok := IsManifest(ManifestName(edition)); !ok || got != edition {
				t.Errorf("%s has the edition %q, %t", ManifestName(edition), got, ok)
			}
		})
	}
	for _, name := range []string{"", "snapshot_manifest_.json", "snapshot_manifest__faulty.json", "snapshot_manifest_v0_1.csv", "manifest_v0_1.json"} {
		t.Run("not "+name, func(t *testing.T) {
			if edition, ok := IsManifest(name); ok {
				t.Errorf("the name is accepted as that of a manifest of %s", edition)
			}
		})
	}
}

// TestEncodeDocument holds the form of documents.
func TestEncodeDocument(t *testing.T) {
	v := map[string]any{"a": "<é&>", "b": []int{1, 2}}
	for _, c := range []struct {
		name     string
		indented bool
		want     string
	}{
		{"one line", false, `{"a":"<é&>","b":[1,2]}` + "\n"},
		{"indented", true, "{\n  \"a\": \"<é&>\",\n  \"b\": [\n    1,\n    2\n  ]\n}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := EncodeDocument(v, c.indented)
			if err != nil || string(got) != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
	if _, err := EncodeDocument(func() {}, false); err == nil {
		t.Error("a function is encoded without an error")
	}
}
