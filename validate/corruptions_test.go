package validate_test

import (
	"slices"
	"strings"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// A corruption is one way to damage a snapshot of 300 records, and what must be said of it.
type corruption struct {
	name    string
	corrupt func(f folder)
	sealed  bool             // whether the manifest is changed to agree afterwards
	want    map[string]int   // findings by rule; those of reproduced files and rows may be left out
	finding validate.Finding // what one of the findings must say, if not empty
}

var corruptions = []corruption{
	{
		name:    "one flipped byte",
		corrupt: func(f folder) { f.line(persons, 5, func(s string) string { return s[:37] + "#" + s[38:] }) },
		want: map[string]int{
			"snapshot.file.sha256": 1, "snapshot.table.leaf": 1, "snapshot.table.same_rows": 1,
			"persons.first_name.of_gender": 1, "persons.email.of_name": 1, "profiles.full_name.derived": 1,
		},
		finding: validate.Finding{Rule: "snapshot.table.same_rows", File: dataset, Row: 4, Line: 6},
	},
	{
		name: "one deleted row",
		corrupt: func(f folder) {
			f.lines(vehicles, func(lines []string) []string { return append(lines[:6:6], lines[7:]...) })
		},
		want: map[string]int{
			"snapshot.file.size": 1, "snapshot.file.sha256": 1, "snapshot.file.records": 1, "snapshot.table.leaf": 1,
			"snapshot.table.same_rows": 1, "vehicles.row.count": 2, "profiles.vehicle_count.derived": 1, "vehicles.vehicle_id.of_row": 1, "snapshot.settings.known": 1,
		},
		finding: validate.Finding{Rule: "snapshot.table.same_rows", File: dataset, Row: 6},
	},
	{
		name: "one orphan vehicle", sealed: true,
		corrupt: func(f folder) {
			delete(f, dataset)
			f.without(dataset)
			f.cell(vehicles, 14, 1, "00000000-0000-4000-8000-000000000001")
		},
		want:    map[string]int{"vehicles.person_id.reference": 1, "profiles.vehicle_count.derived": 1},
		finding: validate.Finding{Rule: "vehicles.person_id.reference", File: vehicles, Row: 13, Line: 14, Column: "person_id", Value: "00000000-0000-4000-8000-000000000001"},
	},
	{
		name: "one duplicate id", sealed: true,
		corrupt: func(f folder) {
			f.without(dataset)
			var first string
			f.lines(profiles, func(lines []string) []string {
				first, _, _ = strings.Cut(lines[3], ",")
				_, rest, _ := strings.Cut(lines[200], ",")
				lines[200] = first + "," + rest
				return lines
			})
		},
		want:    map[string]int{"profiles.profile_id.unique": 1, "profiles.profile_id.of_row": 1},
		finding: validate.Finding{Rule: "profiles.profile_id.unique", File: profiles, Row: 200, Line: 201, Column: "profile_id"},
	},
	{
		name: "one wrong count", sealed: true,
		corrupt: func(f folder) { f.edit(metadata, `"record_count_profiles": 300`, `"record_count_profiles": 299`) },
		want:    map[string]int{"profiles.row.count": 1, "snapshot.metadata.derived": 1, "snapshot.dataset.metadata": 1},
		finding: validate.Finding{Rule: "profiles.row.count", Table: "profiles"},
	},

	{name: "no manifest", corrupt: func(f folder) { delete(f, manifestName) }, want: map[string]int{"snapshot.manifest.present": 1}},
	{name: "an empty folder", corrupt: func(f folder) { clear(f) }, want: map[string]int{"snapshot.manifest.present": 1}},
	{name: "two manifests", corrupt: func(f folder) { f["snapshot_manifest_v0_2.json"] = []byte("{}") }, want: map[string]int{"snapshot.manifest.present": 1}},
	{name: "an empty manifest", corrupt: func(f folder) { f[manifestName] = nil }, want: map[string]int{"snapshot.manifest.form": 1}},
	{name: "a cut manifest", corrupt: func(f folder) { f[manifestName] = f[manifestName][:500] }, want: map[string]int{"snapshot.manifest.form": 1}},
	{name: "an unknown member", corrupt: func(f folder) { f.edit(manifestName, `"generated_at"`, `"generatet_at"`) }, want: map[string]int{"snapshot.manifest.form": 1}},
	{
		name:    "a member twice",
		corrupt: func(f folder) { f.edit(manifestName, "{\n", "{\n  \"dataset_version\": \"v0.9\",\n") },
		want:    map[string]int{"snapshot.manifest.form": 1},
	},
	{
		name:    "a member in another case",
		corrupt: func(f folder) { f.edit(manifestName, `"generated_at"`, `"Generated_At"`) },
		want:    map[string]int{"snapshot.manifest.form": 1},
	},
	{
		name:    "a setting twice",
		corrupt: func(f folder) { f.edit(manifestName, `"seed": 7`, `"seed": 8, "seed": 7`) },
		want:    map[string]int{"snapshot.manifest.form": 1},
		finding: validate.Finding{Rule: "snapshot.manifest.form", File: manifestName},
	},
	{
		name:    "a setting of the metadata in another case",
		corrupt: func(f folder) { f.edit(metadata, `"seed": 7`, `"Seed": 7`) },
		want:    map[string]int{"snapshot.metadata.form": 1, "snapshot.file.sha256": 1, "snapshot.settings.known": 1},
	},
	{name: "white space", corrupt: func(f folder) { f.edit(manifestName, "{\n", "{ \n") }, want: map[string]int{"snapshot.manifest.form": 1}},
	{name: "text after the end", corrupt: func(f folder) { f[manifestName] = append(f[manifestName], "{}"...) }, want: map[string]int{"snapshot.manifest.form": 1}},
	{name: "a byte order mark", corrupt: func(f folder) { f[manifestName] = append([]byte("\ufeff"), f[manifestName]...) }, want: map[string]int{"snapshot.manifest.form": 1}},
	{
		name:    "deep nesting",
		corrupt: func(f folder) { f[manifestName] = []byte(strings.Repeat("[", 1e6)) }, want: map[string]int{"snapshot.manifest.form": 1},
	},
	{name: "a huge number", corrupt: func(f folder) { f.edit(manifestName, `"records": 300`, `"records": 3`+strings.Repeat("0", 500)) }, want: map[string]int{"snapshot.manifest.form": 1}},
	{name: "a wrong type", corrupt: func(f folder) { f.edit(manifestName, `"records": 300`, `"records": "300"`) }, want: map[string]int{"snapshot.manifest.form": 1}},
	{
		name:    "an unknown version",
		corrupt: func(f folder) { f.edit(manifestName, `"dataset_version": "v0.1"`, `"dataset_version": "v0.2"`) },
		want: map[string]int{
			"snapshot.manifest.present": 1, "snapshot.manifest.version": 1, "snapshot.file.name": 7, "snapshot.file.listed": 3, "snapshot.settings.known": 1,
		},
	},
	{
		name:    "faulty by design, it says",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.FaultyByDesign = true }) },
		want: map[string]int{
			"snapshot.manifest.present": 1, "snapshot.manifest.faulty": 1, "snapshot.file.name": 7, "snapshot.file.listed": 3, "snapshot.table.parts": 0,
			"snapshot.datapackage.derived": 0, "snapshot.settings.known": 1,
		},
	},
	{
		name: "wrong settings", sealed: true,
		corrupt: func(f folder) {
			f.edit(metadata, `"commercial_share": 30`, `"commercial_share": 101`)
			f.manifest(func(m *export.Manifest) { m.Settings.CommercialShare = 101 })
		},
		want: map[string]int{"snapshot.manifest.settings": 1, "snapshot.metadata.derived": 1, "snapshot.dataset.metadata": 1, "snapshot.settings.known": 1},
	},
	{
		name:    "another form of the manifest",
		corrupt: func(f folder) { f.edit(manifestName, `"manifest_version": 1`, `"manifest_version": 2, "leafs": []`) },
		want:    map[string]int{"snapshot.manifest_version.known": 1},
		finding: validate.Finding{Rule: "snapshot.manifest_version.known", File: manifestName, Value: "2"},
	},
	{
		name:    "no version of the manifest",
		corrupt: func(f folder) { f.edit(manifestName, "  \"manifest_version\": 1,\n", "") },
		want:    map[string]int{"snapshot.manifest_version.known": 1},
	},
	{
		name:    "another digest of a table",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables[0].Digest = m.Tables[1].Digest }) },
		want:    map[string]int{"snapshot.table.digest": 1, "snapshot.file.reproduced": 1},
		finding: validate.Finding{Rule: "snapshot.table.digest", Table: "persons"},
	},
	{
		name:    "another digest of a leaf",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables[0].Leaves[0] = m.Tables[2].Leaves[0] }) },
		want:    map[string]int{"snapshot.table.leaf": 1, "snapshot.file.reproduced": 1},
		finding: validate.Finding{Rule: "snapshot.table.leaf", Table: "persons", Row: 1},
	},
	{
		name: "a leaf in two",
		corrupt: func(f folder) {
			f.manifest(func(m *export.Manifest) {
				leaf := m.Tables[0].Leaves[0]
				leaf.Rows /= 2
				m.Tables[0].Leaves = []export.Leaf{leaf, leaf}
			})
		},
		want: map[string]int{"snapshot.manifest.derived": 1, "snapshot.table.leaf": 2, "snapshot.table.reproduced": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "rows of a leaf beyond the table",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables[0].Leaves[0].Rows = 1 << 30 }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "a leaf with a row less",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables[0].Leaves[0].Rows-- }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.table.leaf": 2, "snapshot.table.reproduced": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "a leaf with fewer rows than none",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables[0].Leaves[0].Rows = -1 }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.table.leaf": 2, "snapshot.table.reproduced": 1, "snapshot.file.reproduced": 1},
	},
	{
		name: "another number of rows of a file", sealed: true,
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Files[0].Records++ }) },
		want:    map[string]int{"snapshot.file.records": 1},
		finding: validate.Finding{Rule: "snapshot.file.records", Table: "persons", File: persons},
	},
	{
		name:    "files in another order",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { slices.Reverse(m.Files) }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.readme.derived": 1, "snapshot.file.reproduced": 1},
		finding: validate.Finding{Rule: "snapshot.manifest.derived", File: manifestName},
	},
	{
		name:    "other settings than the metadata",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Settings.Seed = 8 }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.readme.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "another day",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.GeneratedAt = "2025-11-02T00:00:00Z" }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.datapackage.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "a time of export that is none",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.ExportedAt = "yesterday" }) },
		want:    map[string]int{"snapshot.manifest.derived": 1},
	},
	{
		name: "a wrong count in the manifest",
		corrupt: func(f folder) {
			f.manifest(func(m *export.Manifest) { m.RecordCounts["vehicles"]++ })
		},
		want: map[string]int{"snapshot.manifest.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name: "a name that looks like that of a table",
		corrupt: func(f folder) {
			f.manifest(func(m *export.Manifest) {
				m.Tables = append(m.Tables, export.TableDigest{Name: "p\u0435rsons"})
				m.RecordCounts["p\u0435rsons"] = 0
			})
		},
		want: map[string]int{"snapshot.manifest.derived": 1, "snapshot.dataset.form": 1, "snapshot.settings.known": 1},
	},
	{
		name: "a part of one",
		corrupt: func(f folder) {
			f.manifest(func(m *export.Manifest) {
				for i := range m.Files {
					if m.Files[i].Table == "persons" {
						m.Files[i].Part, m.Files[i].Parts = 1, 1
					}
				}
			})
		},
		want: map[string]int{"snapshot.manifest.derived": 2, "snapshot.readme.derived": 1, "snapshot.settings.known": 1},
	},
	{
		name:    "no tables in the manifest",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables = nil; clear(m.RecordCounts) }) },
		want: map[string]int{
			"snapshot.manifest.derived": 1, "snapshot.file.listed": 3, "snapshot.dataset.form": 1, "snapshot.settings.known": 1,
		},
	},
	{
		name: "records of the README, and a part of the metadata",
		corrupt: func(f folder) {
			f.manifest(func(m *export.Manifest) {
				for i := range m.Files {
					switch m.Files[i].Path {
					case "README_SNAPSHOT_V0_1.md":
						m.Files[i].Records = 1
					case metadata:
						m.Files[i].Part, m.Files[i].Parts = 1, 2
					}
				}
			})
		},
		want: map[string]int{"snapshot.manifest.derived": 2, "snapshot.readme.derived": 1},
	},
	{
		name:    "a table twice in the manifest",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Tables = append(m.Tables, m.Tables[0]) }) },
		want:    map[string]int{"snapshot.manifest.derived": 2, "snapshot.dataset.form": 1, "snapshot.settings.known": 1},
	},
	{
		name:    "a foreign file",
		corrupt: func(f folder) { f["notes.txt"] = []byte("hello") },
		want:    map[string]int{"snapshot.file.listed": 1},
		finding: validate.Finding{Rule: "snapshot.file.listed", File: "notes.txt"},
	},
	{
		name:    "a missing README",
		corrupt: func(f folder) { delete(f, readme) },
		want:    map[string]int{"snapshot.file.present": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "a renamed file",
		corrupt: func(f folder) { f["persons.csv"] = f[persons]; delete(f, persons) },
		want: map[string]int{
			"snapshot.file.present": 1, "snapshot.file.listed": 1, "snapshot.file.reproduced": 1,
			"snapshot.table.leaf": 0,
		},
	},
	{
		name:    "swapped files",
		corrupt: func(f folder) { f[persons], f[profiles] = f[profiles], f[persons] },
		want: map[string]int{
			"snapshot.file.size": 2, "snapshot.file.sha256": 2, "snapshot.file.reproduced": 2, "persons.header.columns": 1, "profiles.header.columns": 1,
		},
	},
	{
		name:    "a path that leads out",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Files[0].Path = "../" + persons }) },
		want: map[string]int{
			"snapshot.file.name": 1, "snapshot.file.listed": 1, "snapshot.datapackage.derived": 1, "snapshot.readme.derived": 1,
			"snapshot.file.reproduced": 3, "snapshot.table.same_rows": 0,
		},
	},
	{
		name: "paths of devices and roots",
		corrupt: func(f folder) {
			f.manifest(func(m *export.Manifest) {
				for _, path := range []string{"/etc/passwd", "C:\\secret", "a/b", ".", "", "./x", "\x00"} {
					m.Files = append(m.Files, export.ManifestFile{Name: path, Path: path, MediaType: "text/csv"})
				}
			})
		},
		want: map[string]int{"snapshot.file.name": 7, "snapshot.file.present": 1, "snapshot.file.reproduced": 8},
	},
	{
		name:    "a file twice in the manifest",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Files = append(m.Files, m.Files[1]) }) },
		want:    map[string]int{"snapshot.manifest.derived": 1, "snapshot.file.listed": 1, "snapshot.datapackage.derived": 1, "snapshot.readme.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "a file of an unknown table",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Files[0].Table = "people" }) },
		want: map[string]int{
			"snapshot.file.listed": 1, "snapshot.file.name": 1, "snapshot.table.parts": 0, "snapshot.datapackage.derived": 1,
			"snapshot.readme.derived": 1, "snapshot.file.reproduced": 1,
		},
	},
	{
		name:    "another media type",
		corrupt: func(f folder) { f.edit(manifestName, "text/markdown", "text/html") },
		want:    map[string]int{"snapshot.file.listed": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "another number of rows in a file",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Files[0].Records = 7 }) },
		want:    map[string]int{"snapshot.file.records": 1, "snapshot.readme.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "a path that is not the name",
		corrupt: func(f folder) { f.manifest(func(m *export.Manifest) { m.Files[0].Name = "people.csv" }) },
		want: map[string]int{
			"snapshot.file.name": 1, "snapshot.file.listed": 1, "snapshot.file.reproduced": 2,
		},
	},
	{
		name: "an empty line in the document", sealed: true,
		corrupt: func(f folder) {
			f.line(dataset, 10, func(s string) string { return "\n" + s })
		},
		want: map[string]int{"snapshot.dataset.form": 1, "snapshot.file.reproduced": 3},
	},
	{
		name: "a truncated document", sealed: true,
		corrupt: func(f folder) { f[dataset] = f[dataset][:len(f[dataset])-2] },
		want:    map[string]int{"snapshot.dataset.form": 1, "snapshot.file.reproduced": 3},
	},
	{
		name: "a row of the document changed", sealed: true,
		corrupt: func(f folder) { f.edit(dataset, `"marital_status":"Married"`, `"marital_status":"Single"`) },
		want:    map[string]int{"snapshot.table.same_rows": 1, "snapshot.file.reproduced": 3},
		finding: validate.Finding{Rule: "snapshot.table.same_rows", File: dataset, Column: "marital_status", Value: "Single", Why: "elsewhere it is Married"},
	},
	{
		name: "a row of the document that is not JSON", sealed: true,
		corrupt: func(f folder) { f.edit(dataset, `"marital_status":"Married"`, `"marital_status":Married`) },
		want:    map[string]int{"snapshot.table.same_rows": 1, "snapshot.file.reproduced": 3},
	},
	{
		name: "a row moved within the document", sealed: true,
		corrupt: func(f folder) {
			f.lines(dataset, func(lines []string) []string {
				lines[10], lines[20] = lines[20], lines[10]
				return lines
			})
		},
		want: map[string]int{"snapshot.table.same_rows": 2, "snapshot.file.reproduced": 3},
	},
	{
		name: "metadata with an unknown member", sealed: true,
		corrupt: func(f folder) { f.edit(metadata, `"notes"`, `"owner": "me", "notes"`) },
		want:    map[string]int{"snapshot.metadata.form": 1, "snapshot.settings.known": 1},
	},
	{
		name: "other notes", sealed: true,
		corrupt: func(f folder) { f.edit(metadata, "Synthetic data", "Real data") },
		want:    map[string]int{"snapshot.metadata.derived": 1, "snapshot.dataset.metadata": 1, "snapshot.file.reproduced": 3},
	},
	{
		name: "settings of another size", sealed: true,
		corrupt: func(f folder) {
			f.edit(metadata, `"records": 300`, `"records": 2000000000`)
			f.manifest(func(m *export.Manifest) { m.Settings.Records = 2000000000 })
		},
		want: map[string]int{"snapshot.manifest.settings": 1, "snapshot.manifest.derived": 3, "snapshot.metadata.derived": 1, "snapshot.dataset.metadata": 1, "snapshot.settings.known": 1},
	},
	{
		name:    "another schema",
		corrupt: func(f folder) { f.edit("schema_v0_1.json", `"minLength"`, `"maxLength"`) },
		want:    map[string]int{"snapshot.file.sha256": 1, "snapshot.schema.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "another descriptor",
		corrupt: func(f folder) { f.edit(datapackage, "synthetic", "Synthetic") },
		want:    map[string]int{"snapshot.file.sha256": 1, "snapshot.datapackage.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name:    "another README",
		corrupt: func(f folder) { f.edit(readme, "300", "301") },
		want:    map[string]int{"snapshot.file.sha256": 1, "snapshot.readme.derived": 1, "snapshot.file.reproduced": 1},
	},
	{
		name: "a value that fits and is not the one", sealed: true,
		corrupt: func(f folder) {
			f.without(dataset)
			f.line(persons, 4, func(s string) string {
				i := strings.Index(s, "-555-01") + len("-555-01")
				return s[:i] + string('0'+(s[i]-'0'+1)%10) + s[i+1:]
			})
		},
		want:    map[string]int{"persons.row.reproduced": 1},
		finding: validate.Finding{Rule: "persons.row.reproduced", File: persons, Row: 3, Line: 4, Column: "phone"},
	},
	{
		name: "a vehicle registered for another time", sealed: true,
		corrupt: func(f folder) {
			f.without(dataset)
			f.line(vehicles, 4, func(s string) string { // a year later
				cells := strings.Split(s, ",")
				day, _ := schema.ParseDate(cells[11])
				cells[11] = day.AddYears(1).String()
				return strings.Join(cells, ",")
			})
		},
		want:    map[string]int{"vehicles.row.reproduced": 1},
		finding: validate.Finding{Rule: "vehicles.row.reproduced", Row: 3, Column: "registration_expires_on"},
	},
	{
		name: "a profile with another key", sealed: true,
		corrupt: func(f folder) {
			f.without(dataset)
			f.line(profiles, 4, func(s string) string { return "f0000000" + s[8:] })
		},
		want:    map[string]int{"profiles.row.reproduced": 1, "profiles.profile_id.of_row": 1},
		finding: validate.Finding{Rule: "profiles.row.reproduced", Row: 3, Column: "profile_id"},
	},
}
