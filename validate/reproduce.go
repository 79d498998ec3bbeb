package validate

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// reproduce generates the dataset again from the settings in its metadata and compares every byte.
// Nothing is written. If nothing was found so far, all files are forms of the rows that were
// compared with each other, and the leaves of the tables tell the rest. Otherwise the digests of a
// manifest tell which files are not the same, and the rows of those are generated once more to
// name the ones that differ.
func (f *folder) reproduce(ctx context.Context, metadata *synthhub.Metadata, entities []synthhub.Entity) error {
	m := &f.manifest
	g, why := f.generator(ctx, metadata, entities)
	var like *export.Manifest
	if why == "" {
		like, why = f.like()
	}
	if why != "" {
		f.found(ruleSettingsKnown, snapshot.Metadata(m.Edition()), "", why)
		return nil
	}
	opts := []export.Option{export.Like(like), export.Workers(f.check.workers), export.With(entitylist.UserDefined(entities)...)}
	if f.rowsAreAll() {
		tables, err := export.TableDigests(ctx, g, opts...)
		if err != nil {
			return f.notGenerated(ctx, err)
		}
		if f.compareTrees(tables) {
			return nil
		}
	}
	generated, err := export.ManifestOf(ctx, g, opts...)
	if err != nil {
		return f.notGenerated(ctx, err)
	}
	if f.check.tally.count(ruleLeafReproduced) == 0 {
		f.compareTrees(generated.Tables)
	}
	generated.ExportedAt = m.ExportedAt // no settings tell the time; checkManifest has checked it
	if err := f.sameCompression(ctx, g, generated, opts); err != nil {
		return f.notGenerated(ctx, err)
	}
	if f.compareFiles(generated) {
		return nil
	}
	for _, t := range f.check.tables {
		if err := f.compareGenerated(g, t); err != nil {
			return err
		}
	}
	return nil
}

// sameCompression gives the compressed files of a generated manifest the bytes of those in the folder,
// if they have the same content: another version of Go may have compressed them. The documents
// follow from the manifest.
func (f *folder) sameCompression(ctx context.Context, g *synthhub.Generator, generated *export.Manifest, opts []export.Option) error {
	compressed := false
	for i := range generated.Files {
		want := &generated.Files[i]
		if file := f.files[want.Path]; file != nil && file.Content != nil && want.Content != nil && file.contentSHA256 == want.Content.SHA256 {
			compressed = true
			want.Bytes, want.SHA256 = file.size, file.sha256
		}
	}
	if !compressed {
		return nil
	}
	_, err := export.Documents(ctx, g, generated, opts...)
	return err
}

// rowsAreAll reports whether the snapshot is reproduced if its rows are: nothing was found, so every
// file has the one form of the same rows. Which rows each part has, and the bytes of compressed
// files, are not compared with the rows.
func (f *folder) rowsAreAll() bool {
	for _, file := range f.manifest.Files {
		if file.Parts > 0 || file.Content != nil {
			return false
		}
	}
	return f.check.tally.empty() && f.manifest.Part == 0
}

// notGenerated counts an error of the settings or an entity. It returns that of the context.
func (f *folder) notGenerated(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil {
		f.found(ruleSettingsKnown, snapshot.ManifestName(f.manifest.Edition()), "", err.Error())
		return nil
	}
	return err
}

// compareFiles compares the manifest and all files with the manifest that the settings give,
// and reports whether the files that hold rows are the same.
func (f *folder) compareFiles(generated *export.Manifest) (sameRows bool) {
	m := &f.manifest
	sameRows = true
	if f.check.part > 0 { // the documents are those of the whole
		generated.Files = slices.DeleteFunc(generated.Files, func(file export.ManifestFile) bool { return file.Table == "" })
	}
	expected := make(map[string]bool)
	for _, want := range generated.Files {
		expected[want.Path] = true
		file := f.files[want.Path]
		if file == nil || file.unusable {
			f.found(ruleFileReproduced, want.Path, "", "the settings give this file, and it is not there")
		} else if is, must := file.sums(&want); is != must {
			f.found(ruleFileReproduced, want.Path, is, "the settings give "+must)
			sameRows = sameRows && want.Table == "" && want.Path != snapshot.Dataset(m.Edition())
		}
	}
	for _, file := range m.Files {
		if !expected[file.Path] && (file.Table != "" || f.check.part == 0) {
			f.found(ruleFileReproduced, file.Path, "", "the settings do not give this file")
		}
	}
	if f.check.part > 0 {
		return sameRows
	}
	is, err := snapshot.EncodeDocument(m, true)
	must, err2 := snapshot.EncodeDocument(generated, true)
	if why := difference(is, must); why != "" && err == nil && err2 == nil {
		f.found(ruleFileReproduced, snapshot.ManifestName(m.Edition()), "", why)
	}
	return sameRows
}

