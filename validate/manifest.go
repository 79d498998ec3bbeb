package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// maxTables is the greatest number of tables of a snapshot. Tables are looked up one by one,
// so a manifest must not list millions of them.
const maxTables = 256

// maxVersion is the greatest length of a dataset version, which is part of the name of each file.
const maxVersion = 64

// otherRelease says where the rules of another dataset version are.
const otherRelease = ", the one that this release of the module checks; CHANGELOG.md names the release for each dataset version"

// readManifest finds and reads the manifest, and reports whether that is enough to go on with. The
// error is that of a folder that cannot be listed.
func (f *folder) readManifest() (ok bool, err error) {
	text, ok, err := f.findManifest()
	if !ok || err != nil {
		return false, err
	}
	if !f.knownVersion(text) {
		return false, nil
	}
	why, err := decodeDocument(text, &f.manifest)
	if err != nil {
		f.found(ruleManifestForm, f.name, "", err.Error())
		return false, nil
	}
	if why != "" {
		f.found(ruleManifestForm, f.name, "", why)
	}
	if version := f.manifest.DatasetVersion; len(version) > maxVersion {
		f.found(ruleManifestVersion, f.name, version, fmt.Sprintf("no version has more than %d bytes", maxVersion))
		return false, nil
	}
	if n := len(f.manifest.Tables); n > maxTables {
		f.found(ruleManifestDerived, f.name, fmt.Sprint(n), fmt.Sprintf("no snapshot has more than %d tables", maxTables))
		return false, nil
	}
	f.checkEdition()
	return true, nil
}

// identify computes the SHA-256 of the manifest, and reports whether it is the one that was
// asked for. Nothing that another manifest says is of any use, so it is not even parsed.
func (f *folder) identify(text []byte) bool {
	sum := sha256.Sum256(text)
	f.sha256 = hex.EncodeToString(sum[:])
	if want := f.check.manifest; want != "" && f.sha256 != want {
		f.found(ruleManifestSHA256, f.name, f.sha256, "you asked for "+want)
		f.check.note("nothing else was checked: the manifest is not the one that was asked for")
		return false
	}
	return true
}

// knownVersion reports whether the form of the manifest has a version that this library reads.
// Nothing that another one says can be understood.
func (f *folder) knownVersion(text []byte) bool {
	var form struct {
		Version int `json:"manifest_version"`
	}
	if intake.CheckExtent(text) != nil || json.Unmarshal(text, &form) != nil || form.Version == export.ManifestVersion {
		return true // what else is wrong is found when it is decoded
	}
	f.found(ruleManifestKnown, f.name, fmt.Sprint(form.Version), fmt.Sprintf("this library reads version %d", export.ManifestVersion))
	f.check.note("nothing else was checked: the manifest has a form that this library does not know")
	return false
}

// checkEdition checks the version of the dataset and the name of the manifest, which must
// agree with it.
func (f *folder) checkEdition() {
	m := &f.manifest
	if want := f.manifestName(); f.name != want {
		f.found(ruleManifestPresent, f.name, m.DatasetVersion, "what it says makes its name "+want)
	}
	if m.DatasetVersion != synthhub.Version {
		f.found(ruleManifestVersion, f.name, m.DatasetVersion, "want "+synthhub.Version+otherRelease)
	}
	if m.FaultyByDesign {
		f.found(ruleManifestFaulty, f.name, "", "rows are wrong on purpose, to test those who receive them; do not use them for anything else")
	}
}

