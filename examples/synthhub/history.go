package main

import (
	"context"
	"errors"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

var historyCommand = command{
	name: "generate-history",
	doc:  "print every version that the rows of a table have between two days",
	more: `The lines are the rows of a slowly changing dimension of type 2. Each is a row of the
table with three more columns: valid_from, its first day; valid_to, the day after its
last one, empty while it is current; and is_current, whether it is valid on the day --to.
Both days are included. What was before --from is not looked at: the versions of that day
have it as their valid_from. With the same day twice, the rows are those of that day.

The settings are those of generate-snapshot without --as-of.`,
	examples: []string{
		"synthhub generate-history --from 2020-01-01 --to 2025-01-01 --table vehicles --format csv > vehicles_history.csv",
		"synthhub generate-history --from 2025-01-01 --to 2025-12-31 --table persons --config data/snapshots/v0.1/metadata_v0_1.json | head",
	},
	setup: generateHistory,
}

func generateHistory(f *flags) action {
	settings := bookFlags(f)
	from := f.day("from", "DATE: the first day (required)")
	to := f.day("to", "DATE: the last day, on which the current rows are valid (required)")
	table := f.oneOf("table", "TABLE: "+alternatives(tableNames())+" (required)", tableNames())
	format := f.oneOf("format", "FORMAT: "+alternatives(changeFormats())+" (default ndjson)", changeFormats())

	return func(ctx context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		if err := requireDays(*from, *to, "the first and the last day of the history"); err != nil {
			return err
		}
		i := slices.Index(tableNames(), *table)
		if i < 0 {
			return usagef("want --table with one of %s", alternatives(tableNames()))
		}
		settings.AsOf = *from
		g, err := synthhub.NewGenerator(*settings)
		if err != nil {
			return err
		}
		opts := []export.Option{export.Workers(settings.Workers)}
		if *format != "" {
			opts = append(opts, export.Formats(*format))
		}
		_, err = export.History(ctx, t.out, g, *from, *to, synthhub.Entities()[i], opts...)
		if errors.Is(err, export.ErrDays) {
			return usagef("want a --to that is not before --from, and %v is before %v", *to, *from)
		}
		return err
	}
}
