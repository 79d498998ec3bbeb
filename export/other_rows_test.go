package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestOtherRows: a snapshot with rows that the new one does not have is replaced only with
// Overwrite, even if its settings are the same.
func TestOtherRows(t *testing.T) {
	t.Parallel()
	b := bundle(t, small)
	selected := func(t *testing.T, dir string) {
		snapshot(t, dir, synthhub.NewBundle(metadataOf(t, b), []synthhub.Record{b.Record(3)}))
	}
	changed := func(t *testing.T, dir string) {
		edited := bundle(t, small)
		edited.Persons[0].FirstName += "x"
		snapshot(t, dir, edited)
	}
	with := func(e synthhub.Entity) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) { snapshot(t, dir, generator(t, small), export.With(e)) }
	}
	for _, c := range []struct {
		reason  string
		prepare func(t *testing.T, dir string)
		opts    []export.Option
		says    string // in the error, "" for none
		before  bool   // whether the error comes before any work
	}{
		{"records that were selected", selected, nil, "other rows of persons", true},
		{"a person who was changed", changed, nil, "other rows of persons", false},
		{"a person who was changed, among other tables", changed, []export.Option{export.Tables("vehicles")}, "", false},
		{"a file that was edited", func(t *testing.T, dir string) {
			sameSnapshot(t, dir)
			writeFile(t, dir, "persons_v0_1.csv", "my own persons")
		}, nil, "persons_v0_1.csv, which was changed after its export", true},
		{"a file that was removed", func(t *testing.T, dir string) {
			sameSnapshot(t, dir)
			if err := os.Remove(filepath.Join(dir, "persons_v0_1.csv")); err != nil {
				t.Fatal(err)
			}
		}, nil, "", false},
		{"a user-defined table that is not in the new one", with(tableCalled("claims")), nil, `the table "claims"`, true},
		{"a user-defined table that was not selected", with(tableCalled("claims")), []export.Option{export.With(tableCalled("claims")), export.Tables("persons")}, `the table "claims"`, true},
		{"the same user-defined table", with(tableCalled("claims")), []export.Option{export.With(tableCalled("claims"))}, "", false},
		{"a user-defined table with other rows", with(claims("claims", "persons.person_id")), []export.Option{export.With(tableCalled("claims"))}, "other rows of claims", false},
		{"governed tables that are not in the new one", sameSnapshot, []export.Option{export.Tables("persons")}, "", false},
		{"the same part", func(t *testing.T, dir string) { snapshot(t, dir, generator(t, small), export.Part(2, 3)) }, []export.Option{export.Part(2, 3)}, "", false},
		{"the same rows in parts", sameSnapshot, []export.Option{export.Parts(3)}, "", false},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			c.prepare(t, dir)
			before := paths(t, filepath.Dir(dir))
			src := &counting{Source: generator(t, small)}
			checked := export.Check(t.Context(), dir, src, c.opts...)
			_, err := export.Snapshot(t.Context(), dir, src, c.opts...)
			if (checked != nil) != c.before || c.before && src.ranges() > 0 {
				t.Errorf("Check returns %v, and %d ranges were generated", checked, src.ranges())
			}
			if c.says == "" {
				if err != nil {
					t.Errorf("error %v", err)
				}
				return
			}
			if !errors.Is(err, export.ErrOccupied) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want ErrOccupied and %q", err, c.says)
			}
			if diff := cmp.Diff(before, paths(t, filepath.Dir(dir))); diff != "" {
				t.Errorf("files have changed:\n%s", diff)
			}
			snapshot(t, dir, src, append(c.opts, export.Overwrite())...)
		})
	}
}
