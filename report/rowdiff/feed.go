package rowdiff

import (
	"context"
	"errors"
	"sync"

	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/pipe"
)

// A pass reads both tables once. One goroutine for each side goes over its input and emits chunks; workers
// parse chunks of both sides in any order; the goroutine of the caller takes them in order.
type pass struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	form    *form
	workers int
	jobs    chan *chunk
	group   sync.WaitGroup
	guard   pipe.Guard
	// wanted reports whether a row with the key takes part in the pass; nil for all rows. The workers call it.
	wanted   func(key string) bool
	keysOnly bool // whether only the keys are needed
}

// maxPlaces limits the chunks of a side that are on their way at the same time, whatever the number of workers.
const maxPlaces = 16

var errEnded = errors.New("the pass has ended")

func newPass(ctx context.Context, form *form, workers int) *pass {
	p := &pass{form: form, workers: workers, jobs: make(chan *chunk)}
	p.ctx, p.cancel = context.WithCancelCause(ctx)
	return p
}

// start starts the workers and the reading of both sides. Call stop when the pass is over.
func (p *pass) start(sides [2]*reading) (cursors [2]*cursor) {
	for range p.workers {
		p.goroutine(func() {
			for {
				select {
				case c := <-p.jobs:
					c.work(c)
					c.finish()
					c.done <- struct{}{}
				case <-p.ctx.Done():
					return
				}
			}
		})
	}
	for i, side := range sides {
		places := min(p.workers, maxPlaces) + 2
		f := &feed{pass: p, table: side.table, chunks: make(chan *chunk, places), places: make(chan struct{}, places), free: make(chan *chunk, places)}
		cursors[i] = &cursor{feed: f}
		p.goroutine(func() {
			defer close(f.chunks)
			f.err = pipe.ErrGoexit // if the function does not return
			f.err = side.pass(f)
		})
	}
	return cursors
}

// stop ends the pass, waits for its goroutines, and passes on a panic of one.
func (p *pass) stop() {
	p.cancel(errEnded)
	p.group.Wait()
	p.guard.Rethrow()
}

// goroutine runs f, which may call functions of the user. The pass ends if they do not return.
func (p *pass) goroutine(f func()) {
	p.group.Go(func() { p.guard.Do(f, p.cancel) })
}

// A feed hands the chunks of one side from its reader to the cursor, in order.
type feed struct {
	pass   *pass
	table  Table
	chunks chan *chunk
	err    error         // valid once chunks is closed
	places chan struct{} // has an element for every block of text on its way
	free   chan *chunk   // to be used again
}

// emit has work fill a chunk on a worker, and handed out after the chunks before it. A chunk of many bytes
// takes the places of several.
func (f *feed) emit(work func(*chunk), bytes int) error {
	stop := f.pass.ctx.Done()
	var c *chunk
	select {
	case c = <-f.free:
		c.reset()
	default:
		c = &chunk{form: f.pass.form, pass: f.pass, list: f.table.NewRowList(), done: make(chan struct{}, 1)}
	}
	c.work, c.bytes = work, bytes
	c.places = min(1+bytes/intake.BlockSize, cap(f.places))
	for range c.places {
		select {
		case f.places <- struct{}{}:
		case <-stop:
			return pipe.Err(f.pass.ctx)
		}
	}
	f.chunks <- c // which has as many places
	select {
	case f.pass.jobs <- c:
		return nil
	case <-stop:
		return pipe.Err(f.pass.ctx)
	}
}

// A cursor walks over the rows of a side in order.
type cursor struct {
	feed  *feed
	chunk *chunk
	index int // of the next row in the chunk
	pos   int // of the next row in the table, from 0
}

// next returns the next row, nil after the last. It is valid until the next call.
func (u *cursor) next() (*row, error) {
	for u.chunk == nil || u.index == len(u.chunk.rows) {
		if err := u.advance(); u.chunk == nil {
			return nil, err
		}
	}
	r := &u.chunk.rows[u.index]
	u.index++
	u.pos++
	return r, nil
}

// advance moves to the next chunk, nil after the last.
func (u *cursor) advance() error {
	f := u.feed
	if c := u.chunk; c != nil {
		for range c.places {
			<-f.places
		}
		if u.chunk = nil; c.bytes <= 2*intake.BlockSize {
			select {
			case f.free <- c:
			default:
			}
		}
	}
	ctx := f.pass.ctx
	select {
	case c, ok := <-f.chunks:
		if !ok {
			if ctx.Err() != nil {
				return pipe.Err(ctx)
			}
			return f.err
		}
		select {
		case <-c.done:
		case <-ctx.Done():
			return pipe.Err(ctx)
		}
		u.chunk, u.index = c, 0
		return nil
	case <-ctx.Done():
		return pipe.Err(ctx)
	}
}
