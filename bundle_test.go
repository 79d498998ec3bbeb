package synthhub_test

import (
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestNewBundle: a Bundle of selected records has their counts, their slots, and the rows that
// user-defined entities have for them.
func TestNewBundle(t *testing.T) {
	t.Parallel()
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
		t.Error("NewBundle changes its argument")
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
	var want, rows []string
	bound := bind(t, drawn, g.Settings())
	for i := range young {
		row, _ := bound.AppendCSV(nil, &young[i])
		want = append(want, string(row))
	}
	drawnRows, err := synthhub.RowsOf[drawnRow](b, drawn)
	if err != nil {
		t.Fatal(err)
	}
	for row := range drawnRows {
		rows = append(rows, string(drawnTable.AppendCSV(nil, &row)))
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows of a user-defined entity (-generator +bundle):\n%s", diff)
	}
	if empty := synthhub.NewBundle(m, nil); empty.Len() != 0 || metadataOf(t, empty).RecordCountVehicles != 0 {
		t.Error("a Bundle of no records is not empty")
	}
}

// TestForeignBundle: every function returns an error for a Bundle that does not come from this
// package, or has lost or got rows; none panics in a goroutine.
func TestForeignBundle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason string
		change func(b *synthhub.Bundle) *synthhub.Bundle
	}{
		{"the zero Bundle", func(*synthhub.Bundle) *synthhub.Bundle { return new(synthhub.Bundle) }},
		{"a literal", func(b *synthhub.Bundle) *synthhub.Bundle {
			return &synthhub.Bundle{Persons: b.Persons, Vehicles: b.Vehicles, Profiles: b.Profiles}
		}},
		{"one person more", func(b *synthhub.Bundle) *synthhub.Bundle { b.Persons = append(b.Persons, b.Persons[0]); return b }},
		{"one vehicle less", func(b *synthhub.Bundle) *synthhub.Bundle { b.Vehicles = b.Vehicles[1:]; return b }},
		{"one profile less", func(b *synthhub.Bundle) *synthhub.Bundle { b.Profiles = b.Profiles[1:]; return b }},
		{"one person less, whose rows are the last", func(b *synthhub.Bundle) *synthhub.Bundle { b.Persons = b.Persons[:599]; return b }},
		{"one vehicle more", func(b *synthhub.Bundle) *synthhub.Bundle { b.Vehicles = append(b.Vehicles, b.Vehicles[0]); return b }},
		{"one profile more", func(b *synthhub.Bundle) *synthhub.Bundle { b.Profiles = append(b.Profiles, b.Profiles[0]); return b }},
		{"no record", func(b *synthhub.Bundle) *synthhub.Bundle { b.Persons, b.Vehicles, b.Profiles = nil, nil, nil; return b }},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			b := c.change(generate(t, synthhub.Settings{Records: 600, Seed: 3}))
			_, metadata := b.Metadata(t.Context())
			_, check := validate.Bundle(t.Context(), b)
			csv := export.CSV(t.Context(), io.Discard, b, synthhub.Persons)
			_, rows := export.NewCopySource(t.Context(), b, synthhub.Persons)
			_, injection := fault.New(t.Context(), b, fault.Plan{})
			for name, err := range map[string]error{"Metadata": metadata, "validate.Bundle": check, "export.CSV": csv, "export.NewCopySource": rows, "fault.New": injection} {
				if !errors.Is(err, synthhub.ErrBundle) {
					t.Errorf("%s: error %v", name, err)
				}
			}
		})
	}
}
