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
