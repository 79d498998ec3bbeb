package synthhub_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/validate"
)

// TestWhere: the records that Where yields are those of Record, also beyond the dataset, and do
// not change while the search goes on.
func TestWhere(t *testing.T) {
	t.Parallel()
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
		t.Errorf("all records found are within the dataset of %d", g.Len())
	}
}

// TestDerive: Derive changes no generated record, and makes a changed one consistent again.
func TestDerive(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 50, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	asOf := g.Settings().AsOf
	changed := 0
	for i := range g.Len() {
		r := g.Record(i)
		r.Derive(asOf)
		if diff := cmp.Diff(g.Record(i), r); diff != "" {
			t.Fatalf("Derive changes record %d (-want +got):\n%s", i, diff)
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
		for k, v := range r.Vehicles {
			if v.PersonID != r.Person.ID {
				t.Errorf("record %d: vehicle %d refers to another person", i, k)
			}
		}
		for _, broken := range validate.Profile(&r.Profile, asOf) {
			t.Errorf("record %d: %v", i, broken)
		}
	}
	if changed == 0 {
		t.Error("three accidents change no rating")
	}
}

// TestRecordsBelongToCaller: later calls do not change the records of All, Where and Record, of a
// Generator and of a Bundle, and a change to one of these records changes nothing else.
func TestRecordsBelongToCaller(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 100, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}})
	b := bundleOf(t, g)
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
					t.Fatalf("a change to record %d changes the next", i)
				}
			}
			if b.Vehicles[0].VIN == "changed" {
				t.Error("a change to a record changes the Bundle")
			}
		})
	}
}

// TestClone: a clone is equal and shares no memory, not even that of its strings.
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
		t.Run(name, func(t *testing.T) {
			if unsafe.StringData(texts[0]) == unsafe.StringData(texts[1]) {
				t.Error("the string is in the same memory")
			}
		})
	}
	c.Vehicles[0].VIN = "changed"
	if r.Vehicles[0].VIN == "changed" {
		t.Error("the vehicles are shared")
	}
}

// TestRecordJSON: the JSON of a record has the names of its tables, and decodes to the record.
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
		t.Errorf("JSON changes the record (-want +got):\n%s", diff)
	}
	if got := strings.Join(slices.Sorted(maps.Keys(members)), " "); got != "key person profile slot vehicles" {
		t.Errorf("the members are %s", got)
	}
}

// TestLogValue: a log line names the record, and does not hold all of it.
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
