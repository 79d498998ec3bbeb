// Package entitylist holds what every package does with lists of entities: find one by the
// name of its table, bind all to the settings of a dataset, and separate the governed ones
// from the user-defined.
package entitylist

import (
	"slices"

	"github.com/synthhub/synthhub"
)

// Index returns the position of the entity whose table has the name, -1 if there is none.
func Index(list []synthhub.Entity, table string) int {
	return slices.IndexFunc(list, func(e synthhub.Entity) bool { return e.Table().Name() == table })
}

// Names returns the names of the tables.
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

// Bind returns the entities for a dataset with the settings: [synthhub.Entity.Bind] of each.
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
