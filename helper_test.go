package synthhub_test

import (
	"testing"

	"github.com/synthhub/synthhub"
)

func generator(tb testing.TB, s synthhub.Settings) *synthhub.Generator {
	tb.Helper()
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func metadataOf(tb testing.TB, src synthhub.Source) synthhub.Metadata {
	tb.Helper()
	m, err := src.Metadata(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return m
}