// checkManifest compares values of the manifest that follow from others of it. Everything in
// it is derived from the settings and the files, so there is nothing in it to believe.
func (f *folder) checkManifest() {
	m := &f.manifest
	if err := m.Settings.Validate(); err != nil {
		f.found(ruleManifestSettings, snapshot.ManifestName(m.Edition()), "", err.Error())
	}
	if want := midnight(m.Settings.AsOf); m.GeneratedAt != want {
		f.notDerived(m.GeneratedAt, "generated_at must be %s, the as-of date of the settings", want)
	}
	if m.ExportedAt != "" {
		if at, err := time.Parse(time.RFC3339, m.ExportedAt); err != nil || at.Year() < 1 || at.UTC().Format(time.RFC3339) != m.ExportedAt {
			f.notDerived(m.ExportedAt, "exported_at must be a time in UTC as RFC 3339")
		}
	}
	if m.Parts != 0 || m.Part != 0 {
		if m.Parts < 2 || m.Part < 1 || m.Part > m.Parts {
			f.notDerived(m.Part, "part and parts must be a part from 1 of at least 2")
		}
	}
	records := m.Settings.Effective().Records
	if m.Parts > records || slices.ContainsFunc(m.Files, func(file export.ManifestFile) bool { return file.Parts > records }) {
		f.notDerived(m.Parts, "there must be at most as many parts as records, which are %d", records)
	}
	if len(m.Tables) == 0 {
		f.notDerived(0, "there must be a table")
	}
	if len(m.RecordCounts) != len(m.Tables) {
		f.notDerived(len(m.RecordCounts), "record_counts and tables must have the same tables")
	}
}

// checkTables compares the tables that the manifest lists with its counts and files, and
// returns their entities. A table that is not known is left out.
func (f *folder) checkTables() (entities []synthhub.Entity) {
	m := &f.manifest
	last := -1
	listed := make(map[string]bool)
	for _, t := range m.Tables {
		if rows, ok := m.RecordCounts[t.Name]; !ok || rows != t.Rows {
			f.notDerived(t.Rows, "record_counts must have the same number of rows of %s as tables", t.Name)
		}
		if listed[t.Name] {
			f.notDerived(t.Name, "a table must be listed once")
			continue
		}
		listed[t.Name] = true
		if !snapshot.IsTable(t.Name) {
			f.notDerived(t.Name, "the name of a table must be of lower-case ASCII letters, digits and underscores")
		}
		index := entitylist.Index(f.check.entities, t.Name)
		if index < 0 {
			f.check.note("the rows of %s were not checked: it is not a governed table, and the option With has no entity for it", visible(t.Name))
			continue
		}
		if index < last {
			f.notDerived(t.Name, "the tables must be in the order of the dataset")
		}
		last = index
		entities = append(entities, f.check.entities[index])
		f.checkLeaves(&t)
	}
	for i := range m.Files {
		f.checkFileEntry(&m.Files[i], listed)
	}
	f.checkFileOrder()
	f.noteAbsent(listed)
	return entities
}

// checkLeaves compares the leaves that the manifest lists for a table with the numbers of its rows and
// of the records.
func (f *folder) checkLeaves(t *export.TableDigest) {
	m := &f.manifest
	lo, hi := f.records(m.Settings.Effective().Records)
	_, want := snapshot.Leaves(lo, hi)
	rows := 0
	for i, leaf := range t.Leaves {
		if rows += leaf.Rows; leaf.Rows < 0 || leaf.Rows > t.Rows && m.Part == 0 {
			f.notDerived(leaf.Rows, "leaf %d of %s must have some of the %d rows", i, t.Name, t.Rows)
			return
		}
		if one, records := f.rowsOfLeaf(t.Name, i); one && leaf.Rows != records {
			f.notDerived(leaf.Rows, "leaf %d of %s must have the rows of %d records", i, t.Name, records)
			return
		}
	}
	if m.FaultyByDesign {
		want = len(t.Leaves) // other entities may have given the dataset other records
	}
	switch {
	case t.Leaves == nil:
		f.notDerived("null", "the leaves of %s must be a list, if only an empty one", visible(t.Name))
	case len(t.Leaves) != want:
		f.notDerived(len(t.Leaves), "%s must have %d leaves", visible(t.Name), want)
	case m.Part == 0 && rows != t.Rows:
		f.notDerived(rows, "the leaves of %s must have its %d rows", visible(t.Name), t.Rows)
	case m.Part > 0 && t.Digest != "":
		f.notDerived(t.Digest, "a part must have no digest of %s, of which it does not have all rows", visible(t.Name))
	}
}

