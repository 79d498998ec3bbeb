package synthhub_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// A ticket is a row of a user-defined entity that needs the settings.
type ticket struct {
	Number int
	On     synthhub.Date
}

var ticketTable = schema.New("tickets", "Tickets.", func(c *ticket) []schema.Column {
	return []schema.Column{
		schema.Field(&c.Number, "ticket_id", "Number.", schema.Key),
		schema.Field(&c.On, "ticket_on", "Day."),
	}
})

var tickets = synthhub.NewEntityWithSettings(ticketTable, func(s synthhub.Settings) (func(*synthhub.Record, []ticket) []ticket, error) {
	var p parameters
	if err := s.DecodeExtension("tickets", &p); err != nil {
		return nil, err
	}
	return func(r *synthhub.Record, dst []ticket) []ticket {
		return append(dst, ticket{p.ClaimsPerThousand + r.Slot, s.AsOf})
	}, nil
})

// A drawnRow has an id and a value that are drawn by the key of the record.
type drawnRow struct {
	ID    uuid.UUID
	Value int
}

var drawnTable = schema.New("drawn", "Drawn values.", func(d *drawnRow) []schema.Column {
	return []schema.Column{schema.Field(&d.ID, "drawn_id", "Identifier.", schema.Key), schema.Field(&d.Value, "value", "Drawn.")}
})

var drawn = synthhub.NewEntityWithSettings(drawnTable, func(s synthhub.Settings) (func(*synthhub.Record, []drawnRow) []drawnRow, error) {
	ids, values := s.Label("drawn", "drawn_id").NewIDs(), s.Label("drawn", "value")
	return func(r *synthhub.Record, dst []drawnRow) []drawnRow {
		return append(dst, drawnRow{ids.ID(r.Key, 0), values.IntN(r.Key, 1e6)})
	}, nil
})

// TestEntityAllocs: no entity allocates when it appends the rows of a record to a buffer that is
// large enough.
func TestEntityAllocs(t *testing.T) {
	if testenv.Race() {
		t.Skip("with the race detector, sync.Pool drops elements at random")
	}
	g := generator(t, synthhub.Settings{Records: 10, Vehicles: synthhub.VehicleRange{Min: 3}})
	r, buf := g.Record(4), make([]byte, 0, 1<<16)
	userDefined := bind(t, drawn, g.Settings())
	transformed := userDefined.Transform(func(_ *synthhub.Record, rows schema.RowList) {
		rows.(*schema.Batch[drawnRow]).Rows[0].Value++
	})
	for name, e := range map[string]synthhub.Entity{
		"persons": synthhub.Persons, "vehicles": synthhub.Vehicles, "profiles": synthhub.Profiles,
		"user-defined": userDefined, "transformed": transformed,
		"transformed vehicles": synthhub.Vehicles.Transform(func(*synthhub.Record, schema.RowList) {}),
	} {
		for encoding, encode := range map[string]func(){
			"CSV":  func() { e.AppendCSV(buf, &r) },
			"JSON": func() { e.AppendJSON(buf, "\n", &r) },
		} {
			t.Run(name+" as "+encoding, func(t *testing.T) {
				if n := testing.AllocsPerRun(1000, encode); n != 0 {
					t.Errorf("%v allocations a record", n)
				}
			})
		}
	}
}

// TestUserDefinedAttribute: a user-defined attribute and entity draw with labels of their own,
// and change no governed value.
func TestUserDefinedAttribute(t *testing.T) {
	t.Parallel()
	type member struct {
		synthhub.Person
		Points int
	}
	g := generator(t, synthhub.Settings{Records: 300, Seed: 1})
	want := digest(g, 0, 300)
	points := g.Label("members", "points")
	table := schema.New("members", "Members of the loyalty program.", func(m *member) []schema.Column {
		return append(synthhub.PersonTable.EmbedColumns(&m.Person), schema.Field(&m.Points, "points", "Loyalty points.", schema.Range(0, 5000)))
	})
	members := synthhub.NewEntity(table, func(r *synthhub.Record, dst []member) []member {
		draw := points.At(r.Key, 0)
		return append(dst, member{r.Person, draw.IntN(5001)})
	})
	distinct := map[string]bool{}
	for r := range g.All() {
		row, n := members.AppendCSV(nil, r)
		governed, _ := synthhub.Persons.AppendCSV(nil, r)
		if n != 1 || !bytes.HasPrefix(row, bytes.TrimSuffix(governed, []byte("\n"))) {
			t.Fatalf("record %d: %s does not begin with the person %s", r.Slot, row, governed)
		}
		distinct[string(row[len(governed):])] = true
	}
	if len(distinct) < 250 {
		t.Errorf("300 members have only %d different numbers of points", len(distinct))
	}
	if digest(g, 0, 300) != want {
		t.Error("a user-defined attribute changes a governed value")
	}
	if g.Label("members", "points") != points || g.Label("members", "point") == points || g.Label("persons", "points") == points {
		t.Error("a label does not depend on the entity and the attribute alone")
	}
}

