package beam

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/synthhub/synthhub/export"
)

// Names that files of snapshots have, whatever the dataset.
var (
	snapshotNames = regexp.MustCompile(`^(datapackage\.json|README_SNAPSHOT_V[0-9_]+(_FAULTY)?\.md|[a-z_][a-z0-9_]*_v[0-9]+(_[0-9]+)*(_faulty)?(-[0-9]{5}-of-[0-9]{5})?\.(csv|ndjson|json))$`)
	manifestNames = regexp.MustCompile(`^snapshot_manifest_v[0-9]+(_[0-9]+)*(_faulty)?\.json$`)
)

// ours reports whether a run may remove a file that is not in its snapshot: one of another
// snapshot, or an attempt.
func ours(name string) bool { return snapshotNames.MatchString(name) || attemptNames.MatchString(name) }

// prepare makes sure that the folder may be replaced, before anything is written. The manifest of
// another dataset is removed at once, since its files are about to change.
func (p Plan) prepare(ctx context.Context, s store) error {
	names, err := s.list(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !ours(name) {
			return fmt.Errorf("the folder is occupied: %s is not a file of a snapshot; move it, or choose another folder", name)
		}
	}
	for _, name := range names {
		if !manifestNames.MatchString(name) {
			continue
		}
		same, err := p.sameDataset(ctx, s, name)
		if err != nil {
			return err
		}
		if same {
			continue
		}
		if !p.Overwrite {
			return fmt.Errorf("the folder is occupied: %s is that of another dataset; choose another folder, or overwrite it", name)
		}
		if err := s.remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// sameDataset reports whether a manifest in the folder is that of the dataset of the plan, with
// the same tables.
func (p Plan) sameDataset(ctx context.Context, s store, name string) (bool, error) {
	m, err := readManifest(ctx, s, name)
	if errors.Is(err, errManifest) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	d, err := p.open()
	if err != nil {
		return false, err
	}
	want, err := json.Marshal(p.Settings)
	if err != nil {
		return false, err
	}
	have, err := json.Marshal(m.Settings)
	if err != nil {
		return false, err
	}
	return bytes.Equal(want, have) && !m.FaultyByDesign && slices.Equal(tableNames(m), d.tables), nil
}

// tableNames returns the names of the tables of a snapshot.
func tableNames(m *export.Manifest) (names []string) {
	for _, t := range m.Tables {
		names = append(names, t.Name)
	}
	return names
}

// errManifest is the error of a manifest that is none.
var errManifest = errors.New("not a manifest")

// maxManifest is the size of a manifest that is read at most: a hundred thousand parts of ten
// tables have less.
const maxManifest = 1 << 29

// readManifest reads a manifest.
func readManifest(ctx context.Context, s store, name string) (*export.Manifest, error) {
	text, err := readFile(ctx, s, name, maxManifest)
	if err != nil {
		return nil, err
	}
	m := new(export.Manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, errManifest, err)
	}
	return m, nil
}

// readFile reads a small file, and no more than limit bytes of it.
func readFile(ctx context.Context, s store, name string, limit int64) ([]byte, error) {
	r, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(text)) > limit {
		err = fmt.Errorf("%s has more than %d bytes", name, limit)
	}
	return text, err
}
