package synthhub_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestContextCause: after a context with a cause has ended, the error of every function wraps
// both the error of the context and the cause.
func TestContextCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("the caller gave up")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 0, cause)
	defer cancel()
	<-ctx.Done()
	s := synthhub.Settings{Records: 5000, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	g := generator(t, s)
	b := bundleOf(t, g)
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, b); err != nil {
		t.Fatal(err)
	}
	rows, err := export.NewCopySource(ctx, b, synthhub.Persons)
	if err != nil || rows.Next() {
		t.Fatalf("a CopySource has a row after the end of its context: %v", err)
	}
	for name, call := range map[string]func() error{
		"Generate":           func() error { _, err := synthhub.Generate(ctx, s); return err },
		"Generator.Metadata": func() error { _, err := generator(t, s).Metadata(ctx); return err },
		"export.CSV":         func() error { return export.CSV(ctx, io.Discard, g, synthhub.Persons) },
		"export.Dataset":     func() error { return export.Dataset(ctx, io.Discard, b) },
		"export.Snapshot":    func() error { _, err := export.Snapshot(ctx, dir, b); return err },
		"export.ManifestOf":  func() error { _, err := export.ManifestOf(ctx, b); return err },
		"export.CopySource":  rows.Err,
		"validate.Bundle":    func() error { _, err := validate.Bundle(ctx, b); return err },
		"validate.Source":    func() error { _, err := validate.Source(ctx, g); return err },
		"validate.Snapshot":  func() error { _, err := validate.Snapshot(ctx, os.DirFS(dir)); return err },
		"validate.Reproduce": func() error { _, err := validate.Snapshot(ctx, os.DirFS(dir), validate.Reproduce()); return err },
		"fault.New":          func() error { _, err := fault.New(ctx, b, fault.Plan{"persons.email.required": 1}); return err },
	} {
		t.Run(name, func(t *testing.T) {
			if err := call(); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, cause) {
				t.Errorf("error %v does not wrap both", err)
			}
		})
	}
}
