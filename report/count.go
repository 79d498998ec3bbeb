package report

import (
	"slices"
	"strconv"
	"sync"

	"github.com/synthhub/synthhub/schema"
)

// Workers hand chunks of rows to the counters of their table, in any order. All counters only add up, so
// the result does not depend on the order. There is one counter for each column, with a lock, and not one for
// each worker: the memory does not grow with the workers, and each takes a lock once for a chunk.

// A tableCounter counts the rows of a table.
type tableCounter struct {
	table   schema.Describer
	columns []*counter
	pairs   [][]*pairCounter // by the first column, then by the second
	locks   []sync.Mutex     // of the pairs of a first column
	scratch sync.Pool        // of *chunkScratch

	reference int // column by which rows form groups, -1 for none
	runs      runs

	mu         sync.Mutex
	rows       uint64
	unreadable uint64
	firstFault string       // where the first row is that cannot be read, as the end of a sentence, if it is known
	first      []firstChunk // in order, as many as have the first rows
}

// newTableCounter returns a counter for the rows of a table of a dataset of a day.
func newTableCounter(d schema.Describer, asOf schema.Date) *tableCounter {
	t := &tableCounter{table: d}
	list := d.Columns()
	paired := 0
	for i := range list {
		c := newCounter(&list[i], i, asOf)
		if c.classes != nil {
			if paired++; paired > maxPaired {
				c.classes = nil
			}
		}
		t.columns = append(t.columns, c)
	}
	t.reference = slices.IndexFunc(list, func(c schema.Column) bool { return c.Ref != "" })
	t.pairs, t.locks = make([][]*pairCounter, len(list)), make([]sync.Mutex, len(list))
	for i, a := range t.columns {
		for _, b := range t.columns[i+1:] {
			if a.classes != nil && b.classes != nil {
				n := len(b.classes.labels)
				t.pairs[i] = append(t.pairs[i], &pairCounter{b.index, n, make([]uint64, len(a.classes.labels)*n)})
			}
		}
	}
	t.scratch.New = func() any { return &chunkScratch{classes: make([][]uint8, len(list))} }
	return t
}

// A pairCounter counts the classes of two columns together.
type pairCounter struct {
	second int
	n      int // classes of the second column
	cells  []uint64
}

// A chunkScratch is the memory of one worker for one chunk.
type chunkScratch struct {
	readable []int     // the rows that can be read
	unfit    [][]bool  // values that do not fit their column, by column and row; nil for none
	classes  [][]uint8 // of each column, by row
	text     []byte
}

// unreadable reports whether a value does not fit its column.
func (s *chunkScratch) unreadable(row, column int) bool {
	return s.unfit != nil && s.unfit[column] != nil && s.unfit[column][row]
}

// numbered is what every schema.Batch has beside the methods of a RowList.
type numbered interface {
	Number(row, column int) (int64, bool)
	UUID(row, column int) [16]byte
}

