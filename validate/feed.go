package validate

import (
	"context"
	"errors"

	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/pipe"
)

// A feed hands out the chunks of one table in order, while workers read and check them in any
// order. One goroutine goes over the files or records of the table and emits chunks whose rows
// are not parsed yet. Each goes to two channels: to the workers, and to the feed's own, which
// keeps the order. The receiver of the feed waits for each chunk until a worker is done with
// it. A feed that is ahead of its receiver waits, so that memory does not grow with the table.
type feed struct {
	check   *check
	table   *table
	again   bool
	chunks  chan *chunk
	err     error         // valid once chunks is closed
	places  chan struct{} // has an element for every block of text on its way to the receiver
	stop    chan struct{} // closed when nobody wants the rest
	ended   bool          // whether stop is closed
	emitted int           // number of chunks with rows so far
}

// startWorkers starts the goroutines that read and check the chunks of all tables.
func (c *check) startWorkers() {
	stop := c.ctx.Done()
	for range c.workers {
		c.goroutine(func() {
			for {
				select {
				case p := <-c.jobs:
					p.work(p)
					p.done <- struct{}{}
				case <-stop:
					return
				}
			}
		})
	}
}

// maxPlaces limits the chunks of a table that are worked on at the same time, whatever the number of
// workers. Three tables are read side by side, so they keep about 50 workers busy.
const maxPlaces = 16

// start begins to hand out the rows of the table, for the first pass or for another.
func (c *check) start(t *table, again bool) {
	places := min(c.workers, maxPlaces) + 2
	f := &feed{check: c, table: t, again: again, chunks: make(chan *chunk, places), places: make(chan struct{}, places), stop: make(chan struct{})}
	t.feed = f
	c.goroutine(func() {
		defer close(f.chunks)
		f.err = pipe.ErrGoexit // if open does not return
		f.err = t.open(f)
	})
}

// errStopped ends a feed whose check has ended.
var errStopped = errors.New("stopped")

// chunk returns an empty chunk to be emitted.
func (f *feed) chunk() *chunk {
	var p *chunk
	select {
	case p = <-f.table.free:
	default:
		p = newChunk(f.table, f.check.limit)
	}
	p.again = f.again
	return p
}

// emitRows is emit for a chunk that has rows. Such chunks are numbered without a gap.
func (f *feed) emitRows(p *chunk) error {
	p.number = f.emitted
	f.emitted++
	return f.emit(p)
}

// emit has the chunk worked on and handed out after those before it. A chunk of a long row takes
// the places of many.
func (f *feed) emit(p *chunk) error {
	stop := f.check.ctx.Done()
	p.places = min(1+p.bytes/intake.BlockSize, cap(f.places))
	for range p.places {
		select {
		case f.places <- struct{}{}:
		case <-f.stop:
			return errStopped
		case <-stop:
			return errStopped
		}
	}
	f.chunks <- p // which has as many places
	select {
	case f.check.jobs <- p:
	case <-stop:
		return errStopped
	}
	return nil
}

// end ends the feed early: it hands out no more chunks.
func (f *feed) end() {
	if !f.ended {
		f.ended = true
		close(f.stop)
	}
}

// next returns the next chunk of the table once it has been worked on, nil after the last,
// and counts what was found in it.
func (c *check) next(t *table) (*chunk, error) {
	if t.feed.ended {
		return nil, nil
	}
	p, ok := <-t.feed.chunks
	if !ok {
		if t.feed.err == errStopped {
			return nil, pipe.Err(c.ctx)
		}
		return nil, t.feed.err
	}
	select {
	case <-p.done:
	case <-c.ctx.Done():
		return nil, pipe.Err(c.ctx)
	}
	for range p.places {
		<-t.feed.places
	}
	p.rowsBefore = t.rows
	t.rows += p.rows.Len()
	c.tally.merge(&p.tally, p.rowsBefore, p.linesBefore)
	if t.unread += len(p.unread); t.unread > manyUnreadable && t.unread > t.rows/2 {
		c.giveUp(t, p)
	}
	return p, nil
}

// manyUnreadable is the number of rows that cannot be read before reading a table may end. A line of
// one byte costs as much time as a row of hundreds, so a file of them would take hours.
const manyUnreadable = 1 << 18

// giveUp ends the reading of a table after a chunk in the first pass: more rows cannot be read than
// can. What needs all of its rows is not checked.
func (c *check) giveUp(t *table, p *chunk) {
	t.feed.end()
	t.broken = true
	c.note("the rows of %s after row %d were not checked: %d of the rows before cannot be read", t.Name(), t.rows, t.unread)
}

// release gives the chunk back to be used again, unless its memory is that of a long row.
func (c *check) release(p *chunk) {
	if p.bytes > 2*intake.BlockSize {
		return
	}
	p.reset()
	select {
	case p.table.free <- p:
	default:
	}
}

// each calls visit with every chunk of the table, in order, until it returns false.
func (c *check) each(t *table, again bool, visit func(*chunk) bool) error {
	c.start(t, again)
	for {
		p, err := c.next(t)
		if p == nil {
			return err
		}
		if !visit(p) {
			t.feed.end()
		}
		c.release(p)
	}
}

// errEnded is the cause of the end of a check's context, so that workers and feeds return.
var errEnded = errors.New("validation has ended")

// stoppable gives the check a context that the returned function ends. The function returns
// once no goroutine of the check is left, and passes on a panic of one.
func (c *check) stoppable() (stop func()) {
	ctx, cancel := context.WithCancelCause(c.ctx)
	c.ctx, c.cancel = ctx, cancel
	return func() {
		cancel(errEnded)
		c.group.Wait()
		c.guard.Rethrow()
	}
}

// goroutine runs f, which may call functions of the caller. The check ends if they do not return.
func (c *check) goroutine(f func()) {
	c.group.Go(func() { c.guard.Do(f, c.cancel) })
}
