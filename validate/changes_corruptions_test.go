package validate_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A changesCorruption is one way to damage the feed of a year of 300 records, and what must be said of it.
type changesCorruption struct {
	name    string
	corrupt func(f folder)
	sealed  bool           // whether the manifest is changed to agree afterwards
	applied bool           // whether it is compared with the snapshot of the first day
	loose   bool           // whether values may break other rules of their tables: the days are wrong
	want    map[string]int // findings by rule; -1 for any number, and those of the reproduction may be left out
	finding validate.Finding
}

// firstOf returns the number of the first line with an op and a text, from 1.
func (f folder) firstOf(name, op string, with ...string) int {
	return 1 + slices.IndexFunc(strings.Split(string(f[name]), "\n"), func(line string) bool {
		return strings.HasPrefix(line, `{"op":"`+op+`"`) && !slices.ContainsFunc(with, func(text string) bool { return !strings.Contains(line, text) })
	})
}

// cut returns what stands in a line between two texts.
func cut(line, after, before string) string {
	_, line, _ = strings.Cut(line, after)
	line, _, _ = strings.Cut(line, before)
	return line
}

// replace replaces a text in line n of a file, the nth time that it comes.
func (f folder) replace(name string, n int, old, replacement string) {
	f.line(name, n, func(line string) string {
		if !strings.Contains(line, old) {
			panic(line + " does not hold " + old)
		}
		return strings.Replace(line, old, replacement, 1)
	})
}

// replaceLast replaces the last of a text in line n of a file.
func (f folder) replaceLast(name string, n int, old, replacement string) {
	f.line(name, n, func(line string) string {
		i := strings.LastIndex(line, old)
		return line[:i] + replacement + line[i+len(old):]
	})
}

