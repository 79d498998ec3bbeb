// Package enum holds the words of an enum, and how text and databases hold its values.
package enum

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
)

// A Vocabulary is the words of an enum by value; the first is empty and means unset. It does not
// change.
type Vocabulary struct {
	Name       string   // of the enum, for errors
	Words      []string // by value
	OtherNames []string // by value, for suggestions; nil for none
}

// Nearest returns the word that a misspelling, or another name, probably stands for.
func (w *Vocabulary) Nearest(misspelled string) (string, bool) {
	if near, ok := text.Nearest(misspelled, slices.Values(w.Words[1:])); ok || w.OtherNames == nil {
		return near, ok
	}
	name, ok := text.Nearest(misspelled, slices.Values(w.OtherNames[1:]))
	if !ok {
		return "", false
	}
	return w.Words[slices.Index(w.OtherNames, name)], true
}

// Word returns the word of a value, "" for a value without one.
func (w *Vocabulary) Word(v uint8) string {
	if int(v) < len(w.Words) {
		return w.Words[v]
	}
	return ""
}

// Append appends the word of a value. A value without one is an error that wraps
// [schema.ErrUnknown].
func (w *Vocabulary) Append(dst []byte, v uint8) ([]byte, error) {
	if int(v) >= len(w.Words) {
		return dst, fmt.Errorf("%s %d: %w, want at most %d", w.Name, v, schema.ErrUnknown, len(w.Words)-1)
	}
	return append(dst, w.Words[v]...), nil
}

// maxListed is the maximum number of words that an error lists.
const maxListed = 20

// Parse returns the value of a word. Empty text is not a word. The error wraps
// [schema.ErrUnknown] and names the nearest word.
func (w *Vocabulary) Parse(word string) (uint8, error) {
	if i := slices.Index(w.Words[1:], word); i >= 0 {
		return uint8(i + 1), nil
	}
	want := "want " + strings.Join(w.Words[1:], ", ")
	if n := len(w.Words) - 1; n > maxListed {
		want = fmt.Sprintf("want one of %s, … %s (%d words)", strings.Join(w.Words[1:4], ", "), w.Words[n], n)
	}
	if near, ok := w.Nearest(word); ok {
		want = "did you mean " + near + "? " + want
	}
	return 0, fmt.Errorf("%s %.40q: %w, %s", w.Name, word, schema.ErrUnknown, want)
}

// Set is Parse into a variable, which an error leaves unchanged. Empty text is unset.
func (w *Vocabulary) Set(v *uint8, word string) error {
	if word == "" {
		*v = 0
		return nil
	}
	parsed, err := w.Parse(word)
	if err == nil {
		*v = parsed
	}
	return err
}

// Value returns the word for a database, NULL for unset.
func (w *Vocabulary) Value(v uint8) (driver.Value, error) {
	if v == 0 {
		return nil, nil
	}
	b, err := w.Append(nil, v)
	if err != nil {
		return nil, err
	}
	return string(b), nil
}

// Scan is Set for what database drivers return: text, or NULL for unset.
func (w *Vocabulary) Scan(v *uint8, src any) error {
	switch src := src.(type) {
	case nil:
		return w.Set(v, "")
	case string:
		return w.Set(v, src)
	case []byte:
		return w.Set(v, string(src))
	}
	return fmt.Errorf("%s: %w: cannot scan a %T", w.Name, schema.ErrSyntax, src)
}
