package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

var showCommand = command{
	name: "show",
	doc:  "print one record as a card",
	more: `The card tells the person, the vehicles with the points of their risk, and the profile.
A record is found from its position or from one of its ids, without an index. The
settings must be those of the dataset: --config reads them from the metadata of a
snapshot.`,
	examples: []string{
		"synthhub show --index 0",
		"synthhub show --index 41 --vehicles 1-4 --json",
		"synthhub show --config data/snapshots/v0.1/metadata_v0_1.json --id UUID",
	},
	setup: show,
}

func show(f *flags) action {
	settings := settingsFlags(f)
	index := f.number("index", "N: position of the record, from 0", 0, 0, synthhub.MaxRecords-1)
	id := f.String("id", "", "UUID: identifier of a person, vehicle or profile")
	asJSON := f.Bool("json", false, "print the record as JSON")

	return func(_ context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		if f.isSet("id") == f.isSet("index") {
			return usagef("want one of --index N and --id UUID")
		}
		g, err := synthhub.NewGenerator(*settings)
		if err != nil {
			return err
		}
		at := synthhub.Location{Slot: *index}
		if f.isSet("id") {
			if at, err = find(g, *id); err != nil {
				return err
			}
		}
		if at.Slot >= g.Len() {
			return usagef("--index %d: want a position from 0 to %d, or more --records", at.Slot, g.Len()-1)
		}
		r := g.Record(at.Slot)
		if *asJSON {
			_, err := t.out.Write(recordJSON(&r))
			return err
		}
		if at.Table != "" {
			fmt.Fprintf(t.out, "The id is that of %s.\n", inRecord(at, len(r.Vehicles)))
		}
		return card(t.out, g, &r)
	}
}

// find returns where the row of an id stands.
func find(g *synthhub.Generator, text string) (synthhub.Location, error) {
	id, err := uuid.FromString(text)
	if err != nil {
		return synthhub.Location{}, usagef("--id %.60q: want a UUID such as %v", text, g.Record(0).Person.ID)
	}
	at, ok := g.Find(id)
	if !ok {
		s := g.Settings()
		return at, fmt.Errorf("id %v is not in the dataset of seed %d with %d records: give the settings that made it, or --config with the metadata of its snapshot", id, s.Seed, s.Records)
	}
	return at, nil
}

// inRecord says which row of its record stands there: "vehicle 2 of 3".
func inRecord(at synthhub.Location, vehicles int) string {
	row := "the " + strings.TrimSuffix(at.Table, "s")
	if at.Table == "vehicles" {
		row = fmt.Sprintf("vehicle %d of %d", at.Ordinal+1, vehicles)
	}
	return row + " of record " + grouped(int64(at.Slot))
}

// recordJSON renders a record: one object with an array for each table, as in the
// dataset of a snapshot.
func recordJSON(r *synthhub.Record) []byte {
	var b []byte
	for i, e := range synthhub.Entities() {
		b = append(b, "{,,"[i])
		b = fmt.Appendf(b, "%q:[\n", e.Table().Name())
		b, _ = e.AppendJSON(b, ",\n", r)
		b = append(bytes.TrimSuffix(b, []byte(",\n")), "\n]"...)
	}
	return append(b, "}\n"...)
}

// card prints a record for people.
func card(w io.Writer, g *synthhub.Generator, r *synthhub.Record) error {
	s := g.Settings()
	fmt.Fprintf(w, "Record %s of %s, dataset %s, seed %d, as of %v\n\n%s\n", grouped(int64(r.Slot)), grouped(int64(g.Len())), s.Version, s.Seed, s.AsOf, r.Profile.Narrative())
	section(w, "Person", synthhub.PersonTable, &r.Person)
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		title := fmt.Sprintf("Vehicle %d of %d", i+1, len(r.Vehicles))
		if i == 0 {
			title += ", the primary one"
		}
		section(w, title, synthhub.VehicleTable, v)
		fmt.Fprintf(w, "  %-24s %s\n", "risk points", pointsInWords(synthhub.Risk(&r.Person, v, s.AsOf)))
	}
	section(w, "Profile", synthhub.ProfileTable, &r.Profile)
	_, err := fmt.Fprint(w, "\nThe points are those of 'synthhub describe risk': a label to route test cases with,\nnever an actuarial score.\n")
	return err
}

// section prints the columns of one row, the empty ones as a dash.
func section[E any](w io.Writer, title string, t *schema.Table[E], row *E) {
	fmt.Fprintf(w, "\n%s\n", title)
	for _, c := range t.Columns() {
		value := t.Text(row, c.Name)
		if value == "" {
			value = "-"
		}
		fmt.Fprintf(w, "  %-24s %s\n", c.Name, value)
	}
}

// pointsInWords lists the factors that add to a score.
func pointsInWords(s synthhub.RiskScore) string {
	var parts []string
	for i, f := range synthhub.RiskTable() {
		if s.Points[i] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", f.Name, s.Points[i]))
		}
	}
	if len(parts) == 0 {
		parts = []string{"nothing"}
	}
	return fmt.Sprintf("%d for %s", s.Total, strings.Join(parts, ", "))
}
