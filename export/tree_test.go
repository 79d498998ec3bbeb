package export_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// treeOf computes the leaves of a table and their root from the definition: record by record.
func treeOf(t *testing.T, src synthhub.Source, e synthhub.Entity) (digest string, leaves []export.Leaf) {
	t.Helper()
	root := sha256.New()
	root.Write(e.Table().AppendHeader(nil))
	leaf, rows := sha256.New(), 0
	i, text := -1, []byte(nil)
	for r := range src.Range(0, src.Len()) {
		var n int
		text, n = e.AppendCSV(text[:0], r)
		leaf.Write(text)
		rows += n
		if i++; i%65536 == 65535 || i == src.Len()-1 {
			sum := leaf.Sum(nil)
			root.Write(sum)
			leaves = append(leaves, export.Leaf{Rows: rows, SHA256: hex.EncodeToString(sum)})
			leaf.Reset()
			rows = 0
		}
	}
	return fmt.Sprintf("sha256-tree:65536:%x", root.Sum(nil)), leaves
}

// leafy returns settings with three leaves, or briefly two, of which the last is short, and persons
// with different numbers of vehicles.
func leafy() synthhub.Settings {
	s := synthhub.Settings{Records: 140_000, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	if testing.Short() {
		s.Records = 66_000
	}
	return s
}

// TestTree holds that the leaves and the digest of each table are those of the definition, whatever
// the parts, formats and workers, and that the leaves of single parts are those of the whole.
func TestTree(t *testing.T) {
	t.Parallel()
	g := generator(t, leafy())
	whole := manifestOf(t, g, export.Formats(export.FormatCSV))
	for i, e := range synthhub.Entities() {
		digest, leaves := treeOf(t, g, e)
		if got := whole.Tables[i]; got.Digest != digest || !cmp.Equal(got.Leaves, leaves) {
			t.Errorf("%s: got %+v, want %s, %+v", e.Table().Name(), got, digest, leaves)
		}
	}
	for _, c := range []struct {
		name string
		opts []export.Option
	}{
		{"in 3 parts", []export.Option{export.Parts(3), export.Formats(export.FormatCSV)}},
		{"without CSV", []export.Option{export.Formats(export.FormatNDJSON), export.Workers(3)}},
		{"only as a document", []export.Option{export.Formats(export.FormatJSON), export.Workers(1)}},
		{"compressed", []export.Option{export.Gzip(), export.Formats(export.FormatCSV)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(whole.Tables, manifestOf(t, g, c.opts...).Tables); diff != "" {
				t.Errorf("tables differ (-one CSV file +this):\n%s", diff)
			}
		})
	}
	for _, parts := range []int{2, 5} {
		t.Run(fmt.Sprintf("%d single parts", parts), func(t *testing.T) {
			t.Parallel()
			leaves := make([][]export.Leaf, len(whole.Tables))
			rows := make([]int, len(whole.Tables))
			for part := 1; part <= parts; part++ {
				for i, table := range manifestOf(t, g, export.Part(part, parts)).Tables {
					leaves[i] = append(leaves[i], table.Leaves...)
					rows[i] += table.Rows
					if table.Digest != "" || table.Leaves == nil {
						t.Errorf("part %d has a digest of the whole, or null leaves: %+v", part, table)
					}
				}
			}
			for i, table := range whole.Tables {
				if !cmp.Equal(leaves[i], table.Leaves) || rows[i] != table.Rows {
					t.Errorf("%s: the parts have the leaves %+v of %d rows, want %+v of %d", table.Name, leaves[i], rows[i], table.Leaves, table.Rows)
				}
			}
		})
	}
}

// TestEmptyTree holds that a dataset without records has a digest: that of the header.
func TestEmptyTree(t *testing.T) {
	t.Parallel()
	none := synthhub.NewBundle(metadataOf(t, generator(t, small)), nil)
	m, err := export.ManifestOf(t.Context(), none, export.Faulty(), export.Formats(export.FormatCSV))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(synthhub.PersonTable.AppendHeader(nil))
	if got := m.Tables[0]; got.Digest != fmt.Sprintf("sha256-tree:65536:%x", sum) || got.Leaves == nil || len(got.Leaves) != 0 {
		t.Errorf("got %+v", got)
	}
}
