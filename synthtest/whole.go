package synthtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// coherent validates all rows together.
func coherent(t *testing.T, g *synthhub.Generator, entities []synthhub.Entity) []error {
	report, err := validate.Source(t.Context(), g, validate.With(entities...))
	if err != nil {
		return []error{err}
	}
	return findings(Coherent, report)
}

// reproducible writes a snapshot in all formats, validates it and reproduces it.
func reproducible(t *testing.T, g *synthhub.Generator, entities []synthhub.Entity) []error {
	const workers = 3
	dir := filepath.Join(t.TempDir(), "snapshot")
	_, err := export.Snapshot(t.Context(), dir, g, export.With(entities...), export.Formats(export.FormatNames()...), export.Workers(workers))
	if err != nil {
		return []error{err}
	}
	report, err := validate.Snapshot(t.Context(), os.DirFS(dir), validate.With(entities...), validate.Reproduce())
	if err != nil {
		return []error{err}
	}
	return findings(Reproducible, report)
}

// findings returns a problem for every broken rule, with its first finding.
func findings(p Promise, report *validate.Report) (problems []error) {
	for _, total := range report.Totals {
		if total.Severity != validate.SeverityError {
			continue
		}
		problem := &Problem{Table: total.Table, Promise: p, Record: noRecord, Cure: cures[p]}
		if total.Column != "row" {
			problem.Column = total.Column
		}
		for _, f := range report.Findings {
			if f.Rule == total.Code {
				problem.Why = fmt.Sprintf("a rule is broken %d times, first: %v", total.Count, f)
				break
			}
		}
		problems = append(problems, problem)
	}
	return problems
}
