package synthhub_test

import (
	"testing"

	"github.com/synthhub/synthhub"
)

var (
	generator = synthhub.GeneratorForTest
	bundleOf  = synthhub.BundleForTest
)

// generate returns what Generate does for settings.
func generate(tb testing.TB, s synthhub.Settings) *synthhub.Bundle {
	tb.Helper()
	b, err := synthhub.Generate(tb.Context(), s)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func metadataOf(tb testing.TB, src synthhub.Source) synthhub.Metadata {
	tb.Helper()
	m, err := src.Metadata(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func withExtension(tb testing.TB, s synthhub.Settings, name string, v any) synthhub.Settings {
	tb.Helper()
	if err := s.SetExtension(name, v); err != nil {
		tb.Fatal(err)
	}
	return s
}

func bind(tb testing.TB, e synthhub.Entity, s synthhub.Settings) synthhub.Entity {
	tb.Helper()
	bound, err := e.Bind(s)
	if err != nil {
		tb.Fatal(err)
	}
	return bound
}

// panicOf returns the value that f panics with, nil if it does not.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
