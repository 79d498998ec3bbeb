package report

import (
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
	// millions of rows has about 20 MiB, most of it words.
	maxProfile = 256 << 20
	// maxTables and maxColumns are far above what anybody looks at in one page.
	maxTables, maxColumns = 64, 512
	// maxRows is the greatest number of rows. Sums of so many counts do not overflow.
	maxRows = 1 << 48
	// maxText is the greatest length of a text, in bytes.
	maxText = schema.MaxRow
)

// WriteJSON saves the profile as a JSON document. The bytes are the same for equal profiles.
func (p *Profile) WriteJSON(w io.Writer) error { return writeJSON(w, p) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Read reads a profile that [Profile.WriteJSON] has saved. Profiles come from strangers: it reads at most
// 256 MiB, and an error that wraps [ErrProfile] says what does not fit, such as counts that do not add up.
func Read(r io.Reader) (*Profile, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil, fmt.Errorf("report: read profile: %w", err)
	}
	if len(text) > maxProfile {
		return nil, fmt.Errorf("report: %w: it has more than %d bytes", ErrProfile, maxProfile)
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
		if err := t.check(); err != nil {
			return fmt.Errorf("table %.80q: %w", t.Name, err)
		}
	}
	return checkTexts(append([]string{p.Title}, p.Notes...))
}

func (t *Table) check() error {
	if t.Rows > maxRows || t.Unreadable > maxRows || t.Squares > math.MaxInt64 {
		return fmt.Errorf("it has %d rows, at most %d are possible", max(t.Rows, t.Unreadable), uint64(maxRows))
	}
	if len(t.Columns) > maxColumns {
		return fmt.Errorf("it has %d columns, at most %d are possible", len(t.Columns), maxColumns)
	}
	byName := map[string]*Column{}
	for _, c := range t.Columns {
		if c == nil || byName[c.Name] != nil {
			return errors.New("a column is null or comes twice")
		}
		byName[c.Name] = c
		if err := c.check(t.Rows); err != nil {
			return fmt.Errorf("column %.80q: %w", c.Name, err)
		}
	}
	if len(t.Pairs) > maxColumns*maxColumns/2 {
		return fmt.Errorf("it has %d pairs of columns", len(t.Pairs))
	}
	for _, p := range t.Pairs {
		if p == nil || byName[p.A] == nil || byName[p.B] == nil || len(p.Cells) != len(byName[p.A].Classes)*len(byName[p.B].Classes) || len(p.Cells) == 0 {
			return errors.New("a pair of columns has not as many cells as the columns have classes")
		}
		if sum, ok := sumOf(p.Cells); !ok || sum != t.Rows {
			return fmt.Errorf("the cells of %.80q and %.80q do not add up to the rows", p.A, p.B)
		}
	}
	for _, row := range t.First {
		if len(row) != len(t.Columns) || len(t.First) > firstRows {
			return errors.New("the first rows have not as many values as there are columns")
		}
		if err := checkTexts(row); err != nil {
			return err
		}
	}
	return checkTexts([]string{t.Name, t.Doc})
}

func (c *Column) check(rows uint64) error {
	total, ok := sumOf([]uint64{c.Empty, c.Unreadable})
	if !ok || total > rows {
		return errors.New("more values are empty or unreadable than there are rows")
	}
	values := rows - total
	for _, h := range []*Histogram{c.Histogram, c.Lengths} {
		if h == nil {
			continue
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
	if c.Distinct != nil && c.Distinct.About > 2*maxRows || c.Decimals < 0 || c.Decimals > 18 || len(c.Vocabulary) > 256 || len(c.Classes) > 256 {
		return errors.New("a number is out of range")
	}
	return checkTexts(slices.Concat([]string{c.Name, c.Doc, c.Kind, c.Class, c.OverTime, c.Ref}, c.Vocabulary, c.Classes))
}

func (h *Histogram) check(values uint64) error {
	if h.Scale == scaleNone || len(h.At) != len(h.Counts) {
		return errors.New("a histogram has no scale, or not as many counts as classes")
	}
	for i := 1; i < len(h.At); i++ {
		if h.At[i] <= h.At[i-1] {
			return errors.New("the classes of a histogram are not in order")
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
	if !slices.IsSorted(w.Texts) || len(slices.Compact(slices.Clone(w.Texts))) != len(w.Texts) {
		return errors.New("its words are not in order, or a word comes twice")
	}
	if sum, ok := sumOf(append([]uint64{w.Rare}, w.Counts...)); !ok || sum > values || w.Level == 0 && sum != values {
		return errors.New("the counts of its words do not add up to the values")
	}
	sum, ok := sumOf(w.Buckets)
	if n := len(w.Buckets); n != 0 && (n != wordBuckets || !ok || sum != values) {
		return errors.New("the counts of its buckets do not add up to the values")
	}
	return checkTexts(w.Texts)
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

func checkTexts(texts []string) error {
	for _, s := range texts {
		if len(s) > maxText || !utf8.ValidString(s) {
			return fmt.Errorf("the text %.80q has more than %d bytes, or is not UTF-8", s, maxText)
		}
	}
	return nil
}
