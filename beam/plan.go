package beam

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A Plan says which snapshot a pipeline writes, and where. Workers receive it as JSON. Functions
// cannot travel, so it has user-defined entities by name; see [Register].
type Plan struct {
	Settings  synthhub.Settings `json:"settings"`
	Folder    string            `json:"folder"`
	Parts     int               `json:"parts"`               // the default is one for about 256 MiB of CSV
	Formats   []string          `json:"formats,omitempty"`   // those with a file for each table; the default is export.FormatCSV
	Tables    []string          `json:"tables,omitempty"`    // the default is all, user-defined ones included
	Entities  []string          `json:"entities,omitempty"`  // names of user-defined tables, in the order of the snapshot
	Overwrite bool              `json:"overwrite,omitempty"` // whether a snapshot of another dataset may be replaced
	// ExportedAt is the time of the run, in RFC 3339 and UTC, for the manifest. Without it no file
	// depends on anything but the dataset.
	ExportedAt string `json:"exported_at,omitempty"`

	// Workers is the number of goroutines for one part. The default is 1: a runner works on
	// several parts at once.
	Workers int `json:"workers,omitempty"`
	// RetryDelay is the time before the first repetition of what a file system has failed to do,
	// and doubles after that. The default is a second.
	RetryDelay time.Duration `json:"retry_delay,omitempty"`

	// Run identifies the run of the pipeline, and Writes tells whether it writes the folder. They
	// are set by Generate and Verify.
	Run    string `json:"run,omitempty"`
	Writes bool   `json:"writes,omitempty"`
}

// partsOf returns the number of parts of a dataset, the default for 0.
func partsOf(s synthhub.Settings, parts int) (int, error) {
	if parts == 0 {
		parts = max(1, (s.Records+partRecords-1)/partRecords)
	}
	if limit := max(1, min(s.Records, maxParts)); parts < 1 || parts > limit {
		return 0, fmt.Errorf("%d parts of %d records: want 1 to %d", parts, s.Records, limit)
	}
	return parts, nil
}

// maxParts is the number of parts that the names of files have digits for.
const maxParts = 99_999

// partRecords is the number of records whose CSV files have about 256 MiB.
const partRecords = 400_000

// complete returns the plan with its defaults, or an error that says what is wrong with it.
func (p Plan) complete() (Plan, error) {
	p.Settings = p.Settings.Effective()
	var err error
	if p.Parts, err = partsOf(p.Settings, p.Parts); err != nil {
		return p, err
	}
	if p.Formats == nil {
		p.Formats = []string{export.FormatCSV}
	}
	p.Workers, p.RetryDelay = max(p.Workers, 1), cmp.Or(p.RetryDelay, time.Second)
	if slices.Contains(p.Formats, export.FormatJSON) {
		return p, errors.New("format json: one document cannot be written in parts; want csv or ndjson")
	}
	if _, err := openStore(context.Background(), p.Folder); err != nil {
		return p, err
	}
	if !strings.Contains(p.Folder, "://") {
		p.Folder, err = filepath.Abs(p.Folder) // workers may have another working folder
	}
	if err != nil {
		return p, err
	}
	_, err = p.open()
	return p, err
}

// A dataset is what a plan names, in the process that holds it.
type dataset struct {
	// Package export trusts the texts of a Generator, and searches those of any other Source.
	*synthhub.Generator
	options []export.Option // for all parts
	parts   int
	tables  []string // names, in the order of the snapshot
}

// open prepares the dataset of a plan. A worker may have another version of the program, so it
// checks everything again.
func (p Plan) open() (*dataset, error) {
	entities, err := registered(p.Entities)
	if err != nil {
		return nil, err
	}
	g, err := synthhub.NewGenerator(p.Settings)
	if err != nil {
		return nil, err
	}
	d := &dataset{g, []export.Option{export.Workers(p.Workers), export.Formats(p.Formats...), export.With(entities...)}, p.Parts, nil}
	for _, e := range append(synthhub.Entities(), entities...) {
		if name := e.Table().Name(); p.Tables == nil || slices.Contains(p.Tables, name) {
			d.tables = append(d.tables, name)
		}
	}
	if p.ExportedAt != "" {
		at, err := time.Parse(time.RFC3339, p.ExportedAt)
		if err != nil {
			return nil, fmt.Errorf("exported at: %w", err)
		}
		d.options = append(d.options, export.ExportedAt(at))
	}
	if p.Tables != nil {
		d.options = append(d.options, export.Tables(p.Tables...))
	}
	return d, nil
}

// part returns the options for one part, counted from 1.
func (d *dataset) part(i int) []export.Option {
	return append(slices.Clone(d.options), export.Part(i, d.parts))
}

// whole returns the options for the snapshot of all parts.
func (d *dataset) whole() []export.Option {
	return append(slices.Clone(d.options), export.Parts(d.parts))
}
