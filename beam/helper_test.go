package beam

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beamlog.LogLevel = "error"
	sdk.Init()
	os.Exit(m.Run())
}

// records is the size of the datasets of most tests.
func records() int { return testenv.Scale(20_000, 1_000_000) }

// plan returns a plan for a folder of the test's own.
func plan(t *testing.T) Plan {
	return Plan{
		Settings: synthhub.Settings{Records: records(), Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}},
		Folder:   filepath.Join(t.TempDir(), "snapshot"), Parts: 16, RetryDelay: time.Millisecond,
	}
}

// single writes the snapshot of a plan in one process, and returns the folder.
func single(t *testing.T, p Plan) string {
	t.Helper()
	p, err := p.complete()
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "single")
	if _, err := export.Snapshot(t.Context(), dir, d, d.whole()...); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sameFolders compares two folders as diff -r does.
func sameFolders(t *testing.T, want, got string) {
	t.Helper()
	names := names(t, want)
	if other := namesOf(t, got); !slices.Equal(names, other) {
		t.Fatalf("files %q, want %q", other, names)
	}
	for _, name := range names {
		if !bytes.Equal(read(t, want, name), read(t, got, name)) {
			t.Errorf("%s differs", name)
		}
	}
}

func names(t *testing.T, dir string) []string { return namesOf(t, dir) }

func namesOf(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}
