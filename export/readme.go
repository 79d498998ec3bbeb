package export

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// readme writes the README of a snapshot: what it is, how to make and check it
// again, and the data dictionary.
func readme(m *synthhub.Metadata) []byte {
	var b bytes.Buffer
	version, s := m.DatasetVersion, m.Settings
	fmt.Fprintf(&b, "# Synthetic insurance dataset %s\n\n", version)
	fmt.Fprintf(&b, "%d persons, the %d vehicles they insure, and %d profiles that join the two, as of %v.\n", m.RecordCountPersons, m.RecordCountVehicles, m.RecordCountProfiles, m.AsOfDate)
	fmt.Fprintf(&b, "Made by synthhub; every row says `%s`.\nContact: %s <%s>.\n\n", synthhub.Marker, s.Contact.Team, s.Contact.Email)
	for _, note := range m.Notes {
		fmt.Fprintf(&b, "- %s\n", note)
	}

	b.WriteString("\n## Files\n\n| file | content |\n|---|---|\n")
	for _, e := range synthhub.Entities() {
		fmt.Fprintf(&b, "| `%s` | %s CSV: UTF-8, comma, line feed, header. |\n", snapshot.Table(version, e.Table().Name(), "csv"), e.Table().Doc())
	}
	fmt.Fprintf(&b, "| `%s` | All three tables and the metadata in one JSON document, one row a line. |\n", snapshot.Dataset(version))
	fmt.Fprintf(&b, "| `%s` | Version, as-of date, counts, settings and digests. |\n", snapshot.Metadata(version))
	fmt.Fprintf(&b, "| `%s` | Every file with its size and SHA-256. |\n", snapshot.ManifestName(version))

	b.WriteString("\n## Make it again\n\nThe dataset version and the settings decide every byte:\n\n")
	fmt.Fprintf(&b, "    go run github.com/synthhub/synthhub/examples/synthhub generate-snapshot %s --output-dir DIR\n", commandLine(s))
	b.WriteString("\n## Check it\n\n    go run github.com/synthhub/synthhub/examples/synthhub validate-snapshot DIR\n")

	b.WriteString("\n## Data dictionary\n")
	for _, e := range synthhub.Entities() {
		t := e.Table()
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| column | type | class | description | must |\n|---|---|---|---|---|\n", t.Name(), t.Doc())
		for _, c := range t.Columns() {
			fmt.Fprintf(&b, "| %s | %v | %v | %s | %s |\n", c.Name, c.Kind, c.Class, c.Doc, musts(t, c.Name))
		}
	}
	return b.Bytes()
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
		b.WriteString(" --states " + strings.Join(s.States, ","))
	}
	if s.Contact != synthhub.DefaultSettings().Contact {
		fmt.Fprintf(&b, " --contact-team %q --contact-email %q", s.Contact.Team, s.Contact.Email)
	}
	return b.String()
}
