package synthhub

import (
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// valueShift makes a vehicle lose value half a year after it was built, and then every year.
const valueShift = 182

// valueAge returns the position in vocab.ValueLeft of a vehicle that was built on a day.
func valueAge(built, day timeline.Day) int { return timeline.Years(max(0, day-built+valueShift)) }

// valueOf is the published rule of value_usd: list price, times what is left at that age for the kind
// of vehicle, less or more for miles against what is usual at that age (32 per mille for those of a first
// year, at most 30 percent down and 12 up), times what a title is worth, in steps of 50 dollars, never
// below scrap. It falls with age and with miles.
func (t *factTables) valueOf(m *catalog.ModelYear, v *Vehicle, age int) int {
	const step, perYear = 50, 32
	line := &t.Lines[m.Line]
	left := &vocab.ValueLeft[line.Loss.With(vocab.Fuel(v.FuelType))]
	age = min(age, len(left)-1)
	usual := int(line.UsualMiles)
	more := v.Odometer - t.miles.Usual(usual, vocab.Body(line.Body), age)
	miles := min(max(1000-perYear*more/usual, 700), 1120)
	value := uint64(m.Price) * uint64(left[age]) * uint64(miles) * uint64(titlePercent[v.TitleStatus]) / (10_000 * 1000 * 100)
	return max(int(value/step*step), int(line.Scrap))
}
