package fault

import (
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// ofColumn completes the fault for a rule that follows from the declaration of a column, or
// for the number of rows. It reports whether values of the column can break the rule.
func (f *fault) ofColumn() bool {
	name := f.rule.Code[strings.LastIndexByte(f.rule.Code, '.')+1:]
	if f.rule.Column == "row" && name == "count" {
		f.removeRows("the row was left out")
		return true
	}
	columns := f.entity.Table().Columns()
	i := columnIndex(columns, f.rule.Column)
	if i < 0 {
		return false
	}
	c := columns[i]
	switch name {
	case "required":
		if c.Kind == schema.KindDate && c.Optional {
			return false // no text breaks it: one that is not a day is not in the required form
		}
		empty, ok := emptyText(&c)
		return ok && f.change(&c, "the value was removed", func(string) string { return empty })
	case "text":
		return c.Kind == schema.KindText && f.change(&c, "the value was changed to a formula", func(v string) string { return "=" + v })
	case "length":
		return f.change(&c, "the value was extended above the maximum", func(v string) string {
			if v == "" {
				v = "x"
			}
			return v + strings.Repeat("x", int(c.Max))
		})
	case "range":
		v, size := f.outside(&c, i)
		return v != "" && f.change(&c, "the number was set to one that is too "+size, func(string) string { return v })
	case "shape":
		if c.Kind == schema.KindUUID {
			return f.change(&c, "the version of the UUID was changed", func(v string) string { return otherVersion(&c, v) })
		}
		return f.change(&c, "a character was added", func(v string) string { return v + "?" })
	case "unique":
		f.repeat(&c)
		return true
	case "reference", "derived":
		return f.change(&c, "the value was changed to another", func(v string) string { return another(&c, v) })
	}
	return false
}

// change completes a fault that changes the text of a value. A row that cannot hold the new
// text stays unchanged, and the fault is placed elsewhere.
func (f *fault) change(c *schema.Column, what string, change func(value string) string) bool {
	name := c.Name
	f.what, f.apply = what, func(x *target) { _ = x.rows.SetText(0, x.column(name), change(x.get(name))) }
	return true
}

// repeat completes a fault that has a value come twice: a key with its row, another value
// alone, with that of the column among whose equal values it must be unique.
func (f *fault) repeat(c *schema.Column) {
	if c.Key {
		f.what, f.structural = "the row was written twice", true
		f.apply = func(x *target) { x.rows.AddRow(x.rows, 0) }
		return
	}
	name, within := c.Name, c.Within
	f.what = "the value was copied from the record before"
	f.apply = func(x *target) {
		x.set(name, x.fromRecordBefore(name))
		if within != "" {
			x.set(within, x.fromRecordBefore(within))
		}
	}
}

// outside returns the text of a number that the type of the column holds and its range does
// not, "" if there is none, and whether it is too large or too small.
func (f *fault) outside(c *schema.Column, column int) (text, size string) {
	if !c.Bounded() {
		return "", "" // the values out of range have no text: infinity, or a time without a year
	}
	rows := f.entity.NewRowList()
	_ = rows.AddCSV("") // a row to try texts on
	holds := func(v int64) bool {
		return (v < c.Min || v > c.Max) && rows.SetText(0, column, c.NumberText(v)) == nil
	}
	switch {
	case holds(c.Max + 1):
		return c.NumberText(c.Max + 1), "large"
	case holds(c.Min - 1):
		return c.NumberText(c.Min - 1), "small"
	}
	return "", ""
}
