package fault_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

func generator(t testing.TB, records int) *synthhub.Generator {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: records, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// everything breaks every rule that can be broken, twice.
func everything() fault.Plan {
	plan := fault.Plan{}
	for code := range fault.Codes() {
		plan[code] = 2
	}
	return plan
}

// expected lists the findings of a ledger and those of a report in one form.
func expected(in *fault.Injection) (list []string) {
	for _, e := range in.Ledger() {
		for _, f := range e.Findings {
			list = append(list, line(f))
		}
	}
	slices.Sort(list)
	return list
}

func reported(r *validate.Report) (list []string) {
	for _, f := range r.Findings {
		if !strings.HasSuffix(f.Rule, ".row.count") && !strings.HasPrefix(f.Rule, "snapshot.") {
			list = append(list, line(f))
		}
	}
	slices.Sort(list)
	return list
}

func line(f validate.Finding) string {
	return fmt.Sprintf("%s row %d %s %q", f.Rule, f.Row, f.ID, f.Value)
}

func totals(r *validate.Report) map[string]int {
	m := make(map[string]int)
	for _, t := range r.Totals {
		if t.Table != "snapshot" {
			m[t.Code] = t.Count
		}
	}
	return m
}

func TestReportEqualsLedger(t *testing.T) {
	g := generator(t, 6000)
	in, err := fault.New(t.Context(), g, everything())
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 3} {
		r, err := validate.Source(context.Background(), g, validate.Faulty(in.Governed()...), validate.With(in.UserDefined()...), validate.Workers(workers), validate.Limit(1e6))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(in.Totals(), totals(r)); diff != "" {
			t.Errorf("%d workers: totals of the ledger and the report (-want +got):\n%s", workers, diff)
		}
		if diff := cmp.Diff(expected(in), reported(r)); diff != "" {
			t.Errorf("%d workers: findings (-want +got):\n%s", workers, diff)
		}
	}
}

// TestEveryRuleFires looks at one fault of each rule alone, and prints what it leads
// to with -v.
func TestEveryRuleFires(t *testing.T) {
	g := generator(t, 6000)
	for code := range fault.Codes() {
		t.Run(code, func(t *testing.T) {
			in, err := fault.New(t.Context(), g, fault.Plan{code: 1})
			if err != nil {
				t.Fatal(err)
			}
			if in.Totals()[code] == 0 {
				t.Errorf("the rule does not fire; these do: %v", slices.Sorted(maps.Keys(in.Totals())))
			}
			t.Log(in.Totals())
		})
	}
}

// TestFaultySnapshot writes the faults to files and finds them there again, in every
// format that rows can be read from.
func TestFaultySnapshot(t *testing.T) {
	g := generator(t, 6000)
	in, err := fault.New(t.Context(), g, everything())
	if err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string][]export.Option{
		"csv": {export.Formats("csv")}, "json": {export.Formats("json")}, "parts": {export.Formats("ndjson", "csv"), export.Parts(3)},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir() + "/faulty"
			if _, err := export.Snapshot(context.Background(), dir, g, append(opts, export.Faulty(in.Governed()...))...); err != nil {
				t.Fatal(err)
			}
			r, err := validate.Snapshot(context.Background(), os.DirFS(dir), validate.Limit(1e6))
			if err != nil {
				t.Fatal(err)
			}
			if r.Count("snapshot.manifest.faulty") != 1 {
				t.Error("the snapshot is not refused as faulty by design")
			}
			if diff := cmp.Diff(in.Totals(), totals(r)); diff != "" {
				t.Errorf("totals of the ledger and the report (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(expected(in), reported(r)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, total := range r.Totals {
				if total.Table == "snapshot" && total.Code != "snapshot.manifest.faulty" {
					t.Errorf("%s: a faulty snapshot is whole all the same", total.Code)
				}
			}
		})
	}
}

// TestOriginal wants the source untouched, and the ledger to say what was done to it.
func TestOriginal(t *testing.T) {
	b, err := generator(t, 3000).Bundle(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	in, err := fault.New(t.Context(), b, fault.Plan{"persons.phone.of_city": 3, "vehicles.vin.unique": 2, "persons.row.count": 1})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := validate.Bundle(t.Context(), b); err != nil || r.Err() != nil {
		t.Errorf("the original: %v, %v", err, r.Err())
	}
	if n := len(in.Ledger()); n != 6 {
		t.Errorf("%d entries in the ledger, want 6", n)
	}
	for _, e := range in.Ledger() {
		switch e.Rule {
		case "persons.phone.of_city":
			if p := b.Persons[e.Record]; e.Row != e.Record+1-gone(in, e.Record) || e.ID != p.ID.String() || e.Before != p.Phone || e.After != "000-555-0100" {
				t.Errorf("the ledger says %+v of %v", e, p)
			}
		case "persons.row.count":
			if e.Row != 0 || e.Column != "" {
				t.Errorf("a row that is gone: %+v", e)
			}
		}
	}
	again, err := fault.New(t.Context(), b, fault.Plan{"persons.phone.of_city": 3})
	if err != nil {
		t.Fatal(err)
	}
	records := func(in *fault.Injection) (list []int) {
		for _, e := range in.Ledger() {
			if e.Rule == "persons.phone.of_city" {
				list = append(list, e.Record)
			}
		}
		return list
	}
	if diff := cmp.Diff(records(in), records(again)); diff != "" {
		t.Errorf("other faults have moved these (-together +alone):\n%s", diff)
	}
}

// gone counts the persons before a record that were left out.
func gone(in *fault.Injection, record int) (n int) {
	for _, e := range in.Ledger() {
		if e.Rule == "persons.row.count" && e.Record < record {
			n++
		}
	}
	return n
}

func TestErrors(t *testing.T) {
	g := generator(t, 40)
	for _, tt := range []struct {
		plan fault.Plan
		want error
	}{
		{fault.Plan{"persons.email.wrong": 1}, fault.ErrRule},
		{fault.Plan{"snapshot.file.sha256": 1}, fault.ErrRule},
		{fault.Plan{"persons.email.unique": 11}, fault.ErrRecords},
		{fault.Plan{"persons.email.unique": 10}, nil},
		{nil, nil},
	} {
		if _, err := fault.New(t.Context(), g, tt.plan); !errors.Is(err, tt.want) {
			t.Errorf("%v: the error is %v, want %v", tt.plan, err, tt.want)
		}
	}
}
