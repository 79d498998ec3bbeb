package validate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/validate"
)

// TestChangesOddFiles puts folders, devices and files that fail in the place of files.
func TestChangesOddFiles(t *testing.T) {
	t.Parallel()
	from, to := year(t, 40)
	good := feedOf(t, from, to)
	for name := range good {
		for kind, mode := range map[string]fs.FileMode{"folder": fs.ModeDir, "device": fs.ModeDevice} {
			odd := good.fs()
			odd[name] = &fstest.MapFile{Mode: mode}
			if r, err := validate.Changes(t.Context(), odd); err != nil || r.Count("changes.file.regular") != 1 {
				t.Errorf("%s, a %s: %v, %s", name, kind, err, text(r))
			}
		}
		for kind, odd := range map[string]fs.FS{"unreadable": brokenDisk{good.fs(), name}, "unopened": unopened{good.fs(), name}, "endless": endless{good.fs(), name}} {
			if r, err := validate.Changes(t.Context(), odd, validate.Reproduce()); err != nil || r.Count("changes.file.readable") == 0 && name != changesManifest {
				t.Errorf("%s, %s: %v, %s", name, kind, err, text(r))
			}
		}
	}
}

// TestChangesManifestSHA256: no other manifest is accepted than the one that was asked for.
func TestChangesManifestSHA256(t *testing.T) {
	t.Parallel()
	from, to := year(t, 8)
	f := feedOf(t, from, to)
	sum := checkFeed(t, f).ManifestSHA256
	if r := checkFeed(t, f, validate.ManifestSHA256(sum)); r.Err() != nil {
		t.Error(text(r))
	}
	if r := checkFeed(t, f, validate.ManifestSHA256(strings.Repeat("0", 64))); r.Count("changes.manifest.sha256") != 1 {
		t.Error(text(r))
	}
}

// TestChangesSameReport: a report depends neither on the workers nor on the memory.
func TestChangesSameReport(t *testing.T) {
	t.Parallel()
	from, to := year(t, 3000)
	f, into := feedOf(t, from, to), exported(t, from)
	f.lines(personChanges, func(l []string) []string {
		l = append(l, l[:500]...)
		return append(l, strings.Repeat("\n", 100), `{"op":"c"`+"\n")
	})
	f.lines(vehicleChanges, func(l []string) []string {
		for i := range l {
			l[i] = strings.Replace(l[i], `"model":"`, `"model":"X`, 1)
		}
		return l
	})
	var first *validate.Report
	for _, opts := range [][]validate.Option{{}, {validate.Workers(1)}, {validate.Workers(5), validate.Memory(1)}} {
		r := checkFeed(t, f, append(opts, validate.Reproduce(), validate.AppliesTo(into.fs()))...)
		if first == nil {
			first = r
		} else if diff := cmp.Diff(first, r); diff != "" {
			t.Errorf("another report (-first +second):\n%s", diff)
		}
	}
}

// TestChangesClaims: settings of many more records than the feed can be of are refused at once.
func TestChangesClaims(t *testing.T) {
	t.Parallel()
	from, _ := year(t, 40)
	f := feedOf(t, from, onDay(t, from, "2025-01-02"))
	f.edit(changesManifest, `"records": 40`, `"records": 3000000`)
	r := checkFeed(t, f, validate.Reproduce())
	if !strings.Contains(text(r), "the settings ask for 3000000 records, and a feed of so many has more changes than the files can hold") {
		t.Errorf("the claim is believed:\n%s", text(r))
	}
}

// TestChangesFewLines: feeds of many records that have no lines, because no day passes or because the tables are
// user-defined alone, are right.
func TestChangesFewLines(t *testing.T) {
	t.Parallel()
	g := generator(t, 1_100_000)
	from, to := onDay(t, g, "2025-01-01"), onDay(t, g, "2025-01-02")
	if r := checkFeed(t, feedOf(t, from, from), validate.Reproduce()); r.Err() != nil {
		t.Errorf("equal days:\n%s", text(r))
	}
	own := notesOf(10, func(int) string { return "always" }).WithDays(func(_ *synthhub.Generator, dst []synthhub.Date, _ int, _, _ synthhub.Date) []synthhub.Date {
		return dst
	})
	if r := checkFeed(t, feedOf(t, from, to, export.With(own), export.Tables(own.Table().Name())), validate.With(own)); r.Err() != nil {
		t.Errorf("a user-defined table alone:\n%s", text(r))
	}
}