var changesCorruptions = []changesCorruption{
	{
		name:    "truncated within a line",
		corrupt: func(f folder) { f[personChanges] = f[personChanges][:len(f[personChanges])-100] },
		want:    map[string]int{"changes.file.size": 1, "changes.file.sha256": 1, "changes.line.form": 1, "persons.row.line_end": 1, "changes.table.counts": 1},
		finding: validate.Finding{Rule: "changes.line.form", Table: "persons", File: personChanges},
	},
	{
		name: "truncated at a line", sealed: true,
		corrupt: func(f folder) {
			f.lines(personChanges, func(lines []string) []string { return lines[:len(lines)-1] })
		},
		want: map[string]int{"changes.file.records": 1, "changes.table.counts": 1},
	},
	{
		name: "reordered", sealed: true,
		corrupt: func(f folder) {
			f.lines(personChanges, func(lines []string) []string {
				lines[3], lines[20] = lines[20], lines[3]
				return lines
			})
		},
		want:    map[string]int{"changes.line.order": 2},
		finding: validate.Finding{Rule: "changes.line.order", Table: "persons", File: personChanges, Row: 5, Column: "person_id"},
	},
	{
		name: "doubled", sealed: true,
		corrupt: func(f folder) {
			f.lines(vehicleChanges, func(lines []string) []string { return slices.Insert(lines, 5, lines[4]) })
		},
		want:    map[string]int{"changes.file.records": 1, "changes.table.counts": 1, "vehicles.vehicle_id.unique": 1, "vehicles.vin.unique": -1, "vehicles.registration_plate.unique": -1},
		finding: validate.Finding{Rule: "vehicles.vehicle_id.unique", File: vehicleChanges, Row: 6, Line: 6, Column: "vehicle_id"},
	},
	{
		name: "a value that is altered and fixed", sealed: true,
		corrupt: func(f folder) {
			n := f.firstOf(personChanges, "u", `"gender":"F"`)
			f.replaceLast(personChanges, n, `"first_name":"`, `"first_name":"Q`)
		},
		want:    map[string]int{"changes.line.fixed": 1, "persons.email.of_name": 1, "persons.first_name.of_gender": -1},
		finding: validate.Finding{Rule: "changes.line.fixed", Table: "persons", File: personChanges, Column: "first_name"},
	},
	{
		name: "a value that is altered and wrong", sealed: true,
		corrupt: func(f folder) {
			f.replace(personChanges, f.firstOf(personChanges, "c"), `"gender":"`, `"gender":"Q`)
		},
		want:    map[string]int{"persons.gender.vocabulary": 1, "changes.table.counts": 1},
		finding: validate.Finding{Rule: "persons.gender.vocabulary", Table: "persons", File: personChanges, Column: "gender"},
	},
	{
		name: "a row before that is wrong", sealed: true,
		corrupt: func(f folder) {
			f.replace(personChanges, f.firstOf(personChanges, "u"), `@example.`, `@exemple.`)
		},
		want:    map[string]int{"persons.email.shape": 1, "changes.line.fixed": 1},
		finding: validate.Finding{Rule: "persons.email.shape", Table: "persons", File: personChanges, Column: "email"},
	},
	{
		name: "an altered key", sealed: true,
		corrupt: func(f folder) {
			f.line(personChanges, f.firstOf(personChanges, "u"), func(line string) string {
				return strings.Replace(line, `"key":"`+cut(line, `"key":"`, `"`), `"key":"00000000-0000-4000-8000-000000000001`, 1)
			})
		},
		want:    map[string]int{"changes.line.key": 1},
		finding: validate.Finding{Rule: "changes.line.key", Table: "persons", Column: "person_id", Value: "00000000-0000-4000-8000-000000000001"},
	},
	{
		name: "a key that is altered everywhere", sealed: true, applied: true,
		corrupt: func(f folder) {
			f.line(personChanges, f.firstOf(personChanges, "u"), func(line string) string {
				return strings.ReplaceAll(line, cut(line, `"key":"`, `"`), `00000000-0000-4000-8000-000000000001`)
			})
		},
		want:    map[string]int{"changes.line.of_day": 1, "changes.before.present": 1},
		finding: validate.Finding{Rule: "changes.before.present", Table: "persons", Column: "person_id", Value: "00000000-0000-4000-8000-000000000001"},
	},
	{
		name: "an op of another kind", sealed: true,
		corrupt: func(f folder) { f.replace(personChanges, 1, `{"op":"`, `{"op":"x`) },
		want:    map[string]int{"changes.line.form": 1, "changes.table.counts": 1},
	},
	{
		name: "an unknown op", sealed: true,
		corrupt: func(f folder) { f.line(personChanges, 1, func(s string) string { return `{"op":"x` + s[8:] }) },
		want:    map[string]int{"changes.line.op": 1, "changes.table.counts": 1},
		finding: validate.Finding{Rule: "changes.line.op", Table: "persons", Row: 1, Line: 1, Value: "x"},
	},
	{
		name: "an op that its rows do not fit", sealed: true,
		corrupt: func(f folder) {
			f.replace(personChanges, f.firstOf(personChanges, "u"), `{"op":"u`, `{"op":"d`)
		},
		want:    map[string]int{"changes.line.images": 1, "changes.table.counts": 1},
		finding: validate.Finding{Rule: "changes.line.images", Table: "persons", Value: "d"},
	},
	{
		name: "a deletion in the place of an update", sealed: true, applied: true,
		corrupt: func(f folder) {
			f.line(personChanges, f.firstOf(personChanges, "u"), func(line string) string {
				line = strings.Replace(line, `{"op":"u`, `{"op":"d`, 1)
				return line[:strings.Index(line, `,"after":`)] + ",\"after\":null}\n"
			})
		},
		want:    map[string]int{"changes.line.of_day": 1, "changes.table.counts": 2},
		finding: validate.Finding{Rule: "changes.line.of_day", Table: "persons", Column: "person_id"},
	},
	{
		name: "the rows before and after swapped", sealed: true, applied: true,
		corrupt: func(f folder) {
			f.line(profileChanges, f.firstOf(profileChanges, "u"), func(line string) string {
				begin, before := strings.Index(line, `"before":`), cut(line, `"before":`, `,"after":`)
				after := strings.TrimSuffix(cut(line, `,"after":`, "\n"), "}")
				return line[:begin] + `"before":` + after + `,"after":` + before + "}\n"
			})
		},
		want:    map[string]int{"changes.before.same": 1},
		finding: validate.Finding{Rule: "changes.before.same", Table: "profiles", File: profileChanges},
	},
	{
		name: "a change of nothing", sealed: true,
		corrupt: func(f folder) {
			f.line(profileChanges, f.firstOf(profileChanges, "u"), func(line string) string {
				before := cut(line, `"before":`, `,"after":`)
				return line[:strings.Index(line, `"after":`)] + `"after":` + before + "}\n"
			})
		},
		want:    map[string]int{"changes.line.changed": 1},
		finding: validate.Finding{Rule: "changes.line.changed", Table: "profiles"},
	},
	{
		name: "a line of another table", sealed: true,
		corrupt: func(f folder) { f.replace(personChanges, 1, `"table":"persons"`, `"table":"people"`) },
		want:    map[string]int{"changes.line.table": 1, "changes.table.counts": 1},
		finding: validate.Finding{Rule: "changes.line.table", Table: "persons", Value: "people"},
	},
	{
		name: "a created row that the snapshot has", sealed: true, applied: true,
		corrupt: func(f folder) {
			f.line(personChanges, f.firstOf(personChanges, "u"), func(line string) string {
				line = strings.Replace(line, `{"op":"u`, `{"op":"c`, 1)
				return strings.Replace(line, cut(line, `"before":`, `,"after":`), "null", 1)
			})
		},
		want:    map[string]int{"changes.line.of_day": 1, "changes.table.counts": 2, "changes.key.free": 1},
		finding: validate.Finding{Rule: "changes.key.free", Table: "persons", Column: "person_id"},
	},
	{
		name: "a before-image that the snapshot does not have", sealed: true, applied: true,
		corrupt: func(f folder) {
			n := f.firstOf(vehicleChanges, "u", `"annual_mileage":`)
			f.line(vehicleChanges, n, func(line string) string {
				miles := cut(line, `"annual_mileage":`, ",")
				return strings.Replace(line, `"annual_mileage":`+miles, `"annual_mileage":`+miles[:len(miles)-1]+"5", 1)
			})
		},
		want:    map[string]int{"changes.before.same": 1, "vehicles.annual_mileage.multiple": -1, "vehicles.annual_mileage.of_usage": -1, "vehicles.value_usd.derived": -1},
		finding: validate.Finding{Rule: "changes.before.same", Table: "vehicles", Column: "annual_mileage"},
	},
	{
		name: "another book", applied: true,
		corrupt: func(f folder) { f.edit(changesManifest, `"seed": 7`, `"seed": 8`) },
		want:    map[string]int{"changes.line.of_day": -1, "changes.manifest.derived": -1, "changes.snapshot.book": 1},
		finding: validate.Finding{Rule: "changes.snapshot.book"},
	},
	{
		name: "other settings", applied: true,
		corrupt: func(f folder) { f.edit(changesManifest, `"commercial_share": 30`, `"commercial_share": 31`) },
		want:    map[string]int{"changes.manifest.derived": -1, "changes.snapshot.book": 1, "changes.line.of_day": -1, "changes.line.order": -1},
	},
	{
		name: "settings that are not allowed",
		corrupt: func(f folder) {
			f.edit(changesManifest, `"commercial_share": 30`, `"commercial_share": 130`)
		},
		want: map[string]int{"changes.manifest.settings": 1, "changes.settings.known": 1},
	},
	{
		name: "another first day", loose: true, applied: true,
		corrupt: func(f folder) { f.edit(changesManifest, `"from": "2025-01-01"`, `"from": "2025-01-02"`) },
		want:    map[string]int{"changes.manifest.derived": -1, "changes.snapshot.day": 1, "changes.line.of_day": -1},
		finding: validate.Finding{Rule: "changes.snapshot.day", Value: "2025-01-01"},
	},
	{
		name: "another last day", loose: true,
		corrupt: func(f folder) { f.edit(changesManifest, `"to": "2026-01-01"`, `"to": "2025-12-31"`) },
		want:    map[string]int{"changes.manifest.derived": -1, "changes.line.of_day": -1},
	},
	{
		name: "a day outside of the window", loose: true,
		corrupt: func(f folder) { f.edit(changesManifest, `"from": "2025-01-01"`, `"from": "2014-12-31"`) },
		want:    map[string]int{"changes.manifest.settings": 1, "changes.settings.known": 1},
	},
	{
		name:    "a foreign file",
		corrupt: func(f folder) { f["notes.txt"] = []byte("mine") },
		want:    map[string]int{"changes.file.listed": 1},
		finding: validate.Finding{Rule: "changes.file.listed", File: "notes.txt"},
	},
	{
		name:    "a missing file",
		corrupt: func(f folder) { delete(f, personChanges) },
		want:    map[string]int{"changes.file.present": 1},
		finding: validate.Finding{Rule: "changes.file.present", File: personChanges},
	},
	{
		name:    "no manifest",
		corrupt: func(f folder) { delete(f, changesManifest) },
		want:    map[string]int{"changes.manifest.present": 1},
	},
	{
		name:    "edited counts in the manifest",
		corrupt: func(f folder) { f.feed(func(m *export.FeedManifest) { m.Tables[0].Created++; m.Tables[0].Updated-- }) },
		want:    map[string]int{"changes.table.counts": 2, "changes.manifest.derived": 1},
		finding: validate.Finding{Rule: "changes.table.counts", Table: "persons"},
	},
	{
		name:    "a manifest in another form",
		corrupt: func(f folder) { f.edit(changesManifest, "\n  ", "\n   ") },
		want:    map[string]int{"changes.manifest.form": 1},
	},
	{
		name: "a manifest of another version",
		corrupt: func(f folder) {
			f.edit(changesManifest, `"changes_manifest_version": 1`, `"changes_manifest_version": 2`)
		},
		want: map[string]int{"changes.manifest_version.known": 1},
	},
	{
		name:    "another dataset version",
		corrupt: func(f folder) { f.edit(changesManifest, `"dataset_version": "v0.1"`, `"dataset_version": "v0.9"`) },
		want:    map[string]int{"changes.manifest.version": 1, "changes.manifest.present": 1, "changes.file.name": 3},
	},
	{
		name:    "faulty by design",
		corrupt: func(f folder) { f.feed(func(m *export.FeedManifest) { m.FaultyByDesign = true }) },
		want:    map[string]int{"changes.manifest.faulty": 1, "changes.manifest.present": 1, "changes.file.name": 3, "changes.settings.known": 1},
	},
	{
		name: "a path out of the folder",
		corrupt: func(f folder) {
			f.feed(func(m *export.FeedManifest) {
				m.Files[0].Path, m.Files[0].Name = "../"+personChanges, "../"+personChanges
			})
		},
		want: map[string]int{"changes.file.name": 1, "changes.file.listed": 1},
	},
	{
		name: "a table that is not listed",
		corrupt: func(f folder) {
			delete(f, personChanges)
			f.feed(func(m *export.FeedManifest) { m.Files = m.Files[1:] })
		},
		want: map[string]int{"changes.table.files": 1},
	},
}

