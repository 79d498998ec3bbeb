package validate

import (
	"context"
	"errors"

	"github.com/synthhub/synthhub/internal/pipe"
)

// A feed hands out the chunks of one table in order, while workers read and check them in any
// order. One goroutine goes over the files or records of the table and emits chunks whose rows
// are not parsed yet. Each goes to two channels: to the workers, and to the feed's own, which
// keeps the order. The receiver of the feed waits for each chunk until a worker is done with
// it. Both channels hold a few chunks at most, so a feed that is ahead of the workers waits, and
// memory does not grow with the table.
type feed struct {
	check  *check
	table  *table
	again  bool
	chunks chan *chunk
	err    error // valid once chunks is closed
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

// start begins to hand out the rows of the table, for the first pass or for another.
func (c *check) start(t *table, again bool) {
	f := &feed{check: c, table: t, again: again, chunks: make(chan *chunk, 2*c.workers)}
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

// emit has the chunk worked on and handed out after those before it.
func (f *feed) emit(p *chunk) error {
	stop := f.check.ctx.Done()
	select {
	case f.chunks <- p:
	case <-stop:
		return errStopped
	}
	select {
	case f.check.jobs <- p:
	case <-stop:
		return errStopped
	}
	return nil
}

// next returns the next chunk of the table once it has been worked on, nil after the last,
// and counts what was found in it.
func (c *check) next(t *table) (*chunk, error) {
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
	p.rowsBefore = t.rows
	t.rows += p.rows.Len()
	c.tally.merge(&p.tally, p.rowsBefore, p.linesBefore)
	return p, nil
}

// release gives the chunk back to be used again.
func (c *check) release(p *chunk) {
	p.reset()
	select {
	case p.table.free <- p:
	default:
	}
}

// each calls visit with every chunk of the table, in order, and releases it.
func (c *check) each(t *table, again bool, visit func(*chunk)) error {
	c.start(t, again)
	for {
		p, err := c.next(t)
		if p == nil {
			return err
		}
		visit(p)
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
