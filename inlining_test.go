package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the small functions that the generation of a record calls.
func TestInlining(t *testing.T) {
	t.Parallel()
	inlining.Check(t,
		"(*Generator).lineOf", "plateSeries", "dateOf",
		"mileageOf", "(*mileageRange).round", "(*factTables).valueOf", "(*riskPoints).total",
		"ratingOf",
	)
}
