package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// constError is the type of the sentinel errors, which are constants.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrSyntax is returned for a value that does not have the form of its column.
	ErrSyntax = constError("not in the required form")
	// ErrRange is returned for a number that the field cannot hold, and for a date or time
	// that cannot be written.
	ErrRange = constError("out of range")
	// ErrUnknown is returned for a word that is not in the vocabulary of the column.
	ErrUnknown = constError("not in the vocabulary")
	// ErrColumns is returned for a row or a header with missing, extra, repeated or
	// misplaced columns.
	ErrColumns = constError("wrong columns")
	// ErrQuote is returned for a CSV row with a missing or misplaced quote.
	ErrQuote = constError("wrong quoting")
	// ErrUTF8 is returned for text that is not valid UTF-8.
	ErrUTF8 = constError("not valid UTF-8")
	// ErrTooLong is returned for a row longer than MaxRow.
	ErrTooLong = constError("row too long")
)

// A ParseError describes where a row could not be parsed, and why.
type ParseError struct {
	Table  string // name of the table
	Column string // name of the column, or "" if the error is not about one column
	Line   int    // line of the row in the input, from 1; 0 if a single row was parsed
	Offset int    // of the invalid text, in bytes from the start of the row
	Value  string // the invalid text, cut to 64 bytes
	Err    error  // the reason; it wraps one of the sentinel errors
}

func (e *ParseError) Error() string {
	var b strings.Builder
	b.WriteString(e.Table)
	if e.Column != "" {
		b.WriteString("." + e.Column)
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, ", line %d", e.Line)
	}
	fmt.Fprintf(&b, ", byte %d", e.Offset)
	if e.Value != "" {
		fmt.Fprintf(&b, ", value %q", e.Value)
	}
	return b.String() + ": " + e.Err.Error()
}

func (e *ParseError) Unwrap() error { return e.Err }

// short cuts a value between characters to the length that error messages allow.
func short(s string) string {
	const maxLen = 64
	if len(s) <= maxLen {
		return s
	}
	n := maxLen
	for n > maxLen-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.Clone(s[:n]) // a copy, so that the error does not hold the whole input
}

// A Violation is a value or a row that can be read but breaks a rule of its table. It is an
// error.
type Violation struct {
	Table, Column string
	// Rule is required, text, length, shape, vocabulary, range, or the name of a rule of
	// the row or of the dataset.
	Rule  string
	Value string // the invalid value, cut to 64 bytes
	Doc   string // the sentence of the rule, which states what must hold
}

// Code returns the stable code of the rule: table.column.rule.
func (v Violation) Code() string { return v.Table + "." + v.Column + "." + v.Rule }

func (v Violation) Error() string {
	return fmt.Sprintf("%s: value %q: %s", v.Code(), v.Value, v.Breach())
}

// Breach returns a sentence that the rule is broken. Doc alone states the opposite.
func (v Violation) Breach() string { return "breaks the rule: " + v.Doc }
