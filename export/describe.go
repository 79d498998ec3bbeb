package export

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
)

// Readme returns the README of a snapshot: what it is, how to generate and check it
// again, and the data dictionary. It depends on nothing but the manifest, the metadata and
// the descriptions of the tables that the manifest names; those that are not governed must
// be given with [With].
func Readme(m *Manifest, metadata *synthhub.Metadata, opts ...Option) ([]byte, error) {
	entities, err := describedEntities(append(slices.Clip(opts), listed(m)))
	if err != nil {
		return nil, fmt.Errorf("README: %w", err)
	}
	return readme(m, metadata, entities), nil
}

// listed chooses the tables that a manifest names.
func listed(m *Manifest) Option {
	names := []string{}
	for _, t := range m.Tables {
		names = append(names, t.Name)
	}
	return Tables(names...)
}

// describedEntities returns the entities that the options choose, for what needs their
// descriptions and not their rows.
func describedEntities(opts []Option) ([]synthhub.Entity, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, err
	}
	return o.entities()
}
