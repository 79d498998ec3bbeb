package beam

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSameBytes compares what Prism in this process writes with the single process.
func TestSameBytes(t *testing.T) {
	p := plan(t)
	totals, err := Generate(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", totals)
	sameFolders(t, single(t, p), p.Folder)
}

// TestVerify finds nothing wrong with what was generated.
func TestVerify(t *testing.T) {
	p := plan(t)
	if _, err := Generate(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	r, err := Verify(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", r)
	f := filepath.Join(p.Folder, "persons_v0_1-00003-of-00016.csv")
	b := read(t, p.Folder, "persons_v0_1-00003-of-00016.csv")
	b[len(b)/2] ^= 1
	os.WriteFile(f, b, 0o666)
	r, err = Verify(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", r)
}
