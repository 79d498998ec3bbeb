package export

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// Types of the Frictionless Data Package, version 2, with the fields that are written, in the
// order of the standard.

type dataPackage struct {
	Schema       string        `json:"$schema"`
	Name         string        `json:"name"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	Version      string        `json:"version"`
	Created      string        `json:"created"`
	Contributors []contributor `json:"contributors"`
	Resources    []resource    `json:"resources"`
}

type contributor struct {
	Title string   `json:"title"`
	Email string   `json:"email,omitempty"`
	Roles []string `json:"roles"`
}

type resource struct {
	Schema      string       `json:"$schema"`
	Name        string       `json:"name"`
	Type        string       `json:"type,omitempty"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	Path        any          `json:"path"` // a string, or a slice of them
	Format      string       `json:"format"`
	MediaType   string       `json:"mediatype"`
	Encoding    string       `json:"encoding"`
	Compression string       `json:"compression,omitempty"` // a recipe of the standard: the suffix of the files
	Bytes       int64        `json:"bytes,omitempty"`       // the standard has bytes and hash of single files
	Hash        string       `json:"hash,omitempty"`
	Dialect     *dialect     `json:"dialect,omitempty"`
	Table       *tableSchema `json:"schema,omitempty"`
}

// A dialect says how the lines of a file differ from the default of the standard, whose lines
// end with CR LF.
type dialect struct {
	LineTerminator string `json:"lineTerminator"`
	Delimiter      string `json:"delimiter,omitempty"` // left out for the comma, the default
	Header         bool   `json:"header"`
}

type tableSchema struct {
	Fields      []tableField `json:"fields"`
	PrimaryKey  []string     `json:"primaryKey,omitempty"`
	UniqueKeys  [][]string   `json:"uniqueKeys,omitempty"`
	ForeignKeys []foreignKey `json:"foreignKeys,omitempty"`
}

type tableField struct {
	Name        string           `json:"name"`
	Type        string           `json:"type"`
	Format      string           `json:"format,omitempty"`
	Description string           `json:"description"`
	OverTime    string           `json:"overTime"` // not in the standard, which allows more properties
	Constraints fieldConstraints `json:"constraints,omitzero"`
}

type fieldConstraints struct {
	Required  bool        `json:"required,omitempty"`
	Unique    bool        `json:"unique,omitempty"`
	MinLength int64       `json:"minLength,omitempty"`
	MaxLength int64       `json:"maxLength,omitempty"`
	Minimum   json.Number `json:"minimum,omitempty"`
	Maximum   json.Number `json:"maximum,omitempty"`
	Pattern   string      `json:"pattern,omitempty"`
	Enum      []string    `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource,omitempty"` // left out for the same table
	Fields   []string `json:"fields"`
}

// DataPackage describes a snapshot as a Frictionless Data Package, version 2, the
// content of its datapackage.json. It depends only on the dataset and the files with rows in
// the manifest, and on the descriptions of the tables that the manifest names. Add
// user-defined entities with [With].
func DataPackage(m *Manifest, opts ...Option) ([]byte, error) {
	entities, err := describedEntities(append(slices.Clip(opts), listed(m)))
	if err != nil {
		return nil, fmt.Errorf("data package: %w", err)
	}
	return dataPackageOf(m, entities)
}

// dataPackageOf is DataPackage with the entities of the snapshot in order.
func dataPackageOf(m *Manifest, entities []synthhub.Entity) ([]byte, error) {
	p := dataPackage{
		Schema:      "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:        "synthetic-insurance-" + strings.ReplaceAll(m.Edition(), "_", "-"),
		Title:       title(m),
		Description: "Synthetic persons, the vehicles they insure, and profiles that join the two. They contain no production data.",
		Version:     strings.TrimPrefix(m.DatasetVersion, "v") + ".0",
		Created:     m.GeneratedAt,
		Contributors: []contributor{{
			Title: m.Settings.Contact.Team, Email: m.Settings.Contact.Email, Roles: []string{"contact"},
		}},
	}
	if m.FaultyByDesign {
		p.Description += " This dataset contains deliberate faults, to test whether they are found."
	}
	for _, e := range entities {
		t := e.Table()
		for _, f := range format.Tables() {
			if files := m.tableFiles(t.Name(), f); len(files) > 0 {
				p.Resources = append(p.Resources, resourceOf(t, f, files, entities))
			}
		}
	}
	for _, file := range m.Files {
		if f := m.formatOf(&file); f != nil && f.Document {
			p.Resources = append(p.Resources, resource{
				Schema: resourceProfile, Name: "dataset", Title: "Metadata and all tables in " + f.Content + ".",
				Path: file.Path, Format: f.Name, MediaType: file.MediaType, Encoding: "utf-8", Bytes: file.Bytes, Hash: "sha256:" + file.SHA256,
			})
		}
	}
	return snapshot.EncodeDocument(p, true)
}

