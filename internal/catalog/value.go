package catalog

import "github.com/synthhub/synthhub/internal/vocab"

// Value is the published rule of value_usd: list price of the model and the trim, times what is left at that age for
// the kind of vehicle, less or more for miles against what is usual at that age (32 per mille for those of a first year,
// at most 30 percent down and 12 up), times the percentage that a title leaves, in steps of 50 dollars, never
// below scrap. It falls with age and with miles. The last digit of the VIN stands for the trim: the list price is
// 88.0 percent of that of the model for 0, and 2.7 more for each step up to 9.
func (c *Catalog) Value(m *ModelYear, fuel vocab.Fuel, age, odometer, percent int, trim byte) int {
	const step = 50
	line := &c.Lines[m.Line]
	left := &vocab.ValueLeft[line.Loss.With(fuel)]
	age = min(age, len(left)-1)
	more := odometer - int(c.usual[line.usual][age])
	factor := min(max(1000-more*int(line.perMile)>>20, 700), 1120)
	price := uint64(m.Price) * (880 + 27*uint64(min(trim-'0', 9))) / 1000
	value := price * uint64(left[age]) * uint64(factor) * uint64(percent) / (10_000 * 1000 * 100)
	return max(int(value/step*step), int(line.Scrap))
}
