package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
)

// History writes every version that the rows of a table have from one day to another, both included:
// a slowly changing dimension of type 2. A line is a row, as [CSV] or [NDJSON] writes it, with three
// more columns: valid_from, its first day; valid_to, the day after its last, empty or null while it is
// current; and is_current, whether it is valid on the day to. What was before the day from is not
// looked at: versions of that day have it as their valid_from. History returns the number of versions.
//
// Of one key each day has at most one version, and consecutive versions differ. The lines are in the
// order of the records; within one in the order in which the keys appear, which is that of the rows on
// the first day for those that are there; and for one key in the order of the days. So the rows that
// are valid on a day, valid_from <= day and valid_to > day or null, are those of a snapshot of that day.
//
// The default format is [FormatNDJSON]; [Formats] selects it or [FormatCSV]. The book is that of g, whose
// own day does not matter. Only days are looked at on which a row can change, by [synthhub.Entity.Days];
// every day if the entity does not declare them. Only the calling goroutine writes to w. [Part], [Workers],
// [OnProgress] and [Faulty] apply. The error wraps [ErrDays] if the day to is before the day from, and a
// [synthhub.SettingError] for a day that no dataset can have.
func History(ctx context.Context, w io.Writer, g *synthhub.Generator, from, to synthhub.Date, entity synthhub.Entity, opts ...Option) (versions int, err error) {
	h, err := newHistory(ctx, g, from, to, entity, opts)
	if err == nil {
		err = h.write(ctx, w)
	}
	if err != nil {
		return 0, fmt.Errorf("history of %s: %w", entity.Table().Name(), err)
	}
	h.progress.end()
	return h.versions, nil
}

// A history writes the versions of the rows of one table. Its exporter is that of the first day.
type history struct {
	*exporter
	rowForm
	generator *synthhub.Generator // of the first day
	from, to  synthhub.Date
	entity    synthhub.Entity // bound to no day
	days      []bookDay       // from the first to the last, made when they are needed
	versions  int             // written so far
}

// A bookDay is the book on one day, with the entity bound to it.
type bookDay struct {
	once   sync.Once
	book   *synthhub.Generator
	entity synthhub.Entity
	err    error
}

func newHistory(ctx context.Context, g *synthhub.Generator, from, to synthhub.Date, entity synthhub.Entity, opts []Option) (*history, error) {
	first, err := g.On(from)
	if err != nil {
		return nil, err
	}
	if _, err := g.On(to); err != nil {
		return nil, err
	}
	if to.Before(from) {
		return nil, fmt.Errorf("%w: the history would end on %v, before it begins on %v", ErrDays, to, from)
	}
	e, err := newExporter(ctx, first, opts)
	if err != nil {
		return nil, err
	}
	h := &history{exporter: e, generator: first, from: from, to: to, entity: entity, days: make([]bookDay, to.DaysSince(from)+1)}
	if h.format, err = e.lineFormat(); err != nil {
		return nil, err
	}
	if err := notAmong(entity.Table(), format.ValidFrom, format.ValidTo, format.IsCurrent); err != nil {
		return nil, err
	}
	unbound, err := optionsOf(opts)
	if err != nil {
		return nil, err
	}
	if i := entitylist.Index(unbound.faulty, entity.Table().Name()); i >= 0 {
		h.entity = unbound.faulty[i]
	}
	h.anyText = !h.faultyRun && !entitylist.Governed(entity.Table().Name())
	h.key = keyColumn(entity.Table())
	const daysOfOne = 64 // a record has a new version about every 64 days
	h.chunkSize = max(1, h.chunkSize/(1+len(h.days)/daysOfOne))
	return h, nil
}

// on returns the book on a day.
func (h *history) on(day synthhub.Date) (*bookDay, error) {
	d := &h.days[day.DaysSince(h.from)]
	d.once.Do(func() {
		if d.book, d.err = h.generator.On(day); d.err == nil {
			d.entity, d.err = h.entity.Bind(d.book.Settings())
		}
	})
	return d, d.err
}

// write writes all versions to w.
func (h *history) write(ctx context.Context, w io.Writer) error {
	if h.part <= 1 {
		if err := h.exporter.write(w, h.format.AppendVersionHeader(nil, h.entity.Table())); err != nil {
			return h.failed(err)
		}
	}
	h.estimate(1, func(n int) int {
		var c versionChunk
		some := min(n, h.chunkSize)
		if c.fill(ctx, h, h.lo, h.lo+some) != nil {
			return 0 // the first chunk will return the error
		}
		return len(c.text) * n / max(some, 1)
	})
	chunks := (h.hi - h.lo + h.chunkSize - 1) / h.chunkSize
	return pipe.Ordered(ctx, h.workers, chunks, func(i int, c *versionChunk) error {
		lo := h.lo + i*h.chunkSize
		return c.fill(ctx, h, lo, min(h.hi, lo+h.chunkSize))
	}, func(i int, c *versionChunk) error {
		if err := h.exporter.write(w, c.text); err != nil {
			return h.failed(err)
		}
		h.versions += c.count
		h.progress.add(min(h.hi-h.lo-i*h.chunkSize, h.chunkSize))
		return nil
	})
}

