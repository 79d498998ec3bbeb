package browser

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/chromedp/chromedp"
)

// quoted returns a value as JavaScript.
func quoted(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // the values are texts
	}
	return string(text)
}

// checkFilter: the filter of the data dictionary leaves the rows that have all words, and says how many.
func checkFilter(p *tab, file string, s *subject) {
	p.open(file)
	if n := value[int](p, `document.querySelectorAll("[data-filter]").length`); n != s.filters {
		p.Fatalf("%d tables have a filter, want %d", n, s.filters)
	}
	if s.filters == 0 {
		return
	}
	all := value[[]string](p, `checks.rows("columns")`)
	width := value[int](p, "document.scrollingElement.scrollWidth")
	for _, words := range []string{s.find, strings.ToUpper(s.find) + " ", s.find + " e", "no such words", `<b>"'`, ""} {
		value[bool](p, `(document.querySelector("[data-filter]").value = "", true)`)
		p.do(chromedp.Focus(`[data-filter]`), chromedp.KeyEvent(words+" \b"))
		shown := value[[]string](p, `checks.rows("columns")`)
		var want []string
		for _, row := range all {
			found := true
			for _, word := range strings.Fields(strings.ToLower(words)) {
				found = found && strings.Contains(strings.ToLower(row), word)
			}
			if found {
				want = append(want, row)
			}
		}
		if !slices.Equal(shown, want) {
			p.Errorf("filter %q leaves %d rows, want %d", words, len(shown), len(want))
		}
		says := fmt.Sprintf("%d of %d", len(want), len(all))
		if got := value[string](p, `document.querySelector("[data-count=columns]").textContent`); !strings.HasPrefix(got, says) {
			p.Errorf("filter %q says %q, want %q", words, got, says)
		}
		if words == s.find && (len(want) == 0 || len(want) == len(all)) {
			p.Errorf("filter %q leaves %d rows of %d: this proves nothing", words, len(want), len(all))
		}
		if got := value[int](p, "document.scrollingElement.scrollWidth"); got > width {
			p.Errorf("filter %q makes the page %d pixels wide, from %d", words, got, width)
		}
	}
}

// A column is what checks.js says of a column.
type column struct {
	Sorted        []string // by head
	Values, Rows  []string
	Width, Height int
}

// checkSort: each column that has a button sorts its table both ways.
func checkSort(p *tab, file string, s *subject) {
	p.open(file)
	tables := value[[]int](p, `[...document.querySelectorAll("table[data-sort]")].map(t => t.tHead.rows[0].cells.length)`)
	if len(tables) < s.sorted {
		p.Fatalf("%d tables can be sorted, want %d", len(tables), s.sorted)
	}
	for table, columns := range tables {
		for i := range columns {
			button := fmt.Sprintf(`document.querySelectorAll("table[data-sort]")[%d].tHead.rows[0].cells[%d].querySelector("button")`, table, i)
			if !value[bool](p, "!!"+button) {
				continue
			}
			read := fmt.Sprintf("checks.column(%d, %d)", table, i)
			before := value[column](p, read)
			for _, direction := range []string{"descending", "ascending", "descending"} {
				value[bool](p, button+".click(), true")
				after := value[column](p, read)
				p.compareSort(fmt.Sprintf("table %d, column %d", table, i), i, direction, before, after)
			}
		}
	}
}

// compareSort checks a table after a column was sorted.
func (p *tab) compareSort(name string, i int, direction string, before, after column) {
	p.Helper()
	for k, got := range after.Sorted {
		if want := map[bool]string{true: direction, false: ""}[k == i]; got != want {
			p.Errorf("%s: aria-sort of column %d is %q, want %q", name, k, got, want)
		}
	}
	if !slices.Equal(after.Rows, before.Rows) {
		p.Errorf("%s: the rows are others", name)
	}
	if after.Width != before.Width || after.Height < before.Height-40 || after.Height > before.Height+40 {
		p.Errorf("%s: the page was %d by %d and is %d by %d", name, before.Width, before.Height, after.Width, after.Height)
	}
	for k := 1; k < len(after.Values); k++ {
		c := compareValues(after.Values[k-1], after.Values[k])
		if direction == "ascending" && c > 0 || direction == "descending" && c < 0 {
			p.Errorf("%s, %s: %.40q is before %.40q", name, direction, after.Values[k-1], after.Values[k])
		}
	}
}

// compareValues compares numbers as numbers, and texts by their letters.
func compareValues(a, b string) int {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	switch {
	case errX == nil && errY == nil && x < y:
		return -1
	case errX == nil && errY == nil && x > y:
		return 1
	case errX == nil && errY == nil:
		return 0
	}
	// The languages of browsers agree on names of letters and digits up to the first other character.
	letters := func(s string) string {
		s = strings.ToLower(s)
		if i := strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }); i >= 0 {
			s = s[:i]
		}
		return s
	}
	v, w := letters(a), letters(b)
	if v == "" || w == "" || len(v) != len(a) && len(w) != len(b) && (strings.HasPrefix(v, w) || strings.HasPrefix(w, v)) {
		return 0
	}
	return strings.Compare(v, w)
}
