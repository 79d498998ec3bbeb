package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A trigger cancels a context after a number of events: bytes that were written, files that were
// opened, or records that were exported.
type trigger struct {
	left   atomic.Int64
	cancel func()
}

// events counts n events.
func (g *trigger) events(n int64) {
	if left := g.left.Add(-n); left <= 0 && left+n > 0 {
		g.cancel()
	}
}

// A triggerWriter keeps what is written and counts the bytes.
type triggerWriter struct {
	bytes.Buffer
	*trigger
}

func (w *triggerWriter) Write(b []byte) (int, error) {
	w.events(int64(len(b)))
	return w.Buffer.Write(b)
}

// A triggerFS counts the files that are opened.
type triggerFS struct {
	fs.FS
	*trigger
}

func (f triggerFS) Open(name string) (fs.File, error) {
	f.events(1)
	return f.FS.Open(name)
}

// A cancellable is a function that ends with its context.
type cancellable struct {
	name   string
	events int64 // about as many as the function causes
	// run calls the function. It reports what is wrong with the outcome, besides the error.
	run func(ctx context.Context, t *try, g *trigger) (wrong string, err error)

	typical time.Duration // of a call that nobody cancels
}

var errCause = errors.New("the cause of the end")

// cancels cancels the context of functions at random moments and after random events, before
// they begin or while they run. Each must succeed or return the error of the context, must leave
// a target as it was, and must leave neither files nor goroutines nor descriptors behind.
func cancels(r *run) error {
	canceled, completed := r.counter("canceled"), r.counter("completed")
	list, err := cancellables(r)
	if err != nil {
		return err
	}
	for i := range list {
		start := time.Now()
		if wrong, err := list[i].run(r.ctx, r.try(i), &trigger{cancel: func() {}}); wrong != "" || err != nil {
			return fmt.Errorf("%s, which nobody cancels: %s %w", list[i].name, wrong, err)
		}
		list[i].typical = time.Since(start)
	}
	r.each(1, func(t *try) { // one at a time: resources are counted
		defer debug.SetGCPercent(debug.SetGCPercent(-1)) // the collector closes forgotten files
		before := resourcesNow()
		c := &list[t.IntN(len(list))]
		ctx, cancel := context.WithCancelCause(t.ctx)
		defer cancel(nil)
		g := &trigger{cancel: func() { cancel(errCause) }}
		how, begins, disarm := t.arm(g, c)
		wrong, ended, err := c.inTime(ctx, t, g)
		disarm()
		if !ended {
			t.failf("%s, canceled %s: it does not end", c.name, how)
			return
		}
		switch {
		case err == nil && !begins:
			t.failf("%s, canceled %s: no error", c.name, how)
		case err == nil:
			completed.add()
		case errors.Is(err, context.Canceled) && errors.Is(err, errCause):
			canceled.add()
		default:
			t.failf("%s, canceled %s: the error is %v", c.name, how, err)
		}
		if wrong != "" {
			t.failf("%s, canceled %s: %s", c.name, how, wrong)
		}
		if leaked := before.leaked(); leaked != "" {
			t.failf("%s, canceled %s: %s", c.name, how, leaked)
		}
	})
	return nil
}

// arm decides at random when the context of a function ends. It says when, whether the function
// begins before that, and returns a function that stops a timer.
func (t *try) arm(g *trigger, c *cancellable) (how string, begins bool, disarm func()) {
	switch t.IntN(8) {
	case 0:
		g.cancel()
		return "before it begins", false, func() {}
	case 1, 2, 3:
		after := time.Duration(t.Int64N(int64(c.typical) + 1))
		timer := time.AfterFunc(after, g.cancel)
		return fmt.Sprintf("after %v", after), true, func() { timer.Stop() }
	default:
		n := 1 + t.Int64N(c.events)
		g.left.Store(n)
		return fmt.Sprintf("after %d events", n), true, func() {}
	}
}

// inTime calls the function and reports false if it does not end.
func (c *cancellable) inTime(ctx context.Context, t *try, g *trigger) (wrong string, ended bool, err error) {
	type outcome struct {
		wrong string
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		wrong, err := c.run(ctx, t, g)
		done <- outcome{wrong, err}
	}()
	select {
	case o := <-done:
		return o.wrong, true, o.err
	case <-time.After(deadline):
		return "", false, nil
	}
}

