package synthhub

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
)

// An Enum is a value of a small vocabulary: a number whose zero value means unset. [Gender],
// [State] and the other enums are Enums that differ in their words; for an enum of your own
// see package schema. Every enum has constants for its values and a function that parses a
// word as it is written. In CSV, JSON, text and SQL an Enum is its word; unset is empty text,
// and NULL in SQL. Text that is not a word, and a number above the last word, are errors
// that wrap [schema.ErrUnknown]; for text they name the nearest word.
type Enum[W words] uint8

// words tells the enums apart.
type words interface{ vocabulary() *vocabulary }

func (e Enum[W]) vocabulary() *vocabulary {
	var w W
	return w.vocabulary()
}

func parseEnum[W words](word string) (Enum[W], error) {
	v, err := Enum[W](0).vocabulary().parse(word)
	return Enum[W](v), err
}

// Names returns the words by value; the first is that of unset, and empty.
func (e Enum[W]) Names() []string { return slices.Clone(e.vocabulary().words) }

// String returns the word, "" for a value without one.
func (e Enum[W]) String() string { return e.vocabulary().word(uint8(e)) }

// AppendText appends the word.
func (e Enum[W]) AppendText(dst []byte) ([]byte, error) {
	return e.vocabulary().append(dst, uint8(e))
}

// MarshalText returns the word.
func (e Enum[W]) MarshalText() ([]byte, error) { return e.AppendText(nil) }

// UnmarshalText reads a word. After an error e is unchanged.
func (e *Enum[W]) UnmarshalText(b []byte) error {
	return e.vocabulary().set((*uint8)(e), string(b))
}

// Value implements driver.Valuer.
func (e Enum[W]) Value() (driver.Value, error) { return e.vocabulary().value(uint8(e)) }

// Scan implements sql.Scanner for text and NULL. An error leaves e unchanged.
func (e *Enum[W]) Scan(src any) error { return e.vocabulary().scan((*uint8)(e), src) }

// A vocabulary is the words of an enum by value; the first is empty and means unset.
type vocabulary struct {
	name  string
	words []string
	names []string // other names of the values, for suggestions; nil for none
}

// nearest returns the word that a misspelling, or another name, probably stands for.
func (w *vocabulary) nearest(misspelled string) (string, bool) {
	if near, ok := text.Nearest(misspelled, slices.Values(w.words[1:])); ok || w.names == nil {
		return near, ok
	}
	name, ok := text.Nearest(misspelled, slices.Values(w.names[1:]))
	if !ok {
		return "", false
	}
	return w.words[slices.Index(w.names, name)], true
}

// word returns the word of a value, "" for a value without one.
func (w *vocabulary) word(v uint8) string {
	if int(v) < len(w.words) {
		return w.words[v]
	}
	return ""
}

// append appends the word of a value.
func (w *vocabulary) append(dst []byte, v uint8) ([]byte, error) {
	if int(v) >= len(w.words) {
		return dst, fmt.Errorf("%s %d: %w, want at most %d", w.name, v, schema.ErrUnknown, len(w.words)-1)
	}
	return append(dst, w.words[v]...), nil
}

// parse returns the value of a word. Empty text is none.
func (w *vocabulary) parse(word string) (uint8, error) {
	if i := slices.Index(w.words[1:], word); i >= 0 {
		return uint8(i + 1), nil
	}
	want := "want " + strings.Join(w.words[1:], ", ")
	if n := len(w.words) - 1; n > 20 {
		want = fmt.Sprintf("want one of %s, … %s (%d words)", strings.Join(w.words[1:4], ", "), w.words[n], n)
	}
	if near, ok := w.nearest(word); ok {
		want = "did you mean " + near + "? " + want
	}
	return 0, fmt.Errorf("%s %.40q: %w, %s", w.name, word, schema.ErrUnknown, want)
}

// set is parse into a variable, which an error leaves unchanged. Empty text is unset.
func (w *vocabulary) set(v *uint8, word string) error {
	if word == "" {
		*v = 0
		return nil
	}
	parsed, err := w.parse(word)
	if err == nil {
		*v = parsed
	}
	return err
}

// value is the word for a database, NULL for unset.
func (w *vocabulary) value(v uint8) (driver.Value, error) {
	if v == 0 {
		return nil, nil
	}
	b, err := w.append(nil, v)
	if err != nil {
		return nil, err
	}
	return string(b), nil
}

// scan is set for what database drivers return.
func (w *vocabulary) scan(v *uint8, src any) error {
	switch src := src.(type) {
	case nil:
		return w.set(v, "")
	case string:
		return w.set(v, src)
	case []byte:
		return w.set(v, string(src))
	}
	return fmt.Errorf("%s: %w: cannot scan a %T", w.name, schema.ErrSyntax, src)
}