// failed adds the table and the line to an error of the writer.
func (h *history) failed(err error) error {
	return fmt.Errorf("write, line %d: %w", h.versions+1, err)
}

// appendDays appends the first day, and the days on which a row of a slot can change.
func (h *history) appendDays(dst []synthhub.Date, slot int) []synthhub.Date {
	dst = append(dst, h.from)
	if days := h.entity.Days(); days != nil {
		return days(h.generator, dst, slot, h.from, h.to)
	}
	for day := h.from; day.Before(h.to); {
		day = day.AddDays(1)
		dst = append(dst, day)
	}
	return dst
}

// A versionChunk holds the lines of consecutive records, and the memory of the worker that fills it.
type versionChunk struct {
	text  []byte
	count int
	days  []synthhub.Date
	row   rowTexts // of one record on one day
	life  life
}

// fill fills the chunk with the versions of the rows of the records from lo to hi, without hi.
func (c *versionChunk) fill(ctx context.Context, h *history, lo, hi int) error {
	if c.row.list == nil {
		c.row.list = h.entity.NewRowList()
	}
	c.text, c.count = c.text[:0], 0
	for slot := lo; slot < hi; slot++ {
		if err := pipe.Err(ctx); err != nil {
			return err
		}
		c.life.reset()
		c.days = h.appendDays(c.days[:0], slot)
		for _, day := range c.days {
			on, err := h.on(day)
			if err != nil {
				return err
			}
			c.row.reset()
			for r := range on.book.Range(slot, slot+1) {
				c.row.add(&h.rowForm, on.entity, r)
			}
			if err := c.life.add(&c.row, day); err != nil {
				return fmt.Errorf("record %d on %v: %w", slot, day, err)
			}
		}
		c.text = c.life.appendTo(c.text, h.format)
		c.count += len(c.life.versions)
	}
	return nil
}

// A life is the versions of all rows of one record.
type life struct {
	keys     []liveKey // in the order in which they appear
	keyText  []byte
	versions []rowVersion
	text     []byte
	line     format.Version // which would be allocated for each line
	day      int            // number of the day that was added last, from 1
}

// A liveKey is a key that the record has on some days.
type liveKey struct {
	lo, hi int // in keyText
	open   int // its version that has not ended, or -1
	day    int // number of the last day that has it
}

// A rowVersion is a row and the days on which it is valid.
type rowVersion struct {
	key      int // index of its key
	lo, hi   int // in text
	from, to synthhub.Date
}

func (l *life) reset() {
	l.keys, l.keyText, l.versions, l.text, l.day = l.keys[:0], l.keyText[:0], l.versions[:0], l.text[:0], 0
}

// add adds the rows of a day after all others.
func (l *life) add(rows *rowTexts, day synthhub.Date) error {
	l.day++
	next := 0
	for i := range rows.rows {
		k := l.find(rows.keyOf(i), next)
		next = k + 1
		key := &l.keys[k]
		key.day = l.day
		text := rows.row(i)
		if key.open >= 0 {
			v := &l.versions[key.open]
			if string(l.text[v.lo:v.hi]) == string(text) {
				continue
			}
			v.to = day
		}
		if err := rows.rows[i].err; err != nil {
			return err
		}
		key.open = len(l.versions)
		l.versions = append(l.versions, rowVersion{key: k, lo: len(l.text), hi: len(l.text) + len(text), from: day})
		l.text = append(l.text, text...)
	}
	for k := range l.keys {
		if key := &l.keys[k]; key.open >= 0 && key.day != l.day {
			l.versions[key.open].to = day
			key.open = -1
		}
	}
	return nil
}

// find returns the index of a key that this day does not have yet. It begins to search at next, since
// rows keep their order mostly, and adds a key that is new.
func (l *life) find(text []byte, next int) int {
	n := len(l.keys)
	for i := range n {
		k := (next + i) % n
		if key := &l.keys[k]; key.day != l.day && string(l.keyText[key.lo:key.hi]) == string(text) {
			return k
		}
	}
	l.keys = append(l.keys, liveKey{len(l.keyText), len(l.keyText) + len(text), -1, 0})
	l.keyText = append(l.keyText, text...)
	return n
}

// appendTo appends the lines of all versions.
func (l *life) appendTo(dst []byte, f *format.Format) []byte {
	slices.SortStableFunc(l.versions, func(a, b rowVersion) int { return a.key - b.key })
	for i := range l.versions {
		v := &l.versions[i]
		l.line = format.Version{Row: l.text[v.lo:v.hi], From: v.from, To: v.to}
		dst = f.AppendVersion(dst, &l.line)
	}
	return dst
}
