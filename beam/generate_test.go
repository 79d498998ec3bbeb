package beam_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/beam"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
)

// TestSameBytes compares what Prism in this process writes with what the single process writes.
func TestSameBytes(t *testing.T) {
	withParameters := synthhub.Settings{Records: 3000, Seed: 7}
	if err := withParameters.SetExtension("contracts", contractParameters{900}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(p *beam.Plan)
	}{
		{"sixteen parts", func(p *beam.Plan) {
			p.Entities, p.Formats = []string{"contracts"}, []string{export.FormatCSV, export.FormatNDJSON}
		}},
		{"one part", func(p *beam.Plan) { p.Parts, p.Settings.Records = 1, 2000 }},
		{"a part for each record", func(p *beam.Plan) { p.Parts, p.Settings.Records = 40, 40 }},
		{"NDJSON too, several goroutines", func(p *beam.Plan) {
			p.Formats, p.Workers, p.Settings.Records = []string{export.FormatCSV, export.FormatNDJSON}, 4, 3000
		}},
		{"some tables", func(p *beam.Plan) { p.Tables, p.Settings.Records = []string{"profiles", "persons"}, 3000 }},
		{"user-defined entities", func(p *beam.Plan) { p.Entities, p.Settings = []string{"contracts"}, withParameters }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planOf(t, records(), 16)
			c.change(&p)
			totals, err := beam.Generate(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if totals.Parts != int64(p.Parts) || totals.Records < int64(p.Settings.Records) || totals.Bytes < totals.Records || totals.Retries != 0 {
				t.Errorf("totals %+v", totals)
			}
			sameFolders(t, single(t, p), p.Folder)
			r, err := beam.Verify(t.Context(), beam.Plan{Folder: p.Folder})
			if err != nil {
				t.Fatal(err)
			}
			if r.Total != 0 || r.Totals != totals {
				t.Errorf("verified: %+v", r)
			}
		})
	}
}

// TestLeaves writes and verifies tables of several leaves, some of which cross parts.
func TestLeaves(t *testing.T) {
	p := planOf(t, 2*export.LeafRecords+9000, 3)
	p.Settings.Vehicles = synthhub.VehicleRange{}
	p.Tables = []string{"profiles"}
	if _, err := beam.Generate(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	sameFolders(t, single(t, p), p.Folder)
	name := "profiles_v0_1-00002-of-00003.csv"
	text := read(t, p.Folder, name)
	for _, at := range []int{0, 1, len(text) - 3} {
		text[at] = 'x'
	}
	write(t, p.Folder, name, text)
	checkFindings(t, p.Folder,
		name+": 1 rows of leaf 0 (records 0 to 65535) differ, the first is row 46691 of the table, byte N",
		name+": 1 rows of leaf 1 (records 65536 to 131071) differ, the first is row 93381 of the table")
	// Without its last row, the first leaf is the one that differs.
	text = read(t, single(t, p), name)
	lines := bytes.SplitAfter(text, []byte("\n"))
	at := export.LeafRecords - 46_690 - 1
	write(t, p.Folder, name, bytes.Join(slices.Delete(lines, at, at+1), nil))
	checkFindings(t, p.Folder,
		name+": differs from row 65536 of the table, byte N, on, in leaf 0 (records 0 to 65535); the file is shorter than it must be")
}

// TestReplaced runs in folders that hold something already.
func TestReplaced(t *testing.T) {
	p := planOf(t, 900, 4)
	want := single(t, p)
	other := p
	other.Settings.Seed++
	for _, c := range []struct {
		name      string
		prepare   func(dir string)
		overwrite bool
		wantErr   string // "" if the folder is replaced
	}{
		{"the snapshot itself", func(dir string) { copyFolder(t, want, dir) }, false, ""},
		{"the same dataset in other parts", func(dir string) {
			q := p
			q.Parts = 7
			copyFolder(t, single(t, q), dir)
		}, false, ""},
		{"what a killed run leaves behind", func(dir string) {
			copyFolder(t, single(t, other), dir)
			write(t, dir, "persons_v0_1-00001-of-00009.csv", []byte("x"))
			write(t, dir, "persons_v0_1-00001-of-00004.csv.attempt-0123abcd", []byte("x"))
			write(t, dir, "canceled.attempt-89abcdef", nil)
			remove(t, dir, manifest)
		}, false, ""},
		{"another dataset", func(dir string) { copyFolder(t, single(t, other), dir) }, false, "is that of another dataset"},
		{"another dataset, overwritten", func(dir string) { copyFolder(t, single(t, other), dir) }, true, ""},
		{"other tables", func(dir string) {
			q := p
			q.Entities = []string{"contracts"}
			copyFolder(t, single(t, q), dir)
		}, false, "is that of another dataset"},
		{"a broken manifest", func(dir string) { write(t, dir, manifest, []byte("{")) }, false, "is that of another dataset"},
		{"a foreign file", func(dir string) { write(t, dir, "thesis.doc", nil) }, true, "thesis.doc is not a file of a snapshot"},
		{"a foreign folder", func(dir string) { write(t, filepath.Join(dir, "photos"), "1", nil) }, true, "photos is not a file of a snapshot"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := p
			p.Folder, p.Overwrite = filepath.Join(t.TempDir(), "snapshot"), c.overwrite
			c.prepare(p.Folder)
			before := namesIn(t, p.Folder)
			_, err := beam.Generate(t.Context(), p)
			if c.wantErr == "" {
				if err != nil {
					t.Fatal(err)
				}
				sameFolders(t, want, p.Folder)
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.wantErr) {
				t.Errorf("got %v", err)
			}
			if after := namesIn(t, p.Folder); !slices.Equal(before, after) {
				t.Errorf("the folder has %q, want %q", after, before)
			}
		})
	}
}

