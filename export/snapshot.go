package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
)

// Snapshot writes the dataset as a governed folder: the tables in the selected formats,
// metadata, descriptors, a README, and a manifest with the size and SHA-256 of each file. The
// folder appears complete under its name or not at all: it is built in a hidden folder next to
// its target, called .NAME.exporting, and renamed. The parent folder of dir must be writable. In a
// folder for everybody, such as /tmp, another user cannot lead the export to other files: a hidden
// folder that belongs to another user, or that others may write to, is refused.
//
// A snapshot of the same dataset in dir is replaced: it has the same settings, files of the sizes
// that its manifest says, and the same rows in each table that both snapshots have. It may have
// other formats, and governed tables that the new one lacks, but no user-defined ones. Any other
// content is left unchanged and is an error, unless [Overwrite] is set. That is decided before the
// work, except for the digests of the tables, which are compared after it. The files are read
// again before dir is renamed: if dir then holds a file that was added or changed during the
// export, it stays as it is, and the error names the file. Nothing is removed but the files that
// were there before and may be replaced.
//
// A run that fails, such as on a full disk, removes what it has built, with the parent folders that
// it has created, and leaves dir unchanged, even if a function of the caller panics. If only
// syncing or cleaning up fails, after the rename, dir is the new snapshot. Leftovers of a killed
// run are removed by the next one that may replace dir. If a run was killed between the renames,
// the next one moves the old folder back, whether it may replace it or not.
//
// A new folder has permissions 0777 and its files 0666, less the umask. A folder that is replaced
// keeps its own, and its files get those that all old files had. Owner and group are kept if the
// process may set them; if not, the new group gets no permission that others do not have. Access
// control lists are not kept.
//
// The error wraps [ErrTarget], [ErrOccupied], [ErrBusy], [ErrOption], [ErrText] or [ErrCount],
// or is that of the context, the source, an entity or the file system.
func Snapshot(ctx context.Context, dir string, src synthhub.Source, opts ...Option) (*Manifest, error) {
	m, err := writeSnapshot(ctx, Folder(dir), src, opts)
	return m, snapshotError(dir, err)
}

// SnapshotTo writes the dataset as a snapshot to a sink: the files of [Snapshot], with the same
// bytes, to wherever the sink stores them. It commits the sink after the last file, and aborts it
// after an error or a panic.
func SnapshotTo(ctx context.Context, sink Sink, src synthhub.Source, opts ...Option) (*Manifest, error) {
	m, err := writeSnapshot(ctx, sink, src, opts)
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	return m, nil
}

func writeSnapshot(ctx context.Context, sink Sink, src synthhub.Source, opts []Option) (*Manifest, error) {
	b, err := newBuilder(ctx, src, opts)
	if err != nil {
		return nil, err
	}
	return b.writeTo(ctx, sink)
}

// Check returns the error that [Snapshot] would return before it writes anything, and changes
// nothing itself: whether the options fit together, and whether dir is free or may be replaced. It
// does not tell what only writing can tell, such as a lack of permissions or of space, or that
// another export writes dir.
func Check(ctx context.Context, dir string, src synthhub.Source, opts ...Option) error {
	return snapshotError(dir, check(ctx, Folder(dir), src, opts))
}

// CheckTo is [Check] of a sink: it returns the error that [SnapshotTo] would return before it writes
// anything, as far as the sink can tell. It does not use the sink, which may serve an export afterwards.
func CheckTo(ctx context.Context, sink Sink, src synthhub.Source, opts ...Option) error {
	if err := check(ctx, sink, src, opts); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

func check(ctx context.Context, sink Sink, src synthhub.Source, opts []Option) error {
	b, err := newBuilder(ctx, src, opts)
	if err != nil {
		return err
	}
	if p, ok := sink.(preparer); ok {
		if err := p.check(b); err != nil {
			return err
		}
	}
	return pipe.Err(ctx)
}

// snapshotError adds the name of the folder to an error.
func snapshotError(dir string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("snapshot %s: %w", cmp.Or(dir, `""`), err)
}

// TableDigests returns the digests of the tables that a snapshot would have, with their leaves. They
// identify the rows, whatever formats and parts they are in. It generates and hashes each row once,
// as CSV. [Tables], [With], [Faulty], [Part] and [Workers] apply.
func TableDigests(ctx context.Context, src synthhub.Source, opts ...Option) ([]TableDigest, error) {
	b, err := newBuilder(ctx, src, append(slices.Clip(opts), noFormats))
	if err == nil {
		b.expect(false)
		err = b.writeTables(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("table digests: %w", err)
	}
	b.exporter.progress.end()
	return b.manifest.Tables, nil
}

// noFormats selects no format: tables are only hashed.
func noFormats(o *options) { o.formats = []*format.Format{} }

// ManifestOf returns the manifest that [Snapshot] would write, without writing anything: it
// generates and hashes every byte of every file. It serves to compare a snapshot with the
// dataset of its settings.
func ManifestOf(ctx context.Context, src synthhub.Source, opts ...Option) (*Manifest, error) {
	b, err := newBuilder(ctx, src, opts)
	if err == nil {
		b.expect(false)
		err = b.write(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	b.exporter.progress.end()
	return b.manifest, nil
}
