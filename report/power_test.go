package report_test

import (
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// powerRecords is the number of records of both sides.
const powerRecords = 20_000

// shares are settings with a share of the commercial line.
func shares(commercial int, seed uint64) synthhub.Settings {
	return synthhub.Settings{Records: powerRecords, Seed: seed, Vehicles: fleet, CommercialShare: commercial}
}

// TestPower names what another seed with a change must be found to differ in, and how much at least.
func TestPower(t *testing.T) {
	statistical(t)
	before := profileOf(t, generatorOf(t, shares(30, 42)))
	after := generatorOf(t, shares(30, 43))
	born := func(r *synthhub.Record) *synthhub.Date { return &r.Person.DateOfBirth }
	for i, c := range []struct {
		name    string
		src     synthhub.Source
		column  string // table.column
		verdict report.Verdict
	}{
		{"five percent more in the commercial line", generatorOf(t, shares(35, 43)), "persons.lob_type", report.Slight},
		{"twice as many in the commercial line", generatorOf(t, shares(60, 43)), "persons.lob_type", report.Large},
		{"makes and models swapped", change(after, each(func(r *synthhub.Record) {
			for i := range r.Vehicles {
				v := &r.Vehicles[i]
				v.Make, v.Model = v.Model, v.Make
			}
		})), "vehicles.make", report.Large},
		{"first and last names swapped", change(after, each(func(r *synthhub.Record) {
			r.Person.FirstName, r.Person.LastName = r.Person.LastName, r.Person.FirstName
		})), "persons.last_name", report.Large},
		{"everybody a year older", change(after, each(func(r *synthhub.Record) {
			*born(r) = born(r).AddYears(-1)
		})), "persons.date_of_birth", report.Slight},
		{"model years one later", change(after, each(func(r *synthhub.Record) {
			for i := range r.Vehicles {
				r.Vehicles[i].ModelYear++
			}
		})), "vehicles.model_year", report.Slight},
		{"first licensed a year later", change(after, each(func(r *synthhub.Record) {
			if p := &r.Person; !p.FirstLicensedOn.IsZero() {
				p.FirstLicensedOn = p.FirstLicensedOn.AddYears(1)
			}
		})), "persons.first_licensed_on", report.Slight},
		{"nobody divorced", change(after, each(func(r *synthhub.Record) {
			if p := &r.Person; p.MaritalStatus == synthhub.MaritalDivorced {
				p.MaritalStatus = synthhub.MaritalSingle
			}
		})), "persons.marital_status", report.Slight},
		{"no Diesel", change(after, each(func(r *synthhub.Record) {
			for i := range r.Vehicles {
				if v := &r.Vehicles[i]; v.FuelType == synthhub.FuelDiesel {
					v.FuelType = synthhub.FuelGasoline
				}
			}
		})), "vehicles.fuel_type", report.Slight},
		{"one mileage in a hundred of one value", change(after, each(func(r *synthhub.Record) {
			if r.Slot%50 == 0 {
				r.Vehicles[0].AnnualMileage = 150_001
			}
		})), "vehicles.annual_mileage", report.Slight},
		{"no Wyoming", change(after, func(records []synthhub.Record) []synthhub.Record {
			return slices.DeleteFunc(records, func(r synthhub.Record) bool { return r.Person.State == synthhub.StateWY })
		}), "persons.state", report.Slight},
		{"no California", change(after, func(records []synthhub.Record) []synthhub.Record {
			return slices.DeleteFunc(records, func(r synthhub.Record) bool { return r.Person.State == synthhub.StateCA })
		}), "persons.state", report.Moderate},
	} {
		if i%4 > 0 && quick() {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			d := compared(t, before, profileOf(t, c.src))
			i := slices.IndexFunc(d.Columns, func(x report.ColumnDrift) bool { return x.Table+"."+x.Column == c.column })
			x := d.Columns[i]
			t.Logf("%s: PSI %.4f, KS %.4f, q %.2g, %s; verdict %s", c.column, x.PSI, x.KS, x.Q, x.Verdict, d.Verdict)
			if x.Verdict < c.verdict || d.Verdict < c.verdict {
				t.Errorf("verdict %s of the column, %s of all, want at least %s", x.Verdict, d.Verdict, c.verdict)
			}
		})
	}
}

