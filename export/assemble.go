package export

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// Assemble returns the manifest and the documents of the snapshot that the parts of a dataset are
// together: those that [Snapshot] writes with [Parts]. The parts are the manifests of all parts, in
// any order, from [PartOf] or from snapshots of single parts. They must have the same tables and
// formats. It reads no rows: what a manifest says of its files is compared with the settings and
// with the other parts, and the caller must make sure that the files are the right ones, as
// [Merge] does. The manifest is the last document; write it after everything else.
//
// Each fault of a part is a [PartError]; the error joins all of them. Of the options, [With], [Faulty]
// and [ExportedAt] apply.
func Assemble(ctx context.Context, src synthhub.Source, parts []*Manifest, opts ...Option) (*Manifest, []Document, error) {
	b, err := assembledBuilder(ctx, src, parts, opts)
	if err != nil {
		return nil, nil, fmt.Errorf("assemble: %w", err)
	}
	list, err := documents(b.manifest, &b.exporter.metadata, b.entities, b.manifest.Files)
	if err != nil {
		return nil, nil, fmt.Errorf("assemble: %w", err)
	}
	return b.manifest, list, nil
}

// A PartError says what is wrong with one of the parts that were passed to [Assemble] or [Merge].
type PartError struct {
	Index int // of the part among the arguments, from 0
	Part  int // the number that its manifest says, 0 if that is not known
	Err   error
}

// Error implements error.
func (e *PartError) Error() string {
	if e.Part == 0 {
		return fmt.Sprintf("argument %d of the parts: %v", e.Index+1, e.Err)
	}
	return fmt.Sprintf("part %d: %v", e.Part, e.Err)
}

// Unwrap returns Err.
func (e *PartError) Unwrap() error { return e.Err }

// assembledBuilder returns a builder whose manifest has the tables and files of all parts.
func assembledBuilder(ctx context.Context, src synthhub.Source, parts []*Manifest, opts []Option) (*builder, error) {
	if len(parts) == 0 {
		return nil, fmt.Errorf("%w: no parts", ErrOption)
	}
	like := *parts[0]
	like.Part, like.Parts, like.ExportedAt = 0, 0, "" // files say the number of parts
	b, err := newBuilder(ctx, src, append([]Option{Like(&like)}, opts...))
	if err != nil {
		return nil, &PartError{0, parts[0].Part, err}
	}
	if parts[0].Part == 0 && b.exporter.parts > 1 {
		return nil, &PartError{0, 0, fmt.Errorf("it is a whole snapshot, in %d parts; want snapshots of single parts", b.exporter.parts)}
	}
	if want := max(parts[0].Parts, 1); b.exporter.parts != want || b.exporter.part != 0 {
		return nil, &PartError{0, parts[0].Part, fmt.Errorf("its files are of %d parts, and the manifest says %d", b.exporter.parts, want)}
	}
	order, err := b.orderParts(parts)
	if err != nil {
		return nil, err
	}
	for k := range b.entities {
		if err := b.joinTable(k, order); err != nil {
			return nil, err
		}
	}
	for _, p := range order {
		b.manifest.Files = append(b.manifest.Files, tableFilesOf(p)...)
	}
	return b, nil
}