// feed changes the manifest of a feed.
func (f folder) feed(change func(*export.FeedManifest)) { changeJSON(f, changesManifest, change) }

// sealFeed has the manifest agree with the files again, except for the numbers of changes.
func (f folder) sealFeed() {
	f.feed(func(m *export.FeedManifest) {
		for i := range m.Files {
			sum := sha256.Sum256(f[m.Files[i].Path])
			m.Files[i].Bytes, m.Files[i].SHA256 = int64(len(f[m.Files[i].Path])), hex.EncodeToString(sum[:])
		}
	})
}

// TestChangesCorruptions wants of every corruption the findings that it lists and no others.
func TestChangesCorruptions(t *testing.T) {
	t.Parallel()
	g := generatorOf(t, synthhub.Settings{Records: 300, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	from, to := onDay(t, g, "2025-01-01"), onDay(t, g, "2026-01-01")
	good, into := feedOf(t, from, to), exported(t, from)
	for _, tt := range changesCorruptions {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			tt.corrupt(f)
			if tt.sealed {
				f.sealFeed()
			}
			opts := []validate.Option{validate.Reproduce()}
			if tt.applied {
				opts = append(opts, validate.AppliesTo(into.fs()))
			}
			r := checkFeed(t, f, opts...)
			got := totals(r)
			for code, n := range tt.want {
				if n >= 0 && got[code] != n {
					t.Errorf("%s: %d findings, want %d", code, got[code], n)
				}
			}
			for code := range got {
				if _, ok := tt.want[code]; !ok && !strings.HasSuffix(code, "reproduced") && !(tt.loose && !strings.HasPrefix(code, "changes.")) {
					t.Errorf("%s: an unexpected finding", code)
				}
			}
			if r.Err() == nil {
				t.Error("nothing was found")
			}
			if tt.finding.Rule != "" && !hasFinding(r, tt.finding) {
				t.Errorf("no finding says %+v", tt.finding)
			}
			for _, x := range r.Findings {
				if x.Table != "" && x.Row > 0 && x.ID == "" && x.Rule != "changes.line.form" && x.Rule != "persons.row.line_end" && x.Rule != "changes.line.reproduced" {
					t.Errorf("%v: the key is not named", x)
				}
			}
			if t.Failed() {
				t.Log(text(r))
			}
		})
	}
}
