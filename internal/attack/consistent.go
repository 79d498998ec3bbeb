package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A packing is a way to export a forgery.
type packing struct {
	opts  []export.Option
	whole bool // all tables and records
	files folder
}

// packings exports the genuine dataset in each way.
func packings(r *run, g *genuine) ([]packing, error) {
	list := []packing{
		{opts: []export.Option{export.Formats("csv", "json", "ndjson")}, whole: true},
		{opts: []export.Option{export.Formats("csv"), export.Parts(3)}, whole: true},
		{opts: []export.Option{export.Formats("json")}, whole: true},
		{opts: []export.Option{export.Formats("ndjson")}, whole: true},
		{opts: []export.Option{export.Formats("csv", "ndjson"), export.Part(1, 2)}},
		{opts: []export.Option{export.Tables("persons", "vehicles")}},
		{opts: []export.Option{export.Tables("vehicles")}},
	}
	for i := range list {
		f := g.forge(nil)
		f.opts = list[i].opts
		var err error
		if list[i].files, err = f.write(r.try(i)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// forged makes a forgery by a change and says which: the named ones first, then swaps and, one
// time in three, a named one at another place.
func forged(t *try, g *genuine, all []change) (f *forgery, c change) {
	for {
		f = g.forge(t.Rand)
		switch {
		case t.number < len(all):
			c = all[t.number]
		case t.chance(3):
			c = pick(t.Rand, all)
		default:
			return f, change{name: f.swap()}
		}
		if c.apply(f) {
			return f, c
		}
	}
}

// changes are all named changes.
func changes() []change {
	return slices.Concat(rowChanges(), licenseChanges(), idChanges(), placeChanges(), countChanges(), claims())
}

// consistent changes datasets and exports them as if they were generated, so that every digest
// and count agrees. Reproduce must find every change. Without it, some must be found too; the run
// notes how often each of the others was not.
func consistent(r *run) error {
	o := &forging{
		changed: r.counter("changed"), reproduced: r.counter("found with Reproduce"), alone: r.counter("found without"),
		namedMissed: r.counter("named changes missed without"), swapsMissed: r.counter("swaps missed without"),
		same: r.counter("unchanged"), genuine: r.counter("genuine snapshots of other settings"),
	}
	g, err := newGenuine(r.seed)
	if err != nil {
		return err
	}
	ways, err := packings(r, g)
	if err != nil {
		return err
	}
	all := changes()
	r.each(parallel(), func(t *try) {
		way := &ways[0]
		if t.number >= len(all) {
			way = &ways[t.IntN(len(ways))]
		}
		f, c := forged(t, g, all)
		f.opts = way.opts
		files, err := f.write(t)
		switch {
		case t.ctx.Err() != nil:
		case err != nil:
			t.failf("%s: %v", c.name, err)
		case files.same(way.files):
			o.same.add()
		default:
			o.judge(t, f, c, files, way.whole)
		}
	})
	o.missed.note(r)
	return nil
}

// A forging counts what came of forgeries.
type forging struct {
	changed, reproduced, alone, namedMissed, swapsMissed, same, genuine *counter

	missed tally // changes that were not found without Reproduce
}

// judge validates a forgery with and without Reproduce.
func (o *forging) judge(t *try, f *forgery, c change, files folder, whole bool) {
	full, quick := t.check(c.name, files.fs(), validate.Reproduce()), t.check(c.name, files.fs())
	if full == nil || quick == nil {
		return // a failure already
	}
	if full.Err() == nil && t.isGenuine(f, files) {
		o.genuine.add()
		return
	}
	o.changed.add()
	if full.Err() != nil {
		o.reproduced.add()
	} else {
		t.failf("%s: Reproduce finds nothing", c.name)
	}
	switch {
	case quick.Err() != nil:
		o.alone.add()
	case c.found && whole:
		t.failf("%s: nothing is found without Reproduce", c.name)
	case c.apply == nil:
		o.swapsMissed.add()
		o.missed.add(c.name)
	default:
		o.namedMissed.add()
		o.missed.add(c.name)
	}
}

// isGenuine reports whether a forgery has become what its settings give: then it is none.
func (t *try) isGenuine(f *forgery, files folder) bool {
	g, err := synthhub.NewGenerator(f.settings)
	if err != nil {
		return false
	}
	genuine, err := exported(t.ctx, t.dir, g, f.opts...)
	return err == nil && genuine.same(files)
}

// A tally counts by name.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (c *tally) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[string]int{}
	}
	c.counts[name]++
}

// note notes all names with their counts.
func (c *tally) note(r *run) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(c.counts)) {
		names = append(names, fmt.Sprintf("%s %d", name, c.counts[name]))
	}
	r.notef("only Reproduce finds: %s", strings.Join(names, "; "))
}
