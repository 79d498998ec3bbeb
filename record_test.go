package synthhub_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestWhere: what it yields is what is there, beyond the dataset too, and stays as it
// was.
func TestWhere(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 10, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	var found []synthhub.Record
	for r := range g.Where(func(r *synthhub.Record) bool { return len(r.Vehicles) == 4 }) {
		if found = append(found, *r); len(found) == 5 {
			break
		}
	}
	last := -1
	for _, r := range found {
		if r.Slot <= last || len(r.Vehicles) != 4 {
			t.Errorf("record %d with %d vehicles comes after %d", r.Slot, len(r.Vehicles), last)
		}
		last = r.Slot
		if diff := cmp.Diff(g.Record(r.Slot), r); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", r.Slot, diff)
		}
	}
	if last < g.Len() {
		t.Errorf("all of five records are within the dataset of %d", g.Len())
	}
}

// TestDerive: a record is coherent again after a change.
func TestDerive(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 50, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	asOf := g.Settings().AsOf
	changed := 0
	for i := range g.Len() {
		r := g.Record(i)
		r.Derive(asOf)
		if diff := cmp.Diff(g.Record(i), r); diff != "" {
			t.Fatalf("record %d changes without cause:\n%s", i, diff)
		}
		r.Person.Accidents3Yr, r.Person.LastName, r.Person.ID = 3, "Doe", g.Record(i+1).Person.ID
		before := r.Vehicles[0].RiskRating
		r.Derive(asOf)
		if r.Vehicles[0].RiskRating != before {
			changed++
		}
		if r.Profile.FullName != r.Person.FirstName+" Doe" || r.Vehicles[0].RiskRating != r.Profile.RiskRating {
			t.Errorf("record %d: %+v", i, r.Profile)
		}
		for _, v := range r.Vehicles {
			if v.PersonID != r.Person.ID {
				t.Errorf("record %d: a vehicle refers to another person", i)
			}
		}
		for _, bad := range validate.Profile(&r.Profile, asOf) {
			t.Errorf("record %d: %v", i, bad)
		}
	}
	if changed == 0 {
		t.Error("three accidents change no rating")
	}
}

// TestKeep: records of All, Where and Record belong to the caller, of a Generator and of a
// Bundle alike: kept they stay what they were, and changed they change nothing else.
func TestKeep(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 100, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}})
	b, err := g.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	single := func(record func(int) synthhub.Record) func(func(*synthhub.Record) bool) {
		return func(yield func(*synthhub.Record) bool) {
			for i := range g.Len() {
				if r := record(i); !yield(&r) {
					return
				}
			}
		}
	}
	for name, all := range map[string]func(func(*synthhub.Record) bool){
		"Generator.All":    g.All(),
		"Generator.Where":  g.Where(func(*synthhub.Record) bool { return true }),
		"Generator.Record": single(g.Record),
		"Bundle.All":       b.All(),
		"Bundle.Record":    single(b.Record),
	} {
		t.Run(name, func(t *testing.T) {
			var pointers []*synthhub.Record
			var values []synthhub.Record
			for r := range all {
				pointers, values = append(pointers, r), append(values, *r)
				if len(values) == g.Len() {
					break
				}
			}
			for i := range values {
				want := g.Record(i)
				if diff := cmp.Diff(want, values[i]); diff != "" {
					t.Fatalf("the value of record %d (-want +got):\n%s", i, diff)
				}
				if diff := cmp.Diff(want, *pointers[i]); diff != "" {
					t.Fatalf("the pointer to record %d (-want +got):\n%s", i, diff)
				}
			}
			for i := range values {
				for k := range values[i].Vehicles {
					values[i].Vehicles[k].VIN = "changed"
				}
				_ = append(values[i].Vehicles, synthhub.Vehicle{VIN: "appended"})
				if i+1 < len(values) && values[i+1].Vehicles[0].VIN != g.Record(i + 1).Vehicles[0].VIN {
					t.Fatalf("a change to record %d is seen in the next", i)
				}
			}
			if b.Vehicles[0].VIN == "changed" {
				t.Error("a change to a record is seen in the Bundle")
			}
		})
	}
}

