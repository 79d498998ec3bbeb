package validate_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A watchedFS lists the files that are opened.
type watchedFS struct {
	fs.FS
	mutex  *sync.Mutex
	opened *[]string
}

func (w watchedFS) Open(name string) (fs.File, error) {
	if name != "." {
		w.mutex.Lock()
		*w.opened = append(*w.opened, name)
		w.mutex.Unlock()
	}
	return w.FS.Open(name)
}

// TestManifestSHA256: a report has the digest of the manifest, and where another was asked for,
// that is the only finding and no other file is opened.
func TestManifestSHA256(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40))
	sum := sumOf(f[manifestName])
	for name, ask := range map[string]string{"lowercase": sum, "uppercase": strings.ToUpper(sum)} {
		t.Run(name, func(t *testing.T) {
			r := check(t, f.fs(), validate.ManifestSHA256(ask))
			if r.Err() != nil || r.ManifestSHA256 != sum || !strings.Contains(text(r), "SHA-256 "+sum+"\n") {
				t.Errorf("want %s and no finding:\n%s", sum, text(r))
			}
		})
	}
	other := f.clone()
	other.edit(manifestName, "{\n", "{ \n") // means the same, and is another file
	for name, f := range map[string]folder{"another form": other, "no JSON": {manifestName: []byte("{")}} {
		t.Run(name, func(t *testing.T) {
			var opened []string
			is := sumOf(f[manifestName])
			r := check(t, watchedFS{f.fs(), new(sync.Mutex), &opened}, validate.ManifestSHA256(sum), validate.Reproduce())
			if diff := cmp.Diff(map[string]int{"snapshot.manifest.sha256": 1}, totals(r)); diff != "" || r.ManifestSHA256 != is {
				t.Errorf("the report has the sum %s, want %s, and findings (-want +got):\n%s", r.ManifestSHA256, is, diff)
			}
			if !hasFinding(r, validate.Finding{Rule: "snapshot.manifest.sha256", File: manifestName, Value: is, Why: "you asked for " + sum}) {
				t.Errorf("no finding has both sums:\n%s", text(r))
			}
			for _, a := range r.Answers {
				if a.Checked != (a.Question == validate.Intact) {
					t.Errorf("%v: checked is %t", a.Question, a.Checked)
				}
			}
			if diff := cmp.Diff([]string{manifestName}, slices.Compact(opened)); diff != "" {
				t.Errorf("files that were opened (-want +got):\n%s", diff)
			}
		})
	}
	for _, wrong := range []string{"", "x", sum[1:], sum + "00", "0" + sum, sum[:63] + "g", "sha256:" + sum} {
		t.Run("wrong form "+wrong, func(t *testing.T) {
			if r, err := validate.Snapshot(t.Context(), f.fs(), validate.ManifestSHA256(wrong)); !errors.Is(err, validate.ErrOption) || r != nil {
				t.Errorf("error %v, want ErrOption", err)
			}
		})
	}
}

func sumOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// TestSignatures: a report lists detached signatures of the manifest, whose files are not opened.
// Under any other name, or if it is not a regular file, a signature is a foreign file.
func TestSignatures(t *testing.T) {
	t.Parallel()
	good := exported(t, generator(t, 40))
	for _, c := range []struct {
		name string
		mode fs.FileMode
		ok   bool
	}{
		{manifestName + ".sig", 0, true},
		{manifestName + ".minisig", 0, true},
		{manifestName + ".sigstore.json", 0, true},
		{manifestName + ".sig", fs.ModeSymlink, false},
		{manifestName + ".sig", fs.ModeDir, false},
		{manifestName + ".asc", 0, false},
		{manifestName + ".sig.sig", 0, false},
		{persons + ".sig", 0, false},
		{"snapshot_manifest_v0_2.json.sig", 0, false},
	} {
		t.Run(c.name+" "+c.mode.String(), func(t *testing.T) {
			files := good.fs()
			files[c.name] = &fstest.MapFile{Mode: c.mode, Data: []byte("signature")}
			var opened []string
			r := check(t, watchedFS{files, new(sync.Mutex), &opened}, validate.Workers(1))
			want, findings := []string{c.name}, map[string]int{}
			if !c.ok {
				want, findings = nil, map[string]int{"snapshot.file.listed": 1}
			}
			if diff := cmp.Diff(want, r.Signatures); diff != "" {
				t.Errorf("signatures (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(findings, totals(r)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if strings.Contains(text(r), "not checked: "+c.name) != c.ok || len(r.Notes) > 0 {
				t.Errorf("the report says\n%s", text(r))
			}
			if slices.Contains(opened, c.name) {
				t.Error("the signature was opened")
			}
		})
	}
	t.Run("listed in the manifest", func(t *testing.T) {
		f := good.clone()
		name := manifestName + ".sig"
		f[name] = []byte("signature")
		f.manifest(func(m *export.Manifest) {
			m.Files = append(m.Files, export.ManifestFile{Name: name, Path: name, MediaType: "text/plain", Bytes: 9, SHA256: sumOf(f[name])})
		})
		if r := check(t, f.fs()); r.Count("snapshot.file.name") != 1 || r.Signatures != nil {
			t.Errorf("a manifest cannot list its own signature:\n%s", text(r))
		}
	})
}
