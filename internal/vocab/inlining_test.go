package vocab

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the small functions that the generation of a record calls.
func TestInlining(t *testing.T) {
	t.Parallel()
	inlining.Check(t,
		"(*ZIPChoice).Index", "(*City).ZIPCode", "(*City).PickArea", "AppendPhone", "(*MaritalTable).At",
		"(*Incidents).Row", "(*Incidents).Violations", "(*Incidents).Accidents",
		"(*OriginTable).Pick", "(*surnameChoice).pick", "NameCohort", "(*UnitChoice).Pick",
	)
}
