package beam

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// Counters of the pipelines, in the namespace of the package. Only the goroutine of a DoFn may use
// them.
const namespace = "synthhub"

var (
	recordCount = sdk.NewCounter(namespace, "records")
	byteCount   = sdk.NewCounter(namespace, "bytes")
	partCount   = sdk.NewCounter(namespace, "parts")
	retryCount  = sdk.NewCounter(namespace, "retries")
	finishCount = sdk.NewCounter(namespace, "finished")
)

// attempts is how often something is tried that a file system fails to do. A runner may try
// again, but not all do.
const attempts = 3

// retry does some work again if a store has failed, after a delay that doubles. Other errors would
// come again.
func retry(ctx context.Context, delay time.Duration, work func() error) error {
	for attempt := 1; ; attempt++ {
		err := work()
		var failed *ioError
		if err == nil || ctx.Err() != nil || !errors.As(err, &failed) {
			return err
		}
		if attempt == attempts {
			return fmt.Errorf("after %d attempts: %w", attempts, err)
		}
		retryCount.Inc(ctx, 1)
		select {
		case <-time.After(delay):
			delay *= 2
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), err)
		}
	}
}

// newID returns eight hexadecimal digits that no other run or attempt has.
func newID() string {
	var b [4]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// attemptName returns the name of a file until it is complete. Attempts may overlap: a runner may
// do one part twice, or give up a worker that goes on.
func attemptName(name, id string) string { return name + ".attempt-" + id }

var attemptNames = regexp.MustCompile(`\.attempt-[0-9a-f]{8}$`)

// An attemptFile is a file that gets its name when it is closed, unless something has failed. An
// object store commits what is closed, whether it is complete or not, so the file has another
// name until then.
type attemptFile struct {
	ctx        context.Context
	store      store
	name, temp string
	w          io.WriteCloser
	err        error // the first of Write
}

// createAttempt begins a file. If the context ends before it is closed, nothing gets the name.
func createAttempt(ctx context.Context, s store, name string) (*attemptFile, error) {
	f := &attemptFile{ctx: ctx, store: s, name: name, temp: attemptName(name, newID())}
	var err error
	f.w, err = s.create(ctx, f.temp)
	return f, err
}

func (f *attemptFile) Write(b []byte) (n int, err error) {
	if f.err != nil {
		return 0, f.err
	}
	n, f.err = f.w.Write(b)
	return n, f.err
}

func (f *attemptFile) Close() error {
	err := f.err
	if closeErr := f.w.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = context.Cause(f.ctx)
	}
	if err == nil {
		err = f.store.rename(f.ctx, f.temp, f.name)
	}
	if err != nil {
		// What this leaves behind, the run that succeeds removes.
		f.store.remove(context.WithoutCancel(f.ctx), f.temp)
	}
	return err
}

// put writes a small file.
func put(ctx context.Context, s store, name string, text []byte) error {
	f, err := createAttempt(ctx, s, name)
	if err != nil {
		return err
	}
	f.Write(text) // Close returns its error
	return f.Close()
}
