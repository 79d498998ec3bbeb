package hostile

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// Names of documents.
var (
	manifestName = snapshot.ManifestName(synthhub.Version)
	metadataName = snapshot.Metadata(synthhub.Version)
	datasetName  = snapshot.Dataset(synthhub.Version)
	readmeName   = snapshot.Readme(synthhub.Version)
	schemaName   = snapshot.Schema(synthhub.Version)
)

// documentAttacks returns the attacks by the documents of a small snapshot.
func documentAttacks() []Attack {
	return append([]Attack{
		swollen("manifest files", manifestName, "files", "[{}", repeated(",{}"), "]"),
		swollen("manifest files with spaces", manifestName, "files", "[{}", repeated(",{"+strings.Repeat(" ", 126)+"}"), "]"),
		swollen("manifest files not there", manifestName, "files", "[{}", fileEntry("x%d", ""), "]"),
		swollen("manifest files of tables", manifestName, "files", "[{}", fileEntry("persons_v0_1-%05d-of-99999.csv", `"table":"persons","media_type":"text/csv","parts":99999,`), "]"),
		swollen("manifest files with long names", manifestName, "files", "[{}", fileEntry(strings.Repeat("x", 2000)+"%d", ""), "]"),
		swollen("manifest tables", manifestName, "tables", "[{}", repeated(",{}"), "]"),
		swollen("manifest tables with long names", manifestName, "tables", "[{}", numbered(`,{"name":"`+strings.Repeat("x", 66_000)+`%d"}`), "]"),
		swollen("manifest record counts", manifestName, "record_counts", `{"a":1`, numbered(`,"%d":1`), "}"),
		swollen("manifest unknown members", manifestName, "record_counts", `{},"a":1`, numbered(`,"a%d":1`), ""),
		swollen("manifest array of numbers", manifestName, "x", "[1", repeated(",1"), "]"),
		swollen("manifest version", manifestName, "dataset_version", `"`, repeated("x"), `"`),
		swollen("manifest time", manifestName, "exported_at", `"`, repeated("\\u0000"), `"`),
		swollen("manifest brackets", manifestName, "x", "[]", repeated(",[[[]]]"), ""),
		swollen("metadata notes", metadataName, "notes", `[""`, repeated(`,""`), "]"),
		swollen("metadata one note", metadataName, "notes", `["`, repeated("x"), `"]`),
		swollen("metadata table digests", metadataName, "table_digests", `{"a":""`, numbered(`,"%d":""`), "}"),
		{Name: "dataset sections", Make: dataset("{}", numbered("\"t%d\":[\n],\n"))},
		{Name: "dataset sections with long names", Make: dataset("{}", numbered("\"t%0500d\":[\n],\n"))},
		{Name: "dataset metadata of one line", Make: dataset("{}", repeated(" "))},
		{Name: "dataset empty objects", Make: dataset("{}", func(w *bufio.Writer, i int) {
			if i == 0 {
				w.WriteString("\"persons\":[\n")
			}
			w.WriteString("{},\n")
		})},
		{Name: "long README", Make: longDocument(readmeName)},
		{Name: "long schema", Make: longDocument(schemaName)},
		{Name: "long data package", Make: longDocument(snapshot.DataPackage)},
	}, settingsAttacks()...)
}

// settingsAttacks returns the attacks by the settings in the manifest and in the metadata.
func settingsAttacks() (attacks []Attack) {
	for _, document := range []struct{ label, name string }{{"manifest", manifestName}, {"metadata", metadataName}} {
		label, name := document.label, document.name
		attacks = append(attacks,
			swollen(label+" states", name, "settings.states", `[""`, repeated(`,""`), "]"),
			swollen(label+" unknown settings", name, "settings.x", "1", numbered(`,"x%d":1`), ""),
			swollen(label+" long unknown setting", name, "settings.x", `"`, repeated(`é`), `"`),
			swollen(label+" unknown settings of one kind", name, "settings.contact", `{"x":1`, numbered(`,"x%d":1`), "}"),
			swollen(label+" names of settings", name, "settings.x", `1,"`, repeated(`x`), `":1`),
			swollen(label+" book", name, "settings.book", `"`, repeated("x"), `"`),
			swollen(label+" extensions", name, "settings.extensions", `{"a":{}`, numbered(`,"x%d":{}`), "}"),
			swollen(label+" extensions that are wrong", name, "settings.extensions", `{"a":1`, numbered(`,"x%d":1`), "}"),
			swollen(label+" extensions with spaces", name, "settings.extensions", `{"a":{}`, numbered(`,"x%d":{`+strings.Repeat(" ", 60)+`}`), "}"),
			swollen(label+" extensions of 60 KiB", name, "settings.extensions", `{"a":{}`, numbered(`,"x%d":{"a":[1`+strings.Repeat(",1", 30<<10)+`]}`), "}"),
			swollen(label+" extensions of 2 KiB", name, "settings.extensions", `{"a":{}`, numbered(`,"x%d":{"a":[1`+strings.Repeat(",1", 998)+`]}`), "}"),
			swollen(label+" one extension", name, "settings.extensions", `{"a":{"a":[1`, repeated(",1"), "]}}"),
			swollen(label+" one extension of objects", name, "settings.extensions", `{"a":{"a":[{}`, repeated(",{}"), "]}}"),
			swollen(label+" one extension of members", name, "settings.extensions", `{"a":{"a":1`, numbered(`,"%d":1`), "}}"),
			swollen(label+" extension of text", name, "settings.extensions", `{"a":{"a":"`, repeated("é"), `"}}`),
		)
	}
	return attacks
}

// swollen is the attack by one member of a document of a small snapshot.
func swollen(name, document, member, open string, element func(*bufio.Writer, int), end string) Attack {
	return Attack{Name: name, Documents: true, Make: func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40)
		if err != nil {
			return err
		}
		return f.swell(document, member, open, bytes, element, end)
	}}
}

// fileEntry returns the entry of a file for the manifest.
func fileEntry(name, members string) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, i int) {
		path := fmt.Sprintf(name, i+1)
		part := ""
		if members != "" {
			part = fmt.Sprintf(`"part":%d,`, i+1)
		}
		fmt.Fprintf(w, `,{"name":%q,"path":%q,%s%s"records":1,"bytes":9000000000000000000,"sha256":""}`, path, path, members, part)
	}
}

// dataset is the attack by the document with all rows.
func dataset(metadata string, element func(*bufio.Writer, int)) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40, export.Formats("json"))
		if err != nil {
			return err
		}
		if err := f.write(datasetName, `{"metadata":`+metadata+",\n", bytes, element, ""); err != nil {
			return err
		}
		return f.seal()
	}
}

// longDocument is the attack by a document that the library writes in one form alone.
func longDocument(name string) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		return f.write(name, string(text), bytes, repeated("x"), "")
	}
}
