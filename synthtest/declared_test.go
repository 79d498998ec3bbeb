package synthtest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

func TestReservedName(t *testing.T) {
	table := schema.New("metadata", "Visits.", visitColumns)
	err := synthtest.TestEntities(t, settings, synthhub.NewEntityWithSettings(table, good))
	if !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), "metadata") {
		t.Errorf("got: %v", err)
	}
}

func TestWrongParameters(t *testing.T) {
	err := test(t, func(synthhub.Settings) (visitsOf, error) { return nil, errors.New("want a price") })
	if !errors.Is(err, synthtest.Declared) || !strings.Contains(err.Error(), "want a price") {
		t.Errorf("got %v", err)
	}
}

func TestWrongSettings(t *testing.T) {
	if err := synthtest.TestEntities(t, synthhub.Settings{Records: -1}); err == nil {
		t.Error("no error")
	}
}

// TestDeclarations plants mistakes in tables, which are reported before any row is generated.
func TestDeclarations(t *testing.T) {
	entity := func(name, ref string, key func(*visit) schema.Column) synthhub.Entity {
		table := schema.New(name, "Visits.", func(v *visit) []schema.Column {
			return []schema.Column{key(v), schema.Field(&v.VehicleID, "vehicle_id", "The vehicle.", schema.Ref(ref), schema.AsOf)}
		})
		return synthhub.NewEntity(table, func(r *synthhub.Record, dst []visit) []visit {
			return append(dst, visit{ID: r.Person.ID, VehicleID: r.Vehicles[0].ID})
		})
	}
	id := func(v *visit) schema.Column { return schema.Field(&v.ID, "visit_id", "Identifier.", schema.Key) }
	visits := entity("visits", "vehicles.vehicle_id", id)
	for _, c := range []struct {
		reason   string
		entities []synthhub.Entity
		want     string // part of the error; "" for none
	}{
		{"a reference to a governed key", []synthhub.Entity{visits}, ""},
		{"a reference to an earlier entity, and rows that refer to another", []synthhub.Entity{visits, entity("bills", "visits.visit_id", id)}, "bills.vehicle_id"},
		{"a reference to a later entity", []synthhub.Entity{entity("bills", "visits.visit_id", id), visits}, "no such table"},
		{"a reference to a missing table", []synthhub.Entity{entity("visits", "cars.car_id", id)}, "visits.vehicle_id"},
		{"a reference to a missing column", []synthhub.Entity{entity("visits", "vehicles.car_id", id)}, "no such column"},
		{"a reference to a column that is not unique", []synthhub.Entity{entity("visits", "vehicles.make", id)}, "not unique"},
		{"a reference of another kind", []synthhub.Entity{entity("visits", "vehicles.vin", id)}, "kind uuid"},
		{"the name of a governed table", []synthhub.Entity{entity("persons", "vehicles.vehicle_id", id)}, "another table of this name"},
		{"a name twice", []synthhub.Entity{visits, visits}, "another table of this name"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			err := synthtest.TestEntities(t, settings, c.entities...)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("want %q, got: %v", c.want, err)
			}
		})
	}
}
