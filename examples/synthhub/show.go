package main

import (
	"bytes"
	"cmp"
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
	doc:  "print one record, or its history: the person, the vehicles and the profile",
	more: `Name the record by its position, or by the id of any of its rows; no index is needed.
The settings must be those of the dataset: --config reads them from the metadata of a
snapshot. Every vehicle is shown with the points of its risk score.

--on shows the record as it is on another day of the same book. An id is found on whatever
day it is in the book: an error says when. --history tells the main events from day to day
as a story: who comes and goes, moves, marries, buys a vehicle or has an accident.`,
	examples: []string{
		"synthhub show --index 0",
		"synthhub show --index 41 --vehicles 1-4 --json",
		"synthhub show --config data/snapshots/v0.1/metadata_v0_1.json --id UUID --on 2027-01-01",
		"synthhub show --index 0 --history",
	},
	setup: show,
}

func show(f *flags) action {
	settings := bookFlags(f)
	index := f.number("index", "N: position of the record, from 0", 0, 0, synthhub.MaxRecords-1)
	id := f.String("id", "", "UUID: identifier of a person, vehicle or profile")
	asJSON := f.Bool("json", false, "print the record as JSON")
	on := f.day("on", "DATE: the day on which the record is shown (default the day of the dataset)")
	history := f.Bool("history", false, "tell what happens to the record from day to day")
	first, last := synthhub.Window()
	from := f.day("from", fmt.Sprintf("DATE: the first day of the history (default %v)", first))
	to := f.day("to", fmt.Sprintf("DATE: the last day of the history (default %v)", last))

	return func(_ context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		if f.isSet("id") == f.isSet("index") {
			return usagef("want one of --index N and --id UUID")
		}
		switch {
		case *history && *asJSON:
			return usagef("--history has no --json; generate-history prints all versions of rows")
		case *history && f.isSet("on"):
			return usagef("--history has --from and --to in place of --on")
		case !*history && (f.isSet("from") || f.isSet("to")):
			return usagef("--from and --to are days of --history; --on is the day of a record")
		}
		if f.isSet("on") {
			settings.AsOf = *on
		}
		g, err := synthhub.NewGenerator(*settings)
		if err != nil {
			return err
		}
		location := synthhub.Location{Slot: *index}
		if f.isSet("id") {
			if location, err = find(g, *id, *history); err != nil {
				return err
			}
		}
		if location.Slot >= g.Len() {
			return usagef("--index %d: want a position from 0 to %d, or more --records", location.Slot, g.Len()-1)
		}
		if *history {
			return tellStory(t.out, g, location.Slot, cmp.Or(*from, first), cmp.Or(*to, last))
		}
		r := g.Record(location.Slot)
		if *asJSON {
			_, err := t.out.Write(recordJSON(&r))
			return err
		}
		if location.Table != "" {
			fmt.Fprintf(t.out, "The id belongs to %s.\n", describeLocation(location, len(r.Vehicles)))
		}
		return printRecord(t.out, g, &r)
	}
}

// find returns the location of the row with an id on the day of the dataset, or on any.
func find(g *synthhub.Generator, text string, anyDay bool) (synthhub.Location, error) {
	id, err := uuid.FromString(text)
	if err != nil {
		return synthhub.Location{}, usagef("--id %.60q: want a UUID such as %v", text, g.Record(0).Person.ID)
	}
	s := g.Settings()
	tenure, ok := g.Tenure(id)
	if !ok {
		return synthhub.Location{}, fmt.Errorf("id %v is not in the dataset of seed %d with %d records: "+
			"want the settings of its dataset, as flags or as --config with the metadata of its snapshot", id, s.Seed, s.Records)
	}
	if !anyDay && (s.AsOf.Before(tenure.From) || !s.AsOf.Before(tenure.To)) {
		return synthhub.Location{}, fmt.Errorf("id %v is in the book from %v to %v, and not on %v: want another day with --on, or --history",
			id, tenure.From, tenure.To.AddDays(-1), s.AsOf)
	}
	return tenure.Location, nil
}

// describeLocation returns a row's place in its record: "vehicle 2 of 3 of record 17".
func describeLocation(l synthhub.Location, vehicles int) string {
	row := "the " + strings.TrimSuffix(l.Table, "s")
	if l.Table == "vehicles" {
		row = fmt.Sprintf("vehicle %d of %d", l.Ordinal+1, vehicles)
	}
	return row + " of record " + grouped(int64(l.Slot))
}

// recordJSON returns a record as one object with an array for each table, as in the JSON
// document of a snapshot.
func recordJSON(r *synthhub.Record) []byte {
	b := []byte{'{'}
	for i, e := range synthhub.Entities() {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "%q:", e.Table().Name())
		b = appendRows(b, e, *r)
	}
	return append(b, "}\n"...)
}

// appendRows appends the rows of the records in one table, as a JSON array.
func appendRows(b []byte, e synthhub.Entity, records ...synthhub.Record) []byte {
	b = append(b, "[\n"...)
	for i := range records {
		b, _ = e.AppendJSON(b, ",\n", &records[i])
	}
	return append(bytes.TrimSuffix(b, []byte(",\n")), "\n]"...)
}

// printRecord prints every row of a record, a line for each column.
func printRecord(w io.Writer, g *synthhub.Generator, r *synthhub.Record) error {
	s := g.Settings()
	fmt.Fprintf(w, "Record %s of %s, dataset %s, seed %d, as of %v\n\n%s\n",
		grouped(int64(r.Slot)), grouped(int64(g.Len())), s.Version, s.Seed, s.AsOf, r.Profile.Narrative())
	section(w, "Person", synthhub.PersonTable, &r.Person)
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		title := fmt.Sprintf("Vehicle %d of %d", i+1, len(r.Vehicles))
		if i == 0 {
			title += ", the primary one"
		}
		section(w, title, synthhub.VehicleTable, v)
		fmt.Fprintf(w, "  %-24s %s\n", "risk points", describeScore(synthhub.Risk(&r.Person, v, s.AsOf)))
	}
	section(w, "Profile", synthhub.ProfileTable, &r.Profile)
	_, err := fmt.Fprint(w, "\nRun 'synthhub describe risk' for the table of points. The risk score is a label for\nrouting test cases, not an actuarial score.\n")
	return err
}

// section prints the columns of one row under a title. An empty value is a dash.
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

// describeScore returns the total of a score and the factors that add to it.
func describeScore(s synthhub.RiskScore) string {
	var parts []string
	for i, f := range synthhub.RiskTable() {
		if s.Points[i] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", f.Name, s.Points[i]))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprint(s.Total)
	}
	return fmt.Sprintf("%d: %s", s.Total, strings.Join(parts, ", "))
}
