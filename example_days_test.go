package synthhub_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A Letter is the latest of those that everybody gets once in sixty days.
type Letter struct {
	ID, PersonID uuid.UUID
	SentOn       synthhub.Date
}

var letterTable = schema.New("letters", "The latest letter to each person.", func(l *Letter) []schema.Column {
	return []schema.Column{
		schema.Field(&l.ID, "letter_id", "Identifier.", schema.Key),
		schema.Field(&l.PersonID, "person_id", "Who gets it.", schema.Ref("persons.person_id")),
		schema.Field(&l.SentOn, "sent_on", "When it was sent.", schema.AsOf),
	}
})

// lastLetter returns the day of the latest letter on a day, which depends on the key.
func lastLetter(s synthhub.Settings, key uint64, day synthhub.Date) synthhub.Date {
	first := s.Label("letters", "sent_on").IntN(key, 60)
	return day.AddDays(-(day.DaysSince(schema.NewDate(2000, 1, 1)) + first) % 60)
}

// An entity that declares on which days its rows change: those of the record, and those of the letters
// to each person who fills the slot in turn. A feed of changes then looks at no other slots.
func ExampleEntity_WithDays() {
	letters := synthhub.NewEntityWithSettings(letterTable, func(s synthhub.Settings) (func(*synthhub.Record, []Letter) []Letter, error) {
		ids := s.Label("letters", "letter_id").NewIDs()
		return func(r *synthhub.Record, dst []Letter) []Letter {
			return append(dst, Letter{ids.ID(r.Key, 0), r.Person.ID, lastLetter(s, r.Key, s.AsOf)})
		}, nil
	})
	declared := letters.WithDays(func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
		n := len(dst)
		dst = g.AppendDays(dst, slot, from, to)
		for _, since := range append([]synthhub.Date{from}, dst[n:]...) {
			on, err := g.On(since) // g may be on any day
			if err != nil {
				panic(err)
			}
			for day := lastLetter(g.Settings(), on.Key(slot), since).AddDays(60); !day.After(to); day = day.AddDays(60) {
				dst = append(dst, day)
			}
		}
		slices.SortFunc(dst[n:], synthhub.Date.Compare)
		return dst
	})

	ctx := context.Background()
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 600, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	tomorrow, err := g.On(g.Settings().AsOf.AddDays(1))
	if err != nil {
		log.Fatal(err)
	}
	var feed, same bytes.Buffer
	changes, err := export.Changes(ctx, &feed, g, tomorrow, declared)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := export.Changes(ctx, &same, g, tomorrow, letters); err != nil { // compares every slot
		log.Fatal(err)
	}
	fmt.Println(changes.Updated > 0, changes.Updated < 60, bytes.Equal(feed.Bytes(), same.Bytes()))
	// Output: true true true
}
