package main

import (
	"fmt"
	"reflect"

	"github.com/synthhub/synthhub"
)

// swap exchanges or copies values of a column between rows, at random, and says which column. As
// often as not it derives what follows from them, as somebody would who knows the rules.
func (f *forgery) swap() string {
	tables := []string{"persons", "vehicles", "profiles"}
	table := tables[f.IntN(len(tables))]
	first, second := f.two()
	a, b := f.row(table, first), f.row(table, second)
	if f.IntN(4) == 0 {
		b = f.row(table, new(f.donors[f.IntN(len(f.donors))].Clone()))
	}
	column := f.IntN(a.NumField())
	name := table + "." + a.Type().Field(column).Tag.Get("csv")
	x, y := a.Field(column), b.Field(column)
	old := reflect.New(x.Type()).Elem()
	old.Set(x)
	x.Set(y)
	if how := f.IntN(3); how > 0 {
		y.Set(old)
	}
	if table != "profiles" && f.IntN(2) == 0 {
		first.Derive(f.honest.AsOf)
		second.Derive(f.honest.AsOf)
		return fmt.Sprint("a swap in ", name, ", derived")
	}
	return "a swap in " + name
}

// row returns a row of a record that can be changed, of the vehicles a random one.
func (f *forgery) row(table string, r *synthhub.Record) reflect.Value {
	switch table {
	case "persons":
		return reflect.ValueOf(&r.Person).Elem()
	case "vehicles":
		return reflect.ValueOf(&r.Vehicles[f.IntN(len(r.Vehicles))]).Elem()
	default:
		return reflect.ValueOf(&r.Profile).Elem()
	}
}
