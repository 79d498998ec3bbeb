package synthhub

import (
	"github.com/gofrs/uuid/v5"
)

// On returns the Generator of the same book on another day: the same settings with that AsOf.
// The error is that of [Settings.Validate] for a day outside of the window.
func (g *Generator) On(day Date) (*Generator, error) {
	s := g.settings.clone()
	s.AsOf = day
	return NewGenerator(s)
}

// AppendDays appends to dst the days after from, up to and with to, on which the rows of the
// record in a slot can differ from those of the day before. They are in order; on some of them
// no row differs. It appends nothing if to is not after from.
func (g *Generator) AppendDays(dst []Date, slot int, from, to Date) []Date {
	for day := from; day.Before(to); {
		day = day.AddDays(1)
		dst = append(dst, day)
	}
	return dst
}

// Days is [Generator.AppendDays] with memory of its own.
func (g *Generator) Days(slot int, from, to Date) []Date { return g.AppendDays(nil, slot, from, to) }

// A Tenure says where and when the row of an id is in the dataset.
type Tenure struct {
	Location
	From Date `json:"from"` // first day, possibly before the window
	To   Date `json:"to"`   // the day after the last, possibly after the window
}

// Tenure returns where and when the row of an id is in the dataset, on whatever day of the window
// that is. [Generator.Find] is for those of the as-of date alone.
func (g *Generator) Tenure(id uuid.UUID) (Tenure, bool) {
	at, ok := g.Find(id)
	return Tenure{at, earliest, latest.AddDays(1)}, ok
}
