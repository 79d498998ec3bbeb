package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// TestGovernance holds that the tables of docs/GOVERNANCE.md say what the code says.
func TestGovernance(t *testing.T) {
	const name = root + "docs/GOVERNANCE.md"
	have := read(t, name)
	want := have
	for section, table := range map[string]string{"classes": classesTable(), "odds": oddsTable(), "risk": riskMarkdown()} {
		place := regexp.MustCompile(`(?s)(<!-- ` + section + `: [^\n]*-->\n).*?(<!-- end -->\n)`)
		if !place.MatchString(want) {
			t.Fatalf("no place for the table %q", section)
		}
		want = place.ReplaceAllStringFunc(want, func(s string) string {
			m := place.FindStringSubmatch(s)
			return m[1] + table + m[2]
		})
	}
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("stale: renew it with -update (-want +have):\n%s", diff)
	}
}

// classesTable lists the columns by class.
func classesTable() string {
	var b strings.Builder
	b.WriteString("| class | persons | vehicles | profiles |\n|---|---|---|---|\n")
	for _, class := range []string{"direct identifier", "quasi-identifier", "domain attribute", "governance"} {
		fmt.Fprintf(&b, "| %s |", class)
		for _, e := range synthhub.Entities() {
			var names []string
			for _, c := range e.Table().Columns() {
				if c.Class.String() == class {
					names = append(names, c.Name)
				}
			}
			fmt.Fprintf(&b, " %s |", strings.Join(names, ", "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// oddsTable groups the states by residents over numbers of the form.
func oddsTable() string {
	bands := []struct {
		words string
		least float64
	}{{"1 in 2 or more", 0.5}, {"1 in 10 to 1 in 2", 0.1}, {"1 in 100 to 1 in 10", 0.01}, {"1 in 10,000 to 1 in 100", 0.0001}, {"below", 0}}
	group := func(form func(state int) string) []string {
		states := make([]string, len(bands))
		for s := 1; s <= vocab.StateCount; s++ {
			odds := float64(vocab.Populations[s]) / float64(mask.MustParse(form(s)).Size())
			for i, band := range bands {
				if odds >= band.least {
					states[i] += " " + vocab.States[s]
					break
				}
			}
		}
		return states
	}
	licences := group(func(s int) string { return vocab.Licences[s] })
	plates := group(func(s int) string { return vocab.Plates[s].Passenger })
	var b strings.Builder
	b.WriteString("| a number exists by chance | licences of | plates of |\n|---|---|---|\n")
	for i, band := range bands {
		fmt.Fprintf(&b, "| %s |%s |%s |\n", band.words, licences[i], plates[i])
	}
	return b.String()
}

// riskMarkdown renders the risk table.
func riskMarkdown() string {
	var b strings.Builder
	b.WriteString("| factor | | points |\n|---|---|---|\n")
	for _, f := range synthhub.RiskTable() {
		var points []string
		for i, p := range f.Points {
			points = append(points, fmt.Sprintf("%s: %d", bandInWords(f, i), p))
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, f.Doc, strings.Join(points, " · "))
	}
	fmt.Fprintf(&b, "| **rating** | The score in three steps. | Low below %d · Medium from %d · High from %d |\n", synthhub.RiskMediumFrom, synthhub.RiskMediumFrom, synthhub.RiskHighFrom)
	return b.String()
}
