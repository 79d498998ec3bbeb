package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/strictjson"
	"github.com/synthhub/synthhub/schema"
)

// ErrProfile is returned for text that is not a saved profile.
const ErrProfile = constError("this is not a saved profile")

const (
	// maxProfile is the greatest size of a saved profile, in bytes. One of the governed tables with
	// millions of rows has 7 MB, most of it words.
	maxProfile = 64 << 20
	// maxObjects and maxValues are the greatest numbers of objects and of values: some text of two or
	// three bytes needs hundreds in memory. The governed tables have 550 objects and 600,000 values.
	maxObjects, maxValues = 1 << 17, 1 << 22
	// maxTables and maxColumns are far above what anybody looks at in one page.
	maxTables, maxColumns = 64, 512
	// maxWordsOfEnum is the greatest number of words of an enum, and of classes.
	maxWordsOfEnum = 256
	// maxDecimals is the greatest number of decimals of a schema.KindDecimal.
	maxDecimals = 18
	// maxRows is the greatest number of rows. Sums of so many counts do not overflow.
	maxRows = 1 << 48
	// maxPairs is the greatest number of pairs of columns of a table.
	maxPairs = maxPaired * (maxPaired - 1) / 2
	// maxText is the greatest length of a text, in bytes, and maxName that of a name or a short text: those of
	// descriptions have fewer than 100.
	maxText, maxName = schema.MaxRow, 200
)

// WriteJSON saves the profile as a JSON document. The bytes are the same for equal profiles.
func (p *Profile) WriteJSON(w io.Writer) error { return writeJSON(w, p) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Read reads a profile that [Profile.WriteJSON] has saved. Profiles come from strangers: it reads at most
// 64 MiB with 4 million values, and an error that wraps [ErrProfile] says what does not fit, such as
// counts that do not add up.
func Read(r io.Reader) (*Profile, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil, fmt.Errorf("report: read profile: %w", err)
	}
	if len(text) > maxProfile {
		return nil, fmt.Errorf("report: %w: it has more than %d bytes", ErrProfile, maxProfile)
	}
	if err := checkSize(text); err != nil {
		return nil, fmt.Errorf("report: %w: %w", ErrProfile, err)
	}
	if !json.Valid(text) {
		return nil, fmt.Errorf("report: %w: it is not a JSON document", ErrProfile)
	}
	p := new(Profile)
	if err := strictjson.DecodeExact(text, p); err != nil {
		return nil, fmt.Errorf("report: %w: %w", ErrProfile, err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("report: %w: %w", ErrProfile, err)
	}
	return p, nil
}

// checkSize returns an error if JSON has more objects or values than the decoder should make.
func checkSize(text []byte) error {
	objects, values, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == '{' && !quoted:
			objects++
		case c == ',' && !quoted:
			values++
		}
	}
	if objects > maxObjects || values > maxValues {
		return fmt.Errorf("it has %d objects and %d values, at most %d and %d are possible", objects, values, maxObjects, maxValues)
	}
	return nil
}

// check returns what is wrong with a profile from a stranger.
func (p *Profile) check() error {
	if p.ProfileVersion != profileVersion {
		return fmt.Errorf("its profile_version is %d, want %d", p.ProfileVersion, profileVersion)
	}
	if len(p.Tables) > maxTables {
		return fmt.Errorf("it has %d tables, at most %d are possible", len(p.Tables), maxTables)
	}
	seen := map[string]bool{}
	for _, t := range p.Tables {
		if t == nil || seen[t.Name] {
			return errors.New("a table is null or comes twice")
		}
		seen[t.Name] = true
		if err := t.check(p.Private); err != nil {
			return fmt.Errorf("table %.80q: %w", t.Name, err)
		}
	}
	return cmp.Or(checkTexts(maxText, p.Title), checkTexts(maxText, p.Notes...))
}

func (t *Table) check(private bool) error {
	if t.Rows > maxRows || t.Unreadable > maxRows || t.Squares > math.MaxInt64 {
		return fmt.Errorf("it has %d rows, at most %d are possible", max(t.Rows, t.Unreadable), uint64(maxRows))
	}
	if len(t.Columns) > maxColumns {
		return fmt.Errorf("it has %d columns, at most %d are possible", len(t.Columns), maxColumns)
	}
	if private && (len(t.First) > 0 || len(t.Pairs) > 0) {
		return errors.New("it has rows or pairs of columns, but is private")
	}
	byName := map[string]*Column{}
	for _, c := range t.Columns {
		if c == nil || byName[c.Name] != nil {
			return errors.New("a column is null or comes twice")
		}
		byName[c.Name] = c
		if err := c.check(t.Rows, private); err != nil {
			return fmt.Errorf("column %.80q: %w", c.Name, err)
		}
	}
	if err := t.checkPairs(byName); err != nil {
		return err
	}
	for _, row := range t.First {
		if len(row) != len(t.Columns) || len(t.First) > firstRows {
			return errors.New("the first rows have not as many values as there are columns, or are too many")
		}
		if err := checkTexts(maxText, row...); err != nil {
			return err
		}
	}
	return cmp.Or(checkTexts(maxName, t.Name), checkTexts(maxText, t.Doc))
}