// TestWrongPlans wants an error before anything runs.
func TestWrongPlans(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *beam.Plan)
		want   string
	}{
		{"an entity that nobody registered", func(p *beam.Plan) { p.Entities = []string{"ghosts"} }, `holds no entity "ghosts"; it holds contracts`},
		{"wrong settings", func(p *beam.Plan) { p.Settings.CommercialShare = 200 }, "CommercialShare"},
		{"too many parts", func(p *beam.Plan) { p.Parts = 901 }, "901 parts of 900 records"},
		{"negative parts", func(p *beam.Plan) { p.Parts = -1 }, "-1 parts"},
		{"a document", func(p *beam.Plan) { p.Formats = []string{"csv", "json"} }, "format json"},
		{"no folder", func(p *beam.Plan) { p.Folder = "" }, "the folder has no name"},
		{"a file system that is not there", func(p *beam.Plan) { p.Folder = "hdfs://x/y" }, `"hdfs" not registered`},
		{"a pattern", func(p *beam.Plan) { p.Folder = "memfs://x/*" }, "pattern"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planOf(t, 900, 4)
			c.change(&p)
			if _, err := beam.Generate(t.Context(), p); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestCanceled cancels runs at random times. Each ends with the error of the context and without a
// manifest, or is complete. The next run removes what they leave behind.
func TestCanceled(t *testing.T) {
	p := planOf(t, 20_000, 16)
	want := single(t, p)
	for range testenv.Scale(8, 60) {
		ctx, cancel := context.WithCancel(t.Context())
		timer := time.AfterFunc(time.Duration(rand.Int64N(int64(400*time.Millisecond))), cancel)
		_, err := beam.Generate(ctx, p)
		timer.Stop()
		cancel()
		if err == nil {
			sameFolders(t, want, p.Folder)
			remove(t, p.Folder, manifest)
			continue
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		noManifest(t, p.Folder)
	}
	if _, err := beam.Generate(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	sameFolders(t, want, p.Folder)
}

// TestCanceledAt cancels a run at each call of the file system.
func TestCanceledAt(t *testing.T) {
	p, dir := flakyPlan(t, 300, 3)
	want := single(t, p)
	canceled := 0
	for k := 0; ; k++ {
		ctx, cancel := context.WithCancel(t.Context())
		end := flaky.failing(func(call int, op, _ string) error {
			if call == k {
				cancel()
			}
			return nil
		})
		_, err := beam.Generate(ctx, p)
		calls := end()
		cancel()
		if err == nil {
			sameFolders(t, want, dir)
			if k >= calls {
				break
			}
			remove(t, dir, manifest)
			continue
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("call %d: %v", k, err)
		}
		canceled++
		noManifest(t, dir)
	}
	if canceled < 30 {
		t.Errorf("%d runs were canceled", canceled)
	}
}

// TestCanceledBefore wants nothing to happen.
func TestCanceledBefore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := planOf(t, 900, 4)
	if _, err := beam.Generate(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if names := namesIn(t, p.Folder); len(names) > 0 {
		t.Errorf("the folder has %q", names)
	}
}
