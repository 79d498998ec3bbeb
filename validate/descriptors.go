package validate

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// The descriptors and the README tell nothing that is not in the manifest, the metadata or the
// tables, so the only right text is the one that package export writes.

// compareDescriptors generates the descriptors and the README again, which follow from the
// manifest, the metadata and the tables, and compares them with those in the folder.
func (f *folder) compareDescriptors(metadata *synthhub.Metadata, entities []synthhub.Entity) {
	m := &f.manifest
	if len(entities) != len(m.Tables) || len(entities) == 0 {
		f.check.note("the descriptors and the README were not checked: not all tables are known")
		return
	}
	opts := []export.Option{export.With(entitylist.UserDefined(entities)...), export.Tables(entitylist.Names(entities)...)}
	f.compareDocument(ruleSchemaDerived, snapshot.Schema(m.Edition()), func() ([]byte, error) { return export.JSONSchema(opts...) })
	f.compareDocument(ruleDataPackageDerived, snapshot.DataPackage, func() ([]byte, error) { return export.DataPackage(m, opts...) })
	f.compareDocument(ruleReadmeDerived, snapshot.Readme(m.Edition()), func() ([]byte, error) { return export.Readme(m, metadata, opts...) })
}

// compareDocument compares a file with what it must be, if it is there.
func (f *folder) compareDocument(rule Rule, name string, generate func() ([]byte, error)) {
	is, ok := f.readListed(name)
	if !ok {
		return
	}
	must, err := generate()
	if err != nil {
		f.found(rule, name, "", err.Error())
	} else if why := difference(is, must); why != "" {
		f.found(rule, name, "", why)
	}
}

// readListed reads a small file that the manifest lists, and reports whether it could.
func (f *folder) readListed(name string) (text []byte, ok bool) {
	file := f.files[name]
	if file == nil || file.unusable {
		return nil, false // which was found already
	}
	text, err := intake.ReadDocument(f.fs, name)
	if err != nil {
		f.found(ruleFileReadable, name, "", err.Error())
		return nil, false
	}
	return text, true
}
