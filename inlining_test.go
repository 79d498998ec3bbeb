package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the small functions that generation calls for every record and vehicle. A
// call would cost each a nanosecond or more, of the few hundred that a record takes.
func TestInlining(t *testing.T) {
	t.Parallel()
	const module = "github.com/synthhub/synthhub"
	inlining.Check(t, map[string][]string{
		module: {
			"(*Generator).lineOf", "appendPhone", "plateSeries", "hasModel",
			"expiresIn", "mileageOf", "mileageRange.draw", "(*factTables).valueOf", "(*riskPoints).total", "ratingOf",
		},
		module + "/internal/text": {
			"Cut", "(*Arena).Reserve", "(*Arena).Commit", "(*Word).Append", "(*Word).AppendLower", "(*Word).Len", "AppendPair",
		},
		module + "/internal/choice":   {"Split", "Less", "Chance", "AppendOneOf", "Thin"},
		module + "/internal/calendar": {"(*Calendar).Latest", "(*Calendar).Days", "(*Calendar).YearsSince", "Earlier"},
		module + "/internal/catalog":  {"(*Catalog).Summary", "(*ModelYear).SameModel"},
		module + "/internal/numbers":  {"PlateRange"},
		module + "/internal/vin":      {"YearCode", "(*Form).attribute"},
		module + "/internal/vocab": {
			"(*CityChoice).Pick", "(*City).PickZIP", "(*City).PickArea", "pickCode",
			"(*NameChoice).Pick", "NameCohort", "(*SurnameChoice).Pick", "(*UnitChoice).Pick",
		},
	})
}
