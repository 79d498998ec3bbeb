package validate_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// year returns the generators of a book on two days that are a year apart.
func year(t testing.TB, records int) (from, to *synthhub.Generator) {
	t.Helper()
	g := generator(t, records)
	return onDay(t, g, "2025-01-01"), onDay(t, g, "2026-01-01")
}

// TestAppliesTo: a feed fits the snapshot of its first day, in every format that this has, and no other.
func TestAppliesTo(t *testing.T) {
	t.Parallel()
	from, to := year(t, 300)
	good := feedOf(t, from, to)
	for name, tt := range map[string]struct {
		into func() fs.FS
		opts []validate.Option
		want string // a rule that must be broken, "" for none
	}{
		"csv and json": {into: func() fs.FS { return exported(t, from).fs() }},
		"json":         {into: func() fs.FS { return exported(t, from, export.Formats("json")).fs() }},
		"ndjson":       {into: func() fs.FS { return exported(t, from, export.Formats("ndjson")).fs() }},
		"compressed":   {into: func() fs.FS { return exported(t, from, export.Formats("csv"), export.Gzip()).fs() }},
		"parts":        {into: func() fs.FS { return exported(t, from, export.Parts(4), export.Formats("csv")).fs() }},
		"few lines at a time": {into: func() fs.FS { return exported(t, from).fs() },
			opts: []validate.Option{validate.Memory(8 << 10)}},
		"reproduced":      {into: func() fs.FS { return exported(t, from).fs() }, opts: []validate.Option{validate.Reproduce()}},
		"the other day":   {into: func() fs.FS { return exported(t, to).fs() }, want: "changes.snapshot.day"},
		"a part":          {into: func() fs.FS { return exported(t, from, export.Part(1, 4)).fs() }, want: "changes.snapshot.usable"},
		"one table":       {into: func() fs.FS { return exported(t, from, export.Tables("persons")).fs() }, want: "changes.snapshot.usable"},
		"an empty folder": {into: func() fs.FS { return fstest.MapFS{} }, want: "changes.snapshot.usable"},
		"a feed":          {into: func() fs.FS { return good.fs() }, want: "changes.snapshot.usable"},
		"another seed": {into: func() fs.FS {
			return exported(t, generatorOf(t, synthhub.Settings{Records: 300, Seed: 8, AsOf: from.Settings().AsOf})).fs()
		}, want: "changes.snapshot.book"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := checkFeed(t, good, append(tt.opts, validate.AppliesTo(tt.into()))...)
			if n := len(r.Findings); tt.want != "" && tt.want != "changes.snapshot.usable" && n != 1 {
				t.Errorf("%d findings, want one:\n%s", n, text(r))
			}
			if (r.Err() == nil) != (tt.want == "") || tt.want != "" && r.Count(tt.want) == 0 {
				t.Errorf("want a finding of %q:\n%s", tt.want, text(r))
			}
		})
	}
}

// TestChangesReproduced: rows that the feed lacks or that nobody has are named, each once.
func TestChangesReproduced(t *testing.T) {
	t.Parallel()
	from, to := year(t, 300)
	for name, tt := range map[string]struct {
		change func(lines []string) []string
		count  int
		want   validate.Finding
	}{
		"one is missing": {func(l []string) []string { return append(l[:9:9], l[10:]...) }, 1,
			validate.Finding{Table: "persons"}},
		"a hundred are missing": {func(l []string) []string { return append(l[:9:9], l[109:]...) }, 100, validate.Finding{Table: "persons"}},
		"all are missing":       {func(l []string) []string { return nil }, -1, validate.Finding{Table: "persons"}},
		"one comes twice": {func(l []string) []string { return append(l[:9:9], l[8:]...) }, 1,
			validate.Finding{Table: "persons", File: personChanges, Row: 10, Why: "the settings give no such change here"}},
		"a value": {func(l []string) []string {
			for i, line := range l {
				if k := strings.LastIndex(line, `"violations_3yr":0`); strings.HasPrefix(line, `{"op":"c"`) && k > 0 {
					l[i] = line[:k] + `"violations_3yr":1` + line[k+len(`"violations_3yr":0`):]
					return l
				}
			}
			panic("no such line")
		}, 1, validate.Finding{Table: "persons", File: personChanges, Column: "violations_3yr", Value: "1", Why: "in the row after the settings give 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := feedOf(t, from, to)
			f.lines(personChanges, tt.change)
			f.sealFeed()
			r := checkFeed(t, f, validate.Reproduce())
			tt.want.Rule = "changes.line.reproduced"
			if n := r.Count(tt.want.Rule); tt.count >= 0 && n != tt.count || n == 0 || !hasFinding(r, tt.want) {
				t.Errorf("want %d findings, one of them %+v:\n%s", tt.count, tt.want, text(r))
			}
		})
	}
}

