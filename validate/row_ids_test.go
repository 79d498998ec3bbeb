package validate_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// idSettings are those of the tests of ids.
func idSettings(seed uint64) synthhub.Settings {
	return synthhub.Settings{Records: 120, Seed: seed, Vehicles: synthhub.VehicleRange{Min: 2, Max: 2}}
}

// recordsOf returns records that may be changed.
func recordsOf(g *synthhub.Generator) (records []synthhub.Record) {
	for r := range g.All() {
		records = append(records, *r)
	}
	return records
}

// giveIDs gives a record the ids of another.
func giveIDs(r *synthhub.Record, other synthhub.Record) {
	r.Person.ID, r.Profile.ID = other.Person.ID, other.Profile.ID
	for i := range r.Vehicles {
		r.Vehicles[i].ID = other.Vehicles[i].ID
		r.Vehicles[i].PersonID = r.Person.ID
	}
	r.Profile.PersonID, r.Profile.VehicleID = r.Person.ID, r.Vehicles[0].ID
}

const (
	personOfRow  = "persons.person_id.of_row"
	vehicleOfRow = "vehicles.vehicle_id.of_row"
	profileOfRow = "profiles.profile_id.of_row"
)

// consistent are changes of a dataset after which the rows agree with each other and every digest
// with its file. The settings alone tell that the ids are not those of the rows.
var consistent = []struct {
	name   string
	change func(records []synthhub.Record) []synthhub.Record
	opts   []export.Option
	want   map[string]int
}{
	{
		name: "ids from elsewhere",
		change: func(records []synthhub.Record) []synthhub.Record {
			r := &records[5]
			ids := synthhub.Record{Vehicles: make([]synthhub.Vehicle, 2)}
			ids.Person.ID = uuid.FromStringOrNil("6f2e1a90-7b1c-4d55-9a3e-0c1d2e3f4a5b")
			ids.Profile.ID = uuid.FromStringOrNil("0b7d3c52-93f4-4a6e-8f10-a1b2c3d4e5f6")
			ids.Vehicles[0].ID = uuid.FromStringOrNil("c2a4e6f8-1b3d-4f5a-b7c9-d0e1f2a3b4c5")
			ids.Vehicles[1].ID = uuid.FromStringOrNil("d3b5f7a9-2c4e-4a6b-88da-e1f2a3b4c5d6")
			giveIDs(r, ids)
			return records
		},
		want: map[string]int{personOfRow: 1, vehicleOfRow: 2, profileOfRow: 1},
	},
	{
		name: "two persons with each other's ids",
		change: func(records []synthhub.Record) []synthhub.Record {
			a, b := &records[10], &records[50]
			a.Person.ID, b.Person.ID = b.Person.ID, a.Person.ID
			for _, r := range []*synthhub.Record{a, b} {
				r.Profile.PersonID = r.Person.ID
				for i := range r.Vehicles {
					r.Vehicles[i].PersonID = r.Person.ID
				}
			}
			return records
		},
		want: map[string]int{personOfRow: 2},
	},
	{
		name: "two records in each other's place",
		change: func(records []synthhub.Record) []synthhub.Record {
			records[10], records[50] = records[50], records[10]
			return records
		},
		want: map[string]int{personOfRow: 2, vehicleOfRow: 4, profileOfRow: 2},
	},
	{
		name: "the second vehicle first",
		change: func(records []synthhub.Record) []synthhub.Record {
			v := records[7].Vehicles
			v[0], v[1] = v[1], v[0]
			records[7].Derive(idSettings(1).Effective().AsOf)
			return records
		},
		want: map[string]int{vehicleOfRow: 2},
	},
	{
		name: "every record with the ids of the next",
		change: func(records []synthhub.Record) []synthhub.Record {
			for i := range len(records) - 1 {
				next := records[i+1]
				next.Vehicles = slices.Clone(next.Vehicles)
				giveIDs(&records[i], next)
			}
			return records[:len(records)-1]
		},
		want: map[string]int{personOfRow: 1, vehicleOfRow: 1, profileOfRow: 1},
	},
	{
		name:   "a record left out",
		change: func(records []synthhub.Record) []synthhub.Record { return slices.Delete(records, 30, 31) },
		want:   map[string]int{personOfRow: 1, vehicleOfRow: 1, profileOfRow: 1},
	},
	{
		name:   "another seed",
		change: func(records []synthhub.Record) []synthhub.Record { return recordsOf(mustGenerator(idSettings(2))) },
		want:   map[string]int{personOfRow: 120, vehicleOfRow: 240, profileOfRow: 120},
	},
	{
		name: "vehicles of each other, without persons", opts: []export.Option{export.Tables("vehicles")},
		change: func(records []synthhub.Record) []synthhub.Record {
			a, b := &records[10].Vehicles[0], &records[50].Vehicles[0]
			a.PersonID, b.PersonID = b.PersonID, a.PersonID
			return records
		},
		want: map[string]int{"vehicles.person_id.of_row": 2},
	},
	{
		name: "profiles of each other, without persons and vehicles", opts: []export.Option{export.Tables("profiles")},
		change: func(records []synthhub.Record) []synthhub.Record {
			a, b := &records[10].Profile, &records[50].Profile
			a.PersonID, b.PersonID, a.VehicleID, b.VehicleID = b.PersonID, a.PersonID, b.VehicleID, a.VehicleID
			return records
		},
		want: map[string]int{"profiles.person_id.of_row": 2, "profiles.vehicle_id.of_row": 2},
	},
	{
		name: "the last vehicle of a part left out", opts: []export.Option{export.Part(2, 2)},
		change: func(records []synthhub.Record) []synthhub.Record {
			last := &records[len(records)-1]
			last.Vehicles = last.Vehicles[:len(last.Vehicles)-1]
			last.Derive(idSettings(1).Effective().AsOf)
			return records
		},
		want: map[string]int{"vehicles.row.count": 1},
	},
}