// cancellables lists the functions to cancel.
func cancellables(r *run) (list []cancellable, err error) {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 2000, Seed: r.seed + 1, Vehicles: synthhub.VehicleRange{Min: 1, Max: 2}})
	if err != nil {
		return nil, err
	}
	all, err := streams(r.try(0), g)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		list = append(list, cancellable{name: s.name, events: int64(len(s.text)), run: func(ctx context.Context, t *try, g *trigger) (string, error) {
			w := &triggerWriter{trigger: g}
			err := s.write(&try{run: &run{ctx: ctx}}, w)
			if !bytes.HasPrefix(s.text, w.Bytes()) || err == nil && w.Len() != len(s.text) {
				return fmt.Sprintf("%d bytes are written, which are not the beginning of the output", w.Len()), err
			}
			return "", err
		}})
	}
	c, err := newContents(r, 300)
	if err != nil {
		return nil, err
	}
	checked, err := exported(r.ctx, r.dir, g, export.Formats("csv", "json", "ndjson"), export.Parts(3))
	if err != nil {
		return nil, err
	}
	// A third of the tries are snapshots, which have the most to leave behind.
	list = append(list, slices.Repeat([]cancellable{{name: "Snapshot", events: 300, run: c.cancelSnapshot}}, 7)...)
	return append(list,
		cancellable{name: "ManifestOf", events: 2000, run: func(ctx context.Context, _ *try, tr *trigger) (string, error) {
			_, err := export.ManifestOf(ctx, g, tr.onProgress())
			return "", err
		}},
		cancellable{name: "validate.Snapshot", events: 60, run: func(ctx context.Context, _ *try, tr *trigger) (string, error) {
			return judgeReport(validate.Snapshot(ctx, triggerFS{checked.fs(), tr}, validate.Reproduce()))
		}},
		cancellable{name: "validate.Source", events: 1, run: func(ctx context.Context, _ *try, tr *trigger) (string, error) {
			return judgeReport(validate.Source(ctx, g))
		}},
		cancellable{name: "Generate", events: 1, run: func(ctx context.Context, _ *try, tr *trigger) (string, error) {
			b, err := synthhub.Generate(ctx, synthhub.Settings{Records: 30_000, Seed: r.seed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
			if err == nil && b.Len() != 30_000 {
				return fmt.Sprintf("%d records", b.Len()), nil
			}
			return "", err
		}},
	), nil
}

// onProgress counts the records of an export.
func (g *trigger) onProgress() export.Option {
	var last atomic.Int64
	return export.OnProgress(func(p export.Progress) {
		now := int64(p.Records)
		g.events(now - last.Swap(now))
	})
}

// judgeReport says what is wrong with the report on a good dataset.
func judgeReport(report *validate.Report, err error) (string, error) {
	if err == nil && report.Err() != nil {
		return "there are findings: " + report.Err().Error(), nil
	}
	return "", err
}

// cancelSnapshot exports to a target, and judges what is there after that.
func (c *contents) cancelSnapshot(ctx context.Context, t *try, g *trigger) (string, error) {
	had := t.chance(2)
	tg, err := c.newTarget(t, had)
	if err != nil {
		return err.Error(), nil
	}
	defer tg.remove()
	source, err := c.generator(c.newSeed)
	if err != nil {
		return err.Error(), nil
	}
	_, err = export.Snapshot(ctx, tg.dir, source, export.Overwrite(), g.onProgress())
	want := stateNew
	if err != nil {
		want = map[bool]string{false: stateAbsent, true: stateOld}[had]
	}
	state, left, lost := tg.state(), tg.leftovers(), tg.lost()
	if state != want || left != nil || lost != nil {
		return fmt.Sprintf("replacing %t: the target is %s, want %s; left next to it are %q, lost are %q", had, state, want, left, lost), err
	}
	return "", err
}

// resources are what this process holds.
type resources struct{ goroutines, descriptors int }

// resourcesNow counts them. Where the system does not list descriptors, their number is 0.
func resourcesNow() resources {
	entries, _ := os.ReadDir("/proc/self/fd")
	return resources{runtime.NumGoroutine(), len(entries)}
}

// leaked says what there is more of than before, or "". A goroutine that has done its work may
// need a moment to end; one that leaks stays. A file must be closed at once.
func (before resources) leaked() string {
	now := resourcesNow()
	for range 5_000 {
		if now.goroutines <= before.goroutines || now.descriptors > before.descriptors {
			break
		}
		time.Sleep(time.Millisecond)
		now = resourcesNow()
	}
	if now.goroutines <= before.goroutines && now.descriptors <= before.descriptors {
		return ""
	}
	return fmt.Sprintf("%d goroutines and %d descriptors, where there were %d and %d", now.goroutines, now.descriptors, before.goroutines, before.descriptors)
}
