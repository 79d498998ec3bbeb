package export

import "github.com/synthhub/synthhub"

// Readme returns the README of a snapshot: what it is, how to make and check it
// again, and the data dictionary. It depends on nothing but the manifest, the
// metadata and the descriptions of the entities: those of the snapshot, in order;
// none means the governed ones that the manifest names.
func Readme(m *Manifest, metadata *synthhub.Metadata, entities ...synthhub.Entity) []byte {
	if entities == nil {
		entities = governed(m)
	}
	return readme(m, metadata, entities)
}
