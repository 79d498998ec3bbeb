package main

import (
	"testing"

	"github.com/synthhub/synthhub"
)

// BenchmarkRows generates rows of user-defined and of governed entities and encodes them as
// CSV. The records are generated before. Claims are rare, so most of their time goes into the
// policy that they are on.
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
