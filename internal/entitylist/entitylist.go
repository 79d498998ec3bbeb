// Package entitylist has functions on lists of entities: to find one by the name of its table,
// to bind all to the settings of a dataset, and to distinguish governed entities from
// user-defined ones.
package entitylist

import (
	"slices"

	"github.com/synthhub/synthhub"
)

// Index returns the index of the entity whose table has the name, or -1.
func Index(list []synthhub.Entity, table string) int {
	return slices.IndexFunc(list, func(e synthhub.Entity) bool { return e.Table().Name() == table })
}

// Names returns the names of the tables of the entities.
func Names(list []synthhub.Entity) []string {
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = e.Table().Name()
	}
	return names
}

// Governed reports whether a governed table has the name.
func Governed(table string) bool { return Index(synthhub.Entities(), table) >= 0 }

// UserDefined returns the entities of the list whose tables are not governed.
func UserDefined(list []synthhub.Entity) []synthhub.Entity {
	return slices.DeleteFunc(slices.Clone(list), func(e synthhub.Entity) bool { return Governed(e.Table().Name()) })
}

// Bind binds each entity to the settings of a dataset.
func Bind(s synthhub.Settings, list []synthhub.Entity) ([]synthhub.Entity, error) {
	bound := slices.Clone(list)
	for i, e := range list {
		var err error
		if bound[i], err = e.Bind(s); err != nil {
			return nil, err
		}
	}
	return bound, nil
}
