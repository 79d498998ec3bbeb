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
			if !IsFile(c.got) {
				t.Error("it is not known as a file of a snapshot")
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
	for _, name := range []string{"", "snapshot_manifest_.json", "snapshot_manifest__faulty.json", "snapshot_manifest_v0_1.csv", "manifest_v0_1.json", "snapshot_manifest_v0.1.json", "snapshot_manifest_v0_1.json.sigstore.json"} {
		t.Run("not "+name, func(t *testing.T) {
			if edition, ok := IsManifest(name); ok {
				t.Errorf("the name is accepted as that of a manifest of %s", edition)
			}
		})
	}
}

func TestIsSignature(t *testing.T) {
	manifest := ManifestName("v0.1")
	for name, want := range map[string]bool{
		manifest + ".sig": true, manifest + ".minisig": true, manifest + ".sigstore.json": true,
		manifest: false, manifest + ".SIG": false, manifest + ".sig.sig": false, manifest + ".asc": false, ManifestName("v0.2") + ".sig": false, ".sig": false,
		Table("v0.1", "persons", "csv") + ".sig": false,
	} {
		t.Run(name, func(t *testing.T) {
			if got := IsSignature(name, manifest); got != want {
				t.Errorf("got %t", got)
			}
		})
	}
}
