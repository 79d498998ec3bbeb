package synthhub

import (
	"fmt"

	"github.com/gofrs/uuid/v5"
)

// MaxOrdinal is one more than the greatest ordinal of a row of IDs: the number of
// rows that one record can have in a table.
const MaxOrdinal = ordinalMax

// IDs makes the ids of one column of a table of your own, as those of the governed
// tables are made: UUIDs in the layout of version 4 that look random, never come
// twice, and lead back to their record without an index. It is a small value, safe
// for concurrent use. Label.NewIDs makes one.
type IDs struct {
	order idOrder
}

// NewIDs makes the ids that the Label decides. With the label of a governed key
// they are those of the governed table.
func (l Label) NewIDs() IDs { return IDs{newIDOrder(l)} }

// ID returns the id of a row: the position of its record, and its number among the
// rows that the record has in the table, 0 for the first. It panics if the
// position is not within 0 and MaxRecords, or the ordinal not within 0 and
// MaxOrdinal.
func (ids *IDs) ID(index, ordinal int) uuid.UUID {
	if index < 0 || index >= MaxRecords || ordinal < 0 || ordinal >= MaxOrdinal {
		panic(fmt.Sprintf("synthhub: row %d of record %d is not within %d rows of %d records", ordinal, index, MaxOrdinal, MaxRecords))
	}
	return ids.order.id(index, ordinal)
}

// Position is the inverse of ID: the record and the ordinal of an id. It reports
// false for an id that these IDs do not make. It does not know how many records and
// rows the dataset has.
func (ids *IDs) Position(id uuid.UUID) (index, ordinal int, ok bool) {
	return ids.order.position(id)
}