const resourceProfile = "https://datapackage.org/profiles/2.0/dataresource.json"

func title(m *Manifest) string {
	title := "Synthetic insurance dataset " + m.DatasetVersion
	if m.FaultyByDesign {
		title += ", faulty by design"
	}
	return title
}

// resourceOf describes the files of one table in one format. Foreign keys refer to the CSV
// files, so these have the name of the table; other formats add their own name.
func resourceOf(t schema.Describer, f *format.Format, files []ManifestFile, entities []synthhub.Entity) resource {
	r := resource{
		Schema: resourceProfile, Name: t.Name(), Type: "table", Description: t.Doc(),
		Format: f.Name, MediaType: f.MediaType, Encoding: "utf-8", Table: tableSchemaOf(t, entities),
	}
	if f != format.CSV {
		r.Name += "_" + f.Name
	}
	if f.Header {
		r.Dialect = &dialect{LineTerminator: f.RowEnd, Header: files[0].Part <= 1}
		if f.Delimiter != "," {
			r.Dialect.Delimiter = f.Delimiter
		}
	}
	if files[0].Content != nil {
		r.Compression = strings.TrimPrefix(snapshot.Compressed(""), ".")
	}
	if len(files) == 1 {
		r.Path, r.Bytes, r.Hash = files[0].Path, files[0].Bytes, "sha256:"+files[0].SHA256
		return r
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	r.Path = paths
	return r
}

func tableSchemaOf(t schema.Describer, entities []synthhub.Entity) *tableSchema {
	s := new(tableSchema)
	for _, c := range t.Columns() {
		s.Fields = append(s.Fields, fieldOf(&c))
		if c.Key {
			s.PrimaryKey = []string{c.Name}
		}
		if c.Unique && c.Within != "" {
			s.UniqueKeys = append(s.UniqueKeys, []string{c.Within, c.Name})
		}
		if table, column, ok := referenceOf(&c, entities); ok {
			if table == t.Name() {
				table = ""
			}
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{[]string{c.Name}, reference{table, []string{column}}})
		}
	}
	return s
}

func fieldOf(c *schema.Column) tableField {
	f := tableField{Name: c.Name, Type: "string", Description: c.Doc, OverTime: c.OverTime()}
	f.Constraints = fieldConstraints{Required: c.Required(), Unique: c.Unique && c.Within == "" && !c.Key}
	// Unlike in JSON Schema, a pattern must match the whole value.
	f.Constraints.Pattern = c.Pattern()
	switch c.Kind {
	case schema.KindText:
		f.Constraints.MinLength, f.Constraints.MaxLength = lengths(c)
	case schema.KindEnum:
		f.Constraints.Enum = c.Vocabulary()
	case schema.KindUUID:
		f.Format = "uuid"
	case schema.KindDate:
		f.Type, f.Constraints.Pattern = "date", ""
	case schema.KindTimestamp:
		f.Type, f.Constraints.Pattern = "datetime", ""
	case schema.KindInt:
		f.Type = "integer"
	case schema.KindDecimal, schema.KindFloat:
		f.Type = "number"
	case schema.KindBool:
		f.Type = "boolean"
	}
	if f.Type != "string" && c.Bounded() {
		f.Constraints.Minimum, f.Constraints.Maximum = json.Number(c.NumberText(c.Min)), json.Number(c.NumberText(c.Max))
	}
	return f
}

// lengths returns the bounds of a text in characters, 0 if it has none. A Column has them in
// bytes.
func lengths(c *schema.Column) (lower, upper int64) {
	if !c.Bounded() {
		return 0, 0
	}
	return (c.Min + utf8.UTFMax - 1) / utf8.UTFMax, c.Max
}

// comment says in words which key a column is, to which column it refers, and how it depends
// on the as-of date.
func comment(c *schema.Column) string {
	var words []string
	if c.Key {
		words = append(words, "Primary key.")
	} else if c.Unique && c.Within != "" {
		words = append(words, fmt.Sprintf("Unique within %s.", c.Within))
	} else if c.Unique {
		words = append(words, "Unique.")
	}
	if c.Ref != "" {
		words = append(words, fmt.Sprintf("Refers to %s.", c.Ref))
	}
	return strings.Join(append(words, "Over time: "+c.OverTime()+"."), " ")
}
