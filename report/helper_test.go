package report_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
)

// quick reports whether tests leave out cases that are like others: with -short, and with the race detector, with
// which they take ten times as long.
func quick() bool { return testing.Short() || testenv.Race() }

// statistical skips a test of many rows with the race detector. Other tests count rows on several goroutines.
func statistical(t *testing.T) {
	t.Helper()
	if testenv.Race() {
		t.Skip("it takes minutes, and what it counts has nothing to do with races")
	}
}

// sequential skips a test of one goroutine with the race detector.
func sequential(t *testing.T) {
	t.Helper()
	if testenv.Race() {
		t.Skip("it takes long, and has nothing to do with races")
	}
}

// fleet is one to four vehicles per person, whose rows are not independent.
var fleet = synthhub.VehicleRange{Min: 1, Max: 4}

// generator returns a generator of persons with one to four vehicles.
func generator(t testing.TB, records int, seed uint64) *synthhub.Generator {
	t.Helper()
	return generatorOf(t, synthhub.Settings{Records: records, Seed: seed, Vehicles: fleet})
}

func generatorOf(t testing.TB, s synthhub.Settings) *synthhub.Generator {
	t.Helper()
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// profileOf returns the profile of a source.
func profileOf(t testing.TB, src synthhub.Source, opts ...report.Option) *report.Profile {
	t.Helper()
	p, err := report.Source(t.Context(), src, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// saved returns a profile as it is saved.
func saved(t testing.TB, p *report.Profile) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// counts returns a saved profile without what says where the rows come from.
func counts(t testing.TB, p *report.Profile) []byte {
	t.Helper()
	c := *p
	c.Title, c.Notes = "", nil
	return saved(t, &c)
}

// sameCounts fails if two profiles have different counts, and says where they begin to differ.
func sameCounts(t *testing.T, got, want *report.Profile) {
	t.Helper()
	sameText(t, counts(t, got), counts(t, want))
}

func sameText(t *testing.T, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	around := func(b []byte) string { return string(b[max(0, min(i, len(b))-200):min(i+100, len(b))]) }
	t.Errorf("they differ from byte %d on:\n%s\nwant\n%s", i, around(got), around(want))
}

// read reads a saved profile.
func read(t testing.TB, text []byte) *report.Profile {
	t.Helper()
	p, err := report.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// exported writes a snapshot and returns its folder.
func exported(t testing.TB, src synthhub.Source, opts ...export.Option) fs.FS {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, src, opts...); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

// compared compares two profiles.
func compared(t testing.TB, a, b *report.Profile, opts ...report.Option) *report.Drift {
	t.Helper()
	d, err := report.Compare(a, b, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A part is the records of a source from one position up to another.
type part struct {
	synthhub.Source
	lo, hi int
}

func (p part) Len() int { return p.hi - p.lo }

func (p part) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return p.Source.Range(p.lo+lo, p.lo+hi)
}

// A changed source hands out records as a function changes them, all at once, when they are needed.
type changed struct {
	synthhub.Source
	records func() []synthhub.Record
}

func (c changed) Len() int { return len(c.records()) }

func (c changed) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		records := c.records()
		for i := lo; i < hi && yield(&records[i]); i++ {
		}
	}
}

// change returns the records of a source as a function changes them.
func change(src synthhub.Source, f func([]synthhub.Record) []synthhub.Record) changed {
	return changed{src, sync.OnceValue(func() []synthhub.Record {
		var records []synthhub.Record
		for r := range src.Range(0, src.Len()) {
			records = append(records, r.Clone())
		}
		return f(records)
	})}
}

// each returns a function that changes each record.
func each(f func(r *synthhub.Record)) func([]synthhub.Record) []synthhub.Record {
	return func(records []synthhub.Record) []synthhub.Record {
		for i := range records {
			f(&records[i])
		}
		return records
	}
}

// edited returns a saved profile after a change of the JSON objects in it.
func edited(t testing.TB, text []byte, edit func(profile map[string]any)) []byte {
	t.Helper()
	var p map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&p); err != nil {
		t.Fatal(err)
	}
	edit(p)
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// inMemory returns the files of a folder, to be changed.
func inMemory(t testing.TB, folder fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := fs.ReadFile(folder, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = &fstest.MapFile{Data: text}
	}
	return files
}
