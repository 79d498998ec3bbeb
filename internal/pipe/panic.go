package pipe

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// A Panic is the value with which a panic in a worker goes on in the goroutine of the caller.
// As an error it has the original value and the stack of the worker as its text, so that both
// are printed if nobody recovers. It wraps the value if that is an error.
type Panic struct {
	value any
	stack []byte
}

// Value returns the value that the function of the caller has panicked with.
func (p *Panic) Value() any { return p.value }

// Stack returns the stack of the worker at the panic.
func (p *Panic) Stack() []byte { return p.stack }

// Error returns the value and the stack as text.
func (p *Panic) Error() string {
	return fmt.Sprintf("%v\n\nstack of the worker:\n%s", p.value, p.stack)
}

// Unwrap returns the value if it is an error, else nil.
func (p *Panic) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

// ErrGoexit is the error of a worker that runtime.Goexit has ended.
var ErrGoexit = errors.New("a function that the caller has passed called runtime.Goexit, as t.FailNow does; let it return")

// A Guard keeps what functions of the caller do in other goroutines from ending the process
// or blocking those who wait. The zero Guard is ready for use.
type Guard struct{ first atomic.Pointer[Panic] }

// Do calls f. It keeps the first panic of all calls, and calls stop with it. It calls stop with
// [ErrGoexit] if f calls runtime.Goexit, which then ends the goroutine.
func (g *Guard) Do(f func(), stop func(error)) {
	returned := false
	defer func() {
		if returned {
			return
		}
		v := recover()
		if v == nil { // the value of a panic is never nil
			stop(ErrGoexit)
			return
		}
		p, ok := v.(*Panic) // of a job within this one
		if !ok {
			p = &Panic{v, debug.Stack()}
		}
		g.first.CompareAndSwap(nil, p)
		stop(p)
	}()
	f()
	returned = true
}

// Rethrow panics with the panic that Do has kept, if there is one. Call it in the goroutine of
// the caller, after all others have ended.
func (g *Guard) Rethrow() {
	if p := g.first.Load(); p != nil {
		panic(p)
	}
}
