package export

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// Readme returns the README of a snapshot: a summary, how to generate and check it again, and
// the data dictionary. It depends only on the manifest, the metadata and the descriptions of
// the tables that the manifest names. Add user-defined entities with [With].
func Readme(m *Manifest, metadata *synthhub.Metadata, opts ...Option) ([]byte, error) {
	entities, err := describedEntities(append(slices.Clip(opts), listed(m)))
	if err != nil {
		return nil, fmt.Errorf("README: %w", err)
	}
	return readme(m, metadata, entities), nil
}

// readme is Readme with the entities of the snapshot in order.
func readme(m *Manifest, metadata *synthhub.Metadata, entities []synthhub.Entity) []byte {
	var b bytes.Buffer
	s := m.Settings
	fmt.Fprintf(&b, "# %s\n\n", title(m))
	if m.FaultyByDesign {
		b.WriteString("**Rows were made wrong on purpose. This snapshot is to test how that is found out; use it for nothing else.**\n\n")
	}
	if m.Parts > 0 {
		fmt.Fprintf(&b, "Part %d of %d. ", m.Part, m.Parts)
	}
	fmt.Fprintf(&b, "Synthetic persons, the vehicles they insure, and profiles that join the two, as of %v.\n", metadata.AsOfDate)
	fmt.Fprintf(&b, "Made by synthhub; every governed row says `%s`.\nContact: %s <%s>.\n\n", synthhub.Marker, s.Contact.Team, s.Contact.Email)
	for _, note := range metadata.Notes {
		fmt.Fprintf(&b, "- %s\n", note)
	}
	writeFileList(&b, m)
	b.WriteString("\n## Make it again\n\nThe dataset version and the settings decide every byte:\n\n")
	fmt.Fprintf(&b, "    go run github.com/synthhub/synthhub/examples/synthhub@latest generate-snapshot %s --output-dir DIR\n", commandLine(s))
	b.WriteString("\n## Check it\n\n    go run github.com/synthhub/synthhub/examples/synthhub@latest validate-snapshot DIR --reproduce\n\n" +
		"`--reproduce` makes the dataset again and compares every byte; without it, intact means that the folder agrees with its own manifest.\n")
	if names := entitylist.Names(entitylist.UserDefined(entities)); len(names) > 0 {
		fmt.Fprintf(&b, "\nThese commands know the governed tables. The program that added %s makes and checks all of them, with the settings in the metadata.\n",
			strings.Join(names, ", "))
	}
	writeDictionary(&b, entities)
	return b.Bytes()
}

// writeFileList writes a line for every file.
func writeFileList(b *bytes.Buffer, m *Manifest) {
	b.WriteString("\n## Files\n\n| file | records | content |\n|---|---|---|\n")
	for _, file := range m.Files {
		if file.Records > 0 || file.Table != "" {
			fmt.Fprintf(b, "| `%s` | %d | %s |\n", file.Path, file.Records, content(m, &file))
		}
	}
	for _, f := range []struct{ name, content string }{
		{snapshot.Metadata(m.Edition()), "Version, as-of date, counts, settings and digests."},
		{snapshot.Schema(m.Edition()), "JSON Schema of the dataset and of the rows of each table."},
		{snapshot.DataPackage, "Frictionless Data Package: types, keys and references of the tables, for the tools that read it."},
		{snapshot.ManifestName(m.Edition()), "Every file with its size and SHA-256."},
	} {
		fmt.Fprintf(b, "| `%s` | | %s |\n", f.name, f.content)
	}
}

// content describes a file with rows.
func content(m *Manifest, file *ManifestFile) string {
	f := m.formatOf(file)
	var text string
	switch {
	case f == nil: // only in the manifest of a stranger
		text = "Rows in an unknown format."
	case f.Document:
		text = "All tables and the metadata in " + f.Content + ", one row a line."
	case f.Header && file.Part > 1:
		text = "The table " + file.Table + " as " + f.Content + "; the header is in part 1."
	case f.Header:
		text = "The table " + file.Table + " as " + f.Content + ", header."
	default:
		text = "The table " + file.Table + " as " + f.Content + "."
	}
	if file.Content != nil {
		text += " Compressed with gzip."
	}
	if file.Parts > 0 {
		text += fmt.Sprintf(" Part %d of %d; one after the other they are the whole.", file.Part, file.Parts)
	}
	return text
}

