package vocab

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/synthhub/synthhub/draw"
)

// TestRural: the bit of each ZIP code follows from the file of the census.
func TestRural(t *testing.T) {
	f, err := os.Open("testdata/zip_adults.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rural := map[string]bool{}
	for _, row := range rows[1:] {
		if n, err := strconv.Atoi(row[2]); err == nil && n < 200 {
			rural[row[0]] = true
		}
	}
	for i := range ZIPs {
		if zip := ZIPCode(i); IsRural(i) != rural[zip] {
			t.Errorf("%s is rural: %t, want %t", zip, IsRural(i), rural[zip])
		}
	}
	if len(rural) < 1000 {
		t.Errorf("%d ZIP codes are rural, want over 1,000", len(rural))
	}
}

// TestRuralChoices: the choice of a state has its rural ZIP codes, or all if it has none.
func TestRuralChoices(t *testing.T) {
	some := [StateCount + 1]bool{}
	for i := range ZIPs {
		state := Cities[ZIPs[i].City].State
		some[state] = some[state] || IsRural(i)
	}
	choices, label := NewRuralChoices(), draw.NewLabel(1, "rural")
	for s := 1; s <= StateCount; s++ {
		for n := range uint64(200) {
			i := choices[s].Pick(label.Draw(n))
			if int(Cities[ZIPs[i].City].State) != s || IsRural(i) != some[s] {
				t.Fatalf("%s: %s is rural: %t", States[s], ZIPCode(i), IsRural(i))
			}
		}
	}
}