func (t *Table) checkPairs(columns map[string]*Column) error {
	if len(t.Pairs) > maxPairs {
		return fmt.Errorf("it has %d pairs of columns, at most %d are possible", len(t.Pairs), maxPairs)
	}
	seen := map[[2]string]bool{}
	for _, p := range t.Pairs {
		if p == nil || seen[[2]string{p.A, p.B}] {
			return errors.New("a pair of columns is null or comes twice")
		}
		seen[[2]string{p.A, p.B}] = true
		a, b := columns[p.A], columns[p.B]
		if a == nil || b == nil || len(p.Cells) != len(a.Classes)*len(b.Classes) || len(p.Cells) == 0 {
			return fmt.Errorf("%.80q and %.80q have not as many cells as the columns have classes", p.A, p.B)
		}
		if sum, ok := sumOf(p.Cells); !ok || sum != t.Rows {
			return fmt.Errorf("the cells of %.80q and %.80q do not add up to the rows", p.A, p.B)
		}
	}
	return nil
}

func (c *Column) check(rows uint64, private bool) error {
	total, ok := sumOf([]uint64{c.Empty, c.Unreadable})
	if !ok || total > rows {
		return errors.New("more values are empty or unreadable than there are rows")
	}
	if c.Decimals < 0 || c.Decimals > maxDecimals || len(c.Vocabulary) > maxWordsOfEnum || len(c.Classes) > maxWordsOfEnum {
		return errors.New("it has too many decimals, words or classes")
	}
	values := rows - total
	if h := c.Histogram; h != nil {
		if err := h.check(values); err != nil {
			return err
		}
		if err := c.checkVocabulary(); err != nil {
			return err
		}
	}
	if h := c.Lengths; h != nil {
		if h.Scale != scaleWidths {
			return errors.New("the scale of its lengths is not widths")
		}
		if err := h.check(values); err != nil {
			return err
		}
	}
	if c.Words != nil {
		if err := c.Words.check(values); err != nil {
			return err
		}
	}
	if err := c.checkDistinct(private); err != nil {
		return err
	}
	return cmp.Or(checkTexts(maxName, c.Name, c.Kind, c.Class, c.OverTime, c.Ref), checkTexts(maxText, c.Doc), checkTexts(maxText, c.Vocabulary...), checkTexts(maxText, c.Classes...))
}

// checkVocabulary checks that every code has a word, and no word two codes.
func (c *Column) checkVocabulary() error {
	if c.Vocabulary == nil {
		return nil
	}
	for i, word := range c.Vocabulary {
		if slices.Contains(c.Vocabulary[:i], word) {
			return errors.New("a word of its vocabulary comes twice")
		}
	}
	h := c.Histogram
	if n := len(h.At); h.Scale != scaleExact || h.Coarse || n > 0 && (h.At[0] < 0 || h.At[n-1] >= int64(len(c.Vocabulary))) {
		return errors.New("its histogram does not have the words of its vocabulary")
	}
	return nil
}

// checkDistinct checks that what a merge needs is there.
func (c *Column) checkDistinct(private bool) error {
	switch {
	case c.Distinct != nil && c.Distinct.About > 2*maxRows:
		return errors.New("it has too many different values")
	case private:
		return nil
	case c.Distinct != nil && c.Distinct.Sketch == nil || c.Words != nil && (c.Distinct == nil || len(c.Words.Buckets) == 0):
		return errors.New("it has no sketch of distinct values or no buckets of words, but is not private")
	}
	return nil
}

func (h *Histogram) check(values uint64) error {
	if h.Scale == scaleNone || len(h.At) != len(h.Counts) {
		return errors.New("a histogram has no scale, or not as many counts as classes")
	}
	// Neighboring classes of an exact scale are joined to blocks that begin up to as many codes before.
	if n := len(h.At); h.Scale == scaleExact && n > 0 && (n > maxExact+2 || uint64(h.At[n-1])-uint64(h.At[0]) > 2*(maxExact+2)) {
		return fmt.Errorf("a histogram has exact classes for more than %d values", maxExact+2)
	}
	for i, code := range h.At {
		if i > 0 && code <= h.At[i-1] {
			return errors.New("the classes of a histogram are not in order")
		}
		if !h.Coarse && h.Scale.code(h.Scale.low(code)) != code {
			return errors.New("a histogram has a class that its scale does not have")
		}
	}
	if sum, ok := sumOf(append([]uint64{h.Rare}, h.Counts...)); !ok || sum > values || !h.Coarse && sum != values {
		return errors.New("the counts of a histogram do not add up to the values")
	}
	return nil
}

func (w *Words) check(values uint64) error {
	if w.Level < 0 || w.Level > 64 || len(w.Texts) != len(w.Counts) || len(w.Texts) > maxWords {
		return errors.New("it has not as many counts as words, or too many")
	}
	for i, text := range w.Texts {
		if i > 0 && text <= w.Texts[i-1] {
			return errors.New("its words are not in order, or a word comes twice")
		}
	}
	if sum, ok := sumOf(append([]uint64{w.Rare}, w.Counts...)); !ok || sum > values || w.Level == 0 && sum != values {
		return errors.New("the counts of its words do not add up to the values")
	}
	sum, ok := sumOf(w.Buckets)
	if n := len(w.Buckets); n != 0 && (n != wordBuckets || !ok || sum != values) {
		return errors.New("the counts of its buckets do not add up to the values")
	}
	return checkTexts(maxText, w.Texts...)
}

// sumOf returns the sum of counts, and false if one is larger than the greatest number of rows.
func sumOf(counts []uint64) (sum uint64, ok bool) {
	for _, n := range counts {
		if sum += n; n > maxRows || sum > maxRows {
			return 0, false
		}
	}
	return sum, true
}

// checkTexts checks that texts are UTF-8 of a number of bytes at most.
func checkTexts(most int, texts ...string) error {
	for _, s := range texts {
		if len(s) > most || !utf8.ValidString(s) {
			return fmt.Errorf("the text %.80q has more than %d bytes, or is not UTF-8", s, most)
		}
	}
	return nil
}
