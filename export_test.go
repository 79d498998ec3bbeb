package synthhub

import "testing"

// The helpers of internal tests, for the tests in package synthhub_test.
var (
	GeneratorForTest = generator
	BundleForTest    = bundleOf
)

// generator returns the Generator of settings.
func generator(tb testing.TB, s Settings) *Generator {
	tb.Helper()
	g, err := NewGenerator(s)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// bundleOf returns all records of a Generator.
func bundleOf(tb testing.TB, g *Generator) *Bundle {
	tb.Helper()
	b, err := g.Bundle(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// ListPriceForTest returns the list price of the model of a vehicle.
func ListPriceForTest(v *Vehicle) int { return int(facts().model(v).Price) }

// AgesForTest returns the ages of the first vehicle of a record in years on the day of its purchase and on
// the day of a Generator, as its value counts them.
func AgesForTest(r *Record, g *Generator) (bought, now int) {
	lob := r.Person.LOBType
	o := g.occupant(r.Slot, lob)
	p := g.possessionOn(&o, g.keeperOf(&o, lob, r.Person.Gender), 0, g.day)
	return valueAge(p.Born, p.From), valueAge(p.Born, g.day)
}