// TestChangesManifestReproduced: what a manifest alone says is compared with the settings.
func TestChangesManifestReproduced(t *testing.T) {
	t.Parallel()
	from, to := year(t, 40)
	f := feedOf(t, from, to, export.Digests())
	f.feed(func(m *export.FeedManifest) { m.Tables[0].DigestTo = m.Tables[0].DigestFrom })
	r := checkFeed(t, f, validate.Reproduce())
	if diff := cmp.Diff(map[string]int{"changes.file.reproduced": 1}, totals(r)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// TestChangesFormats: what one format says and the other does not is found.
func TestChangesFormats(t *testing.T) {
	t.Parallel()
	from, to := year(t, 100)
	good := feedOf(t, from, to, bothFormats())
	const name = "changes_persons_v0_1.csv"
	for what, change := range map[string]func(lines []string) []string{
		"a value":  func(l []string) []string { l[3] = strings.Replace(l[3], "@example.", "@exbmple.", 1); return l },
		"an op":    func(l []string) []string { l[3] = "x" + l[3][1:]; return l },
		"a line":   func(l []string) []string { return append(l[:3:3], l[4:]...) },
		"the end":  func(l []string) []string { return l[:len(l)-2] },
		"two more": func(l []string) []string { return append(l, l[2], l[3]) },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			f.lines(name, change)
			f.sealFeed()
			r := checkFeed(t, f, validate.Reproduce())
			if r.Count("changes.table.same_rows") != 1 || r.Count("changes.file.reproduced") != 1 {
				t.Errorf("want one finding in the rows and one of the reproduction:\n%s", text(r))
			}
		})
	}
	f := feedOf(t, from, to, export.Formats(export.FormatCSV))
	f.lines(name, func(l []string) []string { l[0] = "operation" + l[0][2:]; l[5] = "x" + l[5][1:]; return l })
	f.sealFeed()
	if r := checkFeed(t, f); r.Count("persons.header.columns") != 1 || r.Answers[validate.WellFormed].Checked {
		t.Errorf("the header is not found:\n%s", text(r))
	}
	f.edit(name, "operation,", "op,")
	f.line(name, 7, func(line string) string { return "\n" })
	f.cell(name, 9, 5, "Q")
	f.sealFeed()
	r := checkFeed(t, f)
	want := map[string]int{"changes.line.op": 1, "changes.line.form": 1, "changes.table.counts": r.Count("changes.table.counts"), "persons.gender.vocabulary": 1}
	if diff := cmp.Diff(want, totals(r)); diff != "" {
		t.Errorf("lines of CSV (-want +got):\n%s", diff)
	}
}

// TestChangesOfOwnEntity: the feed of a user-defined table is checked and reproduced too.
func TestChangesOfOwnEntity(t *testing.T) {
	t.Parallel()
	from, to := year(t, 300)
	own := claims(func(c *claim, slot int) {})
	for name, days := range map[string][2]*synthhub.Generator{"forwards": {from, to}, "backwards": {to, from}} {
		f := feedOf(t, days[0], days[1], export.With(own), bothFormats())
		r := checkOwn(t, f, own, validate.Reproduce(), validate.AppliesTo(exported(t, days[0], export.With(own)).fs()))
		if r.Err() != nil {
			t.Errorf("%s: %s", name, text(r))
		}
		if r = checkFeed(t, f, validate.Reproduce()); r.Count("changes.settings.known") != 1 || len(r.Notes) == 0 {
			t.Errorf("%s without the entity: %s", name, text(r))
		}
		const file = "changes_claims_v0_1.ndjson"
		if len(f[file]) == 0 {
			t.Fatal("no claim changes")
		}
		f.lines(file, func(l []string) []string { return append(l, l[0]) })
		f.sealFeed()
		if r = checkOwn(t, f, own, validate.Reproduce()); r.Count("changes.line.reproduced") != 1 || r.Count("claims.claim_id.unique") != 1 {
			t.Errorf("%s, a line twice: %s", name, text(r))
		}
	}
}

// TestChangesOfWrongDays: a feed that lacks changes because its entity declares no days is found
// incomplete, though the receiver has the same entity.
func TestChangesOfWrongDays(t *testing.T) {
	t.Parallel()
	from, to := year(t, 300)
	right := claims(func(c *claim, slot int) {})
	own := right.WithDays(func(_ *synthhub.Generator, dst []synthhub.Date, _ int, _, _ synthhub.Date) []synthhub.Date {
		return dst
	})
	const file = "changes_claims_v0_1.ndjson"
	f := feedOf(t, from, to, export.With(own), export.Tables("claims")) // the days of another table would hide less
	lost := bytes.Count(feedOf(t, from, to, export.With(right), export.Tables("claims"))[file], []byte("\n")) - bytes.Count(f[file], []byte("\n"))
	if lost <= 0 {
		t.Fatal("the days hide no change")
	}
	if r := checkOwn(t, f, own, validate.Reproduce()); r.Count("changes.line.reproduced") != lost {
		t.Errorf("want %d changes to be missing:\n%s", lost, text(r))
	}
}

// checkOwn is checkFeed with a user-defined entity.
func checkOwn(t testing.TB, f folder, own synthhub.Entity, opts ...validate.Option) *validate.Report {
	t.Helper()
	r, err := validate.Changes(t.Context(), f.fs(), append(opts, validate.With(own))...)
	if err != nil {
		t.Fatal(err)
	}
	checkReport(t, r, own)
	return r
}
