package schema_test

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the functions that are called for every value of a row.
func TestInlining(t *testing.T) {
	t.Parallel()
	inlining.Check(t,
		"at", "fieldAt", "rowOf", "store",
		"(*block).put", "(*constant).put", "putBlock", "advance", "bytesAt", "withCapacity", "Date.marchYear", "(*nullable).at", "(*Column).integer", "(*Column).unsigned", "Kind.bare",
		"pair", "leap", "daysIn", "daysBefore", "fromDay",
		"Date.IsValid", "Date.IsZero", "Date.Before", "Date.After", "Date.DaysSince", "Date.AddDays", "Date.Year",
		"addDigits", "signed", "finite", "slotOf", "cellState.after",
		"(*jsonParser).skipSpace", "(*jsonParser).consume", "columnSet.has", "columnSet.add",
	)
}
