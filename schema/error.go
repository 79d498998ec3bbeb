package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error is the type of this package's sentinel errors, for errors.Is.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrSyntax is a value that is not of its column's form.
	ErrSyntax = constError("not in the required form")
	// ErrRange is a number that its type cannot hold, or a date or time that has no form.
	ErrRange = constError("out of range")
	// ErrUnknown is a word that is not in the column's vocabulary.
	ErrUnknown = constError("not in the vocabulary")
	// ErrColumns is a row, or a header, with missing, extra, repeated or
	// misplaced columns.
	ErrColumns = constError("wrong columns")
	// ErrQuote is a quote that is missing or misplaced in a CSV row.
	ErrQuote = constError("wrong quoting")
	// ErrUTF8 is text that is not valid UTF-8.
	ErrUTF8 = constError("not valid UTF-8")
	// ErrTooLong is a row longer than the reader accepts.
	ErrTooLong = constError("row too long")
)

// A ParseError says where a row could not be read, and why.
type ParseError struct {
	Table  string // name of the table
	Column string // name of the column, or "" if the row as a whole is wrong
	Line   int    // 1 for the first line of the input; 0 if a single row was parsed
	Offset int    // bytes from the start of the row to the value at fault
	Value  string // the text at fault, shortened to 64 bytes
	Err    error  // what is wrong with it: wraps one of the sentinels
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

// short cuts a value, between letters, to what an error message can carry.
func short(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	n := most
	for n > most-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.Clone(s[:n]) // not to keep what may be a megabyte
}

// A Violation is one broken promise of a table: a value or a row that is
// readable but not allowed. It is an error.
type Violation struct {
	Table, Column string
	Rule          string // required, text, length, shape, vocabulary, range, or the name of a rule of the row or the dataset
	Value         string // the value at fault
	Doc           string // what is required
}

// Code is the stable name of the rule: table.column.rule.
func (v Violation) Code() string { return v.Table + "." + v.Column + "." + v.Rule }

func (v Violation) Error() string {
	return fmt.Sprintf("%s: value %q: %s", v.Code(), v.Value, v.Breach())
}

// Breach says in words that the rule is broken: the sentences of rules say what holds.
func (v Violation) Breach() string { return "breaks the rule: " + v.Doc }
