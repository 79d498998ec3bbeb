package rowdiff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// texts returns the cells of an item.
func texts(i item) []string {
	price := ""
	if i.Price != nil {
		price = fmt.Sprintf("%d.%02d", *i.Price/100, *i.Price%100)
	}
	return []string{i.Note, i.ID, fmt.Sprint(i.Count), price}
}

var itemColumns = []string{"note", "item_id", "count", "price"}

// oracle is the slow and obvious comparison: it holds all rows by key.
func oracle(a, b []item, first int) *rowdiff.Diff {
	d := &rowdiff.Diff{Table: "items", Key: "item_id", NotCompared: []string{}, Columns: []rowdiff.Column{{Name: "note"}, {Name: "count"}, {Name: "price"}}}
	d.First = rowdiff.Changes{Changed: []rowdiff.Change{}, Removed: []rowdiff.Change{}, Added: []rowdiff.Change{}}
	byKey := map[string][]int{}
	seen := map[string]bool{}
	d.B = rowdiff.Side{Name: "rows b", Rows: len(b), Missing: []string{}, Ignored: []string{}, Faults: []rowdiff.Fault{}}
	for k, row := range b {
		if row.ID == "" {
			d.B.NoKey++
			d.B.Faults = append(d.B.Faults, rowdiff.Fault{Row: k + 1, Why: "the key is empty"})
			continue
		}
		if len(byKey[row.ID]) > 0 {
			d.B.Duplicates++
		}
		byKey[row.ID] = append(byKey[row.ID], k)
	}
	d.A = rowdiff.Side{Name: "rows a", Rows: len(a), Missing: []string{}, Ignored: []string{}, Faults: []rowdiff.Fault{}}
	matched := map[int]bool{}
	for i, row := range a {
		if row.ID == "" {
			d.A.NoKey++
			d.A.Faults = append(d.A.Faults, rowdiff.Fault{Row: i + 1, Why: "the key is empty"})
			continue
		}
		if seen[row.ID] {
			d.A.Duplicates++
		}
		seen[row.ID] = true
		if len(byKey[row.ID]) == 0 {
			d.Removed++
			d.First.Removed = append(d.First.Removed, oracleChange(rowdiff.Change{Op: rowdiff.Removed, RowA: i + 1}, &row, nil))
			continue
		}
		k := byKey[row.ID][0]
		byKey[row.ID] = byKey[row.ID][1:]
		matched[k] = true
		c := oracleChange(rowdiff.Change{Op: rowdiff.Changed, RowA: i + 1, RowB: k + 1}, &row, &b[k])
		if len(c.Cells) == 0 {
			d.Same++
			continue
		}
		d.Changed++
		d.First.Changed = append(d.First.Changed, c)
		for _, cell := range c.Cells {
			d.Columns[slices.IndexFunc(d.Columns, func(c rowdiff.Column) bool { return c.Name == cell.Column })].Changed++
		}
	}
	for k, row := range b {
		if row.ID != "" && !matched[k] {
			d.Added++
			d.First.Added = append(d.First.Added, oracleChange(rowdiff.Change{Op: rowdiff.Added, RowB: k + 1}, nil, &row))
		}
	}
	for _, list := range []*[]rowdiff.Change{&d.First.Changed, &d.First.Removed, &d.First.Added} {
		*list = (*list)[:min(len(*list), first)]
	}
	for _, list := range []*[]rowdiff.Fault{&d.A.Faults, &d.B.Faults} {
		*list = (*list)[:min(len(*list), first)]
	}
	return d
}

func oracleChange(c rowdiff.Change, before, after *item) rowdiff.Change {
	was, is := make([]string, 4), make([]string, 4)
	if before != nil {
		was = texts(*before)
	}
	if after != nil {
		is = texts(*after)
	}
	c.Key = was[1] + is[1]
	if before != nil && after != nil {
		c.Key = was[1]
	}
	c.Cells = []rowdiff.Cell{}
	for i, name := range itemColumns {
		if name != "item_id" && (c.Op != rowdiff.Changed || was[i] != is[i]) {
			c.Cells = append(c.Cells, rowdiff.Cell{Column: name, Before: was[i], After: is[i]})
		}
	}
	return c
}

