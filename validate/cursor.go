package validate

import (
	"iter"
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// A cursor walks over the rows of a table in order, and can look ahead. It holds the chunks
// from the current row to the farthest that it has looked at.
type cursor[E any] struct {
	check  *check
	table  *table // nil if there is none
	chunks []*chunk
	index  int // of the current row, in the first chunk
	bytes  int // of the text of the chunks
	ended  bool
	err    error
}

// maxHeld is the number of bytes of text beyond which a cursor looks no further ahead. Only very long
// rows have so many.
const maxHeld = 8 * intake.BlockSize

// newCursor returns a cursor over the rows of a governed table, which is at its end already
// if the check does not have the table.
func newCursor[E any](c *check, of *schema.Table[E]) *cursor[E] {
	t := c.table(of.Name())
	if t == nil || t.Describer != schema.Describer(of) {
		return &cursor[E]{check: c, ended: true}
	}
	c.start(t, false)
	return &cursor[E]{check: c, table: t}
}

// locate returns the chunk that holds the row k ahead of the current one, and its index
// there, nil if there are not so many rows.
func (u *cursor[E]) locate(k int) (*chunk, int) {
	k += u.index
	for i := 0; ; i++ {
		if i == len(u.chunks) && (u.bytes > maxHeld && i > 1 || !u.more()) {
			return nil, 0
		}
		p := u.chunks[i]
		if k < p.rows.Len() {
			return p, k
		}
		k -= p.rows.Len()
	}
}

// row returns the row that is k ahead of the current one, nil if there is none. It
// is valid until the cursor has passed it.
func (u *cursor[E]) row(k int) *E {
	if len(u.chunks) > 0 { // nearly always in the first chunk
		if rows := u.chunks[0].rows.(*schema.Batch[E]).Rows; u.index+k < len(rows) {
			return &rows[u.index+k]
		}
	}
	p, i := u.locate(k)
	if p == nil {
		return nil
	}
	return &p.rows.(*schema.Batch[E]).Rows[i]
}

// more gets another chunk.
func (u *cursor[E]) more() bool {
	for !u.ended {
		p, err := u.check.next(u.table)
		if p == nil {
			u.ended, u.err = true, err
			break
		}
		u.check.consume(p)
		if p.rows.Len() > 0 {
			u.chunks, u.bytes = append(u.chunks, p), u.bytes+p.bytes
			return true
		}
		u.check.release(p) // it stands for a file that cannot be read
	}
	return false
}

// advance moves to the next row.
func (u *cursor[E]) advance() {
	u.index++
	for len(u.chunks) > 0 && u.index >= u.chunks[0].rows.Len() {
		u.index, u.bytes = u.index-u.chunks[0].rows.Len(), u.bytes-u.chunks[0].bytes
		u.check.release(u.chunks[0])
		u.chunks = slices.Delete(u.chunks, 0, 1)
	}
}

// A position says where a row is. It stays valid after the cursor has passed the row.
type position struct {
	file      string
	row, line int  // from 1; line is 0 if rows have no lines
	unread    bool // the row is not wholly readable
	long      bool // the row has a block of text of its own
}

// position returns where the current row is.
func (u *cursor[E]) position() position {
	p, i := u.locate(0)
	pos := position{file: p.file, row: p.rowsBefore + i + 1}
	if p.hasLines {
		pos.line = p.linesBefore + i + 1
	}
	_, pos.unread = p.unread[i]
	pos.long = p.bytes > 2*intake.BlockSize
	return pos
}

// A follower is a cursor over rows that refer to persons and come in their order.
type follower[E any] struct {
	*cursor[E]
	persons *cursor[synthhub.Person]
	person  func(*E) uuid.UUID // the person that a row refers to, zero for none
}

func newFollower[E any](c *check, of *schema.Table[E], persons *cursor[synthhub.Person], order Rule, person func(*E) uuid.UUID) *follower[E] {
	u := &follower[E]{newCursor(c, of), persons, person}
	if u.table != nil {
		u.table.order = order
	}
	return u
}

// An owner is the person that the current row of a follower belongs to.
type owner int

const (
	current   owner = iota // the current person
	later                  // a person soon to come
	misplaced              // nobody near: the row is out of order, or an orphan
)

// lookAhead is how many persons ahead of the current one the owner of a row is looked for, to
// tell a person without vehicles from a vehicle out of place.
const lookAhead = 64

// owner tells whom the current row, which refers to id, belongs to while p is the current
// person. A row of a later person is misplaced itself if the row after it belongs to an
// earlier one: then this row is too early, and not that one too late.
func (u *follower[E]) owner(p *synthhub.Person, id uuid.UUID) owner {
	if id == p.ID {
		return current
	}
	if q := u.persons.row(1); q != nil && q.ID == id { // nearly always
		if u.next() == p.ID {
			return misplaced
		}
		return later
	}
	ahead := u.ahead(id)
	if ahead < 0 {
		return misplaced
	}
	if next := u.ahead(u.next()); next >= 0 && next < ahead {
		return misplaced
	}
	return later
}

// next returns the person that the next row refers to, zero if there is none.
func (u *follower[E]) next() uuid.UUID {
	if row := u.row(1); row != nil {
		return u.person(row)
	}
	return uuid.UUID{}
}

// ahead returns how many persons ahead the one with that id is, -1 if not near.
func (u *follower[E]) ahead(id uuid.UUID) int {
	for k := 0; k < lookAhead && id != (uuid.UUID{}); k++ {
		p := u.persons.row(k)
		if p == nil {
			break
		}
		if p.ID == id {
			return k
		}
	}
	return -1
}

// of yields the rows of the current person and passes them, with all misplaced rows before
// and among them, up to the first row of a later person. While a row is yielded it is the
// current one.
func (u *follower[E]) of(p *synthhub.Person) iter.Seq[*E] {
	return func(yield func(*E) bool) {
		for row := u.row(0); row != nil; row = u.row(0) {
			if id := u.person(row); id != (uuid.UUID{}) { // else the row does not say whose it is
				switch u.owner(p, id) {
				case later:
					return
				case misplaced:
					u.noteMisplaced()
				case current:
					if !yield(row) {
						return
					}
				}
			}
			u.advance()
		}
	}
}

// drain passes over the rows that are left when all persons have had theirs.
func (u *follower[E]) drain() {
	for u.row(0) != nil {
		u.noteMisplaced()
		u.advance()
	}
}

// noteMisplaced notes that the current row is not in the order of the persons. Only confirm
// knows whether its person exists at all.
func (u *follower[E]) noteMisplaced() {
	if u.persons.table == nil || u.persons.table.broken {
		return // nothing says where it belongs
	}
	column := u.table.column("person_id")
	list := slices.IndexFunc(u.table.lists, func(l *hashList) bool { return l.column == column && l.within < 0 })
	if p, i := u.locate(0); p.hashes[list][i] != 0 { // the row says which person it belongs to
		u.table.misplaced.add(p.rowsBefore + i)
	}
}