func mustGenerator(s synthhub.Settings) *synthhub.Generator {
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		panic(err)
	}
	return g
}

// TestRowIDs: a snapshot whose ids are not those of its rows is found out, without generating it
// again; so is a Bundle with the option RowIDs, and without it that is no finding.
func TestRowIDs(t *testing.T) {
	t.Parallel()
	for _, tt := range consistent {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := mustGenerator(idSettings(1))
			m, err := g.Metadata(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			b := synthhub.NewBundle(m, tt.change(recordsOf(g)))
			r := check(t, exported(t, b, tt.opts...).fs())
			got := totals(r)
			maps.DeleteFunc(got, func(code string, _ int) bool { return strings.HasPrefix(code, "snapshot.") }) // counts of records
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s\n%s", diff, text(r))
			}
			if tt.opts != nil {
				return // a Bundle has all tables and parts
			}
			if r := bundleReport(t, b); r.Err() != nil {
				t.Errorf("the Bundle has findings without the option:\n%s", text(r))
			}
			if diff := cmp.Diff(tt.want, totals(bundleReport(t, b, validate.RowIDs()))); diff != "" {
				t.Errorf("findings of the Bundle (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRowIDsOfGood: no id of a good dataset is a finding, whatever the tables, formats and parts.
func TestRowIDsOfGood(t *testing.T) {
	t.Parallel()
	s := idSettings(3)
	s.Vehicles = synthhub.VehicleRange{Min: 1, Max: 5}
	g := mustGenerator(s)
	b, err := g.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := bundleReport(t, b, validate.RowIDs()); r.Err() != nil {
		t.Errorf("a good Bundle has findings:\n%s", text(r))
	}
	for _, opts := range [][]export.Option{
		{export.Tables("vehicles")}, {export.Tables("profiles")}, {export.Tables("vehicles", "profiles"), export.Part(3, 7)}, {export.Part(7, 7)}, {export.Parts(7)},
	} {
		r := check(t, exported(t, g, opts...).fs())
		unchecked := func(note string) bool { return strings.Contains(note, "was not checked") }
		if r.Err() != nil || slices.ContainsFunc(r.Notes, unchecked) {
			t.Errorf("a good snapshot has findings, or unchecked references:\n%s", text(r))
		}
	}
}
