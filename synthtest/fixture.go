package synthtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// Generator returns a generator of the given settings, for fixtures. It ends the test if they
// are not valid.
func Generator(tb testing.TB, s synthhub.Settings) *synthhub.Generator {
	tb.Helper()
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// Snapshot writes a snapshot of a Generator or a Bundle to a temporary folder of the test, and
// returns it as a file system. It ends the test if that fails.
func Snapshot(tb testing.TB, src synthhub.Source, opts ...export.Option) fs.FS {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "snapshot")
	if _, err := export.Snapshot(tb.Context(), dir, src, opts...); err != nil {
		tb.Fatal(err)
	}
	return os.DirFS(dir)
}
