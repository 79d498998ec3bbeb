package report_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
)

var update = flag.Bool("update", false, "rewrite the golden files; they change only with the dataset version")

// TestGoldenProfile holds that saved profiles and comparisons have the same bytes on every system.
func TestGoldenProfile(t *testing.T) {
	a := profileOf(t, generator(t, 250, 1), report.With(gauges))
	b := profileOf(t, generatorOf(t, synthhub.Settings{Records: 400, Seed: 2, CommercialShare: 50}), report.With(gauges))
	private := profileOf(t, generator(t, 250, 1), report.With(gauges), report.Private())
	var drift, hidden bytes.Buffer
	if err := compared(t, a, b).WriteJSON(&drift); err != nil {
		t.Fatal(err)
	}
	if err := compared(t, private, b).WriteJSON(&hidden); err != nil {
		t.Fatal(err)
	}
	var digests bytes.Buffer
	for _, c := range []struct {
		name string
		text []byte
	}{{"profile", saved(t, a)}, {"private profile", saved(t, private)}, {"drift", drift.Bytes()}, {"drift from a private profile", hidden.Bytes()}} {
		fmt.Fprintf(&digests, "%x  %s\n", sha256.Sum256(c.text), c.name)
	}
	small := read(t, saved(t, a)) // what a reader compares where digests differ
	small.Tables = small.Tables[3:]
	x := small.Tables[0]
	x.First, x.Pairs = x.First[:2], x.Pairs[:1]
	golden(t, "testdata/digests.txt", digests.Bytes())
	golden(t, "testdata/profile.json", saved(t, small))
}

// golden compares text with that of a file.
func golden(t *testing.T, name string, text []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	sameText(t, text, want)
}
