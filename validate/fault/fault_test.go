package fault_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// records returns a number of records that the rarest rule of the governed tables can be
// broken in, twice.
func records() int {
	if testenv.Long() {
		return 6000
	}
	return 2500
}

func generator(t testing.TB, records int) *synthhub.Generator {
	t.Helper()
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: records, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// inject carries out a plan.
func inject(t testing.TB, src synthhub.Source, plan fault.Plan, entities ...synthhub.Entity) *fault.Injection {
	t.Helper()
	in, err := fault.New(t.Context(), src, plan, entities...)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// everything breaks every rule that can be broken, twice.
func everything() fault.Plan {
	plan := fault.Plan{}
	for code := range fault.Codes() {
		plan[code] = 2
	}
	return plan
}

// validated validates the data of an injection in memory, with all findings.
func validated(t testing.TB, src synthhub.Source, in *fault.Injection, opts ...validate.Option) *validate.Report {
	t.Helper()
	r, err := validate.Source(t.Context(), src, append(opts, validate.Faulty(in.Governed()...), validate.With(in.UserDefined()...), validate.Limit(1e6))...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// compareWithLedger fails if a report is not what the ledger says, no more and no less.
func compareWithLedger(t *testing.T, in *fault.Injection, r *validate.Report) {
	t.Helper()
	if diff := cmp.Diff(in.Totals(), totals(r)); diff != "" {
		t.Errorf("totals of the ledger and the report (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(expected(in), reported(r)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
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
	t.Parallel()
	g := generator(t, records())
	in := inject(t, g, everything())
	for _, workers := range []int{1, 3} {
		t.Run(fmt.Sprintf("%d workers", workers), func(t *testing.T) {
			t.Parallel()
			compareWithLedger(t, in, validated(t, g, in, validate.Workers(workers)))
		})
	}
}

// TestEveryRuleFires looks at one fault of each rule alone, and prints what it leads
// to with -v.
func TestEveryRuleFires(t *testing.T) {
	t.Parallel()
	g := generator(t, records())
	for code := range fault.Codes() {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			in := inject(t, g, fault.Plan{code: 1})
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
	t.Parallel()
	g := generator(t, records())
	in := inject(t, g, everything())
	for name, opts := range map[string][]export.Option{
		"csv": {export.Formats("csv")}, "json": {export.Formats("json")}, "parts": {export.Formats("ndjson", "csv"), export.Parts(3)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "faulty")
			if _, err := export.Snapshot(t.Context(), dir, g, append(opts, export.Faulty(in.Governed()...))...); err != nil {
				t.Fatal(err)
			}
			r, err := validate.Snapshot(t.Context(), os.DirFS(dir), validate.Limit(1e6))
			if err != nil {
				t.Fatal(err)
			}
			if r.Count("snapshot.manifest.faulty") != 1 {
				t.Error("the snapshot is not refused as faulty by design")
			}
			compareWithLedger(t, in, r)
			for _, total := range r.Totals {
				if total.Table == "snapshot" && total.Code != "snapshot.manifest.faulty" {
					t.Errorf("%s: a faulty snapshot is complete all the same", total.Code)
				}
			}
		})
	}
}

// TestOriginal wants the source unchanged, and the ledger to say what was done to it.
func TestOriginal(t *testing.T) {
	t.Parallel()
	b, err := generator(t, 3000).Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := inject(t, b, fault.Plan{"persons.phone.of_city": 3, "vehicles.vin.unique": 2, "persons.row.count": 1})
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
	again := inject(t, b, fault.Plan{"persons.phone.of_city": 3})
	places := func(in *fault.Injection) (list []int) {
		for _, e := range in.Ledger() {
			if e.Rule == "persons.phone.of_city" {
				list = append(list, e.Record)
			}
		}
		return list
	}
	if diff := cmp.Diff(places(in), places(again)); diff != "" {
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
	t.Parallel()
	g := generator(t, 40)
	for name, tt := range map[string]struct {
		plan fault.Plan
		want error
	}{
		"an unknown rule":         {fault.Plan{"persons.email.wrong": 1}, fault.ErrRule},
		"a rule about files":      {fault.Plan{"snapshot.file.sha256": 1}, fault.ErrRule},
		"one fault too many":      {fault.Plan{"persons.email.unique": 11}, fault.ErrRecords},
		"as many as there can be": {fault.Plan{"persons.email.unique": 10}, nil},
		"no plan":                 {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := fault.New(t.Context(), g, tt.plan); !errors.Is(err, tt.want) {
				t.Errorf("the error is %v, want %v", err, tt.want)
			}
		})
	}
}
