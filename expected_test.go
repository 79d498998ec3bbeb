package synthhub

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// expectedSettings are those of datasets whose records are compared with all targets.
var expectedSettings = map[string]Settings{
	"default":                         {Seed: 42},
	"households and fleets":           sampled,
	"one state, all commercial":       {Seed: 7, States: []State{StateTX}, CommercialShare: 100, Vehicles: VehicleRange{2, 4}},
	"three states, nobody commercial": {Seed: 8, States: []State{StateWY, StateCA, StateNV}, CommercialShare: NoCommercial, Vehicles: VehicleRange{1, 4}},
}

var expectedDates = []Date{earliest, schema.NewDate(2025, 11, 1), latest}

// TestExpected: the records of datasets with several settings, on three days each, have the shares of all targets.
func TestExpected(t *testing.T) {
	t.Parallel()
	for name, s := range expectedSettings {
		for _, day := range expectedDates {
			t.Run(fmt.Sprint(name, " on ", day), func(t *testing.T) {
				t.Parallel()
				s.Records, s.AsOf = testenv.Scale(50_000, 200_000), day
				wantTargets(t, generator(t, s))
			})
		}
	}
}

// TestTargets: targets are in the order of tables and columns, the one of all rows first; their values are of the vocabulary
// or the range of the column, and in its order; all weights are above 0, and their sums are below 2^53.
func TestTargets(t *testing.T) {
	t.Parallel()
	for name, s := range expectedSettings {
		for _, day := range expectedDates {
			t.Run(fmt.Sprint(name, " on ", day), func(t *testing.T) {
				s.AsOf = day
				targets, err := Expected(s)
				if err != nil {
					t.Fatal(err)
				}
				at, lists := -1, []schema.RowList{}
				for _, e := range Entities() {
					lists = append(lists, e.NewRowList())
				}
				for _, target := range targets {
					table := slices.IndexFunc(lists, func(l schema.RowList) bool { return l.Table().Name() == target.Table })
					place, column := placeOf(t, lists, target.Table, target.Column)
					if place < at || place > at && len(target.Given) > 0 {
						t.Errorf("a target of %s.%s is not in order", target.Table, target.Column)
					}
					at = place
					wantTarget(t, &target, lists[table], column)
				}
			})
		}
	}
}

// placeOf returns the position of a column in all tables, and in its own.
func placeOf(t *testing.T, lists []schema.RowList, table, column string) (place, i int) {
	t.Helper()
	for k, l := range lists {
		columns := l.Table().Columns()
		if i := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == column }); i >= 0 && l.Table().Name() == table {
			return 100*k + i, i
		}
	}
	t.Fatalf("no column %s.%s", table, column)
	return 0, 0
}

// wantTarget wants a target that is well formed.
func wantTarget(t *testing.T, target *Target, rows schema.RowList, column int) {
	t.Helper()
	name, sum, shares := target.Table+"."+target.Column, uint64(0), 0.0
	if len(target.Values) == 0 || len(target.Values) != len(target.Weights) || target.Source == "" {
		t.Fatalf("%s: %d values and %d weights from %q", name, len(target.Values), len(target.Weights), target.Source)
	}
	c, last := rows.Table().Columns()[column], int64(-1)
	for i, value := range target.Values {
		rows.Reset()
		if err := rows.AddCSV(strings.Repeat(",", len(rows.Table().Columns())-1)); rows.Len() != 1 {
			t.Fatal(err)
		}
		if err := rows.SetText(0, column, value); err != nil || string(rows.AppendText(nil, 0, column)) != value {
			t.Errorf("%s: the value %q: %v", name, value, err)
		}
		order := int64(slices.Index(c.Vocabulary(), value))
		if c.Kind == schema.KindInt {
			if _, err := fmt.Sscan(value, &order); err != nil || order < c.Min || order > c.Max {
				t.Errorf("%s: %s is not within %d and %d", name, value, c.Min, c.Max)
			}
		}
		if order <= last {
			t.Errorf("%s: %s is not in order", name, value)
		}
		last = order
		if target.Weights[i] == 0 {
			t.Errorf("%s: %s has no weight", name, value)
		}
		sum += target.Weights[i]
		shares += target.Shares()[i]
	}
	if sum >= 1<<53 || shares < 1-1e-9 || shares > 1+1e-9 {
		t.Errorf("%s: the weights have the sum %d, the shares %v", name, sum, shares)
	}
}

