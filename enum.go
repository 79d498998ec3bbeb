package synthhub

import (
	"database/sql/driver"
	"slices"

	"github.com/synthhub/synthhub/internal/enum"
)

// An Enum is a value of a small vocabulary: a number whose zero value means unset. [Gender],
// [State] and the other enums are Enums that differ in their words; for an enum of your own
// see package schema. Every enum has constants for its values and a function that parses a
// word as it is written. In CSV, JSON, text and SQL an Enum is its word; unset is empty text,
// and NULL in SQL. Text that is not a word, and a number above the last word, are errors
// that wrap [schema.ErrUnknown]; for text they name the nearest word.
type Enum[W words] uint8

// words tells the enums apart.
type words interface{ vocabulary() *enum.Vocabulary }

func (e Enum[W]) vocabulary() *enum.Vocabulary {
	var w W
	return w.vocabulary()
}

func parseEnum[W words](word string) (Enum[W], error) {
	v, err := Enum[W](0).vocabulary().Parse(word)
	return Enum[W](v), err
}

// Names returns the words by value; the first is that of unset, and empty.
func (e Enum[W]) Names() []string { return slices.Clone(e.vocabulary().Words) }

// String returns the word, "" for a value without one.
func (e Enum[W]) String() string { return e.vocabulary().Word(uint8(e)) }

// AppendText appends the word.
func (e Enum[W]) AppendText(dst []byte) ([]byte, error) {
	return e.vocabulary().Append(dst, uint8(e))
}

// MarshalText returns the word.
func (e Enum[W]) MarshalText() ([]byte, error) { return e.AppendText(nil) }

// UnmarshalText reads a word. After an error e is unchanged.
func (e *Enum[W]) UnmarshalText(b []byte) error {
	return e.vocabulary().Set((*uint8)(e), string(b))
}

// Value implements driver.Valuer.
func (e Enum[W]) Value() (driver.Value, error) { return e.vocabulary().Value(uint8(e)) }

// Scan implements sql.Scanner for text and NULL. An error leaves e unchanged.
func (e *Enum[W]) Scan(src any) error { return e.vocabulary().Scan((*uint8)(e), src) }
