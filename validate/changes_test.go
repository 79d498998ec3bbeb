package validate_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// Names of files in a feed.
const (
	personChanges   = "changes_persons_v0_1.ndjson"
	vehicleChanges  = "changes_vehicles_v0_1.ndjson"
	profileChanges  = "changes_profiles_v0_1.ndjson"
	changesManifest = "changes_manifest_v0_1.json"
)

// onDay returns a generator of the same book on another day.
func onDay(t testing.TB, g *synthhub.Generator, day string) *synthhub.Generator {
	t.Helper()
	d, err := schema.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	g, err = g.On(d)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// feedOf writes a feed and reads it into memory.
func feedOf(t testing.TB, from, to synthhub.Source, opts ...export.Option) folder {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "feed")
	if _, err := export.Feed(t.Context(), dir, from, to, opts...); err != nil {
		t.Fatal(err)
	}
	return inMemory(t, dir)
}

// checkFeed validates a feed and checks the report itself.
func checkFeed(t testing.TB, f folder, opts ...validate.Option) *validate.Report {
	t.Helper()
	r, err := validate.Changes(t.Context(), f.fs(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	checkReport(t, r)
	return r
}

// bothFormats selects both formats of a feed.
func bothFormats() export.Option { return export.Formats(export.FormatCSV, export.FormatNDJSON) }

// TestGoodFeeds: a feed as it is written has no findings, forwards and backwards, and every question
// is answered.
func TestGoodFeeds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		from, to string
		opts     []export.Option
	}{
		"a month":     {"2025-01-01", "2025-02-01", nil},
		"backwards":   {"2025-02-01", "2025-01-01", nil},
		"the window":  {"2015-01-01", "2027-12-31", nil},
		"back all":    {"2027-12-31", "2015-01-01", nil},
		"a day":       {"2025-01-01", "2025-01-02", nil},
		"none":        {"2025-01-01", "2025-01-01", nil},
		"csv":         {"2025-01-01", "2026-01-01", []export.Option{export.Formats(export.FormatCSV)}},
		"both":        {"2025-01-01", "2026-01-01", []export.Option{bothFormats()}},
		"compressed":  {"2025-01-01", "2026-01-01", []export.Option{bothFormats(), export.Gzip()}},
		"digests":     {"2025-01-01", "2026-01-01", []export.Option{export.Digests()}},
		"one table":   {"2025-01-01", "2026-01-01", []export.Option{export.Tables("vehicles")}},
		"exported at": {"2025-01-01", "2025-02-01", []export.Option{export.ExportedAt(time.Unix(1e9, 0))}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := generator(t, 300)
			f := feedOf(t, onDay(t, g, tt.from), onDay(t, g, tt.to), tt.opts...)
			for _, opts := range [][]validate.Option{{}, {validate.Reproduce()}} {
				r := checkFeed(t, f, opts...)
				if r.Err() != nil {
					t.Errorf("a good feed has findings:\n%s", text(r))
				}
				for _, a := range r.Answers {
					if want := a.Question != validate.Reproducible || len(opts) > 0; a.Checked != want {
						t.Errorf("%v checked: %t, want %t", a.Question, a.Checked, want)
					}
				}
			}
		})
	}
}

// TestOtherFolders: what is no feed or no snapshot is told what it is instead.
func TestOtherFolders(t *testing.T) {
	t.Parallel()
	from, to := year(t, 8)
	feed, snapshot := feedOf(t, from, to).fs(), exported(t, from).fs()
	within := func(f fstest.MapFS) fstest.MapFS {
		outer := fstest.MapFS{"notes": {Data: []byte("x")}}
		for name, file := range f {
			outer["2025/"+name] = file
		}
		return outer
	}
	for name, tt := range map[string]struct {
		changes, snapshot fstest.MapFS
		want              string
	}{
		"a snapshot":    {changes: snapshot, want: "this is a snapshot: use validate-snapshot"},
		"a feed":        {snapshot: feed, want: "this is a feed: use validate-changes"},
		"feeds":         {changes: within(feed), want: "it holds folders of feeds: check one of them"},
		"snapshots":     {snapshot: within(snapshot), want: "it holds folders of snapshots: check one of them"},
		"other folders": {changes: within(snapshot), want: "it is not a feed, or not a whole one"},
		"nothing":       {snapshot: fstest.MapFS{}, want: "it is not a snapshot, or not a whole one"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var r *validate.Report
			var err error
			if tt.changes != nil {
				r, err = validate.Changes(t.Context(), tt.changes)
			} else {
				r, err = validate.Snapshot(t.Context(), tt.snapshot)
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Findings) != 1 || !strings.HasSuffix(r.Findings[0].Why, "the folder has no manifest: "+tt.want) {
				t.Errorf("want %q:\n%s", tt.want, text(r))
			}
		})
	}
}
