package main

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
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
	for section, table := range map[string]string{"classes": classesTable(), "time": timeTable(), "governed": governedTable(t), "targets": targetsTable(t), "odds": oddsTable(), "capacity": capacityTable(), "risk": riskMarkdown()} {
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
	return columnsBy("class", func(_ string, c *schema.Column) string { return c.Class.String() }, "direct identifier", "quasi-identifier", "domain attribute", "governance")
}

// timeTable returns a table of the columns that are fixed, and of those that are as of the day.
func timeTable() string {
	return columnsBy("over time", func(_ string, c *schema.Column) string { return c.OverTime() }, "fixed", "as of")
}

// targets returns the targets of the default settings, with up to four vehicles each.
func targets(t *testing.T) []synthhub.Target {
	t.Helper()
	list, err := synthhub.Expected(synthhub.Settings{Vehicles: synthhub.VehicleRange{Max: 4}})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// governedTable returns a table of the columns that have a target, and of those that have none.
func governedTable(t *testing.T) string {
	has := map[string]bool{}
	for _, target := range targets(t) {
		has[target.Table+"."+target.Column] = true
	}
	return columnsBy("target", func(table string, c *schema.Column) string {
		return map[bool]string{true: "yes", false: "no"}[has[table+"."+c.Name]]
	}, "yes", "no")
}

// targetsTable returns a table of the targets with at most one condition.
func targetsTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| column | of | shares | source |\n|---|---|---|---|\n")
	for _, target := range targets(t) {
		given := "all rows"
		if len(target.Given) > 1 {
			continue
		}
		for _, c := range target.Given {
			given = c.Column + " " + c.Values[0]
			if n := len(c.Values); n > 1 {
				given += " to " + c.Values[n-1]
			}
		}
		fmt.Fprintf(&b, "| %s.%s | %s | %s | %s |\n", target.Table, target.Column, given, sharesText(&target), target.Source)
	}
	return b.String()
}

// sharesText returns the shares of a few values; the most common of many words; or the range and the median of
// many numbers.
func sharesText(target *synthhub.Target) string {
	shares, words, order := target.Shares(), []string{}, make([]int, len(target.Values))
	for i := range order {
		order[i] = i
	}
	_, err := strconv.Atoi(target.Values[0])
	last, many := target.Values[len(target.Values)-1], len(target.Values) > 6
	if many && err == nil {
		i, below := 0, shares[0]
		for ; below < 0.5; below += shares[i] {
			i++
		}
		return fmt.Sprintf("%s to %s, median %s", target.Values[0], last, target.Values[i])
	}
	if many {
		sort.SliceStable(order, func(i, k int) bool { return shares[order[i]] > shares[order[k]] })
		order = order[:6]
	}
	for _, i := range order {
		share := fmt.Sprintf("%.1f %%", 100*shares[i])
		if share == "0.0 %" {
			share = "below 0.1 %"
		}
		words = append(words, target.Values[i]+": "+share)
	}
	if many {
		words = append(words, fmt.Sprintf("%d others", len(shares)-len(order)))
	}
	return strings.Join(words, " · ")
}

// columnsBy returns a table with a row for each word of a property of columns.
func columnsBy(name string, property func(table string, c *schema.Column) string, words ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | persons | vehicles | profiles |\n|---|---|---|---|\n", name)
	for _, word := range words {
		fmt.Fprintf(&b, "| %s |", word)
		for _, e := range synthhub.Entities() {
			var names []string
			for _, c := range e.Table().Columns() {
				if property(e.Table().Name(), &c) == word {
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
