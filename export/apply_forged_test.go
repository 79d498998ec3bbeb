package export_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

const (
	vehicleChanges = "changes_vehicles_v0_1.ndjson"
	feedManifest   = "changes_manifest_v0_1.json"
)

// forged is a book with a feed, and functions that damage it and have the manifest agree with its files.
type forged struct{ snapshot, feed map[string]string }

func newForged(t *testing.T, opts ...export.Option) forged {
	t.Helper()
	settings := small
	settings.Records, settings.Vehicles.Max = 60, 4
	from, to := on(t, settings, "2025-01-01"), on(t, settings, "2026-01-01")
	_, feed := feedFiles(t, from, to, opts...)
	return forged{snapshotTexts(t, from, append(opts, export.Formats("csv"))...), feed}
}

// lines changes the lines of vehicles. Each has its line feed.
func (f forged) lines(change func(l []string) []string) {
	l := strings.SplitAfter(f.feed[vehicleChanges], "\n")
	f.feed[vehicleChanges] = strings.Join(change(l[:len(l)-1]), "")
	seal(f.feed, feedManifest, vehicleChanges)
}

// first returns the index of the first line with an op.
func first(l []string, op string) int {
	return slices.IndexFunc(l, func(s string) bool { return strings.HasPrefix(s, `{"op":"`+op+`"`) })
}

// edit replaces the first match in the manifest after the name of the table vehicles.
func (f forged) edit(pattern, by string) {
	before, after, _ := strings.Cut(f.feed[feedManifest], `"name": "vehicles"`)
	match := regexp.MustCompile(pattern).FindString(after)
	if match == "" {
		panic("no " + pattern)
	}
	f.feed[feedManifest] = before + `"name": "vehicles"` + strings.Replace(after, match, by, 1)
}

func keyOfLine(line string) string {
	_, key, _ := strings.Cut(line, `"key":"`)
	return key[:36]
}

func images(line string) (head, before, after string) {
	head, rest, _ := strings.Cut(line, `"before":`)
	before, after, _ = strings.Cut(rest, `,"after":`)
	return head, before, strings.TrimSuffix(after, "}\n")
}

func withoutUpdates(l []string) []string {
	return slices.DeleteFunc(l, func(s string) bool { return strings.HasPrefix(s, `{"op":"u"`) })
}

// TestApplyCounts: lines that are left out are noticed, although the manifest has the SHA-256 of the rest.
func TestApplyCounts(t *testing.T) {
	for what, tt := range map[string]struct {
		damage func(f forged)
		why    string
	}{
		"an update is missing": {func(f forged) {
			f.lines(func(l []string) []string { i := first(l, "u"); return slices.Delete(l, i, i+1) })
		}, "and its manifest says {"},
		"all updates are missing": {func(f forged) { f.lines(withoutUpdates) }, "updates and deletes {"},
		"and the number too": {func(f forged) {
			f.edit(`"updated": \d+`, `"updated": 0`)
			f.lines(withoutUpdates)
		}, "the feed leads to the digest sha256-tree:"},
		"another value": {func(f forged) {
			f.lines(func(l []string) []string {
				i := first(l, "u")
				l[i] = regexp.MustCompile(`("after":.*"annual_mileage":)`).ReplaceAllString(l[i], "${1}1")
				return l
			})
		}, "the feed leads to the digest sha256-tree:"},
		"fewer than none": {func(f forged) { f.edit(`"created": `, `"created": -`) }, "fewer than no rows change"},
		"another digest before": {func(f forged) {
			f.edit(`"digest_from": "sha256-tree:65536:....`, `"digest_from": "sha256-tree:65536:0000`)
		}, "on the first day, and that of the snapshot"},
		"another digest after": {func(f forged) { f.edit(`"digest_to": "sha256-tree:65536:....`, `"digest_to": "sha256-tree:65536:0000`) }, "the feed leads to the digest sha256-tree:"},
		"more rows before":     {func(f forged) { f.edit(`"rows_from": `, `"rows_from": 1`) }, "rows on the first day, and that of the snapshot"},
		"more rows after":      {func(f forged) { f.edit(`"rows_to": `, `"rows_to": 1`) }, "rows, and its manifest says 1"},
		"the table is twice there": {func(f forged) {
			f.feed[feedManifest] = strings.Replace(f.feed[feedManifest], `"tables": [`, `"tables": [{"name": "vehicles"},`, 1)
		}, "must list the table once"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			f := newForged(t, export.Digests())
			tt.damage(f)
			for name, opts := range map[string][]export.Option{"same": nil, "json": {export.Formats("json")}, "parts": {export.Parts(3)}} {
				t.Run(name, func(t *testing.T) {
					applyFails(t, f.snapshot, f.feed, export.ApplyError{Table: "vehicles"}, tt.why, opts...)
				})
			}
			var b bytes.Buffer
			if _, err := export.ApplyTo(t.Context(), export.Tar(&b), filesFS(f.snapshot), filesFS(f.feed)); err == nil {
				t.Error("an archive is written")
			}
		})
	}
}

