package report

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
)

// Replacing counts the rows of other entities in place of the governed ones of the same names.
func Replacing(entities ...synthhub.Entity) Option {
	return func(o *options) {
		for _, e := range entities {
			o.entities[entitylist.Index(o.entities, e.Table().Name())] = e
		}
	}
}
