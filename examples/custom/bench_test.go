package main

import (
	"testing"

	"github.com/synthhub/synthhub"
)

// BenchmarkRows compares the rows of own entities with those of the governed one that
// they are most like, made and written as CSV; records are made beforehand. Claims are
// few, so their time is mostly that of finding that there is none.
func BenchmarkRows(b *testing.B) {
	bundle, err := synthhub.Generate(b.Context(), synthhub.Settings{Records: 2000, Seed: 42})
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range append(Entities(), synthhub.Persons, synthhub.Vehicles) {
		e, err := e.Bind(bundle.Settings())
		if err != nil {
			b.Fatal(err)
		}
		b.Run(e.Table().Name(), func(b *testing.B) {
			b.ReportAllocs()
			var dst []byte
			for b.Loop() {
				for r := range bundle.Range(0, bundle.Len()) {
					dst, _ = e.AppendCSV(dst[:0], r)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*bundle.Len()), "ns/record")
		})
	}
}
