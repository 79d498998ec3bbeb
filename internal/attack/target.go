package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/validate"
)

// The states of a target folder. Any other text says how the folder is broken.
const (
	stateOld    = "old"
	stateNew    = "new"
	stateAbsent = "absent"
)

// contents are the two snapshots that a target may hold.
type contents struct {
	records  int
	old, new folder
	oldSeed  uint64
	newSeed  uint64
}

// newContents exports two datasets of one size, and checks them.
func newContents(r *run, records int) (*contents, error) {
	c := &contents{records: records, oldSeed: r.seed, newSeed: r.seed + 1}
	for seed, to := range map[uint64]*folder{c.oldSeed: &c.old, c.newSeed: &c.new} {
		g, err := c.generator(seed)
		if err != nil {
			return nil, err
		}
		if *to, err = exported(r.ctx, r.dir, g); err != nil {
			return nil, err
		}
		report, err := validate.Snapshot(r.ctx, to.fs(), validate.Reproduce())
		if err != nil {
			return nil, err
		}
		if err := report.Err(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *contents) generator(seed uint64) (*synthhub.Generator, error) {
	return synthhub.NewGenerator(synthhub.Settings{Records: c.records, Seed: seed})
}

// args returns the arguments with which the command writes the snapshot of a seed to a target.
func (c *contents) args(seed uint64, dir string) []string {
	return []string{"generate-snapshot", "--records", fmt.Sprint(c.records), "--seed", fmt.Sprint(seed), "--overwrite", "--output-dir", dir}
}

// A target is a folder that runs write, in a parent folder with files of somebody else.
type target struct {
	*contents
	parent, dir string
	had         bool // the old snapshot, before
}

// bystanders are what somebody has next to a target.
var bystanders = map[string]string{"notes.txt": "mine\n", ".hidden": "mine too\n", "snapshot-2": "and mine\n"}

// newTarget creates the parent of a target, with or without the old snapshot.
func (c *contents) newTarget(t *try, had bool) (*target, error) {
	parent, err := os.MkdirTemp(t.dir, "target-")
	if err != nil {
		return nil, err
	}
	tg := &target{c, parent, filepath.Join(parent, "snapshot"), had}
	for name, text := range bystanders {
		err = errors.Join(err, os.WriteFile(filepath.Join(parent, name), []byte(text), 0o644))
	}
	if had {
		err = errors.Join(err, c.old.write(tg.dir))
	}
	return tg, err
}

func (tg *target) remove() { os.RemoveAll(tg.parent) }

// state returns the state of the target.
func (tg *target) state() string { return tg.stateOf(tg.dir) }

func (tg *target) stateOf(dir string) string {
	f, err := readFolder(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return stateAbsent
	case err != nil:
		return err.Error()
	case f.same(tg.old):
		return stateOld
	case f.same(tg.new):
		return stateNew
	}
	return fmt.Sprintf("neither the old nor the new snapshot: %q", f.names())
}

// leftovers returns the names of what runs have left next to the target.
func (tg *target) leftovers() (names []string) {
	entries, err := os.ReadDir(tg.parent)
	if err != nil {
		return []string{err.Error()}
	}
	for _, e := range entries {
		if _, known := bystanders[e.Name()]; !known && e.Name() != filepath.Base(tg.dir) {
			names = append(names, e.Name())
		}
	}
	return names
}

// lost returns the names of the bystanders that are not as they were.
func (tg *target) lost() (names []string) {
	for _, name := range slices.Sorted(maps.Keys(bystanders)) {
		if text, err := os.ReadFile(filepath.Join(tg.parent, name)); err != nil || !bytes.Equal(text, []byte(bystanders[name])) {
			names = append(names, name)
		}
	}
	return names
}

// aside reports whether the old snapshot is complete in a folder next to the target, where the
// next run finds it.
func (tg *target) aside() (found bool) {
	_ = filepath.WalkDir(tg.parent, func(path string, d fs.DirEntry, err error) error {
		found = found || err == nil && d.IsDir() && path != tg.dir && tg.stateOf(path) == stateOld
		return nil // what cannot be read is not the old snapshot
	})
	return found
}

// intact fails the try unless the target is the old or the new snapshot, or absent where there was
// none. It reports the state, and whether the old snapshot is complete but aside: a run that
// ends between two renames leaves it so, and the next one restores it.
func (tg *target) intact(t *try, what string) (state string, aside bool) {
	state = tg.state()
	aside = state == stateAbsent && tg.had && tg.aside()
	switch {
	case state == stateNew, state == stateOld && tg.had, state == stateAbsent && !tg.had, aside:
	case state == stateAbsent:
		t.failf("%s: the old snapshot is lost; next to the target are %q", what, tg.leftovers())
	default:
		t.failf("%s: %s", what, state)
	}
	if lost := tg.lost(); lost != nil {
		t.failf("%s: files of somebody else are lost: %q", what, lost)
	}
	return state, aside
}

// restores fails the try unless a run that may not replace the old snapshot, which is aside,
// puts it back in its place.
func (tg *target) restores(t *try, p *program, what string) {
	args := slices.DeleteFunc(tg.args(tg.newSeed, tg.dir), func(arg string) bool { return arg == "--overwrite" })
	res := p.run(t, args...)
	if state := tg.state(); res.code != 1 || state != stateOld {
		t.failf("%s: the next run does not restore the old snapshot: the target is %s after %v", what, state, res)
	}
}

// recovers fails the try unless the next run succeeds and leaves nothing next to the target.
func (tg *target) recovers(t *try, p *program, what string) {
	if t.ctx.Err() != nil {
		return
	}
	if res := p.run(t, tg.args(tg.newSeed, tg.dir)...); res.code != 0 {
		t.failf("%s: the next run fails: %v", what, res)
	}
	if state := tg.state(); state != stateNew {
		t.failf("%s: after the next run the target is %s", what, state)
	}
	if names := tg.leftovers(); names != nil {
		t.failf("%s: the next run leaves %q", what, names)
	}
	if lost := tg.lost(); lost != nil {
		t.failf("%s: the next run loses files of somebody else: %q", what, lost)
	}
}