// find returns the target of a column for all rows.
func find(t *testing.T, s Settings, table, column string) Target {
	t.Helper()
	targets, err := Expected(s)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(targets, func(x Target) bool { return x.Table == table && x.Column == column })
	return targets[i]
}

// TestExpectedValues: what the settings leave out is not there, and what they say is.
func TestExpectedValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		settings      Settings
		table, column string
		values        []string
		weights       []uint64 // nil for any
	}{
		{"states in order, by population", Settings{States: []State{StateWY, StateAK}}, "persons", "state", []string{"AK", "WY"}, []uint64{733_391, 576_851}},
		{"one state", Settings{States: []State{StateWY}}, "vehicles", "registration_state", []string{"WY"}, nil},
		{"the default share", Settings{}, "profiles", "lob_type", []string{"Personal", "Commercial"}, []uint64{70, 30}},
		{"nobody commercial", Settings{CommercialShare: NoCommercial}, "persons", "lob_type", []string{"Personal"}, []uint64{100}},
		{"all commercial", Settings{CommercialShare: 100}, "persons", "gender", []string{"F", "M", "X"}, []uint64{297_600, 700_400, 2000}},
		{"one vehicle", Settings{}, "profiles", "vehicle_count", []string{"1"}, nil},
		{"as many vehicles as settings say", Settings{Vehicles: VehicleRange{2, 4}}, "profiles", "vehicle_count", []string{"2", "3", "4"}, nil},
		{"more vehicles than households have", Settings{CommercialShare: NoCommercial, Vehicles: VehicleRange{9, 12}}, "profiles", "vehicle_count", []string{"9"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := find(t, c.settings, c.table, c.column)
			if !slices.Equal(got.Values, c.values) || c.weights != nil && !slices.Equal(got.Weights, c.weights) {
				t.Errorf("got %v with the weights %v, want %v with %v", got.Values, got.Weights, c.values, c.weights)
			}
		})
	}
}

// TestExpectedSettings: an error names the field. Seed and book change nothing, nor does a default that is spelled out.
func TestExpectedSettings(t *testing.T) {
	t.Parallel()
	var wrong *SettingError
	if _, err := Expected(Settings{CommercialShare: 101}); !errors.As(err, &wrong) || wrong.Field != "CommercialShare" {
		t.Errorf("the error of a wrong share is %v", err)
	}
	want, err := Expected(Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]Settings{"effective settings": DefaultSettings(), "another seed": {Seed: 9}, "another book": {Book: "b"}} {
		if got, err := Expected(s); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: other targets, %v", name, err)
		}
	}
}

// TestExpectedDays: on every day of the window people are of the ages of the table, and no vehicle is of a model year to come.
func TestExpectedDays(t *testing.T) {
	t.Parallel()
	for day := earliest; !day.After(latest); day = day.AddDays(118) {
		ages, years := find(t, Settings{AsOf: day}, "profiles", "age"), find(t, Settings{AsOf: day}, "vehicles", "model_year")
		if n := len(ages.Values); n != MaxAge-MinAge+1 || ages.Values[0] != "16" || ages.Values[n-1] != "95" {
			t.Errorf("%v: ages are %v", day, ages.Values)
		}
		newest := day.Year()
		if !day.Before(schema.NewDate(newest, 8, 1)) {
			newest++
		}
		if last := years.Values[len(years.Values)-1]; last != fmt.Sprint(newest) {
			t.Errorf("%v: the newest model year is %s, want %d", day, last, newest)
		}
	}
}

// TestExpectedGolden: the targets are the same on every system and change only with the tables.
func TestExpectedGolden(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"default":                         "2ef5b45877e3fba1",
		"households and fleets":           "9a7733dac9bffd29",
		"one state, all commercial":       "43a9b4031f861d66",
		"three states, nobody commercial": "c05704b69658128e",
	} {
		t.Run(name, func(t *testing.T) {
			hash := sha256.New()
			for _, day := range expectedDates {
				s := expectedSettings[name]
				s.AsOf = day
				targets, err := Expected(s)
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(hash, "%v\n", targets)
			}
			if got := hex.EncodeToString(hash.Sum(nil)[:8]); got != want {
				t.Errorf("%q: %q,", name, got)
			}
		})
	}
}
