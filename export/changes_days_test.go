package export_test

import (
	"bytes"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A tally counts the slots whose rows are asked for on both days.
type tally struct {
	mu    sync.Mutex
	slots map[int]int
}

// entity returns an entity whose rows change in one slot of 32, as sparse declares.
func (c *tally) entity() synthhub.Entity {
	c.slots = map[int]int{}
	return synthhub.NewEntityWithSettings(remarkTable, func(s synthhub.Settings) (func(*synthhub.Record, []remark) []remark, error) {
		return func(r *synthhub.Record, dst []remark) []remark {
			c.mu.Lock()
			c.slots[r.Slot]++
			c.mu.Unlock()
			row := remark{ID: r.Slot, Note: "always"}
			if r.Slot%32 == 7 {
				row.Note = s.AsOf.String()
			}
			return append(dst, row)
		}, nil
	})
}

// TestChangesSkip: between generators only slots are compared that can have changed, and the feed is the
// same. Where days are not declared or a source is not a generator, every slot is compared, and so is every
// slot of a governed table if the days are more than a year apart.
func TestChangesSkip(t *testing.T) {
	var c tally
	from, to, late := on(t, middle, "2025-01-01"), on(t, middle, "2025-01-02"), on(t, middle, "2026-01-02")
	stored, err := to.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	feed := func(to synthhub.Source, e synthhub.Entity) (text string, slots int) {
		var b bytes.Buffer
		if _, err := export.Changes(t.Context(), &b, from, to, e); err != nil {
			t.Fatal(err)
		}
		for slot, n := range c.slots {
			if n != 2 {
				t.Errorf("slot %d is compared %d times", slot, n)
			}
		}
		return b.String(), len(c.slots)
	}
	want, all := feed(to, c.entity())
	changed := (from.Len() + 24) / 32
	if lines := len(changesOf(t, bills, want, export.FormatNDJSON)); all != from.Len() || lines != changed {
		t.Errorf("%d of %d slots compared, %d changes, want %d", all, from.Len(), lines, changed)
	}
	text, slots := feed(to, c.entity().WithDays(sparse))
	if slots != changed || text != want {
		t.Errorf("%d slots compared, want %d; the same feed: %t", slots, changed, text == want)
	}
	if _, slots := feed(stored, c.entity().WithDays(sparse)); slots != from.Len() {
		t.Errorf("%d slots of a bundle compared", slots)
	}
	if _, slots := feed(late, c.entity().WithDays(sparse)); slots != changed {
		t.Errorf("%d slots compared over more than a year, want %d", slots, changed)
	}
	notes := 0
	plain := synthhub.NewEntity(remarkTable, func(r *synthhub.Record, dst []remark) []remark {
		notes++
		return append(dst, remark{ID: r.Slot, Note: r.Person.City})
	})
	for _, c := range []struct {
		reason string
		entity synthhub.Entity
		most   int
	}{{"the days of the record", plain, from.Len() / 5}, {"no days", plain.WithDays(nil), 2 * from.Len()}} {
		notes = 0
		if _, err := export.Changes(t.Context(), &bytes.Buffer{}, from, to, c.entity, export.Workers(1)); err != nil || notes == 0 || notes > c.most || c.most > from.Len() && notes != c.most {
			t.Errorf("rows of the record alone, %s: rows of %d records, want at most %d; %v", c.reason, notes, c.most, err)
		}
	}
	none := func(*synthhub.Generator, []synthhub.Date, int, synthhub.Date, synthhub.Date) []synthhub.Date {
		return nil
	}
	if text, _ := feed(late, synthhub.Persons.WithDays(none)); text == "" {
		t.Error("no person is compared over more than a year")
	}
	if m, _ := feedFiles(t, from, to, export.With(c.entity().WithDays(sparse)), export.Tables("remarks")); m.Tables[0].Updated != changed || len(c.slots) != changed {
		t.Errorf("a feed folder: %+v, %d slots compared", m.Tables, len(c.slots))
	}
	if m, _ := feedFiles(t, from, to, export.With(c.entity().WithDays(sparse))); m.Tables[3].Updated != changed || m.Tables[0].Updated == 0 {
		t.Errorf("a feed folder of all tables: %+v", m.Tables)
	}
}

// TestChangesRuns: slots that change next to each other are compared together, and those before, between
// and after them may be compared too, but none is left out.
func TestChangesRuns(t *testing.T) {
	s := synthhub.Settings{Records: 700, Seed: 42}
	from, to := on(t, s, "2023-01-01"), on(t, s, "2025-01-01") // everybody who stays is older
	var all bytes.Buffer
	if _, err := export.Changes(t.Context(), &all, from, to, synthhub.Profiles.WithDays(nil)); err != nil {
		t.Fatal(err)
	}
	lines := make([][]byte, s.Records) // the first of each slot
	for slot := range lines {
		i := bytes.Index(all.Bytes(), []byte(`"key":"`+from.Record(slot).Profile.ID.String()))
		start := 1 + bytes.LastIndexByte(all.Bytes()[:i], '\n')
		lines[slot] = all.Bytes()[start:][:1+bytes.IndexByte(all.Bytes()[start:], '\n')]
	}
	for _, slots := range [][]int{{}, {0}, {699}, {0, 699}, {3, 4, 5}, {3, 5, 8, 12, 17}, {255, 256, 257}, {254, 257, 510, 511, 512}} {
		declared := synthhub.Profiles.WithDays(func(_ *synthhub.Generator, dst []synthhub.Date, slot int, _, to synthhub.Date) []synthhub.Date {
			if slices.Contains(slots, slot) {
				dst = append(dst, to)
			}
			return dst
		})
		var b bytes.Buffer
		if _, err := export.Changes(t.Context(), &b, from, to, declared); err != nil {
			t.Fatal(err)
		}
		for _, slot := range slots {
			if !bytes.Contains(b.Bytes(), lines[slot]) {
				t.Errorf("slots %v: the change of %d is missing", slots, slot)
			}
		}
	}
}

// TestDaysArguments: the days of an entity are asked for in order, also for a feed that runs backwards,
// and stay with the entity when it is bound.
func TestDaysArguments(t *testing.T) {
	type call struct {
		slot     int
		from, to string
	}
	s := synthhub.Settings{Records: 2, Seed: 42}
	one, two := on(t, s, "2025-01-01"), on(t, s, "2025-01-09")
	for _, c := range []struct{ from, to *synthhub.Generator }{{one, two}, {two, one}} {
		var calls []call
		e := bills.WithDays(func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			if g.Len() != 2 || len(dst) != 0 {
				t.Errorf("called with %d records, %d days", g.Len(), len(dst))
			}
			calls = append(calls, call{slot, from.String(), to.String()})
			return dst
		})
		if _, err := export.Changes(t.Context(), &bytes.Buffer{}, c.from, c.to, e, export.Workers(1)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]call{{0, "2025-01-01", "2025-01-09"}, {1, "2025-01-01", "2025-01-09"}}, calls, cmp.AllowUnexported(call{})); diff != "" {
			t.Error(diff)
		}
	}
	day := schema.NewDate(2025, 1, 5)
	e := bills.WithDays(func(_ *synthhub.Generator, dst []synthhub.Date, _ int, _, _ synthhub.Date) []synthhub.Date {
		return append(dst, day)
	})
	bound, err := e.Bind(one.Settings())
	if err != nil || bound.Days() == nil || bills.Days() != nil || synthhub.Persons.Days() == nil {
		t.Errorf("Bind loses the days, or others have some: %v", err)
	}
}
