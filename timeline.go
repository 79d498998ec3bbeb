package synthhub

import (
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// dayOf returns the day of a date on the timeline, which begins with the first day of the window.
func dayOf(d Date) timeline.Day { return timeline.Day(d.DaysSince(earliest)) }

// dateOf is the inverse of dayOf.
func dateOf(day timeline.Day) Date { return earliest.AddDays(int(day)) }

// leapDay is one of the days on which February 29 falls.
var leapDay = dayOf(schema.NewDate(2016, 2, 29))

// On returns the Generator of the same book on another day: the same people, as they are then. It
// shares what does not depend on the day, so it takes a few microseconds. For the day of g it
// returns g. The error is that of
// [Settings.Validate] for a day outside of the window.
func (g *Generator) On(day Date) (*Generator, error) {
	if err := checkAsOf(day); err != nil {
		return nil, err
	}
	if day == g.settings.AsOf {
		return g, nil
	}
	s := g.settings.clone()
	s.AsOf = day
	return g.book.on(s), nil
}

// Days returns the days after from, up to and with to, on which the record in a slot can change:
// see [Generator.AppendDays].
func (g *Generator) Days(slot int, from, to Date) []Date { return g.AppendDays(nil, slot, from, to) }

// AppendDays appends to dst the days after from, up to and with to, on which the rows of the
// record in a slot can differ from those of the day before. They are in order; on some of them
// no row differs. It appends nothing if to is not after from. AsOf plays no part. There are only
// days of the window: on its first there is no day before.
func (g *Generator) AppendDays(dst []Date, slot int, from, to Date) []Date {
	checkSlot(slot)
	var buffer [64]timeline.Day
	days := g.changes(buffer[:0], slot, max(dayOf(from), 0), min(dayOf(to), dayOf(latest)))
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		dst = append(dst, dateOf(day))
	}
	return dst
}

// changes appends the days after one day, up to and with another, on which a slot can change, in
// any order.
func (g *Generator) changes(days []timeline.Day, slot int, after, upTo timeline.Day) []timeline.Day {
	if upTo <= after {
		return days
	}
	lob := g.lineOf(slot)
	days = g.quotas.AppendMoves(days, slot, after, upTo)
	days = g.quotas.AppendLicenseMoves(days, slot, after, upTo)
	for o := g.slots.At(slot, g.tables.driversOf(slot, lob), after); ; o = g.slots.At(slot, g.tables.driversOf(slot, lob), o.To) {
		until := min(upTo, o.To-1)
		days = g.personChanges(days, &o, lob, after, until)
		days = g.vehicleChanges(days, &o, lob, after, until)
		if o.To > upTo {
			return days
		}
		days, after = append(days, o.To), o.To
	}
}

// A Tenure says where and when the row of an id is in the dataset.
type Tenure struct {
	Location
	From Date `json:"from"` // first day, possibly before the window
	To   Date `json:"to"`   // the day after the last, possibly after the window
}

// Tenure returns where and when the row of an id is in the dataset, on whatever day of the window
// that is. [Generator.Find] is for those of the as-of date alone.
func (g *Generator) Tenure(id uuid.UUID) (Tenure, bool) {
	for _, t := range g.numbers.tables() {
		key, row, ok := t.Position(id)
		if !ok || key>>timeline.KeyBits != 0 {
			continue
		}
		slot, _, _ := timeline.SplitKey(key)
		lob := g.lineOf(slot)
		o, ok := g.slots.Find(key, g.tables.driversOf(slot, lob))
		if !ok || slot >= g.Len() {
			continue
		}
		from, to, ordinal := o.From, o.To, 0
		if t.IDs == &g.numbers.vehicleIDs {
			if from, to, ordinal, ok = g.vehicleTenure(&o, lob, row); !ok {
				continue
			}
		} else if row != 0 {
			continue
		}
		if to > 0 && from <= dayOf(latest) {
			return Tenure{Location{t.table, slot, key, ordinal}, dateOf(from), dateOf(to)}, true
		}
	}
	return Tenure{}, false
}

// personChanges appends the days after one day, up to and with another, on which the row of an
// occupant can change.
func (g *Generator) personChanges(days []timeline.Day, o *timeline.Occupant, lob LineOfBusiness, after, upTo timeline.Day) []timeline.Day {
	l := &g.person
	days = timeline.AppendEvents(days, l.moves.Draw(o.Key), vocab.LocalMoveDays, after, upTo)
	days = timeline.NewReading(l.marital.Draw(o.Key)).AppendDays(days, o.Born, after, upTo)
	if lob == LinePersonal {
		days = timeline.NewReading(l.occupation.Draw(o.Key)).AppendDays(days, o.Born, after, upTo)
	}
	days = appendAnniversaries(days, dateOf(o.Born), after, upTo)
	slot, _, _ := timeline.SplitKey(o.Key)
	licensed := g.licensedOn(o, lob, g.quotas.PlaceOn(slot, o.From).State)
	if licensed > after && licensed <= upTo {
		days = append(days, licensed)
	}
	days = appendAnniversaries(days, dateOf(licensed), after, upTo) // of the years of experience
	gender := g.genderOf(o.Key, lob)
	days = g.statusChanges(days, o, lob, gender, licensed, after, upTo)
	g.incidents(o, lob, gender, max(licensed, after-lookBack), upTo, func(_ int, at timeline.Day) {
		for _, at := range [...]timeline.Day{at, at + lookBack} {
			if at > after && at <= upTo {
				days = append(days, at)
			}
		}
	})
	return days
}

// appendAnniversaries appends the anniversaries of a date after one day, up to and with another. Ages
// and years of experience count by the calendar, unlike the years of package timeline.
func appendAnniversaries(days []timeline.Day, of Date, after, upTo timeline.Day) []timeline.Day {
	for n := max(0, dateOf(after).YearsSince(of)) + 1; ; n++ {
		at := dayOf(of.AddYears(n))
		if at > upTo {
			return days
		}
		days = append(days, at)
	}
}