// TestChangesLongLines: a line that is longer than two rows may be is one finding, and so is a row.
func TestChangesLongLines(t *testing.T) {
	t.Parallel()
	from, to := year(t, 40)
	f := feedOf(t, from, to)
	long := strings.Repeat("x", 1<<20)
	both := f.firstOf(personChanges, "u") // two rows as long as rows may be, in one line
	f.line(personChanges, both, func(line string) string {
		before, after, _ := strings.Cut(line, `,"after":`)
		pad := func(image string, bytes int) string {
			return strings.Replace(image, `"first_name":"`, `"first_name":"`+long[:1<<20-bytes], 1)
		}
		return pad(before, len(cut(line, `"before":`, `,"after":`))) + `,"after":` + pad(after, len(after)-len("}\n"))
	})
	f.lines(personChanges, func(l []string) []string {
		i := (both + 1) % len(l)
		l[i] = strings.Replace(l[i], `"first_name":"`, `"first_name":"`+long, 1)
		return append(l, `{"op":"c","table":"`+long+long+long+"\n", strings.Repeat(`{`, 1<<20)+"\n", `{"op":"c","table":"persons","key":"`+strings.Repeat(`\"`, 1<<20))
	})
	r := checkFeed(t, f, validate.Workers(1), validate.Reproduce())
	if r.Count("changes.line.form") != 3 || r.Count("persons.row.length") != 1 || r.Count("persons.first_name.length") != 2 {
		t.Errorf("the long lines are not found:\n%s", text(r))
	}
}

// TestChangesCanceled: a context that has ended is the error.
func TestChangesCanceled(t *testing.T) {
	t.Parallel()
	from, to := year(t, 300)
	f, into := feedOf(t, from, to), exported(t, from)
	f.line(personChanges, 3, func(string) string { return "{}\n" }) // so that everything is done
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, opts := range [][]validate.Option{nil, {validate.Reproduce()}, {validate.AppliesTo(into.fs())}} {
		if r, err := validate.Changes(ctx, f.fs(), opts...); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, report %+v", err, r)
		}
	}
}

// TestChangesMutations corrupts feeds at random places: nothing may go unnoticed.
func TestChangesMutations(t *testing.T) {
	t.Parallel()
	mutations := 100
	if testenv.Long() {
		mutations = 1000
	}
	from, to := year(t, 8)
	good := []folder{feedOf(t, from, to), feedOf(t, to, from, bothFormats())}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range mutations {
		f := good[i%2].clone()
		names := f.names()
		name := names[r.IntN(len(names))]
		how, at, with := uint8(r.Uint32()), r.Uint32(), r.Uint32()
		f[name] = mutate(f[name], how, at, with)
		if bytes.Equal(f[name], good[i%2][name]) {
			continue
		}
		if rep := checkFeed(t, f, validate.Workers(1)); rep.Err() == nil {
			t.Errorf("%s, mutated by %d, %d, %d: nothing was found", name, how%6, at, with)
		}
	}
}

// fuzzFeed replaces one file of a good feed by whatever comes, and seals it if it is not the manifest:
// validation ends with a report that does not contradict itself, and notices that the file is another.
func fuzzFeed(f *testing.F, name string, seeds ...string) {
	from, to := year(f, 8)
	good, into := feedOf(f, from, to, bothFormats()), exported(f, from)
	f.Add(good[name])
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		corrupted := good.clone()
		corrupted[name] = text
		if name != changesManifest {
			corrupted.sealFeed()
		}
		r := checkFeed(t, corrupted, validate.Workers(1), validate.Reproduce(), validate.AppliesTo(into.fs()))
		if same := bytes.Equal(text, good[name]); same != (r.Err() == nil) {
			t.Errorf("the file is the same: %t, and the error is %v", same, r.Err())
		}
	})
}

func FuzzChanges(f *testing.F) {
	fuzzFeed(f, personChanges, "", "\n", "{}\n", `{"op":"`, `{"op":"c","table":"persons","key":"`, `{"op":"c","table":"persons","key":"\u0061","before":null,"after":{}}`+"\n",
		`{"op":"u","table":"persons","key":"a","before":{},"after":{"a":{"b":"}"}}}`+"\n", `{"op":"d","table":"persons","key":null,"before":{},"after":null}`+"\n", "\xff\r\n")
}

func FuzzChangesCSV(f *testing.F) {
	fuzzFeed(f, "changes_persons_v0_1.csv", "", "\n", "op,\n", "c\n", "c,\r\n", "x,a\n", "\ufeffop,person_id\n")
}

func FuzzChangesManifest(f *testing.F) {
	fuzzFeed(f, changesManifest, "", "{}", "[[[[", `{"changes_manifest_version":1,"dataset_version":"v0.1"}`,
		`{"changes_manifest_version":1,"dataset_version":"v0.1","files":[{"path":"../x","name":"../x"}]}`,
		`{"changes_manifest_version":1,"dataset_version":"v0.1","from":"2025-01-01","to":"0000-00-00","settings":{"records":-1}}`,
		fmt.Sprintf(`{"changes_manifest_version":1,"dataset_version":"v0.1","from":"2015-01-01","to":"2027-12-31","settings":{"records":100000000,"as_of":"2027-12-31"},"tables":[{"name":"persons","created":%d}]}`, int64(1<<62)))
}
