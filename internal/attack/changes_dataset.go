package main

import (
	"encoding/json"
	"slices"

	"github.com/synthhub/synthhub"
)

// idChanges give rows other ids, with all references.
func idChanges() []change {
	return []change{
		{name: "a person with a fresh id", found: true, apply: func(f *forgery) bool {
			r, _ := f.two()
			r.Person.ID = f.id()
			return f.derive()
		}},
		{name: "a vehicle with a fresh id", found: true, apply: func(f *forgery) bool {
			r, _ := f.two()
			r.Vehicles[f.IntN(len(r.Vehicles))].ID = f.id()
			return f.derive()
		}},
		{name: "a profile with a fresh id", found: true, apply: func(f *forgery) bool {
			r, _ := f.two()
			r.Profile.ID = f.id()
			return true
		}},
		{name: "two persons with each other's ids", found: true, apply: func(f *forgery) bool {
			a, b := f.two()
			a.Person.ID, b.Person.ID = b.Person.ID, a.Person.ID
			return f.derive()
		}},
		{name: "two profiles with each other's ids", found: true, apply: func(f *forgery) bool {
			a, b := f.two()
			a.Profile.ID, b.Profile.ID = b.Profile.ID, a.Profile.ID
			return true
		}},
		{name: "the ids of the next record in every record", found: true, apply: func(f *forgery) bool {
			ids := slices.Clone(f.rows)
			for i := range f.records {
				setIDs(&f.records[i], &ids[(i+1)%len(ids)])
			}
			return f.derive()
		}},
	}
}

// placeChanges exchange rows, with all references, or take them from elsewhere.
func placeChanges() []change {
	return []change{
		{name: "two persons exchanged under their ids", apply: func(f *forgery) bool {
			a, b := f.two()
			a.Person, b.Person = b.Person, a.Person
			a.Person.ID, b.Person.ID = b.Person.ID, a.Person.ID
			return a.Person.LOBType == b.Person.LOBType && a.Person.State == b.Person.State && f.derive()
		}},
		{name: "two persons exchanged with their ids", found: true, apply: func(f *forgery) bool {
			a, b := f.two()
			a.Person, b.Person = b.Person, a.Person
			return f.derive()
		}},
		{name: "two vehicles exchanged with their ids", found: true, apply: func(f *forgery) bool {
			a, b := f.two()
			a.Vehicles[0], b.Vehicles[0] = b.Vehicles[0], a.Vehicles[0]
			return f.derive()
		}},
		{name: "two records in each other's place", found: true, apply: func(f *forgery) bool {
			a, b := f.two()
			*a, *b = *b, *a
			return true
		}},
		{name: "records in reverse order", found: true, apply: func(f *forgery) bool {
			slices.Reverse(f.records)
			return true
		}},
		{name: "vehicles of a person in another order", found: true, apply: func(f *forgery) bool {
			r, _ := f.two()
			slices.Reverse(r.Vehicles)
			return len(r.Vehicles) > 1 && f.derive()
		}},
		{name: "a record of another dataset", found: true, apply: func(f *forgery) bool {
			r, _ := f.two()
			*r = f.donors[f.IntN(len(f.donors))].Clone()
			return true
		}},
		{name: "all records of another seed", found: true, apply: func(f *forgery) bool {
			for i := range f.records {
				f.records[i] = f.donors[i].Clone()
			}
			return true
		}},
	}
}

// countChanges add or remove rows.
func countChanges() []change {
	return []change{
		{name: "one record dropped", found: true, apply: func(f *forgery) bool {
			f.drop(f.IntN(len(f.records)))
			return true
		}},
		{name: "one record dropped, and in the settings too", found: true, apply: func(f *forgery) bool {
			f.drop(f.IntN(len(f.records) - 1))
			f.settings.Records--
			return true
		}},
		{name: "one record twice", found: true, apply: func(f *forgery) bool {
			i := f.IntN(len(f.records))
			f.records = slices.Insert(f.records, i, f.records[i].Clone())
			return true
		}},
		{name: "one record twice in place of the next", found: true, apply: func(f *forgery) bool {
			i := f.IntN(len(f.records) - 1)
			f.records[i+1] = f.records[i].Clone()
			return true
		}},
		{name: "one more record, of another seed", found: true, apply: func(f *forgery) bool {
			f.records = append(f.records, f.donors[len(f.records)].Clone())
			f.settings.Records++
			return true
		}},
		{name: "one vehicle dropped", found: true, apply: func(f *forgery) bool {
			r, _ := f.two()
			r.Vehicles = r.Vehicles[:len(r.Vehicles)-1]
			return len(r.Vehicles) > 0 && f.derive()
		}},
	}
}

// claims are changes of what the snapshot says of the dataset.
func claims() []change {
	settings := func(name string, found bool, edit func(s *synthhub.Settings)) change {
		return change{name, found, func(f *forgery) bool {
			edit(&f.settings)
			return true
		}}
	}
	metadata := func(name string, edit func(m *synthhub.Metadata)) change {
		return change{name, true, func(f *forgery) bool {
			f.edit = edit
			return true
		}}
	}
	return []change{
		settings("another seed", true, func(s *synthhub.Settings) { s.Seed++ }),
		settings("another book", true, func(s *synthhub.Settings) { s.Book = "north" }),
		settings("another day", false, func(s *synthhub.Settings) { s.AsOf = s.AsOf.AddDays(1) }),
		settings("another share of the commercial line", false, func(s *synthhub.Settings) { s.CommercialShare = 80 }),
		settings("more vehicles", false, func(s *synthhub.Settings) { s.Vehicles.Max = 9 }),
		settings("one more state", false, func(s *synthhub.Settings) { s.States = append(slices.Clone(s.States), synthhub.StateTX) }),
		settings("another contact in all documents", false, func(s *synthhub.Settings) {
			s.Contact = synthhub.Contact{Team: "Others", Email: "others@example.org"}
		}),
		settings("parameters of an extension", false, func(s *synthhub.Settings) {
			s.Extensions = map[string]json.RawMessage{"notes": json.RawMessage(`{"a":1}`)}
		}),
		metadata("another contact in the metadata alone", func(m *synthhub.Metadata) { m.Contact.Team = "Others" }),
		metadata("another contact in the settings alone", func(m *synthhub.Metadata) { m.Settings.Contact.Team = "Others" }),
		metadata("another note", func(m *synthhub.Metadata) { m.Notes[0] = "Real data." }),
		metadata("another digest of a table", func(m *synthhub.Metadata) { m.TableDigests["persons"] = m.TableDigests["vehicles"] }),
		metadata("another digest of the settings", func(m *synthhub.Metadata) { m.SettingsDigest = m.SettingsDigest[:8] + m.SettingsDigest[9:] + "0" }),
		metadata("another day of generation", func(m *synthhub.Metadata) { m.GeneratedAt = "2025-11-02T00:00:00Z" }),
	}
}
