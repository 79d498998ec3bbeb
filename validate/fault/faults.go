package fault

import (
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// A fault breaks one rule in the rows of a record.
type fault struct {
	rule       validate.Rule
	entity     synthhub.Entity
	what       string
	apply      func(*target)
	structural bool // rows come, go or move
	moves      bool // to behind those of the next record
}

// A target is the rows of a record that a fault is about to change.
type target struct {
	in     *Injection
	entity synthhub.Entity
	record *synthhub.Record
	home   int  // position of the record that the fault is planned for
	next   bool // whether record is the one after it
	rows   schema.RowList
}

func (x *target) asOf() schema.Date { return x.in.settings.AsOf }

// get and set read and write a value of the first row, as text.
func (x *target) get(column string) string {
	return string(x.rows.AppendText(nil, 0, x.column(column)))
}

func (x *target) set(column, value string) {
	if err := x.rows.SetText(0, x.column(column), value); err != nil {
		panic(fmt.Sprintf("fault: %s.%s cannot be %q: %v", x.entity.Table().Name(), column, value, err))
	}
}

func (x *target) column(name string) int {
	return slices.IndexFunc(x.entity.Table().Columns(), func(c schema.Column) bool { return c.Name == name })
}

// of returns the rows of another record, without faults.
func (x *target) of(record int) schema.RowList {
	rows := x.entity.NewRowList()
	for r := range x.in.src.Range(record, record+1) {
		x.entity.AddRows(rows, r)
	}
	return rows
}

// faultsOf lists a fault for every rule of the entities that rows can break: those of
// columns, which follow from what the column is, and those that are made by hand.
func faultsOf(entities []synthhub.Entity) (list []fault) {
	own := entities[len(synthhub.Entities()):]
	for rule := range validate.Rules(own...) {
		at := slices.IndexFunc(entities, func(e synthhub.Entity) bool { return e.Table().Name() == rule.Table })
		if at < 0 {
			continue
		}
		f := fault{rule: rule, entity: entities[at]}
		if make, ok := byHand[rule.Code]; ok {
			make(&f)
		} else if !f.ofColumn() {
			continue
		}
		list = append(list, f)
	}
	return list
}

// ofColumn makes the fault for a rule that follows from a column.
func (f *fault) ofColumn() bool {
	columns := f.entity.Table().Columns()
	name := f.rule.Code[strings.LastIndexByte(f.rule.Code, '.')+1:]
	if f.rule.Column == "row" && name == "count" {
		f.what, f.structural, f.apply = "the row was left out", true, func(x *target) { x.rows.Reset() }
		return true
	}
	at := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == f.rule.Column })
	if at < 0 {
		return false
	}
	c := columns[at]
	switch name {
	case "required":
		empty, ok := emptyText(&c)
		return ok && f.change(&c, "the value was taken out", func(string) string { return empty })
	case "text":
		return c.Kind == schema.KindText && f.change(&c, "a formula was put in front", func(v string) string { return "=" + v })
	case "length":
		return f.change(&c, "the value was made too long", func(v string) string {
			if v == "" {
				v = "x"
			}
			return v + strings.Repeat("x", int(c.Max))
		})
	case "range":
		if v, what := f.outside(&c, at); v != "" {
			return f.change(&c, "the number was made too "+what, func(string) string { return v })
		}
	case "shape":
		if c.Kind == schema.KindUUID {
			return f.change(&c, "the version of the UUID was changed", func(v string) string { return otherVersion(&c, v) })
		}
		return f.change(&c, "a character was added", func(v string) string { return v + "?" })
	case "unique":
		f.unique(&c)
		return true
	case "reference", "derived":
		return f.change(&c, "the value was changed to another", func(v string) string { return another(&c, v) })
	}
	return false
}

// change makes the fault one that changes the text of a value. A row whose type does not
// take the text stays as it is, and is then no place for the fault.
func (f *fault) change(c *schema.Column, what string, change func(value string) string) bool {
	name := c.Name
	f.what, f.apply = what, func(x *target) { _ = x.rows.SetText(0, x.column(name), change(x.get(name))) }
	return true
}

// unique makes the fault one that has a value stand twice.
func (f *fault) unique(c *schema.Column) {
	if c.Key {
		f.what, f.structural = "the row was written twice", true
		f.apply = func(x *target) { x.rows.AddRow(x.rows, 0) }
		return
	}
	name, within := c.Name, c.Within
	f.what = "the value was taken from the record before"
	f.apply = func(x *target) {
		from := x.of(x.home - 1)
		x.set(name, string(from.AppendText(nil, 0, x.column(name))))
		if within != "" {
			x.set(within, string(from.AppendText(nil, 0, x.column(within))))
		}
	}
}

// outside returns the text of a number that the column's type holds and its range does
// not, "" if there is none, and whether it is too large or too small.
func (f *fault) outside(c *schema.Column, at int) (text, what string) {
	if !c.Bounded() {
		return "", "" // what is wrong then has no text: infinity, or a time of no year
	}
	rows := f.entity.NewRowList()
	_ = rows.AddCSV("") // a row to try texts on
	takes := func(v int64) bool {
		return (v < c.Min || v > c.Max) && rows.SetText(0, at, c.NumberText(v)) == nil
	}
	switch {
	case takes(c.Max + 1):
		return c.NumberText(c.Max + 1), "large"
	case takes(c.Min - 1):
		return c.NumberText(c.Min - 1), "small"
	}
	return "", ""
}