// add counts the rows of a chunk. Chunks are numbered in the order of the table. Rows for which unread
// reports true are only counted as such; unread may be nil. So are values that do not fit their column.
func (t *tableCounter) add(number int, rows schema.RowList, unread func(row int) bool, unfit [][]bool) {
	s := t.scratch.Get().(*chunkScratch)
	defer t.scratch.Put(s)
	s.unfit = unfit
	s.readable = s.readable[:0]
	for i := range rows.Len() {
		if unread == nil || !unread(i) {
			s.readable = append(s.readable, i)
		}
	}
	for i, c := range t.columns {
		c.add(rows, s, s.classes[i][:0])
	}
	for i, list := range t.pairs {
		if len(list) > 0 {
			t.locks[i].Lock()
			for _, p := range list {
				p.add(s.classes[i], s.classes[p.second])
			}
			t.locks[i].Unlock()
		}
	}
	if t.reference >= 0 {
		t.runs.addChunk(number, t.runsOf(rows, s))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows += uint64(len(s.readable))
	t.unreadable += uint64(rows.Len() - len(s.readable))
	t.keepFirst(number, rows, s)
}

// add counts the classes of two columns.
func (p *pairCounter) add(a, b []uint8) {
	b = b[:len(a)]
	for k, class := range a {
		p.cells[int(class)*p.n+int(b[k])]++
	}
}

// runsOf returns the groups of rows with equal references.
func (t *tableCounter) runsOf(rows schema.RowList, s *chunkScratch) (e runEnds) {
	for _, i := range s.readable {
		s.text = rows.AppendText(s.text[:0], i, t.reference)
		if len(s.text) == 0 || s.unreadable(i, t.reference) {
			e.addLone()
		} else {
			e.add(hashText(s.text))
		}
	}
	return e
}

// A counter counts the values of one column.
type counter struct {
	column  *schema.Column
	index   int
	classes *classes // nil if the column takes no part in pairs

	mu         sync.Mutex
	empty      uint64
	unreadable uint64
	numbers    *tallies // nil for text and ids
	words      *words   // nil unless values are words that are not unique
	lengths    *tallies // of text and ids
	distinct   sketch   // of text and ids
}

func newCounter(c *schema.Column, index int, asOf schema.Date) *counter {
	k := &counter{column: c, index: index, classes: classesOf(c, asOf)}
	switch s := scaleOf(c); {
	case s == scaleExact && c.Kind == schema.KindEnum:
		k.numbers = newTallies(s, 0, int64(len(c.Names))-1)
	case s == scaleExact && c.Kind == schema.KindBool:
		k.numbers = newTallies(s, 0, 1)
	case s != scaleNone:
		k.numbers = newTallies(s, c.Min, c.Max)
	default:
		k.lengths, k.distinct = newTallies(scaleWidths, 0, 0), make(sketch, sketchSize)
		if !c.Key && !c.Unique && c.Ref == "" && c.Kind != schema.KindUUID {
			k.words = new(words)
		}
	}
	return k
}

// add counts the values of a chunk, and leaves their classes in the scratch if the column has any.
func (c *counter) add(rows schema.RowList, s *chunkScratch, found []uint8) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.column.Kind == schema.KindFloat:
		c.addFloats(rows, s)
	case c.numbers != nil:
		found = c.addNumbers(rows.(numbered), s, found)
	case c.column.Kind == schema.KindUUID:
		c.addIDs(rows.(numbered), s)
	default:
		found = c.addTexts(rows, s, found)
	}
	s.classes[c.index] = found
}

func (c *counter) addNumbers(rows numbered, s *chunkScratch, found []uint8) []uint8 {
	enum := c.column.Kind == schema.KindEnum
	for _, i := range s.readable {
		class := uint8(0)
		v, ok := rows.Number(i, c.index)
		if s.unreadable(i, c.index) {
			c.unreadable++
		} else if !ok || enum && (v >= int64(len(c.column.Names)) || c.column.Names[v] == "") {
			c.empty++
		} else {
			if c.column.Kind == schema.KindTimestamp {
				v = floorDiv(v, 86_400_000_000) + epochDay
			}
			c.numbers.add(v)
			if c.classes != nil {
				class = c.classes.of(v)
			}
		}
		found = append(found, class)
	}
	return found
}

// epochDay is the number of 1970-01-01.
var epochDay = dayNumber(schema.NewDate(1970, 1, 1))

// floorDiv returns a/b rounded down.
func floorDiv(a, b int64) int64 {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}

func (c *counter) addFloats(rows schema.RowList, s *chunkScratch) {
	for _, i := range s.readable {
		s.text = rows.AppendText(s.text[:0], i, c.index)
		if s.unreadable(i, c.index) {
			c.unreadable++
		} else if v, err := strconv.ParseFloat(string(s.text), 64); err == nil {
			c.numbers.add(floatOrder(v))
		} else {
			c.empty++
		}
	}
}

// uuidLength is the length of the text of an id.
const uuidLength = 36

func (c *counter) addIDs(rows numbered, s *chunkScratch) {
	for _, i := range s.readable {
		id := rows.UUID(i, c.index)
		if s.unreadable(i, c.index) {
			c.unreadable++
			continue
		}
		if id == ([16]byte{}) {
			c.empty++
			continue
		}
		c.lengths.add(uuidLength)
		c.distinct.add(hashText(id[:]))
	}
}

func (c *counter) addTexts(rows schema.RowList, s *chunkScratch, found []uint8) []uint8 {
	for _, i := range s.readable {
		class := uint8(0)
		s.text = rows.AppendText(s.text[:0], i, c.index)
		if s.unreadable(i, c.index) {
			c.unreadable++
		} else if len(s.text) == 0 {
			c.empty++
		} else {
			hash := hashText(s.text)
			c.lengths.add(int64(len(s.text)))
			c.distinct.add(hash)
			if c.words != nil {
				c.words.add(s.text, hash, 1)
			}
			if c.classes != nil {
				class = c.classes.ofWord(hash)
			}
		}
		found = append(found, class)
	}
	return found
}