// writeDictionary writes a line for every column.
func writeDictionary(b *bytes.Buffer, entities []synthhub.Entity) {
	b.WriteString("\n## Data dictionary\n\nIn a shape a lower-case letter is a class of characters: " +
		"`d` digit, `n` digit from 1, `a` and `i` letter A to Z, `l` letter a to z, `p` letter without I O Q, " +
		"`v` digit or such a letter, `x` digit or letter A to Z; `{n}` repeats, `+` is one or more, text in single quotes stands for itself, as does everything else.\n\n" +
		"Over time, a column that is `fixed` has the same value for a key on every day of the dataset. One that is `as of` has the value of the as-of date, and can have another on another day.\n")
	for _, e := range entities {
		t := e.Table()
		fmt.Fprintf(b, "\n### %s\n\n%s%s\n\n| column | type | class | over time | description | must |\n|---|---|---|---|---|---|\n", t.Name(), cell(t.Doc()), keys(t))
		for _, c := range t.Columns() {
			fmt.Fprintf(b, "| %s | %s | %v | %s | %s | %s |\n", c.Name, kind(&c), c.Class, c.OverTime(), cell(c.Doc), musts(t, c.Name))
		}
	}
}

// keys names the key of a table, its unique columns, and its references.
func keys(t schema.Describer) string {
	var b strings.Builder
	for _, c := range t.Columns() {
		switch {
		case c.Key:
			fmt.Fprintf(&b, " Key: `%s`.", c.Name)
		case c.Within != "":
			fmt.Fprintf(&b, " Unique: `%s` within one `%s`.", c.Name, c.Within)
		case c.Unique:
			fmt.Fprintf(&b, " Unique: `%s`.", c.Name)
		}
		if c.Ref != "" {
			fmt.Fprintf(&b, " Refers: `%s` to `%s`.", c.Name, c.Ref)
		}
	}
	return b.String()
}

// kind names the type of a column in the dictionary.
func kind(c *schema.Column) string {
	name := c.Kind.String()
	if c.Kind == schema.KindDecimal {
		name = fmt.Sprintf("%s(%d)", name, c.Scale)
	}
	if c.Nullable {
		name += " or null"
	}
	return name
}

// musts joins the sentences of the rules of a column.
func musts(t schema.Describer, column string) string {
	var docs []string
	for r := range t.Rules() {
		if r.Column == column && r.Name != "text" && r.Name != "required" {
			docs = append(docs, cell(r.Doc))
		}
	}
	return strings.Join(docs, " ")
}

// commandLine renders settings as flags of the command.
func commandLine(s synthhub.Settings) string {
	s = s.Effective()
	var b strings.Builder
	fmt.Fprintf(&b, "--records %d --seed %d --as-of %v --commercial-share %d --vehicles %d-%d", s.Records, s.Seed, s.AsOf, s.CommercialShare, s.Vehicles.Min, s.Vehicles.Max)
	if len(s.States) < len(synthhub.DefaultSettings().States) {
		sep := " --states "
		for _, state := range s.States {
			b.WriteString(sep + state.String())
			sep = ","
		}
	}
	if s.Book != (synthhub.Settings{States: s.States}).Effective().Book {
		b.WriteString(" --book " + quoteShell(s.Book))
	}
	if s.Contact != synthhub.DefaultSettings().Contact {
		fmt.Fprintf(&b, " --contact-team %s --contact-email %s", quoteShell(s.Contact.Team), quoteShell(s.Contact.Email))
	}
	return b.String()
}

// quoteShell puts a text in single quotes for a shell.
func quoteShell(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// cell returns a sentence for a cell of a Markdown table.
func cell(sentence string) string { return strings.ReplaceAll(sentence, "|", `\|`) }
