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
		for _, c := range g.list {
			b.Run(g.name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				c.run(b.N)
			})
		}
	}
}

// TestSameRows shows that those who write the same rows write the same.
func TestSameRows(t *testing.T) {
	bundle, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 300, Seed: 42})
	if err != nil {
		t.Fatal(err)
	}
	ours := synthhub.PersonTable.AppendHeader(nil)
	for i := range bundle.Persons {
		ours = synthhub.PersonTable.AppendCSV(ours, &bundle.Persons[i])
	}
	var theirs bytes.Buffer
	if err := gocsv.Marshal(bundle.Persons, &theirs); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(ours, theirs.Bytes()) {
		t.Error("gocsv writes something else")
	}
	theirs.Reset()
	theirs.Write(synthhub.PersonTable.AppendHeader(nil))
	w := csv.NewWriter(&theirs)
	for i := range bundle.Persons {
		if err := w.Write(cells(&bundle.Persons[i])); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if !bytes.Equal(ours, theirs.Bytes()) {
		t.Error("encoding/csv writes something else")
	}
}

// TestContendersWork has every contender run once: a tag that is not known is an error
// that no benchmark should be the first to meet.
func TestContendersWork(t *testing.T) {
	for _, g := range []group{generation(), encoding()} {
		for _, c := range g.list {
			t.Run(g.name+"/"+c.name, func(t *testing.T) { c.run(3) })
		}
	}
}
