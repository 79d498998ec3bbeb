package export

import (
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A Document is a small file of a snapshot: the metadata, a descriptor, the README or the manifest.
type Document struct {
	Name, MediaType string
	Text            []byte
}

// Documents returns the documents of a snapshot whose tables were written already, in the order in
// which they must be written: the manifest, which makes the snapshot complete, is the last. The
// manifest must have the tables and their files, as [Assemble] and [PartOf] return it. Documents
// changes it: it replaces what the manifest says of documents. Add user-defined entities with [With].
func Documents(ctx context.Context, src synthhub.Source, m *Manifest, opts ...Option) ([]Document, error) {
	metadata, err := src.Metadata(ctx)
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	entities, err := describedEntities(append(slices.Clip(opts), listed(m)))
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	files := slices.DeleteFunc(slices.Clone(m.Files), func(f ManifestFile) bool { return m.formatOf(&f) == nil })
	list, err := documents(m, &metadata, entities, files)
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	return list, nil
}

// documents returns the documents of a snapshot in the order in which they are written, the manifest
// last, and completes the manifest, whose files so far are given.
func documents(m *Manifest, metadata *synthhub.Metadata, entities []synthhub.Entity, files []ManifestFile) (list []Document, err error) {
	edition := m.Edition()
	m.Files = files
	for _, d := range []struct {
		name, mediaType string
		encode          func() ([]byte, error)
	}{
		{snapshot.Metadata(edition), snapshot.TypeJSON, func() ([]byte, error) { return snapshot.EncodeDocument(metadata, true) }},
		{snapshot.Schema(edition), snapshot.TypeJSON, func() ([]byte, error) { return jsonSchema(m.DatasetVersion, entities) }},
		{snapshot.DataPackage, snapshot.TypeJSON, func() ([]byte, error) { return dataPackageOf(m, entities) }},
		{snapshot.Readme(edition), snapshot.TypeMarkdown, func() ([]byte, error) { return readme(m, metadata, entities), nil }},
		{snapshot.ManifestName(edition), snapshot.TypeJSON, func() ([]byte, error) { return snapshot.EncodeDocument(m, true) }},
	} {
		text, err := d.encode()
		if err != nil {
			return nil, err
		}
		list = append(list, Document{d.name, d.mediaType, text})
		if d.name != snapshot.ManifestName(edition) {
			m.Files = append(m.Files, ManifestFile{Name: d.name, Path: d.name, MediaType: d.mediaType, Bytes: int64(len(text)), SHA256: sha256Of(text)})
		}
	}
	return list, nil
}

// writeDocuments writes the documents that follow from the tables and their files, and completes the
// manifest of the builder.
func (b *builder) writeDocuments(ctx context.Context) error {
	list, err := documents(b.manifest, &b.exporter.metadata, b.entities, b.list())
	if err != nil {
		return err
	}
	for _, d := range list {
		if err := b.put(ctx, d); err != nil {
			return err
		}
	}
	return pipe.Err(ctx)
}

// put writes a document.
func (b *builder) put(ctx context.Context, d Document) error {
	f, err := b.openEntry(ctx, Entry{d.Name, d.MediaType, int64(len(d.Text))})
	if err != nil {
		return err
	}
	if err := b.exporter.write(f, d.Text); err != nil {
		return err
	}
	return f.close()
}
