package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/snapshot"
)

// targetFolder returns the absolute path of a folder that may be replaced as a whole, its
// links followed: the folder is replaced, not the link to it. It refuses a folder for which
// that would go wrong only after all the work, or lose files that nobody meant.
func targetFolder(dir string) (string, error) {
	if dir == "" {
		return "", fmt.Errorf("%w: its name is empty; want the name of a folder", ErrTarget)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if linked, err := filepath.EvalSymlinks(dir); err == nil {
		dir = linked
	}
	if filepath.Dir(dir) == dir {
		return "", fmt.Errorf("%w: it is the root of the file system; want a folder in it", ErrTarget)
	}
	there, err := os.Stat(dir)
	if err != nil {
		return dir, checkParents(dir)
	}
	if !there.IsDir() {
		return "", fmt.Errorf("%w: it is a file; want the name of a folder", ErrTarget)
	}
	if working, err := os.Stat("."); err == nil && os.SameFile(there, working) {
		return "", fmt.Errorf("%w: it is the working folder; want a folder in it or elsewhere", ErrTarget)
	}
	if working, err := os.Getwd(); err == nil && strings.HasPrefix(working, dir+string(filepath.Separator)) {
		return "", fmt.Errorf("%w: the working folder is in it; want a folder of its own", ErrTarget)
	}
	if isMount(dir) {
		return "", fmt.Errorf("%w: %s is a mount point, which cannot be renamed; want a folder in it", ErrTarget, dir)
	}
	return dir, nil
}

// checkParents refuses a folder that cannot be made because a file is in its path.
func checkParents(dir string) error {
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%w: %s is a file, so no folder can be made in it", ErrTarget, parent)
		}
		if err == nil || parent == filepath.Dir(parent) {
			return nil // whatever else is wrong shows when the folder is made
		}
	}
}

// replaceFolder makes a folder appear complete under its name, or not at all. Its path is
// that of targetFolder. It asks whether what is there may be replaced, has a folder built beside it, and puts
// that in its place. The folder that was there stays until then, and after any
// error.
//
// Between the two renames that change one for the other there is a moment without a
// folder of that name. A run that is killed there leaves the old one under a hidden
// name, and the next run puts it back.
func replaceFolder(dir string, mayReplace, build func(dir string) error) (err error) {
	parent, base := filepath.Split(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return err
	}
	if err := recoverFolder(parent, base); err != nil {
		return err
	}
	if err := mayReplace(dir); err != nil {
		return err
	}
	made, err := os.MkdirTemp(parent, buildPrefix(base))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(made))
		}
	}()
	unlock, err := lockFolder(made)
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.Chmod(made, 0o755); err != nil {
		return err
	}
	if err := build(made); err != nil {
		return err
	}
	if err := syncFolder(made); err != nil {
		return err
	}
	return install(parent, base, made)
}

// Names beside the target: a folder under construction, and the previous folder in
// the moment between two renames.
func buildPrefix(base string) string { return "." + base + ".building-" }
func oldName(base string) string     { return "." + base + ".previous" }

// recoverFolder mends what a killed run left: a previous folder that was moved aside
// comes back if nothing has taken its place, and folders under construction go. One
// that a living run holds is ErrBusy.
func recoverFolder(parent, base string) error {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), buildPrefix(base)) {
			left := filepath.Join(parent, entry.Name())
			unlock, err := lockFolder(left)
			if err != nil {
				return err
			}
			err = os.RemoveAll(left)
			unlock()
			if err != nil {
				return err
			}
		}
	}
	old, dir := filepath.Join(parent, oldName(base)), filepath.Join(parent, base)
	if _, err := os.Lstat(old); err != nil {
		return nil
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(old, dir)
	}
	return os.RemoveAll(old)
}

// install puts the finished folder in place of the target.
func install(parent, base, made string) error {
	dir, old := filepath.Join(parent, base), filepath.Join(parent, oldName(base))
	moved := false
	if _, err := os.Lstat(dir); err == nil {
		if err := os.Rename(dir, old); err != nil {
			return err
		}
		moved = true
	}
	if err := os.Rename(made, dir); err != nil {
		if moved {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	if err := syncFolder(parent); err != nil {
		return err
	}
	return os.RemoveAll(old)
}

// syncFolder makes the names in a folder durable. Systems that cannot sync a folder
// say so with an error of little use; the files themselves are synced.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

// mayReplace reports an error if the folder holds anything but a snapshot of the
// dataset that the manifest is about.
func mayReplace(dir string, m *Manifest, overwrite bool) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() {
			return fmt.Errorf("%w: folder %s; choose another", ErrOccupied, entry.Name())
		}
		names = append(names, entry.Name())
	}
	if overwrite || len(names) == 0 {
		return nil
	}
	const advice = "choose another folder, or overwrite it"
	own := snapshot.ManifestName(m.Edition())
	if i := slices.IndexFunc(names, func(name string) bool {
		_, ok := snapshot.IsManifest(name)
		return ok && name != own
	}); i >= 0 {
		return fmt.Errorf("%w: a snapshot of another dataset version (%s); %s", ErrOccupied, names[i], advice)
	}
	text, err := os.ReadFile(filepath.Join(dir, own))
	if err != nil {
		return fmt.Errorf("%w: %s, but no manifest of a snapshot; %s", ErrOccupied, names[0], advice)
	}
	var there Manifest
	if err := json.Unmarshal(text, &there); err != nil {
		return fmt.Errorf("%w: a manifest that cannot be read (%v); %s", ErrOccupied, err, advice)
	}
	if !reflect.DeepEqual(there.Settings.Effective(), m.Settings.Effective()) || there.Part != m.Part || there.Parts != m.Parts {
		return fmt.Errorf("%w: a snapshot with other settings; %s", ErrOccupied, advice)
	}
	for _, name := range names {
		if name != own && !slices.ContainsFunc(there.Files, func(f ManifestFile) bool { return f.Path == name }) {
			return fmt.Errorf("%w: %s, which is not part of the snapshot there; %s", ErrOccupied, name, advice)
		}
	}
	return nil
}
