package synthhub

import (
	"encoding/binary"
	"fmt"

	"github.com/gofrs/uuid/v5"
)

// OrdinalsPerRecord is the number of rows that one record can have in a table with [IDs].
const OrdinalsPerRecord = 1 << 16

// maxKeys is the number of keys that records can have.
const maxKeys = MaxRecords

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

// ID returns the id of a row: the key of its record, and its number among the rows that
// the record has in the table, 0 for the first. It panics if the key is not that of a
// record, or the ordinal not within 0 and [OrdinalsPerRecord].
func (ids *IDs) ID(key uint64, ordinal int) (id uuid.UUID) {
	if key >= maxKeys || ordinal < 0 || ordinal >= OrdinalsPerRecord {
		panic(fmt.Sprintf("synthhub: row %d of the record with key %d is not within %d rows of %d keys", ordinal, key, OrdinalsPerRecord, maxKeys))
	}
	ids.order.put(&id, key, ordinal)
	return id
}

// Position is the inverse of ID: the key of the record and the ordinal of an id. It
// reports false for an id that ID does not return. It does not know how many records and
// rows the dataset has.
func (ids *IDs) Position(id uuid.UUID) (key uint64, ordinal int, ok bool) {
	return ids.order.position(id)
}

// idOrder makes the ids of one entity: a keyed permutation of all 122-bit
// numbers, so that ids look random, none comes twice, and each can be traced back.
type idOrder struct {
	keys [3]uint64
}

const (
	leftBits  = 60 // ordinal, and zeros that tell our ids from others
	rightBits = 62 // key
	leftMask  = 1<<leftBits - 1
	rightMask = 1<<rightBits - 1
)

func newIDOrder(l Label) (o idOrder) {
	for i := range o.keys {
		o.keys[i] = l.sub(uint64(i)).key
	}
	return o
}

// put writes the id of a row: a Feistel network over its key and ordinal, in the
// layout of a UUID of version 4. It writes to where the id stays, since a copy at once
// of what was just written in two halves has to wait for both: a twentieth of the time
// of a record.
func (o *idOrder) put(id *uuid.UUID, key uint64, ordinal int) {
	l, r := uint64(ordinal), key
	l ^= mix(o.keys[0]+r*weyl) & leftMask
	r ^= mix(o.keys[1]+l*weyl) & rightMask
	l ^= mix(o.keys[2]+r*weyl) & leftMask
	hi, lo := l>>12<<16|4<<12|l&0xfff, 1<<63|r
	binary.BigEndian.PutUint64(id[:8], hi)
	binary.BigEndian.PutUint64(id[8:], lo)
}

// position undoes put. It reports false for an id that put has not made.
func (o *idOrder) position(id uuid.UUID) (key uint64, ordinal int, ok bool) {
	hi, lo := binary.BigEndian.Uint64(id[:8]), binary.BigEndian.Uint64(id[8:])
	if hi>>12&15 != 4 || lo>>62 != 2 {
		return 0, 0, false
	}
	l, r := hi>>16<<12|hi&0xfff, lo&rightMask
	l ^= mix(o.keys[2]+r*weyl) & leftMask
	r ^= mix(o.keys[1]+l*weyl) & rightMask
	l ^= mix(o.keys[0]+r*weyl) & leftMask
	if l >= OrdinalsPerRecord || r >= maxKeys {
		return 0, 0, false
	}
	return r, int(l), true
}
