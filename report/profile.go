package report

import (
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Profile describes the rows of a dataset by counts: how often each value, or each class of values,
// occurs in a column, and together with those of another column. [Source], [Snapshot], [Zip] and [CSV]
// return one. It is data: WriteJSON saves it and [Read] reads it, without a loss. Its size does not grow
// with the number of rows, except for the words of text columns, of which it has at most 65,536 each.
//
// The counts of two profiles add up: [Profile.Merge] of the profiles of two parts gives that of the whole.
type Profile struct {
	// ProfileVersion is the version of the form of saved profiles.
	ProfileVersion int `json:"profile_version"`
	// Title says what the rows are, for people.
	Title string `json:"title"`
	// Settings are those of a generated dataset, nil for rows from elsewhere.
	Settings *synthhub.Settings `json:"settings,omitempty"`
	// AsOf is the day of the dataset, from which the classes of dates count. It can be zero.
	AsOf synthhub.Date `json:"as_of,omitzero"`
	// Private says that the rows may be real data: see [Private].
	Private bool `json:"private,omitempty"`
	// Partial says that the profile has only the tables and columns of some CSV files. Compare does not take it for
	// a difference if these have fewer than the other side.
	Partial bool `json:"partial,omitempty"`
	// Notes say what is not in the profile, and why.
	Notes  []string `json:"notes,omitempty"`
	Tables []*Table `json:"tables"`
}

// profileVersion is the only version that there is.
const profileVersion = 1

// Table returns the table of a name, nil if there is none.
func (p *Profile) Table(name string) *Table {
	i := slices.IndexFunc(p.Tables, func(t *Table) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return p.Tables[i]
}

// A Table is what a [Profile] knows of one table.
type Table struct {
	Name string `json:"name"`
	Doc  string `json:"doc,omitempty"`
	Rows uint64 `json:"rows"`
	// Unreadable is the number of rows that could not be read. They are not in Rows.
	Unreadable uint64 `json:"unreadable,omitempty"`
	// Squares is the sum of the squares of the numbers of rows that refer to the same row of
	// another table, one after the other. A row whose reference is empty or cannot be read counts 1. Zero if
	// there is no reference.
	Squares uint64    `json:"squares,omitempty"`
	Columns []*Column `json:"columns"`
	// Pairs has how often the classes of two columns occur together, for pairs of columns that have
	// classes, in the order of the columns: of the first 64 columns that have.
	Pairs []*Pair `json:"pairs,omitempty"`
	// First has the texts of the values of the first rows, in the order of the columns.
	First [][]string `json:"first,omitempty"`
}

// Column returns the column of a name, nil if there is none.
func (t *Table) Column(name string) *Column {
	i := slices.IndexFunc(t.Columns, func(c *Column) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return t.Columns[i]
}

// Pair returns the counts of two columns together, nil if there are none.
func (t *Table) Pair(a, b string) *Pair {
	i := slices.IndexFunc(t.Pairs, func(p *Pair) bool { return p.A == a && p.B == b || p.A == b && p.B == a })
	if i < 0 {
		return nil
	}
	return t.Pairs[i]
}

// design returns the design effect of the table: by how much the variance of a share is larger than
// that of independent rows if all rows with one reference are equal. That is the mean size of the groups
// of such rows, weighted by size.
//
// If groups are together, runs of rows tell it. The weighted mean is never less than the plain one, which
// is known for any order of rows: so if that of the runs is less, by more than the error of the number of
// different references, groups are not together. Then it is what sizes with a geometric distribution
// have, which is more than that of households or fleets: a mean of 1.8 vehicles for each person gives
// 2.6, and the sizes themselves 2.2.
func (t *Table) design() float64 {
	if t.Rows == 0 {
		return 1
	}
	runs := max(1, float64(t.Squares)/float64(t.Rows))
	if mean := t.groupMean(); runs*(1+groupError) < mean {
		return max(runs, 2*mean-1)
	}
	return runs
}

// groupError is three times the standard error of [Distinct].
const groupError = 0.05

// groupMean returns about how many rows have the same reference, on average. It is 1 if it is not known.
func (t *Table) groupMean() float64 {
	i := slices.IndexFunc(t.Columns, func(c *Column) bool { return c.Ref != "" })
	if i < 0 || t.Columns[i].Distinct == nil {
		return 1
	}
	c := t.Columns[i]
	groups := c.Distinct.About + c.Empty + c.Unreadable // a row without a reference is a group of its own
	return float64(t.Rows) / float64(max(groups, 1))
}

// A Column is what a [Profile] knows of one column: what the description of the table says of it, and
// the counts of its values.
type Column struct {
	Name     string `json:"name"`
	Doc      string `json:"doc,omitempty"`
	Kind     string `json:"kind"`      // name of a [schema.Kind]
	Class    string `json:"class"`     // name of a [schema.Class]
	OverTime string `json:"over_time"` // fixed or as of
	Key      bool   `json:"key,omitempty"`
	Unique   bool   `json:"unique,omitempty"` // also for a key, and for what is unique within another column
	Ref      string `json:"ref,omitempty"`
	Decimals int    `json:"decimals,omitempty"`
	// Vocabulary has the words of an enum by their code. A bool has false and true.
	Vocabulary []string `json:"vocabulary,omitempty"`

	// Empty is the number of values that are empty or null. In a private profile it is never from one to nine,
	// and neither is Unreadable: see [Private].
	Empty uint64 `json:"empty"`
	// Unreadable is the number of values of a CSV file that do not fit the kind.
	Unreadable uint64 `json:"unreadable,omitempty"`
	// Histogram has the values that have an order, and those of enums. Otherwise it is nil.
	Histogram *Histogram `json:"histogram,omitempty"`
	// Words has the values of text that is not unique.
	Words *Words `json:"words,omitempty"`
	// Lengths has the numbers of bytes of text and ids.
	Lengths *Histogram `json:"lengths,omitempty"`
	// Distinct says about how many different values text and ids have.
	Distinct *Distinct `json:"distinct,omitempty"`
	// Classes has the labels of the classes of the column in pairs. The first is that of no value.
	Classes []string `json:"classes,omitempty"`
}

// identifier reports whether the values of the column identify a row or a person.
func (c *Column) identifier() bool {
	return c.Unique || c.Ref != "" || c.Kind == schema.KindUUID.String() || c.Class == schema.DirectIdentifier.String()
}

// A Histogram has the counts of the classes of a scale. Which classes a scale has depends on the
// description of the column alone.
type Histogram struct {
	// Scale is exact: every value is a class; widths: of whole numbers, with a width of at most 1/32 of
	// the value; months: of dates and times; or floats: like widths.
	Scale scale `json:"scale"`
	// At has the codes of the classes that have values, in order: the value, or a number that
	// follows from it. Counts has as many counts.
	At     []int64  `json:"at"`
	Counts []uint64 `json:"counts"`
	// Low and High are the smallest and the largest value, of dates as days since 0000-12-31. In a
	// private profile they are the 1st and the 99th percentile, or where the class of that begins.
	Low  int64 `json:"low"`
	High int64 `json:"high"`
	// Rare is the number of values that are words of a vocabulary which a private profile does not name.
	Rare uint64 `json:"rare,omitempty"`
	// Coarse says that neighboring classes were joined, up to the next code. The first class has what is
	// before it too, and up to nine empty values. If there are fewer than ten values, there is no class.
	Coarse bool `json:"coarse,omitempty"`
}

// Words has the counts of the different values of a text column.
type Words struct {
	// Level is 0 if all words are there. Otherwise these are a sample of 1 in 2^Level of the
	// different words, with the exact count of each.
	Level  int      `json:"level,omitempty"`
	Texts  []string `json:"texts"` // in the order of their bytes
	Counts []uint64 `json:"counts"`
	// Rare is the number of values that are words which a private profile does not name.
	Rare uint64 `json:"rare,omitempty"`
	// Buckets has the counts of all words in 64 classes by their hash.
	Buckets []uint64 `json:"buckets,omitempty"`
}

// Distinct says about how many different values a column has.
type Distinct struct {
	// About is the estimate, whose standard error is 1.6 percent.
	About uint64 `json:"about"`
	// Sketch is what the estimate comes from. A private profile has none.
	Sketch sketch `json:"sketch,omitempty"`
}

// A Pair has how often the classes of two columns of a table occur together: Cells[i*n+j] is the number
// of rows in class i of A and class j of B, where n is the number of the classes of B.
type Pair struct {
	A     string   `json:"a"`
	B     string   `json:"b"`
	Cells []uint64 `json:"cells"`
}
