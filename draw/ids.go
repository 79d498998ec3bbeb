package draw

import (
	"encoding/binary"
	"fmt"

	"github.com/gofrs/uuid/v5"
)

// OrdinalsPerRecord is the number of rows that one record can have in a table with [IDs].
const OrdinalsPerRecord = 1 << 16

// MaxKeys is the number of keys that records can have: the ids of [IDs] have keys below it.
const MaxKeys uint64 = 1 << 41

// IDs are the ids of one column, as those of the governed tables are: UUIDs in the layout
// of version 4 that look random, never come twice, and lead back to their record without an
// index. They are a keyed permutation of all 122-bit numbers. IDs is a small value, safe for
// concurrent use.
type IDs struct {
	keys [3]uint64
}

// NewIDs returns the ids that the Label decides. With the label of a governed key they are
// those of the governed table.
func (l Label) NewIDs() (ids IDs) {
	for i := range ids.keys {
		ids.keys[i] = l.Sub(uint64(i)).key
	}
	return ids
}

// ID returns the id of a row: the key of its record, and its number among the rows that
// the record has in the table, 0 for the first. It panics if the key is not below [MaxKeys],
// or the ordinal not within 0 and [OrdinalsPerRecord].
func (ids *IDs) ID(key uint64, ordinal int) (id uuid.UUID) {
	if key >= MaxKeys || ordinal < 0 || ordinal >= OrdinalsPerRecord {
		panic(fmt.Sprintf("draw: row %d of the record with key %d is not within %d rows of %d keys", ordinal, key, OrdinalsPerRecord, MaxKeys))
	}
	ids.Put(&id, key, ordinal)
	return id
}

const (
	leftBits  = 60 // ordinal, and zeros that tell our ids from others
	rightBits = 62 // key
	leftMask  = 1<<leftBits - 1
	rightMask = 1<<rightBits - 1
)

// Put is like ID but writes to *id and does not check the key and the ordinal, which must be
// allowed.
func (ids *IDs) Put(id *uuid.UUID, key uint64, ordinal int) {
	// A Feistel network over both. It writes to where the id stays: to copy what was just
	// written in two halves has to wait for both, a twentieth of the time of a record.
	l, r := uint64(ordinal), key
	l ^= mix(ids.keys[0]+r*weyl) & leftMask
	r ^= mix(ids.keys[1]+l*weyl) & rightMask
	l ^= mix(ids.keys[2]+r*weyl) & leftMask
	hi, lo := l>>12<<16|4<<12|l&0xfff, 1<<63|r
	binary.BigEndian.PutUint64(id[:8], hi)
	binary.BigEndian.PutUint64(id[8:], lo)
}

// Position is the inverse of ID: the key of the record and the ordinal of an id. It
// reports false for an id that ID does not return. It does not know how many records and
// rows the dataset has.
func (ids *IDs) Position(id uuid.UUID) (key uint64, ordinal int, ok bool) {
	hi, lo := binary.BigEndian.Uint64(id[:8]), binary.BigEndian.Uint64(id[8:])
	if hi>>12&15 != 4 || lo>>62 != 2 {
		return 0, 0, false
	}
	l, r := hi>>16<<12|hi&0xfff, lo&rightMask
	l ^= mix(ids.keys[2]+r*weyl) & leftMask
	r ^= mix(ids.keys[1]+l*weyl) & rightMask
	l ^= mix(ids.keys[0]+r*weyl) & leftMask
	if l >= OrdinalsPerRecord || r >= MaxKeys {
		return 0, 0, false
	}
	return r, int(l), true
}