// generator returns the generator of the dataset, or says why there is none.
func (f *folder) generator(ctx context.Context, metadata *synthhub.Metadata, entities []synthhub.Entity) (g *synthhub.Generator, why string) {
	m := &f.manifest
	switch {
	case metadata == nil:
		return nil, "there are no metadata that can be read"
	case metadata.DatasetVersion != synthhub.Version:
		return nil, "the dataset version " + visible(metadata.DatasetVersion) + " is unknown; this library generates " + synthhub.Version
	case m.FaultyByDesign:
		return nil, "rows are wrong on purpose, which no settings tell"
	case len(entities) < len(m.Tables):
		return nil, "the manifest lists a table that is not governed, and the option With has no entity for it"
	}
	// The settings are part of the folder and not to be trusted. A dataset of another size
	// than that of the rows is not the same, and generating it could take forever.
	if f.dataset == nil {
		return nil, f.without
	}
	counts, err := f.dataset.Metadata(ctx)
	if err != nil {
		return nil, err.Error()
	}
	lo, hi := f.records(counts.Settings.Records)
	for _, t := range f.check.tables {
		least, most := counts.Count(t.Name()), counts.Count(t.Name())
		if m.Part != 0 && most > 0 { // the metadata count the rows of all parts
			if least, most = hi-lo, hi-lo; t.Name() == synthhub.Vehicles.Table().Name() {
				least, most = least*counts.Settings.Vehicles.Min, most*counts.Settings.Vehicles.Max
			}
		}
		if most > 0 && (t.rows < least || t.rows > most) && !t.broken {
			return nil, fmt.Sprintf("the settings give %d rows of %s, and there are %d", most, t.Name(), t.rows)
		}
	}
	return f.dataset, ""
}

// like returns a manifest with the tables, formats and parts of that of the folder, and one file for
// each format, without the time of the export. It says why if the folder does not have as many files
// as its manifest tells of.
func (f *folder) like() (like *export.Manifest, why string) {
	like = new(f.manifest)
	like.Files, like.ExportedAt = nil, ""
	known := make(map[string]bool)
	parts, files := -1, 0
	for i := range f.manifest.Files {
		file := &f.manifest.Files[i]
		rows := format.OfMediaType(file.Uncompressed().MediaType)
		switch {
		case file.Path == snapshot.Dataset(f.manifest.Edition()):
			like.Files = append(like.Files, *file)
		case file.Table == "" || rows == nil || rows.Document:
		case parts >= 0 && file.Parts != parts:
			return nil, fmt.Sprintf("the manifest has files of %d parts and of %d", parts, file.Parts)
		default:
			if one := f.files[file.Path]; one != nil && !one.unusable {
				files++
			}
			if parts = file.Parts; !known[rows.Name] {
				known[rows.Name] = true
				like.Files = append(like.Files, *file)
			}
		}
	}
	// A few files may be missing, which is a finding for each.
	if want := len(known) * len(like.Tables) * parts; f.manifest.Part == 0 && want/2 > files {
		return nil, fmt.Sprintf("the manifest tells of %d files with rows, and the folder has %d", want, files)
	}
	return like, ""
}

// compareGenerated compares the rows of a table with those that the generator gives.
func (f *folder) compareGenerated(g *synthhub.Generator, t *table) error {
	lo, hi := f.records(g.Len())
	entity, err := t.entity.Bind(g.Settings())
	if err != nil {
		return err
	}
	next, stop := iter.Pull(rowsOf(g, entity, lo, hi))
	defer stop()
	var is, must []byte // scratch
	return f.check.pass(t, func(p *chunk) bool {
		for i := range p.rows.Len() {
			want, ok := next()
			if !ok {
				f.check.foundRow(p, i, t.rules.reproduced, "the settings give no such row")
				continue
			}
			is, must = p.rows.AppendCSV(is[:0], i), want.AppendCSV(must[:0], 0)
			if string(is) == string(must) || f.check.tally.addCount(t.rules.reproduced.Code) {
				continue
			}
			x := p.findingInTable(i, t.rules.reproduced, "the settings give another row")
			if column, value, must, ok := t.differing(p.rows, i, want, 0); ok {
				x.Column, x.Value, x.Why = column, value, "the settings give "+visible(must)
			}
			f.check.tally.add(t.rules.reproduced, x)
		}
		return true
	})
}

// rowsOf yields the rows that an entity has for a range of records, each as a list of
// one that is valid until the next. With iter.Pull they can be compared with rows that come
// in chunks of any size.
func rowsOf(g *synthhub.Generator, e synthhub.Entity, lo, hi int) iter.Seq[schema.RowList] {
	return func(yield func(schema.RowList) bool) {
		all, one := e.NewRowList(), e.NewRowList()
		for r := range g.Range(lo, hi) {
			all.Reset()
			e.AddRows(all, r)
			for i := range all.Len() {
				one.Reset()
				one.AddRow(all, i)
				if !yield(one) {
					return
				}
			}
		}
	}
}
