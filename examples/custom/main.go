// Command custom writes a snapshot with an attribute on Person and the entities Policy
// and Claim beside the governed ones, and validates it: go run ./examples/custom DIR
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

// Entities are what this extension adds, those that are referred to first.
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
	err1 := s.SetExtension("claims", p)
	g, err2 := synthhub.NewGenerator(s)
	if err := errors.Join(err1, err2); err != nil {
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