// TestApplyOwnDigest: a user-defined table has the digest that the feed says, or nothing is written.
func TestApplyOwnDigest(t *testing.T) {
	f := newForged(t, export.Digests(), export.With(bills))
	if _, err := export.Apply(t.Context(), filepath.Join(t.TempDir(), "applied"), filesFS(f.snapshot), filesFS(f.feed), export.With(bills)); err != nil {
		t.Error(err)
	}
	i := strings.LastIndex(f.feed[feedManifest], `"digest_to": "sha256-tree:65536:`) + len(`"digest_to": "sha256-tree:65536:`)
	f.feed[feedManifest] = f.feed[feedManifest][:i] + "0000" + f.feed[feedManifest][i+4:]
	applyFails(t, f.snapshot, f.feed, export.ApplyError{Table: "bills"}, "the feed leads to the digest", export.With(bills))
}

// TestApplyForm: a line that Changes does not write is refused, whatever it would do.
func TestApplyForm(t *testing.T) {
	good := newForged(t)
	op := func(op string) func(l []string, i int) []string {
		return func(l []string, i int) []string {
			l[i] = strings.Replace(l[i], `"op":"u"`, `"op":"`+op+`"`, 1)
			return l
		}
	}
	for what, tt := range map[string]struct {
		change func(l []string, i int) []string // i is the first update
		why    string
		keyed  bool // whether the error has its key
	}{
		"op z":      {op("z"), "the op is not c, u or d", true},
		"op r":      {op("r"), "the op is not c, u or d", true},
		"op of two": {op("uu"), "want {", false},
		"two updates of a key": {func(l []string, i int) []string {
			head, before, after := images(l[i])
			return slices.Insert(l, i+1, head+`"before":`+after+`,"after":`+before+"}\n")
		}, "the row has two changes", true},
		"nothing is updated": {func(l []string, i int) []string {
			head, before, _ := images(l[i])
			l[i] = head + `"before":` + before + `,"after":` + before + "}\n"
			return l
		}, "nothing is updated", true},
		"deleted and created": {func(l []string, i int) []string {
			head, before, after := images(l[i])
			head = strings.Replace(head, `"op":"u"`, `"op":"d"`, 1)
			l[i] = head + `"before":` + before + `,"after":null}` + "\n"
			return slices.Insert(l, i+1, strings.Replace(head, `"op":"d"`, `"op":"c"`, 1)+`"before":null,"after":`+after+"}\n")
		}, "its key is there on the first day", true},
		"a space": {func(l []string, i int) []string { l[i] = strings.Replace(l[i], `"after":{`, `"after":{ `, 1); return l }, "is not written as a row of NDJSON is", true},
		"all CRLF": {func(l []string, _ int) []string {
			for i := range l {
				l[i] = strings.Replace(l[i], "\n", "\r\n", 1)
			}
			return l
		}, "a line ends with CR LF", false},
		"one CRLF":      {func(l []string, i int) []string { l[i] = strings.Replace(l[i], "\n", "\r\n", 1); return l }, "a line ends with CR LF", false},
		"no last feed":  {func(l []string, _ int) []string { n := len(l) - 1; l[n] = strings.TrimSuffix(l[n], "\n"); return l }, "the last line feed is missing", false},
		"an empty line": {func(l []string, i int) []string { return slices.Insert(l, i, "\n") }, "want {", false},
		"swapped in a record": {func(l []string, _ int) []string {
			for i := range l[1:] {
				if strings.HasPrefix(l[i], `{"op":"d"`) && strings.HasPrefix(l[i+1], `{"op":"c"`) {
					l[i], l[i+1] = l[i+1], l[i]
					return l
				}
			}
			panic("no row is replaced")
		}, "the change is out of order", false},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			f := forged{good.snapshot, clone(good.feed)}
			want := export.ApplyError{Table: "vehicles"}
			f.lines(func(l []string) []string {
				i := first(l, "u")
				if tt.keyed {
					want.Key = keyOfLine(l[i])
				}
				return tt.change(l, i)
			})
			applyFails(t, f.snapshot, f.feed, want, tt.why)
		})
	}
}

// TestApplyFolder: a file that the manifest does not list is not looked at; a second manifest, or a second file
// of a table, is refused.
func TestApplyFolder(t *testing.T) {
	f := newForged(t)
	f.feed["notes.txt"] = "x"
	if _, err := export.Apply(t.Context(), filepath.Join(t.TempDir(), "applied"), filesFS(f.snapshot), filesFS(f.feed)); err != nil {
		t.Error(err)
	}
	two := clone(f.feed)
	two["changes_manifest_v0_2.json"] = two[feedManifest]
	applyFails(t, f.snapshot, two, export.ApplyError{}, "two manifests")
	f.feed[feedManifest] = strings.Replace(f.feed[feedManifest], `"table": "profiles"`, `"table": "vehicles"`, 1)
	applyFails(t, f.snapshot, f.feed, export.ApplyError{Table: "vehicles"}, "has 2 files of the table; want one")
	good := newForged(t)
	for _, opt := range []export.Option{export.Part(1, 2), export.Faulty(synthhub.Persons)} {
		var b bytes.Buffer
		if _, err := export.ApplyTo(t.Context(), export.Zip(&b), filesFS(good.snapshot), filesFS(good.feed), opt); !errors.Is(err, export.ErrOption) {
			t.Errorf("error %v", err)
		}
	}
}
