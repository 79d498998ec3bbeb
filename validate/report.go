package validate

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Report is the outcome of a validation. It is data: totals are exact however many findings
// there are, and the first findings of each rule are listed. There is one exception: reading of a
// table ends where hundreds of thousands of rows, and most of those so far, cannot be read. A note
// says so, the totals are those of the rows before, and Answer.Checked is false.
type Report struct {
	DatasetVersion string `json:"dataset_version,omitempty"`
	// ManifestSHA256 is the SHA-256 of a snapshot's manifest, in hexadecimal. Two intact snapshots
	// with the same one are the same, byte for byte.
	ManifestSHA256 string `json:"manifest_sha256,omitempty"`
	// Signatures lists files with a detached signature of the manifest, which are not read:
	// docs/TRUST.md of the module says how to verify one.
	Signatures []string `json:"signatures,omitempty"`
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

// A TableCount is the number of rows read of one table, and what identifies them.
type TableCount struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
	// Digest is that of export.TableDigest, of the rows as they are, if all rows of a table of a
	// snapshot were read. Two tables with the same one have the same rows.
	Digest string `json:"digest,omitempty"`
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
// What could not be checked is not a finding: see Answer.Checked and Notes.
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
	if r.ManifestSHA256 != "" {
		fmt.Fprintf(&b, "manifest      SHA-256 %s\n", r.ManifestSHA256)
	}
	for _, name := range r.Signatures {
		fmt.Fprintf(&b, "signature     not checked: %s\n", name)
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

// shown returns the finding with everything made visible and shortened that comes from a file,
// which may be a stranger's.
func (f Finding) shown() Finding {
	f.Table, f.File, f.ID = visible(f.Table), visible(f.File), visible(f.ID)
	f.Column, f.Value, f.Why = visible(f.Column), visible(f.Value), escaped(f.Why)
	return f
}

// maxSentence and maxValue are the maximum bytes of texts in a report before they are escaped.
const maxSentence, maxValue = 600, 64

// escaped shortens a sentence, and writes its characters that are not printable as escapes: the
// content of a stranger's file must not control the reader's terminal.
func escaped(s string) string {
	s, cut := shortened(s, maxSentence)
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) && utf8.ValidString(s) {
		return s + cut
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`) + cut
}

// visible shortens a value and writes its control characters as escapes.
func visible(s string) string {
	s, cut := shortened(s, maxValue)
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`) + cut
}

// shortened returns the beginning of a text, and what to write after it if the text goes on.
func shortened(s string, maximum int) (beginning, cut string) {
	if len(s) <= maximum {
		return s, ""
	}
	return s[:maximum], "..."
}
