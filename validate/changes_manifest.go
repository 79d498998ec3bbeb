package validate

import (
	"context"
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

// readChangesManifest is readManifest for a feed.
func (f *changesFolder) readChangesManifest() (ok bool, err error) {
	text, ok, err := f.findManifest()
	if !ok || err != nil {
		return false, err
	}
	var form struct {
		Version int `json:"changes_manifest_version"`
	}
	if intake.CheckExtent(text) == nil && json.Unmarshal(text, &form) == nil && form.Version != export.FeedManifestVersion {
		f.found(ruleManifestKnown, f.name, fmt.Sprint(form.Version), fmt.Sprintf("this library reads version %d", export.FeedManifestVersion))
		f.check.note("nothing else was checked: the manifest has a form that this library does not know")
		return false, nil
	}
	why, err := decodeDocument(text, f.feed)
	if err != nil {
		f.found(ruleManifestForm, f.name, "", err.Error())
		return false, nil
	}
	if why != "" {
		f.found(ruleManifestForm, f.name, "", why)
	}
	m := f.feed
	if len(m.DatasetVersion) > maxVersion {
		f.found(ruleManifestVersion, f.name, m.DatasetVersion, fmt.Sprintf("no version has more than %d bytes", maxVersion))
		return false, nil
	}
	if n := len(m.Tables); n > maxTables {
		f.found(ruleManifestDerived, f.name, fmt.Sprint(n), fmt.Sprintf("no feed has more than %d tables", maxTables))
		return false, nil
	}
	f.manifest = export.Manifest{DatasetVersion: m.DatasetVersion, FaultyByDesign: m.FaultyByDesign, Settings: m.Settings, Files: m.Files}
	for _, t := range m.Tables {
		f.manifest.Tables = append(f.manifest.Tables, export.TableDigest{Name: t.Name})
	}
	f.checkEdition()
	return true, nil
}

// checkChangesManifest compares values of the manifest that follow from others of it, and makes the
// generators of both days. The error is that of the context.
func (f *changesFolder) checkChangesManifest(ctx context.Context) error {
	m := f.feed
	if m.ExportedAt != "" {
		if at, err := time.Parse(time.RFC3339, m.ExportedAt); err != nil || at.Year() < 1 || at.UTC().Format(time.RFC3339) != m.ExportedAt {
			f.notDerived(m.ExportedAt, "exported_at must be a time in UTC as RFC 3339")
		}
	}
	if m.Settings.AsOf != m.To {
		f.notDerived(m.Settings.AsOf, "the as-of date of the settings must be %v, the day on which the feed ends", m.To)
	}
	f.checkChangesTables()
	if err := f.makeGenerators(); err != nil {
		f.without = err.Error()
		f.found(ruleManifestSettings, f.name, "", f.without)
		return nil
	}
	return f.compareCounted(ctx)
}

// makeGenerators makes the generators of both days.
func (f *changesFolder) makeGenerators() error {
	if err := f.feed.Settings.Validate(); err != nil {
		return err
	}
	if err := f.plausibleFeed(); err != nil {
		return err
	}
	g, err := synthhub.NewGenerator(f.feed.Settings)
	if err != nil {
		return err
	}
	days := [2]*synthhub.Generator{}
	for i, day := range [2]schema.Date{f.feed.From, f.feed.To} {
		name := [2]string{"from", "to"}[i]
		if !day.IsValid() || day.IsZero() {
			return fmt.Errorf("%s: want a calendar day", name)
		}
		if days[i], err = g.On(day); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	f.from, f.to = days[0], days[1]
	return nil
}

// plausibleFeed refuses settings of many more records than the feed can be of. In one day more than
// one in a thousand rows of each governed table changes, so a feed of many records has many lines,
// and Reproduce makes no more than the files hold. Nothing changes between equal days, and a user-defined
// table may hardly change, so the size of such a feed says nothing. What Reproduce does then is bounded by
// the settings alone: a hundred million records or so have numbers that are unique, and memory does not grow
// with them.
func (f *changesFolder) plausibleFeed() error {
	const (
		shortestLine  = 64 // bytes
		recordsOfNone = 1 << 20
		recordsOfLine = 4096
	)
	governed := slices.ContainsFunc(f.feed.Tables, func(t export.FeedTable) bool { return entitylist.Governed(t.Name) })
	if !governed || f.feed.From == f.feed.To {
		return nil
	}
	lines := int64(0)
	for _, file := range f.files {
		lines += file.contentLimit() / shortestLine
	}
	if n := int64(f.feed.Settings.Effective().Records); n > recordsOfNone && (n-recordsOfNone)/recordsOfLine > lines {
		return fmt.Errorf("the settings ask for %d records, and a feed of so many has more changes than the files can hold", n)
	}
	return nil
}

// compareCounted compares digests of the settings and numbers of rows with those that the settings give.
func (f *changesFolder) compareCounted(ctx context.Context) error {
	from, err := f.from.Metadata(ctx)
	if err != nil {
		return err
	}
	to, err := f.to.Metadata(ctx)
	if err != nil {
		return err
	}
	m := f.feed
	if m.SettingsDigestFrom != from.SettingsDigest {
		f.notDerived(m.SettingsDigestFrom, "settings_digest_from must be %s", from.SettingsDigest)
	}
	if m.SettingsDigestTo != to.SettingsDigest {
		f.notDerived(m.SettingsDigestTo, "settings_digest_to must be %s", to.SettingsDigest)
	}
	for _, t := range m.Tables {
		if !entitylist.Governed(t.Name) || m.FaultyByDesign {
			continue
		}
		if rows := from.Count(t.Name); t.RowsFrom == nil || *t.RowsFrom != rows {
			f.notDerived(shownRows(t.RowsFrom), "rows_from of %s must be %d", t.Name, rows)
		}
		if rows := to.Count(t.Name); t.RowsTo == nil || *t.RowsTo != rows {
			f.notDerived(shownRows(t.RowsTo), "rows_to of %s must be %d", t.Name, rows)
		}
	}
	return nil
}

// shownRows renders a number of rows that may not be there.
func shownRows(n *int) string {
	if n == nil {
		return "nothing"
	}
	return fmt.Sprint(*n)
}

// checkChangesTables checks the tables that the manifest lists, and keeps the entities of those that are known.
func (f *changesFolder) checkChangesTables() {
	m := f.feed
	if len(m.Tables) == 0 {
		f.notDerived(0, "there must be a table")
	}
	last := -1
	listed := make(map[string]bool)
	for _, t := range m.Tables {
		if listed[t.Name] {
			f.notDerived(t.Name, "a table must be listed once")
			continue
		}
		listed[t.Name] = true
		f.checkChangesTable(&t)
		index := entitylist.Index(f.check.entities, t.Name)
		if index < 0 {
			f.check.note("the changes of %s were not checked: it is not a governed table, and the option With has no entity for it", visible(t.Name))
			continue
		}
		if index < last {
			f.notDerived(t.Name, "the tables must be in the order of the dataset")
		}
		last = index
		e := f.check.entities[index]
		if !entitylist.Governed(t.Name) {
			e = e.WithDays(nil) // days that are wrong must not hide here what they hid from the feed
		}
		f.entities = append(f.entities, e)
	}
	for i := range m.Files {
		f.checkFileEntry(&m.Files[i], listed)
	}
	f.checkFileOrder()
	for _, e := range synthhub.Entities() {
		if name := e.Table().Name(); !listed[name] && len(m.Tables) > 0 {
			f.check.note("the feed leaves out the table %s, so its changes are not known", name)
		}
	}
}

// checkChangesTable checks what the manifest says of one table.
func (f *changesFolder) checkChangesTable(t *export.FeedTable) {
	if !snapshot.IsTable(t.Name) {
		f.notDerived(t.Name, "the name of a table must be of lower-case ASCII letters, digits and underscores")
	}
	const most = 1 << 40 // so that sums do not overflow
	for _, n := range []int{t.Created, t.Updated, t.Deleted} {
		if n < 0 || int64(n) > most {
			f.notDerived(n, "the numbers of changes of %s must not be negative, nor so many", visible(t.Name))
			return
		}
	}
	if (t.RowsFrom == nil) != (t.RowsTo == nil) || (t.DigestFrom == "") != (t.DigestTo == "") {
		f.notDerived(t.Name, "a table has the rows and digests of both days, or of none")
	}
	if t.RowsFrom != nil && t.RowsTo != nil && *t.RowsFrom+t.Created-t.Deleted != *t.RowsTo {
		f.notDerived(*t.RowsTo, "rows_to of %s must be %d, rows_from with those created and without those deleted", visible(t.Name), *t.RowsFrom+t.Created-t.Deleted)
	}
	var formats []string
	for i := range f.feed.Files {
		file := &f.feed.Files[i]
		if file.Table != t.Name {
			continue
		}
		if file.Records != t.Total() {
			f.notDerived(file.Records, "%s must have the %d changes of %s", visible(file.Path), t.Total(), visible(t.Name))
		}
		formats = append(formats, file.Uncompressed().MediaType)
	}
	if want := f.formatsOfFeed(); !slices.Equal(formats, want) {
		f.check.tally.add(ruleChangesTableFiles, Finding{Table: t.Name, Value: fmt.Sprint(len(formats)), Why: fmt.Sprintf("want one file of each of %q", want)})
	}
}

// formatsOfFeed returns the media types of all formats that the feed has a file in.
func (f *changesFolder) formatsOfFeed() (types []string) {
	for _, rows := range format.Tables() {
		if slices.ContainsFunc(f.feed.Files, func(file export.ManifestFile) bool { return file.Uncompressed().MediaType == rows.MediaType }) {
			types = append(types, rows.MediaType)
		}
	}
	if types == nil {
		types = []string{format.NDJSON.MediaType}
	}
	return types
}
