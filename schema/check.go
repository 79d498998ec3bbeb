package schema

import (
	"fmt"
	"iter"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/text"
)

// A ruleID is the index of a column rule in columnRules.
type ruleID int

const (
	ruleRequired ruleID = iota
	ruleText
	ruleLength
	ruleShape
	ruleVocabulary
	ruleRange
)

// columnRules lists the names of the rules that a column can have.
var columnRules = [...]string{"required", "text", "length", "shape", "vocabulary", "range"}

// ruleDoc returns the sentence of a rule of the column, or "" if the column does not have
// the rule.
func (c *Column) ruleDoc(r ruleID) string {
	switch {
	case r == ruleRequired && c.Nullable && c.hasEmpty():
		return "Must be null, or not empty."
	case r == ruleRequired && !c.Optional && c.hasEmpty():
		return "Must not be empty."
	case r == ruleRequired && c.Kind == KindDate:
		return "Must be empty, or a day of the calendar."
	case r == ruleText && c.Kind == KindText:
		return "Must be valid UTF-8 without control characters, and not begin with a character that starts a formula (= + - @)."
	case r == ruleText && c.Kind == KindCustom:
		return "Must have a text form, of valid UTF-8 without control characters."
	case r == ruleLength && c.Kind == KindText && c.bounded:
		if c.Optional {
			return fmt.Sprintf("Must be empty, or %d to %d bytes long.", c.Min, c.Max)
		}
		return fmt.Sprintf("Must be %d to %d bytes long.", c.Min, c.Max)
	case r == ruleShape && len(c.masks) > 0:
		return "Must have the shape " + strings.Join(c.Shapes, " or ") + "."
	case r == ruleShape && c.UUIDVersion > 0:
		return fmt.Sprintf("Must be a UUID of version %d.", c.UUIDVersion)
	case r == ruleVocabulary && c.Kind == KindEnum:
		return "Must be one of " + strings.Join(c.Vocabulary(), ", ") + "."
	case r == ruleRange && c.Kind != KindText && c.bounded:
		return fmt.Sprintf("Must be %s to %s.", c.NumberText(c.Min), c.NumberText(c.Max))
	case r == ruleRange && c.unsigned():
		return fmt.Sprintf("Must be at most %d.", int64(math.MaxInt64))
	case r == ruleRange && c.Kind == KindFloat:
		return "Must be a finite number."
	case r == ruleRange && c.Kind == KindTimestamp:
		return timestampDoc
	}
	return ""
}

// hasEmpty reports whether the type of the column has an empty value.
func (c *Column) hasEmpty() bool {
	return !c.Kind.bare() && (c.Kind != KindEnum || c.Names[0] == "")
}

// Check yields every violation in a row: first those of the columns, in file order and
// at most one per column, then those of the row rules. Rules that depend on the as-of
// date are skipped if asOf is the zero Date. Row rules run on every row, even if the
// value of a column is invalid.
func (t *Table[E]) Check(e *E, asOf Date) iter.Seq[Violation] {
	return func(yield func(Violation) bool) {
		row := rowOf(e)
		for i := range t.columns {
			c := &t.columns[i]
			if r, ok := c.check(row); !ok && !yield(t.violation(e, c, columnRules[r], c.ruleDoc(r))) {
				return
			}
		}
		for i := range t.rules {
			r := &t.rules[i]
			if r.Holds != nil && !r.Holds(e) || r.HoldsOn != nil && asOf.IsValid() && !r.HoldsOn(e, asOf) {
				if !yield(t.violation(e, &t.columns[t.index(r.Column)], r.Name, r.Doc)) {
					return
				}
			}
		}
	}
}

// violation returns the Violation of a rule by the value of a column.
func (t *Table[E]) violation(e *E, c *Column, rule, doc string) Violation {
	return Violation{Table: t.name, Column: c.Name, Rule: rule, Value: short(string(c.appendText(nil, rowOf(e)))), Doc: doc}
}

// Text returns the text of one value of a row, as it is in CSV before quoting. It returns
// "" if the table has no such column.
func (t *Table[E]) Text(e *E, column string) string {
	if i := t.index(column); i >= 0 {
		return string(t.columns[i].appendText(nil, rowOf(e)))
	}
	return ""
}

// check returns the first rule of the column that the row breaks, or ok if it breaks none.
func (c *Column) check(row pointer) (broken ruleID, ok bool) {
	switch c.stored {
	case KindText:
		return c.checkText(*at[string](row, c.off))
	case KindEnum:
		v := *at[uint8](row, c.off)
		if int(v) >= len(c.Names) {
			return ruleVocabulary, false
		}
		return ruleRequired, c.Optional || c.Names[v] != ""
	case KindUUID:
		id := at[[16]byte](row, c.off)
		if *id == ([16]byte{}) {
			return ruleRequired, c.Optional
		}
		return ruleShape, c.UUIDVersion == 0 || int(id[6]>>4) == c.UUIDVersion && id[8]>>6 == 2
	case KindDate:
		d := at[Date](row, c.off)
		return ruleRequired, d.IsValid() || c.Optional && d.IsZero()
	case KindInt:
		v := c.integer(row)
		return ruleRange, (!c.bounded || v >= c.Min && v <= c.Max) && (v >= 0 || !c.unsigned())
	case KindBool:
		return 0, true
	}
	return c.checkOther(row)
}

// checkOther is check for the less common kinds.
func (c *Column) checkOther(row pointer) (broken ruleID, ok bool) {
	switch c.stored {
	case KindDecimal:
		v := c.integer(row)
		return ruleRange, !c.bounded || v >= c.Min && v <= c.Max
	case KindFloat:
		v := *at[float64](row, c.off)
		return ruleRange, finite(v) && (!c.bounded || v >= float64(c.Min) && v <= float64(c.Max))
	case KindTimestamp:
		t := at[time.Time](row, c.off)
		if t.IsZero() {
			return ruleRequired, c.Optional
		}
		return ruleRange, timeHasForm(*t)
	case KindCustom:
		b, err := c.custom(row, c.off).AppendText(nil)
		if err != nil || !text.Plain(b) && !text.Clean(string(b)) {
			return ruleText, false
		}
		return ruleRequired, c.Optional || len(b) > 0
	case kindNullable:
		if p := c.null.at(row, c.off); p != nil {
			return c.null.value.check(p)
		}
	}
	return 0, true
}

// checkText is check for a KindText. A text that has a shape needs no other look at its characters:
// shapes are printable ASCII.
func (c *Column) checkText(s string) (broken ruleID, ok bool) {
	if s == "" {
		return ruleRequired, c.Optional
	}
	shaped := false
	for _, m := range c.masks {
		if shaped = m.Match(s); shaped {
			break
		}
	}
	if !shaped && !text.Plain(s) && !text.Clean(s) || formula(s) {
		return ruleText, false
	}
	if c.bounded && (int64(len(s)) < c.Min || int64(len(s)) > c.Max) {
		return ruleLength, false
	}
	return ruleShape, shaped || len(c.masks) == 0
}

// formula reports whether a spreadsheet would run a text as a formula. The text must not
// be empty. Spreadsheets ignore leading spaces, so formula does too.
func formula(s string) bool {
	if s[0] == ' ' || s[0] >= utf8.RuneSelf {
		s = strings.TrimSpace(s)
	}
	return s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@')
}
