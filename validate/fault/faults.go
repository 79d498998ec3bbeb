package fault

import (
	"fmt"
	"slices"
	"strconv"
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
	change := func(what string, change func(value string) string) bool {
		f.what, f.apply = what, func(x *target) { x.set(c.Name, change(x.get(c.Name))) }
		return true
	}
	switch name {
	case "required":
		switch c.Kind {
		case schema.KindUUID:
			return change("the value was taken out", func(string) string { return "00000000-0000-0000-0000-000000000000" })
		case schema.KindCustom:
			return false
		}
		return change("the value was taken out", func(string) string { return "" })
	case "text":
		return change("a formula was put in front", func(v string) string { return "=" + v })
	case "length":
		return change("the value was made too long", func(v string) string { return v + strings.Repeat("x", int(c.Max)) })
	case "range":
		return change("the number was made too large", func(string) string { return strconv.FormatInt(c.Max+1, 10) })
	case "shape":
		if c.Kind == schema.KindUUID {
			return change("the version of the UUID was changed", func(v string) string { return v[:14] + "1" + v[15:] })
		}
		return change("a character was added", func(v string) string { return v + "?" })
	case "unique":
		if c.Key {
			f.what, f.structural = "the row was written twice", true
			f.apply = func(x *target) { x.rows.AddRow(x.rows, 0) }
			return true
		}
		f.what = "the value was taken from the record before"
		f.apply = func(x *target) {
			from := x.of(x.home - 1)
			x.set(c.Name, string(from.AppendText(nil, 0, x.column(c.Name))))
			if c.Within != "" {
				x.set(c.Within, string(from.AppendText(nil, 0, x.column(c.Within))))
			}
		}
		return true
	case "reference", "derived":
		return change("the value was changed to another", func(v string) string { return another(&c, v) })
	}
	return false
}

// another returns a value of the column that is allowed and not v.
func another(c *schema.Column, v string) string {
	last := func(chars string) string {
		if v == "" {
			return v
		}
		at := strings.IndexByte(chars, v[len(v)-1])
		return v[:len(v)-1] + string(chars[(at+1)%len(chars)])
	}
	switch c.Kind {
	case schema.KindUUID:
		return last("0123456789abcdef")
	case schema.KindInt:
		n, _ := strconv.ParseInt(v, 10, 64)
		if c.Bounded() && n >= c.Max {
			return strconv.FormatInt(n-1, 10)
		}
		return strconv.FormatInt(n+1, 10)
	case schema.KindEnum:
		words := c.Vocabulary()
		return words[(slices.Index(words, v)+1)%len(words)]
	case schema.KindDate:
		d, _ := schema.ParseDate(v)
		return d.AddDays(1).String()
	case schema.KindBool:
		return strconv.FormatBool(v != "true")
	}
	if len(c.Shapes) > 0 {
		return last("0123456789")
	}
	return v + "x"
}
