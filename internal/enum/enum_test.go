package enum

import (
	"database/sql/driver"
	"errors"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

var (
	colors = Vocabulary{Name: "color", Words: []string{"", "Red", "Green", "Blue"}}
	states = Vocabulary{Name: "state", Words: []string{"", "CA", "NV", "TX"}, OtherNames: []string{"", "California", "Nevada", "Texas"}}
)

// letters has more words than an error lists.
func letters() *Vocabulary {
	v := Vocabulary{Name: "letter", Words: []string{""}}
	for c := 'a'; c <= 'a'+maxListed; c++ {
		v.Words = append(v.Words, strings.Repeat(string(c), 4))
	}
	return &v
}

// TestWords: every value has its word, and the word has its value, in text and SQL.
func TestWords(t *testing.T) {
	for v := range uint8(len(colors.Words)) {
		word := colors.Words[v]
		t.Run("value "+word, func(t *testing.T) {
			if got := colors.Word(v); got != word {
				t.Errorf("Word returns %q", got)
			}
			if got, err := colors.Append([]byte("x"), v); err != nil || string(got) != "x"+word {
				t.Errorf("Append returns %q, %v", got, err)
			}
			if got, err := colors.Parse(word); v > 0 && (err != nil || got != v) || v == 0 && err == nil {
				t.Errorf("Parse returns %d, %v", got, err)
			}
			set := uint8(9)
			if err := colors.Set(&set, word); err != nil || set != v {
				t.Errorf("Set sets %d, %v", set, err)
			}
			value, err := colors.Value(v)
			if want := driver.Value(word); err != nil || v > 0 && value != want || v == 0 && value != nil {
				t.Errorf("Value returns %v, %v", value, err)
			}
			for _, src := range []any{value, word, []byte(word)} {
				scanned := uint8(9)
				if err := colors.Scan(&scanned, src); err != nil || scanned != v {
					t.Errorf("Scan of %#v sets %d, %v", src, scanned, err)
				}
			}
		})
	}
}

// TestNoWord: a number above the last word has no word.
func TestNoWord(t *testing.T) {
	const v = 4
	if got := colors.Word(v); got != "" {
		t.Errorf("Word returns %q", got)
	}
	got, err := colors.Append([]byte("x"), v)
	if !errors.Is(err, schema.ErrUnknown) || !strings.Contains(err.Error(), "color 4: ") || !strings.Contains(err.Error(), "want at most 3") || string(got) != "x" {
		t.Errorf("Append returns %q, %v", got, err)
	}
	if got, err := colors.Value(v); !errors.Is(err, schema.ErrUnknown) || got != nil {
		t.Errorf("Value returns %v, %v", got, err)
	}
}

// TestErrors: text that is not a word is an error that tells what to write instead, and leaves
// the variable unchanged.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		reason string
		w      *Vocabulary
		src    any
		is     error
		want   string // the end of the error
	}{
		{"a misspelled word", &colors, "Gren", schema.ErrUnknown, `color "Gren": ` + schema.ErrUnknown.Error() + ", did you mean Green? want Red, Green, Blue"},
		{"another case", &colors, []byte("red"), schema.ErrUnknown, "did you mean Red? want Red, Green, Blue"},
		{"a word that resembles none", &colors, "Chartreuse", schema.ErrUnknown, schema.ErrUnknown.Error() + ", want Red, Green, Blue"},
		{"a misspelled code", &states, "XT", schema.ErrUnknown, "did you mean TX? want CA, NV, TX"},
		{"another name", &states, "Nevada", schema.ErrUnknown, "did you mean NV? want CA, NV, TX"},
		{"another name, misspelled", &states, "Califronia", schema.ErrUnknown, "did you mean CA? want CA, NV, TX"},
		{"a long word", &colors, strings.Repeat("x", 99), schema.ErrUnknown, `color "` + strings.Repeat("x", 40) + `": ` + schema.ErrUnknown.Error() + ", want Red, Green, Blue"},
		{"many words", letters(), "zzzz", schema.ErrUnknown, ", want one of aaaa, bbbb, cccc, … uuuu (21 words)"},
		{"a number", &colors, int64(1), schema.ErrSyntax, "cannot scan a int64"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			v := uint8(2)
			if err := c.w.Scan(&v, c.src); !errors.Is(err, c.is) || !strings.HasSuffix(err.Error(), c.want) || v != 2 {
				t.Errorf("Scan(%q) sets %d, error %v, want the end %q", c.src, v, err, c.want)
			}
		})
	}
}
