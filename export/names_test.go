package export_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// TestNamesOfTables: a run that is canceled removes its files, whatever name package schema lets
// a table have.
func TestNamesOfTables(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"_", "_claims", "x", "x1", "x__y_", "persons_v0_1", "readme_snapshot", strings.Repeat("_", 63), strings.Repeat("x", 63)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			opts := []export.Option{export.With(tableCalled(name)), export.Formats("csv", "ndjson"), export.Parts(2)}
			stop := export.OnProgress(func(p export.Progress) {
				if p.Records == p.TotalRecords {
					cancel()
				}
			})
			if _, err := export.Snapshot(ctx, dir, generator(t, small), append(opts, stop)...); err == nil || strings.Contains(err.Error(), "and then") {
				t.Errorf("error %v, want that of the context alone", err)
			}
			if names := readNames(t, filepath.Dir(dir)); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
			snapshot(t, dir, generator(t, small), opts...)
		})
	}
}

// tableCalled returns an entity of one row for each record in a table of that name.
func tableCalled(name string) synthhub.Entity {
	table := schema.New(name, "Claims.", func(c *claim) []schema.Column {
		return []schema.Column{schema.Field(&c.ID, "claim_id", "Number.", schema.Key)}
	})
	return synthhub.NewEntity(table, func(r *synthhub.Record, dst []claim) []claim { return append(dst, claim{ID: r.Slot}) })
}

// versioned is a source with another dataset version in its metadata.
type versioned struct {
	synthhub.Source
	version string
}

func (s versioned) Metadata(ctx context.Context) (synthhub.Metadata, error) {
	m, err := s.Source.Metadata(ctx)
	m.DatasetVersion = s.version
	return m, err
}

// TestOddVersion: names of files hold the dataset version, so a source with an odd one is refused
// before anything is written.
func TestOddVersion(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"", "0.1", "v", "v0.1.", "v0_1", "v0.1\n", "../../evil", "v0.1/x", "V0.1", "v0.1_faulty"} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "a", "target")
		src := versioned{generator(t, small), version}
		_, err := export.Snapshot(t.Context(), dir, src)
		checked := export.Check(t.Context(), dir, src)
		_, measured := export.ManifestOf(t.Context(), src)
		for _, err := range []error{err, checked, measured} {
			if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("version %q", version)) {
				t.Errorf("version %q: error %v", version, err)
			}
		}
		if entries, err := os.ReadDir(parent); err != nil || len(entries) > 0 {
			t.Errorf("version %q: created %v, %v", version, entries, err)
		}
	}
	snapshot(t, filepath.Join(t.TempDir(), "target"), versioned{generator(t, small), "v1.20.3"})
}
