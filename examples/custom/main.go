// Command custom writes and validates a snapshot with user-defined entities, and counts what changes
// in them within a month: go run ./examples/custom DIR
//
// customer.go adds an attribute to persons. policy.go and claim.go are entities that live: policies
// are renewed and end; claims happen, are reported, paid and closed. On any two days their fixed
// columns are equal, those with schema.AsOf are as of the day, and export.Changes leads from one
// day to the other. There is no state: events.go finds the latest event by two draws.
package main

import (
	"context"
	"errors"
	"fmt"
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
	return errors.Join(report.WriteText(w), report.Err(), countChanges(ctx, w, g))
}

// countChanges tells what changes in the entities within a month. The feed itself goes nowhere.
func countChanges(ctx context.Context, w io.Writer, g *synthhub.Generator) error {
	next, err := g.On(g.Settings().AsOf.AddDays(30))
	if err != nil {
		return err
	}
	for _, e := range Entities() {
		n, err := export.Changes(ctx, io.Discard, g, next, e)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "in a month    %d %s created, %d updated, %d deleted\n", n.Created, e.Table().Name(), n.Updated, n.Deleted)
	}
	return nil
}