// TestPowerOfPairs shuffles the values of one column among rows, so that no column by itself differs.
func TestPowerOfPairs(t *testing.T) {
	statistical(t)
	before := profileOf(t, generatorOf(t, shares(30, 42)))
	after := generatorOf(t, shares(30, 43))
	for i, c := range []struct {
		table, column, with string
		swap                func(a, b *synthhub.Record)
	}{
		{"persons", "marital_status", "date_of_birth", func(a, b *synthhub.Record) {
			a.Person.MaritalStatus, b.Person.MaritalStatus = b.Person.MaritalStatus, a.Person.MaritalStatus
		}},
		{"persons", "occupation", "lob_type", func(a, b *synthhub.Record) {
			a.Person.Occupation, b.Person.Occupation = b.Person.Occupation, a.Person.Occupation
		}},
		{"persons", "driver_license_state", "state", func(a, b *synthhub.Record) {
			a.Person.DriverLicenseState, b.Person.DriverLicenseState = b.Person.DriverLicenseState, a.Person.DriverLicenseState
		}},
		{"vehicles", "model", "make", func(a, b *synthhub.Record) {
			a.Vehicles[0].Model, b.Vehicles[0].Model = b.Vehicles[0].Model, a.Vehicles[0].Model
		}},
		{"vehicles", "model_year", "value_usd", func(a, b *synthhub.Record) {
			a.Vehicles[0].ModelYear, b.Vehicles[0].ModelYear = b.Vehicles[0].ModelYear, a.Vehicles[0].ModelYear
		}},
	} {
		if i%3 > 0 && quick() {
			continue
		}
		t.Run(c.column, func(t *testing.T) {
			d := compared(t, before, profileOf(t, change(after, func(records []synthhub.Record) []synthhub.Record {
				label := draw.NewLabel(1, c.column)
				for i := len(records) - 1; i > 0; i-- {
					c.swap(&records[i], &records[label.IntN(uint64(i), i+1)])
				}
				return records
			})))
			found := slices.ContainsFunc(d.Pairs, func(p report.PairDrift) bool {
				return p.Table == c.table && (p.A == c.column && p.B == c.with || p.A == c.with && p.B == c.column)
			})
			for _, p := range d.Pairs {
				t.Logf("%s with %s: PSI %.4f, V %.2f and %.2f, q %.2g, %s", p.A, p.B, p.PSI, p.VA, p.VB, p.Q, p.Verdict)
			}
			if !found {
				t.Errorf("the pair with %s is not among %d", c.with, len(d.Pairs))
			}
			for _, c := range d.Columns {
				if c.Verdict > report.None {
					t.Errorf("%s differs by itself: %s", c.Column, c.Verdict)
				}
			}
		})
	}
}

// TestIntent holds that the settings that differ are named with their values on both sides.
func TestIntent(t *testing.T) {
	s := synthhub.Settings{Records: 200, Seed: 1, Book: "one"}
	a := profileOf(t, generatorOf(t, s))
	s.AsOf = schema.NewDate(2026, 11, 1)
	b := profileOf(t, generatorOf(t, s))
	want := []report.Difference{{Setting: "as_of", A: "2025-11-01", B: "2026-11-01"}}
	if d := compared(t, a, b); !slices.Equal(d.Intent, want) {
		t.Errorf("intent %v, want %v", d.Intent, want)
	}
	if d := compared(t, a, a); len(d.Intent) > 0 {
		t.Errorf("intent %v of one dataset", d.Intent)
	}
}
