package validate

import (
	"context"
	"fmt"
	"iter"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// reproduce makes the snapshot again from the settings in its metadata and compares
// every file. Where rows differ it names them.
func (f *folder) reproduce(ctx context.Context, metadata *synthhub.Metadata, entities []synthhub.Entity) error {
	m := &f.manifest
	g, why := f.generator(ctx, metadata, entities)
	if why != "" {
		f.found("settings.known", snapshot.Metadata(m.Edition()), "", why)
		return nil
	}
	opts := []export.Option{export.Like(m), export.Workers(f.check.workers), export.With(entitylist.UserDefined(entities)...)}
	again, err := export.ManifestOf(ctx, g, opts...)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		f.found("settings.known", snapshot.ManifestName(m.Edition()), "", err.Error())
		return nil
	}
	same, given := true, make(map[string]bool)
	for _, want := range again.Files {
		given[want.Path] = true
		file := f.files[want.Path]
		if file == nil || file.unusable {
			f.found("file.reproduced", want.Path, "", "the settings give this file, and it is not there")
		} else if file.sha256 != want.SHA256 {
			f.found("file.reproduced", want.Path, file.sha256, "the settings give "+want.SHA256)
			same = same && want.Table == "" && want.Path != snapshot.Dataset(m.Edition())
		}
	}
	for _, file := range m.Files {
		if !given[file.Path] {
			f.found("file.reproduced", file.Path, "", "the settings do not give this file")
		}
	}
	is, err1 := encodeDocument(m, "  ")
	must, err2 := encodeDocument(again, "  ")
	if why := differs(is, must); why != "" && err1 == nil && err2 == nil {
		f.found("file.reproduced", snapshot.ManifestName(m.Edition()), "", why)
	}
	if same {
		return nil
	}
	for _, t := range f.check.tables {
		if err := f.compareAgain(g, t); err != nil {
			return err
		}
	}
	return nil
}

// generator returns what makes the dataset again, or says why nothing can.
func (f *folder) generator(ctx context.Context, metadata *synthhub.Metadata, entities []synthhub.Entity) (g *synthhub.Generator, why string) {
	m := &f.manifest
	switch {
	case metadata == nil:
		return nil, "there are no metadata that can be read"
	case metadata.DatasetVersion != synthhub.Version:
		return nil, "the dataset version " + visible(metadata.DatasetVersion) + " is unknown; this library makes " + synthhub.Version
	case m.FaultyByDesign:
		return nil, "rows were made wrong on purpose, which no settings tell"
	case len(entities) < len(m.Tables):
		return nil, "the manifest lists a table that is not governed, and no entity was given for it"
	}
	// The settings may be anybody's: a dataset of another size than the rows that
	// were read is not the same, and making it could take for ever.
	if err := f.plausible(metadata.Settings); err != nil {
		return nil, err.Error()
	}
	g, err := synthhub.NewGenerator(metadata.Settings)
	if err != nil {
		return nil, err.Error()
	}
	counts, err := g.Metadata(ctx)
	if err != nil {
		return nil, err.Error()
	}
	for _, t := range f.check.tables {
		if want := counts.Count(t.Name()); m.Part == 0 && want > 0 && want != t.rows && !t.broken {
			return nil, fmt.Sprintf("the settings give %d rows of %s, and there are %d", want, t.Name(), t.rows)
		}
	}
	return g, ""
}

// compareAgain compares the rows of a table with those that the generator makes.
func (f *folder) compareAgain(g *synthhub.Generator, t *table) error {
	lo, hi := 0, g.Len()
	if parts := f.manifest.Parts; f.manifest.Part > 0 {
		lo, hi = snapshot.PartRange(g.Len(), f.manifest.Part, parts)
	}
	entity, err := t.entity.Bind(g.Settings())
	if err != nil {
		return err
	}
	next, stop := iter.Pull(rowsOf(g, entity, lo, hi))
	defer stop()
	var is, must []byte
	return f.check.pass(t, func(p *piece) {
		for i := range p.rows.Len() {
			want, ok := next()
			if !ok {
				f.check.rowFinding(p, i, "row", "reproduced", "the settings give no such row")
				continue
			}
			if is, must = p.rows.AppendCSV(is[:0], i), want.AppendCSV(must[:0], 0); string(is) == string(must) {
				continue
			}
			x := p.finding(i, "row", "reproduced", "the settings give another row")
			for k, col := range t.columns {
				is, must = p.rows.AppendText(is[:0], i, k), want.AppendText(must[:0], 0, k)
				if string(is) != string(must) {
					x.Column, x.Value, x.Why = col.Name, string(is), "the settings give "+visible(string(must))
					break
				}
			}
			x.Row, x.Line = x.Row+p.base, x.Line+p.line
			f.check.tally.add(x)
		}
	})
}

// rowsOf yields the rows that an entity has for a range of records, each as a list of
// one that is valid until the next.
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
