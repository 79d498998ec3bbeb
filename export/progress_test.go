package export_test

import (
	"bytes"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// size returns the bytes of all files.
func size(files map[string]string) (n int64) {
	for _, text := range files {
		n += int64(len(text))
	}
	return n
}

func TestProgress(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	for _, c := range []struct {
		name string
		run  func(t *testing.T, opt export.Option) (bytes int64)
	}{
		{"csv", func(t *testing.T, opt export.Option) int64 {
			var n counter
			if err := export.CSV(t.Context(), &n, g, synthhub.Persons, opt); err != nil {
				t.Fatal(err)
			}
			return int64(n)
		}},
		{"json", func(t *testing.T, opt export.Option) int64 {
			var n counter
			if err := export.Dataset(t.Context(), &n, g, opt); err != nil {
				t.Fatal(err)
			}
			return int64(n)
		}},
		{"snapshot", func(t *testing.T, opt export.Option) int64 {
			_, files := snapshotFiles(t, g, opt)
			return size(files)
		}},
		{"snapshot in all formats", func(t *testing.T, opt export.Option) int64 {
			_, files := snapshotFiles(t, g, opt, allFormats())
			return size(files)
		}},
		{"changes", func(t *testing.T, opt export.Option) int64 {
			var n counter
			if _, err := export.Changes(t.Context(), &n, g, on(t, middle, "2027-11-02"), synthhub.Persons, opt); err != nil {
				t.Fatal(err)
			}
			return int64(n)
		}},
		{"feed", func(t *testing.T, opt export.Option) int64 {
			_, files := feedFiles(t, g, on(t, middle, "2027-11-02"), opt, export.Digests())
			return size(files)
		}},
		{"feed to a tar", func(t *testing.T, opt export.Option) int64 {
			var b bytes.Buffer
			if _, err := export.FeedTo(t.Context(), export.Tar(&b), g, on(t, middle, "2027-11-02"), opt); err != nil {
				t.Fatal(err)
			}
			return size(archived(t, "tar", b.Bytes()))
		}},
		{"history", func(t *testing.T, opt export.Option) int64 {
			var n counter
			if _, err := export.History(t.Context(), &n, g, g.Settings().AsOf, g.Settings().AsOf.AddDays(1), synthhub.Persons, opt); err != nil {
				t.Fatal(err)
			}
			return int64(n)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var seen []export.Progress
			n := c.run(t, export.OnProgress(func(p export.Progress) { seen = append(seen, p) }))
			if len(seen) < 3 {
				t.Fatalf("%d reports of %d records", len(seen), g.Len())
			}
			last := seen[len(seen)-1]
			if want := (export.Progress{Records: g.Len(), TotalRecords: g.Len(), Bytes: n, TotalBytes: n}); last != want {
				t.Errorf("the last report is %+v, want %+v", last, want)
			}
			for i, p := range seen {
				if i > 0 && (p.Records < seen[i-1].Records || p.Bytes < seen[i-1].Bytes) {
					t.Errorf("report %d goes back: %+v after %+v", i, p, seen[i-1])
				}
				if ratio := float64(p.TotalBytes) / float64(n); ratio < 0.8 || ratio > 1.25 {
					t.Errorf("report %d estimates %d bytes, the export has %d", i, p.TotalBytes, n)
				}
			}
		})
	}
}
