package synthhub_test

import (
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// fixedDates are the days of the pairs: all of these with each other.
var fixedDates = []synthhub.Date{firstDay, schema.NewDate(2016, 2, 29), schema.NewDate(2016, 3, 1), schema.NewDate(2022, 7, 9), lastDay}

// fixedPerson returns a person with the values alone that never change. The telephone line is what
// stays of the number, and the career that of the commercial line.
func fixedPerson(p synthhub.Person) synthhub.Person {
	fixed := synthhub.Person{
		ID: p.ID, FirstName: p.FirstName, LastName: p.LastName, DateOfBirth: p.DateOfBirth, Gender: p.Gender,
		Email: p.Email, Phone: p.Phone[len(p.Phone)-4:], LOBType: p.LOBType, BusinessName: p.BusinessName,
	}
	if p.LOBType == synthhub.LineCommercial {
		fixed.Occupation = p.Occupation
	}
	return fixed
}

// fixedVehicle is fixedPerson for a vehicle.
func fixedVehicle(v *synthhub.Vehicle) synthhub.Vehicle {
	return synthhub.Vehicle{
		ID: v.ID, PersonID: v.PersonID, VIN: v.VIN, Make: v.Make, Model: v.Model, ModelYear: v.ModelYear,
		BodyStyle: v.BodyStyle, FuelType: v.FuelType, GVWRClass: v.GVWRClass, TitleStatus: v.TitleStatus, LOBType: v.LOBType,
	}
}

// TestFixedValues: those who are there on two days have the same fixed values on both, and so has each
// vehicle. The first license is set once. Some of everybody who was there on the first day are
// there on the last.
func TestFixedValues(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: testenv.Scale(12_000, 200_000), Seed: 21, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}})
	persons, vehicles := map[uuid.UUID]synthhub.Person{}, map[uuid.UUID]synthhub.Vehicle{}
	profiles, licensed := map[uuid.UUID]uuid.UUID{}, map[uuid.UUID]synthhub.Date{}
	samePersons, sameVehicles, setLater := 0, 0, 0
	for _, day := range fixedDates {
		for r := range onDay(t, g, day).All() {
			p := &r.Person
			fixed := fixedPerson(*p)
			if before, ok := persons[p.ID]; ok {
				if samePersons++; before != fixed {
					t.Fatalf("slot %d, %v (-before +now):\n%s", r.Slot, day, cmp.Diff(before, fixed))
				}
				if profiles[p.ID] != r.Profile.ID {
					t.Fatalf("slot %d, %v: the profile has another id", r.Slot, day)
				}
				if on := licensed[p.ID]; on.IsZero() && !p.FirstLicensedOn.IsZero() {
					setLater++
				} else if on != p.FirstLicensedOn {
					t.Fatalf("slot %d, %v: licensed on %v, before on %v", r.Slot, day, p.FirstLicensedOn, on)
				}
			}
			persons[p.ID], profiles[p.ID], licensed[p.ID] = fixed, r.Profile.ID, p.FirstLicensedOn
			for k := range r.Vehicles {
				v := fixedVehicle(&r.Vehicles[k])
				if before, ok := vehicles[v.ID]; ok {
					if sameVehicles++; before != v {
						t.Fatalf("slot %d, %v (-before +now):\n%s", r.Slot, day, cmp.Diff(before, v))
					}
				}
				vehicles[v.ID] = v
			}
		}
	}
	if samePersons == 0 || sameVehicles == 0 || setLater == 0 {
		t.Errorf("the test compares %d persons and %d vehicles, %d licensed later", samePersons, sameVehicles, setLater)
	}
	t.Logf("%d persons and %d vehicles: %d and %d seen again, %d licensed later", len(persons), len(vehicles), samePersons, sameVehicles, setLater)
}

// TestFindOnEveryDay: on two days Find leads from every id of the day to its row, and Tenure says
// from when to when it is there. Ids of the other day are found by Tenure alone, and those of
// another seed or book by neither.
func TestFindOnEveryDay(t *testing.T) {
	t.Parallel()
	s := synthhub.Settings{Records: testenv.Scale(1500, 20_000), Seed: 23, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}}
	g := generator(t, s)
	at := [2]*synthhub.Generator{onDay(t, g, schema.NewDate(2017, 5, 2)), onDay(t, g, schema.NewDate(2024, 2, 29))}
	rows := [2]map[uuid.UUID]synthhub.Location{rowsOf(at[0]), rowsOf(at[1])}
	once := 0
	for i, day := range at {
		for id, want := range rows[i] {
			got, ok := day.Find(id)
			if !ok || got != want {
				t.Fatalf("%v: Find(%v) = %+v, %t, want %+v", day.Settings().AsOf, id, got, ok, want)
			}
			wantTenure(t, g, id, want, day.Settings().AsOf)
			other, there := at[1-i].Find(id)
			if _, is := rows[1-i][id]; is != there || is && other != want {
				t.Fatalf("%+v of %v: on the other day Find returns %+v, %t, want %t", want, day.Settings().AsOf, other, there, is)
			} else if !is {
				once++
			}
		}
	}
	if once == 0 {
		t.Error("nobody is there on one day alone")
	}
	for name, change := range map[string]func(s *synthhub.Settings){
		"of another seed":           func(s *synthhub.Settings) { s.Seed++ },
		"of another book":           func(s *synthhub.Settings) { s.Book = "other" },
		"of a book of fewer states": func(s *synthhub.Settings) { s.States = []synthhub.State{synthhub.StateCA} },
	} {
		t.Run(name, func(t *testing.T) {
			s := s
			change(&s)
			for id := range rowsOf(generator(t, s)) {
				_, found := g.Find(id)
				if _, ok := g.Tenure(id); ok || found {
					t.Fatalf("%v is found: %t, and has a tenure: %t", id, found, ok)
				}
			}
		})
	}
}

