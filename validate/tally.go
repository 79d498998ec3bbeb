package validate

import (
	"fmt"
	"maps"
	"slices"
)

// A tally counts findings by rule and holds the first of each. Its memory does not grow with
// the number of findings, so a file in which every value is wrong costs no more than another.
// Each chunk has one for its worker, which is merged into that of the check in order.
type tally struct {
	limit int                   // findings of each rule in the report
	ofRow bool                  // whether findings are those of a chunk, which merge makes visible
	rules map[string]*ruleTally // by code
}

type ruleTally struct {
	count int
	first []Finding
	full  bool // in a chunk: whether the check has enough findings of the rule already
}

// addCount counts a finding whose description the report has no place for. For another it
// reports false, and the caller must describe and add it. A rule may be broken in every row,
// and describing a finding costs more than finding it.
func (rt *ruleTally) addCount(limit int) bool {
	if rt.count < limit && !rt.full {
		return false
	}
	rt.count++
	return true
}

// of returns the tally of the rule with that code.
func (t *tally) of(code string) *ruleTally {
	rt := t.rules[code]
	if rt == nil {
		if t.rules == nil {
			t.rules = make(map[string]*ruleTally)
		}
		rt = new(ruleTally)
		t.rules[code] = rt
	}
	return rt
}

// add counts a finding of a rule. The caller leaves out the code of the rule.
func (t *tally) add(r Rule, f Finding) {
	rt := t.of(r.Code)
	rt.count++
	if len(rt.first) < t.limit && !rt.full {
		f.Rule = r.Code
		if !t.ofRow {
			f = f.shown()
		}
		rt.first = append(rt.first, f)
	}
}

// addCount is that of the rule with a code.
func (t *tally) addCount(code string) bool { return t.of(code).addCount(t.limit) }

// reset forgets all findings and keeps the memory.
func (t *tally) reset() {
	for _, rt := range t.rules {
		clear(rt.first)
		rt.count, rt.first = 0, rt.first[:0]
	}
}

// addCountAt is addCount of a finding at a row of a table. The report has a place for it if it is
// among the first by row, whatever was found before.
func (t *tally) addCountAt(code string, row int) bool {
	rt := t.of(code)
	if n := len(rt.first); n < t.limit || n > 0 && row < rt.first[n-1].Row {
		return false
	}
	rt.count++
	return true
}

// insert describes a finding at a row of a table that was counted, if it is among the first by row.
func (t *tally) insert(r Rule, f Finding) {
	rt := t.of(r.Code)
	f.Rule = r.Code
	i, _ := slices.BinarySearchFunc(rt.first, f.Row+1, func(g Finding, row int) int { return g.Row - row })
	rt.first = slices.Insert(rt.first, i, f.shown())
	rt.first = rt.first[:min(len(rt.first), t.limit)]
}

// count returns the number of findings of a rule.
func (t *tally) count(r Rule) int {
	if rt := t.rules[r.Code]; rt != nil {
		return rt.count
	}
	return 0
}

// empty reports whether nothing was found.
func (t *tally) empty() bool {
	for _, rt := range t.rules {
		if rt.count > 0 {
			return false
		}
	}
	return true
}

// firstFinding returns the first finding of any rule, by code.
func (t *tally) firstFinding() (f Finding, ok bool) {
	for _, code := range slices.Sorted(maps.Keys(t.rules)) {
		if rt := t.rules[code]; rt.count > 0 {
			if len(rt.first) > 0 {
				f = rt.first[0]
			}
			return f, true
		}
	}
	return f, false
}

// truncate forgets all findings of a rule after the first n.
func (t *tally) truncate(r Rule, n int) {
	rt := t.of(r.Code)
	rt.count = n
	rt.first = rt.first[:min(n, len(rt.first))]
}

// merge adds the findings of a chunk, which counts rows and lines from its own beginning:
// rows and lines are the numbers of those before it.
func (t *tally) merge(from *tally, rows, lines int) {
	for code, rt := range from.rules {
		if rt.count == 0 {
			continue
		}
		to := t.of(code)
		to.count += rt.count
		for _, f := range rt.first {
			if len(to.first) == t.limit {
				break
			}
			f.Row += rows
			if f.Line > 0 {
				f.Line += lines
			}
			to.first = append(to.first, f.shown())
		}
		rt.full = len(to.first) == t.limit
	}
}

// fill writes totals and findings into the report in the order of the rules.
func (t *tally) fill(r *Report, rules []Rule, checked [questions]bool) {
	var found [questions]int
	r.Totals, r.Findings = []Total{}, []Finding{}
	unlisted := len(t.rules)
	for _, rule := range rules {
		rt := t.rules[rule.Code]
		if rt == nil {
			continue
		}
		unlisted--
		if rule.Severity == SeverityError {
			found[rule.Question] += rt.count
		}
		r.Totals = append(r.Totals, Total{rule, rt.count})
		slices.SortStableFunc(rt.first, func(a, b Finding) int { return a.Row - b.Row })
		r.Findings = append(r.Findings, rt.first...)
	}
	if unlisted != 0 {
		panic(fmt.Sprintf("validate: findings of %d rules that Rules does not list", unlisted)) // a mistake of this package
	}
	for q := range Question(questions) {
		r.Answers = append(r.Answers, Answer{q, checked[q], found[q]})
	}
}