// orderParts returns the parts in order, or what is wrong with each of them.
func (b *builder) orderParts(parts []*Manifest) (order []*Manifest, err error) {
	of := b.exporter.parts
	order = make([]*Manifest, of)
	var errs []error
	for i, p := range parts {
		number := max(p.Part, 1)
		switch err := b.checkPart(p); {
		case err != nil:
			errs = append(errs, &PartError{i, p.Part, err})
		case order[number-1] != nil:
			errs = append(errs, &PartError{i, p.Part, errors.New("it is there twice")})
		default:
			order[number-1] = p
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if missing := missingParts(order); missing != "" {
		return nil, fmt.Errorf("missing of %d parts: %s", of, missing)
	}
	return order, nil
}

// missingParts lists the numbers of the parts that are not there, at most the first ten ranges.
func missingParts(order []*Manifest) string {
	var ranges []string
	for i := 0; i < len(order); i++ {
		if order[i] != nil {
			continue
		}
		first := i + 1
		for i+1 < len(order) && order[i+1] == nil {
			i++
		}
		if len(ranges) == 10 {
			return strings.Join(append(ranges, "…"), ", ")
		}
		if last := i + 1; last > first {
			ranges = append(ranges, fmt.Sprintf("%d to %d", first, last))
		} else {
			ranges = append(ranges, fmt.Sprint(first))
		}
	}
	return strings.Join(ranges, ", ")
}

// checkPart returns why a manifest is not that of a part of the snapshot.
func (b *builder) checkPart(p *Manifest) error {
	e, m := b.exporter, b.manifest
	switch {
	case p.Version != ManifestVersion:
		return fmt.Errorf("its manifest has version %d, and this library reads version %d", p.Version, ManifestVersion)
	case p.DatasetVersion != m.DatasetVersion:
		return fmt.Errorf("it is of the dataset version %.40q, want %s", p.DatasetVersion, m.DatasetVersion)
	case !reflect.DeepEqual(p.Settings.Effective(), m.Settings.Effective()):
		return errors.New("it has other settings")
	case p.FaultyByDesign != m.FaultyByDesign:
		return errors.New("it and others differ in whether rows are wrong on purpose")
	case max(p.Parts, 1) != e.parts:
		return fmt.Errorf("it is a part of %d, and others are of %d", max(p.Parts, 1), e.parts)
	case e.parts > 1 && (p.Part < 1 || p.Part > e.parts) || e.parts == 1 && (p.Part != 0 || p.Parts != 0):
		return fmt.Errorf("there is no part %d of %d", p.Part, e.parts)
	}
	if err := b.checkPartTables(p); err != nil {
		return err
	}
	return b.checkPartFiles(p)
}

// checkPartTables compares the tables of a part with those of the snapshot, and their leaves and rows
// with the records of the part.
func (b *builder) checkPartTables(p *Manifest) error {
	e := b.exporter
	lo, hi := snapshot.PartRange(e.src.Len(), max(p.Part, 1), e.parts)
	_, leaves := snapshot.Leaves(lo, hi)
	if len(p.Tables) != len(b.entities) {
		return fmt.Errorf("it has %d tables, and others have %d", len(p.Tables), len(b.entities))
	}
	for k, entity := range b.entities {
		t, name := &p.Tables[k], entity.Table().Name()
		if t.Name != name {
			return fmt.Errorf("its table %d is %.80q, and that of others is %s", k+1, t.Name, name)
		}
		if t.Rows < 0 || slices.ContainsFunc(t.Leaves, func(leaf Leaf) bool { return leaf.Rows < 0 }) {
			return fmt.Errorf("table %s has fewer than no rows", name)
		}
		if len(t.Leaves) != leaves {
			return fmt.Errorf("table %s has %d leaves, want %d", name, len(t.Leaves), leaves)
		}
		if _, ok := treeDigest(entity.Table(), t.Leaves); !ok {
			return fmt.Errorf("table %s has a leaf without a SHA-256", name)
		}
		if err := e.checkCountOf(name, t.Rows, e.parts > 1, hi-lo); err != nil {
			return err
		}
	}
	return nil
}

// checkPartFiles compares the files of a part with those that it must have. The JSON document with the
// rows of all parts is not among them.
func (b *builder) checkPartFiles(p *Manifest) error {
	edition := b.manifest.Edition()
	documents := []string{snapshot.Metadata(edition), snapshot.Schema(edition), snapshot.DataPackage, snapshot.Readme(edition)}
	for _, f := range p.Files {
		if f.Table == "" && !slices.Contains(documents, f.Path) {
			return fmt.Errorf("it lists %.80q, which no part has", f.Path)
		}
	}
	files := tableFilesOf(p)
	for _, entity := range b.entities {
		t := &table{entity: entity, name: entity.Table().Name()}
		for _, want := range b.tableFiles(t, max(p.Part, 1)) {
			if want.name == "" {
				continue
			}
			i := slices.IndexFunc(files, func(f ManifestFile) bool { return f.Uncompressed().Name == want.name })
			if i < 0 {
				return fmt.Errorf("it does not list %s, a file that others have", want.name)
			}
			if err := b.checkPartFile(&files[i], want, p); err != nil {
				return err
			}
			files = slices.Delete(files, i, i+1)
		}
	}
	if len(files) > 0 {
		return fmt.Errorf("it lists %.80q, a file that others do not have", files[0].Name)
	}
	return nil
}

// checkPartFile compares what a manifest says of a file with what it must say.
func (b *builder) checkPartFile(f *ManifestFile, want *tableFile, p *Manifest) error {
	name, mediaType := want.name, want.format.MediaType
	if b.exporter.gzip {
		name, mediaType = snapshot.Compressed(name), snapshot.TypeGzip
	}
	rows := 0
	for _, t := range p.Tables {
		if t.Name == want.table.name {
			rows = t.Rows
		}
	}
	switch content := f.Uncompressed(); {
	case b.exporter.gzip && f.Content == nil:
		return fmt.Errorf("file %.80q is not compressed, and those of others are", f.Path)
	case !b.exporter.gzip && f.Content != nil:
		return fmt.Errorf("file %.80q is compressed, and those of others are not", f.Path)
	case f.Name != name || f.Path != name || f.MediaType != mediaType || content.MediaType != want.format.MediaType:
		return fmt.Errorf("file %.80q has another name or media type than it must", f.Path)
	case f.Table != want.table.name || f.Part != p.Part || f.Parts != p.Parts:
		return fmt.Errorf("file %s is said to be of another table or part", name)
	case f.Records != rows:
		return fmt.Errorf("file %s has %d rows, and its table has %d", name, f.Records, rows)
	case !isSHA256(f.SHA256) || !isSHA256(content.SHA256) || f.Bytes < 0 || content.Bytes < 0:
		return fmt.Errorf("file %s has no size or SHA-256", name)
	}
	return nil
}

// tableFilesOf returns the files of tables in a manifest.
func tableFilesOf(m *Manifest) []ManifestFile {
	return slices.DeleteFunc(slices.Clone(m.Files), func(f ManifestFile) bool { return f.Table == "" })
}

// joinTable adds table k of the snapshot to the manifest, from those of the parts in order.
func (b *builder) joinTable(k int, order []*Manifest) error {
	e, entity := b.exporter, b.entities[k]
	t := TableDigest{Name: entity.Table().Name(), Leaves: []Leaf{}}
	rows := 0
	for _, p := range order {
		t.Rows += p.Tables[k].Rows
		t.Leaves = append(t.Leaves, p.Tables[k].Leaves...)
	}
	for _, leaf := range t.Leaves {
		rows += leaf.Rows
	}
	if rows != t.Rows {
		return fmt.Errorf("the parts have %d rows of %s, and the leaves of all parts have %d", t.Rows, t.Name, rows)
	}
	if err := e.checkCount(t.Name, t.Rows); err != nil {
		return err
	}
	t.Digest, _ = treeDigest(entity.Table(), t.Leaves)
	b.manifest.RecordCounts[t.Name] = t.Rows
	b.manifest.Tables = append(b.manifest.Tables, t)
	return nil
}
