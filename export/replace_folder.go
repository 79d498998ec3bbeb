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

// targetFolder returns the absolute path of a folder that may be replaced as a whole. It
// follows links: the folder is replaced, not the link to it. It refuses a folder whose
// replacement would fail after all the work, or would delete unrelated files.
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
	target, err := os.Stat(dir)
	if err != nil {
		return dir, checkParents(dir)
	}
	if !target.IsDir() {
		return "", fmt.Errorf("%w: it is a file; want the name of a folder", ErrTarget)
	}
	if working, err := os.Stat("."); err == nil && os.SameFile(target, working) {
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

// checkParents refuses a folder that cannot be created because its path leads through a file.
func checkParents(dir string) error {
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%w: %s is a file, so no folder can be created in it", ErrTarget, parent)
		}
		if err == nil || parent == filepath.Dir(parent) {
			return nil // any other error appears when the folder is created
		}
	}
}

// replaceFolder replaces a folder, whose path targetFolder has returned, by a complete one. It
// calls allowed with the path, calls build with a new folder next to it, and renames that folder
// to the path. After an error of either, such as that of a full disk, the old folder is unchanged
// and the new one is removed.
//
// Between the two renames that exchange the folders, the target does not exist for a moment.
// A run that is killed then leaves the old folder under a hidden name, and the next run
// restores it.
func replaceFolder(dir string, allowed, build func(dir string) error) (err error) {
	parent, base := filepath.Split(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return err
	}
	if err := recoverFolder(parent, base); err != nil {
		return err
	}
	if err := allowed(dir); err != nil {
		return err
	}
	built, err := os.MkdirTemp(parent, buildPrefix(base))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(built))
		}
	}()
	unlock, err := lockFolder(built)
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.Chmod(built, 0o755); err != nil {
		return err
	}
	if err := build(built); err != nil {
		return err
	}
	if err := syncFolder(built); err != nil {
		return err
	}
	return install(parent, base, built)
}

// Names next to the target: a folder under construction, and the old folder between the two
// renames.
func buildPrefix(base string) string { return "." + base + ".building-" }
func oldName(base string) string     { return "." + base + ".previous" }

// recoverFolder cleans up after a killed run: it restores an old folder if the target does not
// exist, and removes folders under construction. It returns ErrBusy if another run holds one.
func recoverFolder(parent, base string) error {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), buildPrefix(base)) {
			leftover := filepath.Join(parent, entry.Name())
			unlock, err := lockFolder(leftover)
			if err != nil {
				return err
			}
			err = os.RemoveAll(leftover)
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

// install renames the built folder to the target.
func install(parent, base, built string) error {
	dir, old := filepath.Join(parent, base), filepath.Join(parent, oldName(base))
	moved := false
	if _, err := os.Lstat(dir); err == nil {
		if err := os.Rename(dir, old); err != nil {
			return err
		}
		moved = true
	}
	if err := os.Rename(built, dir); err != nil {
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

// syncFolder makes the names in a folder durable. It ignores the error of systems that cannot
// sync a folder; the files themselves are synced.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

// mayReplace returns an error if the folder holds anything but a snapshot of the dataset of
// the manifest.
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
	manifest := snapshot.ManifestName(m.Edition())
	if i := slices.IndexFunc(names, func(name string) bool {
		_, ok := snapshot.IsManifest(name)
		return ok && name != manifest
	}); i >= 0 {
		return fmt.Errorf("%w: a snapshot of another dataset version (%s); %s", ErrOccupied, names[i], advice)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil {
		return fmt.Errorf("%w: %s, but no manifest of a snapshot; %s", ErrOccupied, names[0], advice)
	}
	var old Manifest
	if err := json.Unmarshal(text, &old); err != nil {
		return fmt.Errorf("%w: a manifest that cannot be read (%v); %s", ErrOccupied, err, advice)
	}
	if !reflect.DeepEqual(old.Settings.Effective(), m.Settings.Effective()) || old.Part != m.Part || old.Parts != m.Parts {
		return fmt.Errorf("%w: a snapshot with other settings; %s", ErrOccupied, advice)
	}
	for _, name := range names {
		if name != manifest && !slices.ContainsFunc(old.Files, func(f ManifestFile) bool { return f.Path == name }) {
			return fmt.Errorf("%w: %s, which is not part of the snapshot there; %s", ErrOccupied, name, advice)
		}
	}
	return nil
}