// TestOracle compares diffs after random edits with those of the obvious comparison, with so little memory
// that keys are put off, and with any number of workers.
func TestOracle(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 9))
	for round := range testenv.Scale(20, 400) {
		a := randomItems(r, r.IntN(1200))
		b := edited(r, a, r.IntN(1+r.IntN(300)))
		if r.IntN(2) == 0 {
			a = edited(r, a, r.IntN(30))
		}
		first := r.IntN(20)
		want := oracle(a, b, first)
		var sums []string
		for _, memory := range []int64{4 << 10, 20 << 10, 64 << 20} {
			for _, workers := range []int{1, 3} {
				lines := new(bytes.Buffer)
				d := compare(t, seq(a), seq(b), rowdiff.Memory(memory), rowdiff.Workers(workers), rowdiff.First(first), rowdiff.Lines(lines))
				if diff := cmp.Diff(want, d); diff != "" {
					t.Fatalf("round %d, memory %d, %d workers (-want +got):\n%.4000s", round, memory, workers, diff)
				}
				if workers == 1 {
					sums = append(sums, lines.String())
				} else if sums[len(sums)-1] != lines.String() {
					t.Fatalf("round %d, memory %d: the lines depend on the number of workers", round, memory)
				}
				checkLines(t, lines.String(), d)
			}
		}
		for _, lines := range sums[1:] {
			if sortedLines(lines) != sortedLines(sums[0]) {
				t.Fatalf("round %d: other changes with another limit of memory", round)
			}
		}
	}
}

// checkLines holds that lines are the changes of a diff.
func checkLines(tb testing.TB, lines string, d *rowdiff.Diff) {
	tb.Helper()
	counts := map[rowdiff.Op]int{}
	for line := range strings.Lines(lines) {
		var c rowdiff.Change
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			tb.Fatalf("%s: %v", line, err)
		}
		counts[c.Op]++
	}
	want := map[rowdiff.Op]int{}
	for op, n := range map[rowdiff.Op]int{rowdiff.Added: d.Added, rowdiff.Changed: d.Changed, rowdiff.Removed: d.Removed} {
		if n > 0 {
			want[op] = n
		}
	}
	if diff := cmp.Diff(want, counts); diff != "" {
		tb.Fatalf("the lines are not the changes (-want +got):\n%s", diff)
	}
}

func sortedLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// TestFilesPutOff: of files, too, the limit of memory changes nothing but the order of the lines, whatever
// rows and quotes they have.
func TestFilesPutOff(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range testenv.Scale(10, 300) {
		file := func() string {
			var rows []string
			for i := range 800 {
				key := fmt.Sprintf("k%d", i-r.IntN(2))
				if r.IntN(3) == 0 {
					key = `"` + key + `"`
				}
				row := fmt.Sprintf("%s,%s,%d\n", key, []string{"", "x", `"a,b"`}[r.IntN(3)], r.IntN(2))
				if r.IntN(50) == 0 {
					row = []string{"\n", ",,1\n", key + ",x\n", key + ",,x\n", "\"\",,1\n"}[r.IntN(5)]
				}
				rows = append(rows, row)
			}
			r.Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
			return "thing_id,note,count\n" + strings.Join(rows, "")
		}
		a, b := file(), file()
		var diffs, lines []string
		for _, memory := range []int64{4 << 10, 64 << 20} {
			w := new(bytes.Buffer)
			d := compare(t, rowdiff.CSV(things, text(a)), rowdiff.CSV(things, text(b)), rowdiff.Memory(memory), rowdiff.Lines(w))
			diffs, lines = append(diffs, document(t, d)), append(lines, sortedLines(w.String()))
		}
		if diffs[0] != diffs[1] || lines[0] != lines[1] {
			t.Fatalf("with little memory (-want +got):\n%.3000s", cmp.Diff(diffs[1], diffs[0]))
		}
	}
}