// TestBind: rows that need the settings have them after Bind, also where the entity was
// transformed before.
func TestBind(t *testing.T) {
	s := withExtension(t, synthhub.Settings{}, "tickets", parameters{ClaimsPerThousand: 70})
	bound := bind(t, tickets, s)
	if row, n := bound.AppendCSV(nil, &synthhub.Record{Slot: 3}); n != 1 || string(row) != "73,2025-11-01\n" {
		t.Errorf("%d rows: %q", n, row)
	}
	if again, err := bound.Bind(synthhub.Settings{}); err != nil || again.Table() != bound.Table() {
		t.Errorf("Bind of a bound entity: %v", err)
	}
	empty := tickets.Transform(func(_ *synthhub.Record, rows schema.RowList) { rows.Reset() })
	if row, n := bind(t, empty, s).AppendCSV(nil, &synthhub.Record{}); n != 0 {
		t.Errorf("Bind drops the change of Transform: %d rows, %q", n, row)
	}
	if rows := tickets.NewRowList(); rows.AddCSV("5,2025-11-01") != nil || rows.Len() != 1 {
		t.Error("an entity that is not bound cannot read rows")
	}
	s.Extensions["tickets"] = []byte(`{"claims":1}`)
	if _, err := empty.Bind(s); err == nil {
		t.Error("Bind of a transformed entity accepts wrong parameters")
	}
	if _, err := tickets.Bind(s); err == nil || !strings.Contains(err.Error(), "entity tickets") || !strings.Contains(err.Error(), `"claims"`) {
		t.Errorf("wrong parameters: %v", err)
	}
}

// TestDeclaration: mistakes in the declaration and use of an entity are panics that name the
// table and the remedy.
func TestDeclaration(t *testing.T) {
	for _, c := range []struct {
		reason, want string
		f            func()
	}{
		{"no key", "table notes has no key; give one column the option schema.Key", func() {
			table := schema.New("notes", "Notes.", func(c *ticket) []schema.Column {
				return []schema.Column{schema.Field(&c.Number, "number", "Number.")}
			})
			synthhub.NewEntity(table, func(_ *synthhub.Record, dst []ticket) []ticket { return dst })
		}},
		{"rows without settings", "tickets need the settings of a dataset; call Entity.Bind first", func() {
			tickets.AppendCSV(nil, new(synthhub.Record))
		}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if got, _ := panicOf(c.f).(string); !strings.Contains(got, c.want) {
				t.Errorf("got panic %q, want %q", got, c.want)
			}
		})
	}
}

// TestRowsOf: typed rows are those of the entity, and belong to the caller. Another type is an
// error, as are parameters that no entity reads.
func TestRowsOf(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 40, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	vehicles, err := synthhub.RowsOf[synthhub.Vehicle](g, synthhub.Vehicles)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bundleOf(t, g).Vehicles, slices.Collect(vehicles)); diff != "" {
		t.Errorf("vehicles (-want +got):\n%s", diff)
	}
	for range vehicles {
		break // an early end must not panic
	}
	if _, err := synthhub.RowsOf[synthhub.Person](g, synthhub.Vehicles); err == nil || !strings.Contains(err.Error(), "vehicles are not of type synthhub.Person") {
		t.Errorf("rows of another type: %v", err)
	}
	if _, err := synthhub.RowsOf[drawnRow](g, drawn); err != nil {
		t.Error(err)
	}
	s := withExtension(t, g.Settings(), "drawin", struct{}{})
	reader := synthhub.NewEntityWithSettings(drawnTable, func(s synthhub.Settings) (func(*synthhub.Record, []drawnRow) []drawnRow, error) {
		return nil, s.DecodeExtension("drawn", new(int))
	})
	if _, err := synthhub.RowsOf[drawnRow](generator(t, s), reader); err == nil || !strings.Contains(err.Error(), "did you mean drawn?") {
		t.Errorf("a misspelled extension: %v", err)
	}
}

// TestDefaultDays: rows that follow from the record alone have its days, also after Bind, and no
// other rows have any.
func TestDefaultDays(t *testing.T) {
	own := synthhub.NewEntity(ticketTable, func(r *synthhub.Record, dst []ticket) []ticket { return append(dst, ticket{Number: r.Slot}) })
	for name, c := range map[string]struct {
		entity synthhub.Entity
		want   bool
	}{
		"persons": {synthhub.Persons, true}, "user-defined": {own, true}, "with settings": {tickets, false},
		"transformed": {own.Transform(func(*synthhub.Record, schema.RowList) {}), false},
		"removed":     {own.WithDays(nil), false}, "declared": {tickets.WithDays((*synthhub.Generator).AppendDays), true},
	} {
		t.Run(name, func(t *testing.T) {
			g := generator(t, withExtension(t, synthhub.Settings{Records: 3}, "tickets", parameters{}))
			bound := bind(t, c.entity, g.Settings())
			if c.entity.Days() != nil != c.want || bound.Days() != nil != c.want {
				t.Fatalf("days before and after Bind: %t, %t", c.entity.Days() != nil, bound.Days() != nil)
			}
			if want := g.Days(2, firstDay, lastDay); c.want && !slices.Equal(bound.Days()(g, nil, 2, firstDay, lastDay), want) {
				t.Errorf("not the days of the record, %v", want)
			}
		})
	}
}