// TestClone: a clone is equal and shares nothing, not even the memory of its texts.
func TestClone(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 10, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 2}})
	r := g.Record(4)
	c := r.Clone()
	if diff := cmp.Diff(r, c); diff != "" {
		t.Errorf("the clone differs (-want +got):\n%s", diff)
	}
	for name, texts := range map[string][2]string{
		"first_name": {r.Person.FirstName, c.Person.FirstName}, "make": {r.Vehicles[1].Make, c.Vehicles[1].Make},
		"vin": {r.Vehicles[0].VIN, c.Vehicles[0].VIN}, "full_name": {r.Profile.FullName, c.Profile.FullName},
	} {
		if unsafe.StringData(texts[0]) == unsafe.StringData(texts[1]) {
			t.Errorf("%s is in the same memory", name)
		}
	}
	c.Vehicles[0].VIN = "changed"
	if r.Vehicles[0].VIN == "changed" {
		t.Error("the vehicles are shared")
	}
}

// TestRecordJSON: a record has the names of its tables in JSON, and comes back from it.
func TestRecordJSON(t *testing.T) {
	r := generator(t, synthhub.Settings{Records: 10, Seed: 3}).Record(4)
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	var back synthhub.Record
	if err := errors.Join(json.Unmarshal(text, &members), json.Unmarshal(text, &back)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, back); diff != "" {
		t.Errorf("it comes back changed (-want +got):\n%s", diff)
	}
	if got := strings.Join(slices.Sorted(maps.Keys(members)), " "); got != "key person profile slot vehicles" {
		t.Errorf("members %s", got)
	}
}

// TestLogValue: a log line of a record says which one it is, and not all of it.
func TestLogValue(t *testing.T) {
	r := generator(t, synthhub.Settings{Records: 10, Seed: 42}).Record(7)
	var out strings.Builder
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("quoted", "record", &r, "vehicle", &r.Vehicles[0], "profile", &r.Profile)
	v := &r.Vehicles[0]
	want := fmt.Sprintf("msg=quoted record.slot=7 record.person.id=%v record.person.name=%q record.person.state=%v record.vehicles=1 "+
		"vehicle.id=%v vehicle.model=%q vehicle.state=%v profile.id=%v profile.name=%q profile.state=%v\n",
		r.Person.ID, r.Profile.FullName, r.Person.State, v.ID, r.Profile.VehicleSummary, v.RegistrationState, r.Profile.ID, r.Profile.FullName, r.Person.State)
	if out.String() != want {
		t.Errorf("got  %swant %s", out.String(), want)
	}
}

// TestNewBundle: records that were chosen are a dataset of their own, with their counts,
// their slots, and the rows that user-defined entities have for them.
func TestNewBundle(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 300, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	var young []synthhub.Record
	for r := range g.All() {
		if r.Profile.Age < 30 {
			young = append(young, *r)
		}
	}
	vehicles := 0
	for i := range young {
		vehicles += len(young[i].Vehicles)
	}
	m := metadataOf(t, g)
	b := synthhub.NewBundle(m, young)
	got := metadataOf(t, b)
	if got.RecordCountPersons != len(young) || got.RecordCountVehicles != vehicles || got.RecordCountProfiles != len(young) || b.Len() != len(young) {
		t.Errorf("%d records and %d vehicles have the counts %+v", len(young), vehicles, got)
	}
	if m.RecordCountPersons != 300 {
		t.Error("the metadata that were given are changed")
	}
	for i := range young {
		if diff := cmp.Diff(young[i], b.Record(i)); diff != "" {
			t.Fatalf("record %d (-want +got):\n%s", i, diff)
		}
	}
	young[0].Vehicles[0].VIN = "changed"
	if b.Vehicles[0].VIN == "changed" {
		t.Error("the Bundle shares the vehicles")
	}
	report, err := validate.Bundle(t.Context(), b)
	if err != nil || report.Err() != nil {
		t.Errorf("it is not valid: %v, %v", err, report.Err())
	}
	var of, in []string
	for r := range g.All() {
		if r.Profile.Age < 30 {
			row, _ := mustBind(t, drawn, g.Settings()).AppendCSV(nil, r)
			of = append(of, string(row))
		}
	}
	rows, err := synthhub.RowsOf[drawnRow](b, drawn)
	if err != nil {
		t.Fatal(err)
	}
	for row := range rows {
		in = append(in, string(drawnTable.AppendCSV(nil, &row)))
	}
	if diff := cmp.Diff(of, in); diff != "" {
		t.Errorf("rows of a user-defined entity (-generator +bundle):\n%s", diff)
	}
	if empty := synthhub.NewBundle(m, nil); empty.Len() != 0 || metadataOf(t, empty).RecordCountVehicles != 0 {
		t.Error("a Bundle of no records")
	}
}

