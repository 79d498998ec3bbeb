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
	"github.com/synthhub/synthhub/schema"
)

// TestGovernance checks that the tables of docs/GOVERNANCE.md agree with the code.
func TestGovernance(t *testing.T) {
	const name = root + "docs/GOVERNANCE.md"
	have := read(t, name)
	want := have
	for section, table := range map[string]string{"classes": classesTable(), "time": timeTable(), "odds": oddsTable(), "capacity": capacityTable(), "risk": riskMarkdown()} {
		place := regexp.MustCompile(`(?s)(<!-- ` + section + `: [^\n]*-->\n).*?(<!-- end -->\n)`)
		if !place.MatchString(want) {
			t.Fatalf("docs/GOVERNANCE.md has no comments around the table %q", section)
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
		t.Errorf("docs/GOVERNANCE.md is stale: renew it with go test ./examples/synthhub -run TestGovernance -update (-want +have):\n%s", diff)
	}
}

// classesTable returns a table of the columns by class.
func classesTable() string {
	return columnsBy("class", func(c *schema.Column) string { return c.Class.String() }, "direct identifier", "quasi-identifier", "domain attribute", "governance")
}

// timeTable returns a table of the columns that are fixed, and of those that are as of the day.
func timeTable() string { return columnsBy("over time", (*schema.Column).OverTime, "fixed", "as of") }

// columnsBy returns a table with a row for each word of a property of columns.
func columnsBy(name string, property func(*schema.Column) string, words ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | persons | vehicles | profiles |\n|---|---|---|---|\n", name)
	for _, word := range words {
		fmt.Fprintf(&b, "| %s |", word)
		for _, e := range synthhub.Entities() {
			var names []string
			for _, c := range e.Table().Columns() {
				if property(&c) == word {
					names = append(names, c.Name)
				}
			}
			fmt.Fprintf(&b, " %s |", strings.Join(names, ", "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// oddsTable returns a table of the states, grouped by the chance that a license number or a
// plate exists: the residents divided by the numbers of the form.
func oddsTable() string {
	buckets := []struct {
		name    string
		minimum float64
	}{{"1 in 2 or more", 0.5}, {"1 in 10 to 1 in 2", 0.1}, {"1 in 100 to 1 in 10", 0.01}, {"1 in 10,000 to 1 in 100", 0.0001}, {"less than 1 in 10,000", 0}}
	group := func(form func(state int) string) []string {
		states := make([]string, len(buckets))
		for s := 1; s <= vocab.StateCount; s++ {
			odds := float64(vocab.Populations[s]) / float64(mask.MustParse(form(s)).Size())
			for i, bucket := range buckets {
				if odds >= bucket.minimum {
					states[i] += " " + vocab.States[s]
					break
				}
			}
		}
		return states
	}
	licenses := group(func(s int) string { return vocab.Licenses[s] })
	plates := group(func(s int) string { return vocab.Plates[s].Passenger })
	var b strings.Builder
	b.WriteString("| chance that a number exists | licenses of | plates of |\n|---|---|---|\n")
	for i, bucket := range buckets {
		fmt.Fprintf(&b, "| %s |%s |%s |\n", bucket.name, licenses[i], plates[i])
	}
	return b.String()
}

// capacityTable returns a table of the states by the maximum number of records of a dataset of that
// state alone, with one vehicle each and with up to four.
func capacityTable() string {
	var b strings.Builder
	b.WriteString("| state | one vehicle each | one to four vehicles |\n|---|---:|---:|\n")
	for s := 1; s <= vocab.StateCount; s++ {
		settings := synthhub.Settings{States: []synthhub.State{synthhub.State(s)}}
		one, _ := capacity(settings)
		settings.Vehicles.Max = 4
		four, _ := capacity(settings)
		fmt.Fprintf(&b, "| %s | %s | %s |\n", vocab.States[s], grouped(int64(one)), grouped(int64(four)))
	}
	return b.String()
}

// riskMarkdown returns the table of the risk factors.
func riskMarkdown() string {
	var b strings.Builder
	b.WriteString("| factor | meaning | points |\n|---|---|---|\n")
	for _, f := range synthhub.RiskTable() {
		var points []string
		for i, p := range f.Points {
			points = append(points, fmt.Sprintf("%s: %d", bucketName(f, i), p))
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, f.Doc, strings.Join(points, " · "))
	}
	fmt.Fprintf(&b, "| **rating** | One of three ratings, by score. | Low below %d · Medium from %d · High from %d |\n", synthhub.RiskMediumFrom, synthhub.RiskMediumFrom, synthhub.RiskHighFrom)
	return b.String()
}
