package validate

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// compareDocuments makes the descriptors and the README again, which follow from the
// manifest, the metadata and the tables, and compares them with those in the folder.
func (f *folder) compareDocuments(metadata *synthhub.Metadata, entities []synthhub.Entity) {
	m := &f.manifest
	if len(entities) != len(m.Tables) || len(entities) == 0 {
		f.check.note("the descriptors and the README were not checked: not all tables are known")
		return
	}
	opts := []export.Option{export.With(entitylist.UserDefined(entities)...), export.Tables(entitylist.Names(entities)...)}
	for _, doc := range []struct {
		name, rule string
		make       func() ([]byte, error)
	}{
		{snapshot.Schema(m.Edition()), "schema.derived", func() ([]byte, error) { return export.JSONSchema(opts...) }},
		{snapshot.DataPackage, "datapackage.derived", func() ([]byte, error) { return export.DataPackage(m, opts...) }},
		{snapshot.Readme(m.Edition()), "readme.derived", func() ([]byte, error) { return export.Readme(m, metadata, opts...) }},
	} {
		file := f.files[doc.name]
		if file == nil || file.unusable {
			continue
		}
		is, err := readDocument(f.fs, doc.name)
		if err != nil {
			f.found("file.readable", doc.name, "", err.Error())
			continue
		}
		must, err := doc.make()
		if err != nil {
			f.found(doc.rule, doc.name, "", err.Error())
		} else if why := differs(is, must); why != "" {
			f.found(doc.rule, doc.name, "", why)
		}
	}
}
