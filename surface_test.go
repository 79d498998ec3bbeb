package synthhub_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestNothingShared: a write to a slice or a map that a function has returned changes nothing
// for the next caller. The test calls every exported method of the values below that has no
// parameter but a context, writes to all slices and maps of the results, and calls again.
func TestNothingShared(t *testing.T) {
	s := synthhub.Settings{Records: 20, Seed: 1, States: []synthhub.State{synthhub.StateTX, synthhub.StateCA}}
	s = withExtension(t, s, "claims", parameters{70, []string{"wind"}})
	g := generator(t, s)
	b := bundleOf(t, g)
	rows, err := export.NewCopySource(t.Context(), b, synthhub.Persons)
	if err != nil {
		t.Fatal(err)
	}
	in, err := fault.New(t.Context(), g, fault.Plan{"persons.email.required": 2})
	if err != nil {
		t.Fatal(err)
	}
	r := g.Record(3)
	column := synthhub.PersonTable.Columns()[4]
	values := []any{
		g, b, rows, in, &r, &r.Person, &r.Vehicles[0], &r.Profile, &column, g.Settings(), r.Person.Gender, r.Person.State, r.Vehicles[0].BodyStyle,
		synthhub.PersonTable, synthhub.VehicleTable, synthhub.Persons, synthhub.Persons.NewRowList(), validate.WellFormed, schema.KindText,
	}
	calls := map[string]func() []reflect.Value{
		"RiskTable": func() []reflect.Value { return []reflect.Value{reflect.ValueOf(synthhub.RiskTable())} },
		"Expected": func() []reflect.Value {
			targets, err := synthhub.Expected(s)
			return []reflect.Value{reflect.ValueOf(targets), reflect.ValueOf(&err).Elem()}
		},
		"Entities":         func() []reflect.Value { return []reflect.Value{reflect.ValueOf(synthhub.Entities())} },
		"DefaultSettings":  func() []reflect.Value { return []reflect.Value{reflect.ValueOf(synthhub.DefaultSettings())} },
		"Bundle.Record":    func() []reflect.Value { return []reflect.Value{reflect.ValueOf(b.Record(2))} },
		"Generator.Record": func() []reflect.Value { return []reflect.Value{reflect.ValueOf(g.Record(2))} },
	}
	for _, v := range values {
		v := reflect.ValueOf(v)
		for i := range v.NumMethod() {
			method, m := v.Type().Method(i), v.Method(i)
			var args []reflect.Value
			if slices.Contains([]string{"Next", "Values", "Close"}, method.Name) {
				continue // methods of a cursor, whose values are valid until the next call
			}
			if m.Type().NumIn() == 1 && m.Type().In(0) == reflect.TypeFor[context.Context]() {
				args = []reflect.Value{reflect.ValueOf(t.Context())}
			} else if m.Type().NumIn() > 0 {
				continue
			}
			calls[fmt.Sprintf("%v.%s", v.Type(), method.Name)] = func() []reflect.Value { return m.Call(args) }
		}
	}
	if len(calls) < 60 {
		t.Errorf("only %d calls", len(calls))
	}
	written := 0
	for name, call := range calls {
		results := call()
		before := printed(results)
		for _, r := range results {
			written += overwrite(r)
		}
		if diff := cmp.Diff(before, printed(call())); diff != "" {
			t.Errorf("%s returns shared memory: the next call returns (-want +got):\n%s", name, diff)
		}
	}
	if written < 300 {
		t.Errorf("only %d elements were written to", written)
	}
}

// printed returns the text of results. It leaves out pointers and functions.
func printed(results []reflect.Value) (text string) {
	for _, r := range results {
		if k := r.Kind(); k != reflect.Func && k != reflect.Pointer && (k != reflect.Interface || r.IsNil() || r.Elem().Kind() != reflect.Pointer) {
			text += fmt.Sprintf("%+v\n", r)
		}
	}
	return text
}

// overwrite sets every element of every slice and map that a value holds to zero, and returns
// the number of elements.
func overwrite(v reflect.Value) (n int) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() && v.Elem().Kind() != reflect.Pointer {
			n = overwrite(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += overwrite(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += 1 + overwrite(v.Index(i))
			v.Index(i).SetZero()
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			n += 1 + overwrite(v.MapIndex(key))
			v.SetMapIndex(key, reflect.Zero(v.Type().Elem()))
		}
	}
	return n
}