// A drawnRow has a value that is drawn by the key of the record.
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

func mustBind(t *testing.T, e synthhub.Entity, s synthhub.Settings) synthhub.Entity {
	t.Helper()
	bound, err := e.Bind(s)
	if err != nil {
		t.Fatal(err)
	}
	return bound
}

// TestRowsOf: typed rows are those of the entity, may be kept, and another type is refused.
func TestRowsOf(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 40, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	b, err := g.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	vehicles, err := synthhub.RowsOf[synthhub.Vehicle](g, synthhub.Vehicles)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.Vehicles, slices.Collect(vehicles)); diff != "" {
		t.Errorf("vehicles (-want +got):\n%s", diff)
	}
	for range vehicles {
		break // early, and without harm
	}
	if _, err := synthhub.RowsOf[synthhub.Person](g, synthhub.Vehicles); err == nil || !strings.Contains(err.Error(), "vehicles are not of type synthhub.Person") {
		t.Errorf("rows of another type: %v", err)
	}
	if _, err := synthhub.RowsOf[drawnRow](g, drawn); err != nil {
		t.Error(err)
	}
	s := withExtension(t, g.Settings(), "drawin", 1)
	asks := synthhub.NewEntityWithSettings(drawnTable, func(s synthhub.Settings) (func(*synthhub.Record, []drawnRow) []drawnRow, error) {
		return nil, s.DecodeExtension("drawn", new(int))
	})
	s.Extensions["drawin"] = []byte(`{}`)
	if _, err := synthhub.RowsOf[drawnRow](generator(t, s), asks); err == nil || !strings.Contains(err.Error(), "did you mean drawn?") {
		t.Errorf("a misspelled extension: %v", err)
	}
}

// TestForeignBundle: a Bundle that does not come from this package, or has lost rows, is an
// error wherever it is handed to, and no panic in a goroutine.
func TestForeignBundle(t *testing.T) {
	whole := func() *synthhub.Bundle {
		b, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 600, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	of := whole()
	for _, c := range []struct {
		reason string
		b      func() *synthhub.Bundle
		broken bool
	}{
		{"the zero Bundle", func() *synthhub.Bundle { return new(synthhub.Bundle) }, true},
		{"a literal", func() *synthhub.Bundle {
			return &synthhub.Bundle{Persons: of.Persons, Vehicles: of.Vehicles, Profiles: of.Profiles}
		}, true},
		{"a person more", func() *synthhub.Bundle { b := whole(); b.Persons = append(b.Persons, b.Persons[0]); return b }, true},
		{"a vehicle less", func() *synthhub.Bundle { b := whole(); b.Vehicles = b.Vehicles[1:]; return b }, true},
		{"a profile less", func() *synthhub.Bundle { b := whole(); b.Profiles = b.Profiles[1:]; return b }, true},
		{"a person less, which rows can still be handed out of", func() *synthhub.Bundle { b := whole(); b.Persons = b.Persons[:599]; return b }, false},
	} {
		t.Run(c.reason, func(t *testing.T) {
			b := c.b()
			_, metadata := b.Metadata(t.Context())
			_, check := validate.Bundle(t.Context(), b)
			csv := export.CSV(t.Context(), io.Discard, b, synthhub.Persons)
			_, rows := export.NewCopySource(t.Context(), b, synthhub.Persons)
			_, injection := fault.New(t.Context(), b, fault.Plan{})
			for name, err := range map[string]error{"Metadata": metadata, "validate.Bundle": check, "export.CSV": csv, "export.NewCopySource": rows, "fault.New": injection} {
				if c.broken != errors.Is(err, synthhub.ErrBundle) && (c.broken || name != "export.CSV") {
					t.Errorf("%s: error %v", name, err)
				}
			}
		})
	}
}
