package main

import (
	"bytes"
	"encoding/csv"
	"testing"

	"github.com/gocarina/gocsv"

	"github.com/synthhub/synthhub"
)

func BenchmarkContenders(b *testing.B) {
	for _, g := range []group{generation(), encoding()} {
		for _, c := range g.contenders {
			b.Run(g.name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				c.run(b.N)
			})
		}
	}
}

// TestSameRows checks that the contenders that encode CSV write the same bytes.
func TestSameRows(t *testing.T) {
	bundle, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 300, Seed: 42})
	if err != nil {
		t.Fatal(err)
	}
	header := synthhub.PersonTable.AppendHeader(nil)
	want := bytes.Clone(header)
	for i := range bundle.Persons {
		want = synthhub.PersonTable.AppendCSV(want, &bundle.Persons[i])
	}
	t.Run("gocsv", func(t *testing.T) {
		var got bytes.Buffer
		if err := gocsv.Marshal(bundle.Persons, &got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got.Bytes()) {
			t.Error("the bytes differ from those of synthhub")
		}
	})
	t.Run("encoding/csv", func(t *testing.T) {
		got := bytes.NewBuffer(header)
		w := csv.NewWriter(got)
		for i := range bundle.Persons {
			if err := w.Write(textValues(&bundle.Persons[i])); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		if !bytes.Equal(want, got.Bytes()) {
			t.Error("the bytes differ from those of synthhub")
		}
	})
}

// TestContenders runs every contender once, so that an unknown tag fails here and not first
// in a benchmark.
func TestContenders(t *testing.T) {
	for _, g := range []group{generation(), encoding()} {
		for _, c := range g.contenders {
			t.Run(g.name+"/"+c.name, func(t *testing.T) { c.run(3) })
		}
	}
}