// rowsOf returns where the rows of a dataset are.
func rowsOf(g *synthhub.Generator) map[uuid.UUID]synthhub.Location {
	rows := map[uuid.UUID]synthhub.Location{}
	for r := range g.All() {
		rows[r.Person.ID] = synthhub.Location{Table: "persons", Slot: r.Slot, Key: r.Key}
		rows[r.Profile.ID] = synthhub.Location{Table: "profiles", Slot: r.Slot, Key: r.Key}
		for k := range r.Vehicles {
			rows[r.Vehicles[k].ID] = synthhub.Location{Table: "vehicles", Slot: r.Slot, Key: r.Key, Ordinal: k}
		}
	}
	return rows
}

// wantTenure wants an exact tenure of a row that is there on a day: the row is in its record on the
// first day and the last, and not on the days before and after, as far as the window goes.
func wantTenure(t *testing.T, g *synthhub.Generator, id uuid.UUID, want synthhub.Location, day synthhub.Date) {
	t.Helper()
	tenure, ok := g.Tenure(id)
	if !ok || tenure.Location != want || tenure.From.After(day) || !tenure.To.After(day) {
		t.Fatalf("%v: the tenure of %+v is %+v, %t", day, want, tenure, ok)
	}
	for at, there := range map[synthhub.Date]bool{
		tenure.From.AddDays(-1): false, tenure.From: true, tenure.To.AddDays(-1): true, tenure.To: false,
	} {
		if at.Before(firstDay) || at.After(lastDay) {
			continue
		}
		r := onDay(t, g, at).Record(want.Slot)
		is := r.Person.ID == id || r.Profile.ID == id || want.Ordinal < len(r.Vehicles) && r.Vehicles[want.Ordinal].ID == id
		if is != there {
			t.Fatalf("%+v: on %v its row is there: %t", tenure, at, is)
		}
	}
}

// TestRowsThatNeverAre: ids that the labels of the keys make, but no row ever has, lead nowhere.
func TestRowsThatNeverAre(t *testing.T) {
	t.Parallel()
	const slotBits, heirBits, ordinalBits = 30, 6, 6 // of keys, and of the ordinals of vehicles
	g := generator(t, synthhub.Settings{Records: 300, Seed: 24, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	persons, vehicles, profiles := g.Label("persons", "person_id").NewIDs(), g.Label("vehicles", "vehicle_id").NewIDs(), g.Label("profiles", "profile_id").NewIDs()
	for r := range g.All() {
		lastHeir := r.Key | (1<<heirBits-1)<<slotBits
		for name, id := range map[string]uuid.UUID{
			"a second person of a key":               persons.ID(r.Key, 1),
			"a second profile of a key":              profiles.ID(r.Key, 1<<ordinalBits),
			"a vehicle after the maximum":            vehicles.ID(r.Key, 4),
			"the last of all vehicles of one place":  vehicles.ID(r.Key, 1<<16-1<<ordinalBits),
			"the last who could follow by age":       persons.ID(lastHeir, 0),
			"a vehicle of that one":                  vehicles.ID(lastHeir, 0),
			"a person after the last record":         persons.ID(r.Key+300, 0),
			"a holder long after the window":         persons.ID(r.Key|31<<(slotBits+heirBits), 0),
			"the vehicle after the last of somebody": afterLast(t, g, &vehicles, r),
		} {
			_, found := g.Find(id)
			if tenure, ok := g.Tenure(id); ok || found {
				t.Fatalf("slot %d: %s has the tenure %+v, or is found: %t", r.Slot, name, tenure, found)
			}
		}
	}
}

// afterLast returns the id of the vehicle that would follow on the first vehicle that the person of
// a record has on the last day, if the person stayed.
func afterLast(t *testing.T, g *synthhub.Generator, vehicles *draw.IDs, r *synthhub.Record) uuid.UUID {
	t.Helper()
	tenure, ok := g.Tenure(r.Person.ID)
	if !ok || tenure.To.After(lastDay) {
		return uuid.Nil
	}
	last := onDay(t, g, tenure.To.AddDays(-1)).Record(r.Slot)
	key, row, ok := vehicles.Position(last.Vehicles[0].ID)
	if !ok || key != r.Key {
		t.Fatalf("slot %d: the vehicle %v is of the key %d, %t", r.Slot, last.Vehicles[0].ID, key, ok)
	}
	return vehicles.ID(key, row+64)
}
