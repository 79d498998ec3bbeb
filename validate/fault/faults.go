package fault

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// A fault breaks one rule in the rows of a record.
type fault struct {
	rule       validate.Rule
	entity     synthhub.Entity // whose rows it changes; nearly always that of the rule
	what       string
	apply      func(*target)
	structural bool // whether rows are added, removed or moved
	moves      bool // whether they are moved, to after those of the next record
}

// faultsOf lists a fault for every rule of the entities that rows can break: those of
// columns, which follow from the declaration of the column, and those of rows of governed
// tables, which are written one by one.
func faultsOf(entities []synthhub.Entity) (list []fault) {
	userDefined := entities[len(synthhub.Entities()):]
	for rule := range validate.Rules(userDefined...) {
		i := entitylist.Index(entities, rule.Table)
		if i < 0 {
			continue // a rule about files
		}
		f := fault{rule: rule, entity: entities[i]}
		if declare, ok := governedFaults[rule.Code]; ok {
			declare(&f)
		} else if !f.ofColumn() {
			continue
		}
		list = append(list, f)
	}
	return list
}

// A target is the rows of a record that a fault is about to change.
type target struct {
	in      *Injection
	entity  synthhub.Entity
	record  *synthhub.Record
	planned int  // position of the record that the fault is planned for
	next    bool // whether record is the one after it
	rows    schema.RowList
}

func (x *target) asOf() schema.Date { return x.in.settings.AsOf }

// get returns the text of a value of the first row.
func (x *target) get(column string) string {
	return string(x.rows.AppendText(nil, 0, x.column(column)))
}

// set changes the text of a value of the first row, which the column must be able to hold.
func (x *target) set(column, value string) {
	if err := x.rows.SetText(0, x.column(column), value); err != nil {
		panic(fmt.Sprintf("fault: %s.%s cannot be %q: %v", x.entity.Table().Name(), column, value, err))
	}
}

func (x *target) column(name string) int { return columnIndex(x.entity.Table().Columns(), name) }

// of returns the rows of another record, without faults.
func (x *target) of(record int) schema.RowList {
	rows := x.entity.NewRowList()
	for r := range x.in.src.Range(record, record+1) {
		x.entity.AddRows(rows, r)
	}
	return rows
}

// fromRecordBefore returns the text of a value of the record before.
func (x *target) fromRecordBefore(column string) string {
	return string(x.of(x.planned-1).AppendText(nil, 0, x.column(column)))
}

// columnIndex returns the position of the column of that name, -1 if there is none.
func columnIndex(columns []schema.Column, name string) int {
	return slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == name })
}
