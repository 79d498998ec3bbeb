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

// Grouped and DecimalText return numbers as pages show them.
func Grouped(text string) string               { return grouped(text) }
func DecimalText(v int64, decimals int) string { return decimalText(v, decimals) }

// Hide makes a profile private.
func Hide(p *Profile) { p.hide() }
