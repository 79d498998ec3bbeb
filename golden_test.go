package synthhub_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// variants are settings that reach every rule: all states and few, both lines of business and
// one, single vehicles and fleets, the first and the last as-of date.
var variants = []struct {
	name string
	s    synthhub.Settings
}{
	{"default", synthhub.DefaultSettings()},
	{"seed 0", synthhub.Settings{Records: 1000}},
	{"fleets", synthhub.Settings{Records: 1000, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 64}}},
	{"households", synthhub.Settings{Records: 1000, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}, CommercialShare: synthhub.NoCommercial}},
	{"two states", synthhub.Settings{Records: 1000, Seed: 9, States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}}},
	{"one small state", synthhub.Settings{Records: 1000, Seed: 9, States: []synthhub.State{synthhub.StateDC}, CommercialShare: 100}},
	{"first day", synthhub.Settings{Records: 1000, Seed: 3, AsOf: schema.NewDate(2015, 1, 1), Vehicles: synthhub.VehicleRange{Max: 2}}},
	{"last day", synthhub.Settings{Records: 1000, Seed: 3, AsOf: schema.NewDate(2027, 12, 31), Vehicles: synthhub.VehicleRange{Max: 2}}},
	{"leap day", synthhub.Settings{Records: 1000, Seed: 3, AsOf: schema.NewDate(2024, 2, 29)}},
}

// digest hashes all rows of records in CSV and JSON.
func digest(src synthhub.Source, lo, hi int) string {
	h := sha256.New()
	var buf []byte
	for r := range src.Range(lo, hi) {
		buf = buf[:0]
		for _, e := range synthhub.Entities() {
			buf, _ = e.AppendCSV(buf, r)
			buf, _ = e.AppendJSON(buf, "\n", r)
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// firstRows appends the rows of the first records of a variant, table by table, each with its
// header: what a reader compares where digests differ.
func firstRows(dst []byte, variant string, src synthhub.Source) []byte {
	const records = 3
	for _, e := range synthhub.Entities() {
		dst = fmt.Appendf(dst, "-- %s: %s --\n", variant, e.Table().Name())
		dst = e.Table().AppendHeader(dst)
		for r := range src.Range(0, records) {
			dst, _ = e.AppendCSV(dst, r)
		}
	}
	return dst
}

// TestGolden compares the dataset v0.1 with the golden files: the first rows of every variant,
// which show a change as text, then the digests of all rows. The files change only with the
// dataset version; until the first release, -update rewrites them.
func TestGolden(t *testing.T) {
	var digests, rows []byte
	for _, v := range variants {
		g := generator(t, v.s)
		digests = fmt.Appendf(digests, "%s %s\n", digest(g, 0, g.Len()), v.name)
		rows = firstRows(rows, v.name, g)
	}
	t.Run("first rows", func(t *testing.T) { compareGolden(t, "rows_v0_1.txt", rows) })
	t.Run("digests", func(t *testing.T) { compareGolden(t, "digests_v0_1.txt", digests) })
}

// compareGolden shows the lines that differ from a golden file.
func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := func(b []byte) []string { return strings.Split(string(b), "\n") }
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		t.Errorf("%s differs from the dataset (-want +got):\n%s", file, diff)
	}
}

// TestSameBytes: a dataset has the same bytes for any number of workers, in a stream, in a
// Bundle, and record by record.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	s := synthhub.Settings{Records: 1000, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}}
	g := generator(t, s)
	want := digest(g, 0, 1000)
	for _, workers := range []int{1, 2, 7, 16} {
		t.Run(fmt.Sprint(workers, " workers"), func(t *testing.T) {
			s := s
			s.Workers = workers
			b := generate(t, s)
			if digest(b, 0, 1000) != want {
				t.Error("the Bundle differs from the stream")
			}
			if diff := cmp.Diff(metadataOf(t, g), metadataOf(t, b)); diff != "" {
				t.Errorf("the metadata differ (-stream +bundle):\n%s", diff)
			}
		})
	}
	t.Run("record by record", func(t *testing.T) {
		for r := range g.Range(3, 1000) { // from a slot where no other batch begins
			if r.Slot%7 > 0 {
				continue
			}
			if diff := cmp.Diff(g.Record(r.Slot), *r); diff != "" {
				t.Fatalf("Record(%d) differs from Range:\n%s", r.Slot, diff)
			}
		}
	})
}

// TestPrefix: the first records do not depend on the number of records.
func TestPrefix(t *testing.T) {
	t.Parallel()
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			small, large := v.s, v.s
			small.Records, large.Records = 10, 250_000
			if len(v.s.States) == 1 {
				large.Records = 100_000
			}
			if digest(generator(t, small), 0, 10) != digest(generator(t, large), 0, 10) {
				t.Errorf("the first 10 records differ between datasets of 10 and of %d", large.Records)
			}
		})
	}
}
