package validate

import (
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// maxTables is the greatest number of tables of a snapshot.
const maxTables = 256

// readManifest finds and reads the manifest, and reports whether that is enough to
// go on with.
func (f *folder) readManifest() (ok bool, err error) {
	entries, err := fs.ReadDir(f.fs, ".")
	if err != nil {
		return false, err
	}
	name := ""
	for _, e := range entries {
		if _, ok := snapshot.IsManifest(e.Name()); ok && (name == "" || e.Name() == snapshot.ManifestName(synthhub.Version)) {
			name = e.Name()
		}
	}
	if name == "" {
		f.found("manifest.present", snapshot.ManifestName(synthhub.Version), "", "the folder has no manifest: it is not a snapshot, or not a whole one")
		return false, nil
	}
	if info, err := fs.Lstat(f.fs, name); err != nil || !info.Mode().IsRegular() {
		f.found("file.regular", name, "", "the manifest is not a regular file")
		return false, nil
	}
	f.name = name
	text, err := readDocument(f.fs, name)
	if err != nil {
		f.found("file.readable", name, "", err.Error())
		return false, nil
	}
	why, err := decodeDocument(text, &f.manifest, "  ")
	if err != nil {
		f.found("manifest.form", name, "", err.Error())
		return false, nil
	}
	if why != "" {
		f.found("manifest.form", name, "", why)
	}
	m := &f.manifest
	if len(m.Tables) > maxTables {
		f.found("manifest.derived", name, fmt.Sprint(len(m.Tables)), fmt.Sprintf("no snapshot has more than %d tables", maxTables))
		return false, nil
	}
	if want := snapshot.ManifestName(m.Edition()); name != want {
		f.found("manifest.present", name, m.DatasetVersion, "what it says makes its name "+want)
	}
	if m.DatasetVersion != synthhub.Version {
		f.found("manifest.version", name, m.DatasetVersion, "want "+synthhub.Version+otherRelease)
	}
	if m.FaultyByDesign {
		f.found("manifest.faulty", name, "", "rows were made wrong on purpose, to test how that is found out; do not use them for anything else")
	}
	return true, nil
}

// checkManifest compares what the manifest says in several places, and returns the
// entities of its tables. A table that is not known is left out.
func (f *folder) checkManifest() []synthhub.Entity {
	m := &f.manifest
	name := snapshot.ManifestName(m.Edition())
	derived := func(value any, format string, args ...any) {
		f.found("manifest.derived", name, fmt.Sprint(value), fmt.Sprintf(format, args...))
	}
	if err := m.Settings.Validate(); err != nil {
		f.found("manifest.settings", name, "", err.Error())
	}
	if want := midnight(m.Settings.AsOf); m.GeneratedAt != want {
		derived(m.GeneratedAt, "generated_at must be %s, the as-of date of the settings", want)
	}
	if m.ExportedAt != "" {
		if at, err := time.Parse(time.RFC3339, m.ExportedAt); err != nil || at.UTC().Format(time.RFC3339) != m.ExportedAt {
			derived(m.ExportedAt, "exported_at must be a time in UTC as RFC 3339")
		}
	}
	if m.Parts != 0 || m.Part != 0 {
		if m.Parts < 2 || m.Part < 1 || m.Part > m.Parts {
			derived(m.Part, "part and parts must be a part from 1 of at least 2")
		}
	}
	if len(m.RecordCounts) != len(m.Tables) {
		derived(len(m.RecordCounts), "record_counts and tables must have the same tables")
	}
	var entities []synthhub.Entity
	last := -1
	for i, t := range m.Tables {
		if rows, ok := m.RecordCounts[t.Name]; !ok || rows != t.Rows {
			derived(t.Rows, "record_counts must have the same number of rows of %s as tables", t.Name)
		}
		if slices.ContainsFunc(m.Tables[:i], func(o export.TableDigest) bool { return o.Name == t.Name }) {
			derived(t.Name, "a table must be listed once")
			continue
		}
		at := slices.IndexFunc(f.check.entities, func(e synthhub.Entity) bool { return e.Table().Name() == t.Name })
		if at < 0 {
			f.check.note("the rows of %s were not checked: it is not a governed table, and no entity was given for it", t.Name)
			continue
		}
		if at < last {
			derived(t.Name, "the tables must be in the order of the dataset")
		}
		last = at
		entities = append(entities, f.check.entities[at])
	}
	for _, file := range m.Files {
		if file.Table != "" && !slices.ContainsFunc(m.Tables, func(t export.TableDigest) bool { return t.Name == file.Table }) {
			f.found("file.listed", file.Path, file.Table, "it holds rows of a table that the manifest does not list")
		}
	}
	return entities
}

// otherRelease says where the rules of another dataset version are.
const otherRelease = ", the one that this release of the module checks; CHANGELOG.md names the release for each dataset version"

func midnight(d schema.Date) string { return d.String() + "T00:00:00Z" }
