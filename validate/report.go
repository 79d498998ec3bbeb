package validate

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Report is the outcome of a validation. It is data: totals are exact however
// many findings there are, and the first findings of each rule are kept.
type Report struct {
	DatasetVersion string `json:"dataset_version,omitempty"`
	// Answers says for each of the four questions what came of it.
	Answers []Answer `json:"answers"`
	// Tables lists the numbers of rows that were read.
	Tables []TableCount `json:"tables"`
	// Totals counts the findings of each rule that was broken, in the order of Rules.
	Totals []Total `json:"totals"`
	// Findings holds the first findings of each broken rule, in the order of Totals.
	Findings []Finding `json:"findings"`
	// Notes says what could not be checked, and why.
	Notes []string `json:"notes,omitempty"`
}

// An Answer is what came of one question.
type Answer struct {
	Question Question `json:"question"`
	Checked  bool     `json:"checked"`  // false if it was not asked, or something could not be checked: see Report.Notes
	Findings int      `json:"findings"` // with severity error
}

// A TableCount is the number of rows read of one table.
type TableCount struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
}

// A Total is the number of findings of one rule.
type Total struct {
	Rule
	Count int `json:"count"`
}

// A Finding is one broken rule, and where. Its texts are safe to print: control characters
// are escaped.
type Finding struct {
	Rule   string `json:"rule"` // the code of the rule
	Table  string `json:"table,omitempty"`
	File   string `json:"file,omitempty"`
	Row    int    `json:"row,omitempty"`  // in the table, 1 for the first
	Line   int    `json:"line,omitempty"` // in the file
	ID     string `json:"id,omitempty"`   // the key of the row
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"` // shortened
	Why    string `json:"why"`
}

// String tells the finding in a line.
func (f Finding) String() string { return f.Rule + ": " + f.text() }

// text tells the finding without its rule.
func (f Finding) text() string {
	var parts []string
	switch {
	case f.File != "" && f.Line > 0:
		parts = append(parts, fmt.Sprintf("%s line %d", f.File, f.Line))
	case f.File != "":
		parts = append(parts, f.File)
	case f.Row > 0:
		parts = append(parts, fmt.Sprintf("%s row %d", f.Table, f.Row))
	case f.Table != "":
		parts = append(parts, f.Table)
	}
	if f.ID != "" {
		parts = append(parts, f.ID)
	}
	if f.Column != "" {
		parts = append(parts, f.Column)
	}
	if f.Value != "" {
		parts = append(parts, "value "+f.Value)
	}
	return strings.Join(parts, ", ") + ": " + f.Why
}

// ErrorCount is the number of findings with severity error.
func (r *Report) ErrorCount() (n int) {
	for _, t := range r.Totals {
		if t.Severity == SeverityError {
			n += t.Count
		}
	}
	return n
}

// Count is the number of findings of one rule.
func (r *Report) Count(code string) int {
	for _, t := range r.Totals {
		if t.Code == code {
			return t.Count
		}
	}
	return 0
}

// Err returns a *[ReportError] if there are findings with severity error, and nil otherwise.
// What could not be checked is no finding: see Answer.Checked and Notes.
func (r *Report) Err() error {
	if r.ErrorCount() == 0 {
		return nil
	}
	return &ReportError{r}
}

// A ReportError is the error form of a Report.
type ReportError struct {
	Report *Report
}

func (e *ReportError) Error() string {
	n := e.Report.ErrorCount()
	for _, f := range e.Report.Findings {
		if e.Report.severity(f.Rule) == SeverityError {
			if n == 1 {
				return "invalid: " + f.String()
			}
			return fmt.Sprintf("invalid: %d findings, first: %v", n, f)
		}
	}
	return fmt.Sprintf("invalid: %d findings", n)
}

func (r *Report) severity(code string) Severity {
	for _, t := range r.Totals {
		if t.Code == code {
			return t.Severity
		}
	}
	return SeverityError
}