// rowsOfLeaf returns the number of rows of leaf i of a table that has one row for each record, and
// reports whether the table does.
func (f *folder) rowsOfLeaf(table string, i int) (one bool, rows int) {
	m := &f.manifest
	records := m.Settings.Effective().Records
	lo, _ := f.records(records)
	first, _ := snapshot.Leaves(lo, records)
	if int64(records) <= int64(first+i)*snapshot.LeafRecords || m.FaultyByDesign || table != synthhub.Persons.Table().Name() && table != synthhub.Profiles.Table().Name() {
		return false, 0
	}
	from, to := snapshot.LeafRange(records, first+i)
	return true, to - from
}

// checkFileEntry compares what the manifest says of the content of a file with its kind.
func (f *folder) checkFileEntry(file *export.ManifestFile, tables map[string]bool) {
	edition := f.manifest.Edition()
	known, _ := f.expected(file)
	switch {
	case file.Table != "" && !tables[file.Table]:
		f.found(ruleFileListed, file.Path, file.Table, "it holds rows of a table that the manifest does not list")
	case (file.Part != 0 || file.Parts != 0) && (file.Table == "" || file.Parts < 2):
		f.notDerived(file.Parts, "only the files of a table in at least 2 parts have a part and parts")
	case file.Records != 0 && file.Table == "" && known != "" && known != snapshot.Dataset(edition):
		f.notDerived(file.Records, "only files with rows have records")
	}
}

// checkFileOrder checks that the files are listed in order: those of the tables by part, table and
// format, and then the documents as they are written.
func (f *folder) checkFileOrder() {
	m := &f.manifest
	edition := m.Edition()
	documents := []string{snapshot.Dataset(edition), snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage, snapshot.Readme(edition)}
	var last [4]int
	for i := range m.Files {
		file := &m.Files[i]
		place := [4]int{1, slices.Index(documents, file.Path)}
		if file.Table != "" {
			formatIndex := slices.Index(format.All(), format.OfMediaType(file.Uncompressed().MediaType))
			place = [4]int{0, file.Part, tableIndex(m.Tables, file.Table), formatIndex}
		}
		if slices.Contains(place[:], -1) {
			continue // what is wrong with it is another finding
		}
		if slices.Compare(place[:], last[:]) < 0 {
			f.notDerived(file.Path, "the files must be in the order of their parts, tables and formats, and the documents after them")
			return
		}
		last = place
	}
}

// noteAbsent says which rows of the dataset are not there, which is allowed: nobody should take
// some tables or a part of them for all.
func (f *folder) noteAbsent(tables map[string]bool) {
	m := &f.manifest
	for _, e := range synthhub.Entities() {
		if name := e.Table().Name(); !tables[name] && len(m.Tables) > 0 {
			f.check.note("the snapshot leaves out the table %s, so nothing was checked against it", name)
		}
	}
	if lo, hi := f.records(m.Settings.Effective().Records); m.Part > 0 {
		f.check.note("the snapshot is part %d of %d of the dataset, with records %d to %d: the other parts were not checked", m.Part, m.Parts, lo+1, hi)
	}
}

// notDerived counts a value of the manifest that does not follow from the others.
func (f *folder) notDerived(value any, format string, args ...any) {
	f.found(ruleManifestDerived, f.manifestName(), fmt.Sprint(value), fmt.Sprintf(format, args...))
}

// tableIndex returns the position of the table of that name, -1 if there is none.
func tableIndex(tables []export.TableDigest, name string) int {
	return slices.IndexFunc(tables, func(t export.TableDigest) bool { return t.Name == name })
}

func midnight(d schema.Date) string { return d.String() + "T00:00:00Z" }
