// Command custom writes and validates a snapshot with user-defined entities: go run ./examples/custom DIR
package main

import (
	"context"
	"errors"
	"io"
	"log"
	"os"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// Entities returns the entities of this extension. Each comes after those that it refers to.
func Entities() []synthhub.Entity { return []synthhub.Entity{Customers, Policies, Claims} }

func main() {
	if len(os.Args) != 2 {
		log.Fatal("want the name of a folder for the snapshot")
	}
	if err := run(context.Background(), os.Stdout, os.Args[1], Parameters{ClaimsPerThousand: 120}); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, w io.Writer, dir string, p Parameters) error {
	s := synthhub.Settings{Seed: 42, Vehicles: synthhub.VehicleRange{Max: 3}}
	if err := s.SetExtension("claims", p); err != nil {
		return err
	}
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		return err
	}
	if _, err := export.Snapshot(ctx, dir, g, export.With(Entities()...)); err != nil {
		return err
	}
	report, err := validate.Snapshot(ctx, os.DirFS(dir), validate.With(Entities()...), validate.Reproduce())
	if err != nil {
		return err
	}
	return errors.Join(report.WriteText(w), report.Err())
}
