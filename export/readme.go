package export

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// readme writes the README of a snapshot: what it is, how to make and check it
// again, and the data dictionary.
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

	b.WriteString("\n## Files\n\n| file | records | content |\n|---|---|---|\n")
	for _, f := range m.Files {
		if f.Records > 0 || f.Table != "" {
			fmt.Fprintf(&b, "| `%s` | %d | %s |\n", f.Path, f.Records, content(f))
		}
	}
	for _, f := range []struct{ name, content string }{
		{snapshot.Metadata(m.Edition()), "Version, as-of date, counts, settings and digests."},
		{snapshot.Schema(m.Edition()), "JSON Schema of the dataset and of the rows of each table."},
		{snapshot.DataPackage, "Frictionless Data Package: types, keys and references of the tables, for the tools that read it."},
		{snapshot.ManifestName(m.Edition()), "Every file with its size and SHA-256."},
	} {
		fmt.Fprintf(&b, "| `%s` | | %s |\n", f.name, f.content)
	}

	b.WriteString("\n## Make it again\n\nThe dataset version and the settings decide every byte:\n\n")
	fmt.Fprintf(&b, "    go run github.com/synthhub/synthhub/examples/synthhub@latest generate-snapshot %s --output-dir DIR\n", commandLine(s))
	b.WriteString("\n## Check it\n\n    go run github.com/synthhub/synthhub/examples/synthhub@latest validate-snapshot DIR --reproduce\n\n`--reproduce` makes the dataset again and compares every byte; without it, intact means that the folder agrees with its own manifest.\n")
	if names := ownTables(entities); len(names) > 0 {
		fmt.Fprintf(&b, "\nThese commands know the governed tables. The program that added %s makes and checks all of them, with the settings in the metadata.\n", strings.Join(names, ", "))
	}

	b.WriteString("\n## Data dictionary\n\nIn a shape a lower-case letter is a class of characters: `d` digit, `n` digit from 1, `a` and `i` letter A to Z, `l` letter a to z, `p` letter without I O Q, `v` digit or such a letter, `x` digit or letter A to Z; `{n}` repeats, `+` is one or more, text in single quotes stands for itself, as does everything else.\n")
	for _, e := range entities {
		t := e.Table()
		fmt.Fprintf(&b, "\n### %s\n\n%s%s\n\n| column | type | class | description | must |\n|---|---|---|---|---|\n", t.Name(), t.Doc(), keys(t))
		for _, c := range t.Columns() {
			fmt.Fprintf(&b, "| %s | %s | %v | %s | %s |\n", c.Name, kind(&c), c.Class, c.Doc, musts(t, c.Name))
		}
	}
	return b.Bytes()
}

// ownTables names the tables that are not governed.
func ownTables(entities []synthhub.Entity) (names []string) {
	for _, e := range entities {
		if !entitylist.Governed(e.Table().Name()) {
			names = append(names, e.Table().Name())
		}
	}
	return names
}

// content says what a file with rows is.
func content(f ManifestFile) string {
	what := "All tables and the metadata in one JSON document, one row a line."
	switch {
	case f.MediaType == snapshot.TypeCSV:
		what = "The table " + f.Table + " as CSV: UTF-8, comma, line feed, header."
		if f.Part > 1 {
			what = "The table " + f.Table + " as CSV: UTF-8, comma, line feed; the header is in part 1."
		}
	case f.MediaType == snapshot.TypeNDJSON:
		what = "The table " + f.Table + " as JSON, one row a line."
	}
	if f.Parts > 0 {
		what += fmt.Sprintf(" Part %d of %d; one after the other they are the whole.", f.Part, f.Parts)
	}
	return what
}

// keys tells the key of a table, what is unique in it, and what it refers to.
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
			docs = append(docs, strings.ReplaceAll(r.Doc, "|", "\\|"))
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
		fmt.Fprintf(&b, " --contact-team %q --contact-email %q", s.Contact.Team, s.Contact.Email)
	}
	return b.String()
}

// quoteShell puts a text in single quotes for a shell.
func quoteShell(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