// WriteText writes the report for people: the answers, then each broken rule with
// its total, its sentence and its first findings.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	for _, a := range r.Answers {
		switch {
		case a.Findings > 0:
			fmt.Fprintf(&b, "%-13s no: %s\n", a.Question, plural(a.Findings, "finding"))
		case !a.Checked:
			fmt.Fprintf(&b, "%-13s not checked\n", a.Question)
		default:
			fmt.Fprintf(&b, "%-13s yes\n", a.Question)
		}
	}
	for i, t := range r.Tables {
		sep := ", "
		if i == 0 {
			sep = "rows read     "
		}
		fmt.Fprintf(&b, "%s%s %d", sep, t.Table, t.Rows)
	}
	if len(r.Tables) > 0 {
		b.WriteByte('\n')
	}
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "note: %s\n", note)
	}
	for _, t := range r.Totals {
		fmt.Fprintf(&b, "\n%s %s (%s): %s\n", t.Severity, t.Code, plural(t.Count, "finding"), t.Doc)
		shown := 0
		for _, f := range r.Findings {
			if f.Rule == t.Code {
				fmt.Fprintf(&b, "  %s\n", f.text())
				shown++
			}
		}
		if shown < t.Count {
			fmt.Fprintf(&b, "  and %d more\n", t.Count-shown)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// A tally counts findings by rule and keeps the first of each. Its memory does not
// grow with the number of findings.
type tally struct {
	limit int // findings to keep of each rule
	rules map[string]*ruleTally
}

type ruleTally struct {
	count int
	first []Finding
}

// at returns the tally of one rule.
func (t *tally) at(code string) *ruleTally {
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

// add counts a finding.
func (t *tally) add(f Finding) {
	rt := t.at(f.Rule)
	rt.count++
	if len(rt.first) < t.limit {
		rt.first = append(rt.first, f.shown())
	}
}

// shown returns the finding with all that a stranger's file may hold made visible.
func (f Finding) shown() Finding {
	f.File, f.Value, f.ID, f.Why = visible(f.File), visible(f.Value), escaped(f.ID), escaped(f.Why)
	return f
}

// merge adds the findings of a piece of a table, whose rows and lines are counted
// from 0 there.
func (t *tally) merge(from *tally, rows, lines int) {
	for code, rt := range from.rules {
		to := t.at(code)
		to.count += rt.count
		for _, f := range rt.first {
			if len(to.first) == t.limit {
				break
			}
			f.Row += rows
			if f.Line > 0 {
				f.Line += lines
			}
			to.first = append(to.first, f)
		}
	}
}

// fill writes totals and findings into the report in the order of the rules.
func (t *tally) fill(r *Report, rules []Rule, checked [questions]bool) {
	var found [questions]int
	r.Totals, r.Findings = []Total{}, []Finding{}
	left := len(t.rules)
	for _, rule := range rules {
		rt := t.rules[rule.Code]
		if rt == nil {
			continue
		}
		left--
		if rule.Severity == SeverityError {
			found[rule.Question] += rt.count
		}
		r.Totals = append(r.Totals, Total{rule, rt.count})
		slices.SortStableFunc(rt.first, func(a, b Finding) int { return a.Row - b.Row })
		r.Findings = append(r.Findings, rt.first...)
	}
	if left != 0 {
		panic(fmt.Sprintf("validate: findings of %d rules that are not listed", left)) // a mistake of this package
	}
	for q := range Question(questions) {
		r.Answers = append(r.Answers, Answer{q, checked[q], found[q]})
	}
}

// escaped writes the characters of a sentence that are not printable as escapes: what
// a stranger's file holds must not steer a terminal.
func escaped(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) && utf8.ValidString(s) {
		return s
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}

// visible shortens a value and writes its control characters as escapes.
func visible(s string) string {
	const most = 64
	cut := ""
	if len(s) > most {
		s, cut = s[:most], "..."
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`) + cut
}
