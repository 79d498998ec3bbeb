package validate

import (
	"context"
	"fmt"
	"io"

	"github.com/synthhub/synthhub/internal/intake"
)

// Zip reports on a snapshot in a zip file of a number of bytes, which is read as it is: nothing is
// extracted. What [Snapshot] says of folders holds for it, and its entries may be compressed. The error
// is that of Snapshot, or says why this is not a zip file, or one with entries that overlap: such a
// file can hold any number of bytes in a few.
func Zip(ctx context.Context, r io.ReaderAt, size int64, opts ...Option) (*Report, error) {
	files, err := intake.OpenZip(r, size)
	if err != nil {
		return nil, fmt.Errorf("validate zip: %w", err)
	}
	return Snapshot(ctx, files, opts...)
}
