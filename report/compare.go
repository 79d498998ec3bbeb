package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/measure"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// A Drift says how two datasets differ. [Compare] returns one. It is data: WriteJSON writes it.
type Drift struct {
	DriftVersion int `json:"drift_version"`
	// Verdict is the greatest of all verdicts, and Large if a side lacks tables, columns or all rows of a table.
	Verdict Verdict `json:"verdict"`
	A       Side    `json:"a"`
	B       Side    `json:"b"`
	// Intent lists the settings that differ. What follows from them is no fault.
	Intent []Difference `json:"intent"`
	Tables []TableDrift `json:"tables"`
	// Columns has every column that both sides have, those that differ most first.
	Columns []ColumnDrift `json:"columns"`
	// Pairs has the pairs of columns that move together in another way, although neither of the two
	// differs, those that differ most first. Private profiles have no pairs.
	Pairs []PairDrift `json:"pairs"`
	// Notes say what was not compared, and what to keep in mind.
	Notes []string `json:"notes,omitempty"`
	// PairsCompared is the number of pairs that were compared.
	PairsCompared int `json:"pairs_compared"`
	// Rows has the comparisons of rows by key that the option [Rows] passes.
	Rows []*rowdiff.Diff `json:"rows,omitempty"`

	profiles [2]*Profile
}

// driftVersion is the version of the form of a saved Drift.
const driftVersion = 1

// A Side says what one of the two datasets is.
type Side struct {
	Title string `json:"title"`
	// Data says what was generated, empty for rows from elsewhere.
	Data    string `json:"data,omitempty"`
	Private bool   `json:"private,omitempty"`
}

// A TableDrift says how the form and the size of a table differ.
type TableDrift struct {
	Table string   `json:"table"`
	RowsA uint64   `json:"rows_a"`
	RowsB uint64   `json:"rows_b"`
	OnlyA []string `json:"only_a,omitempty"` // columns
	OnlyB []string `json:"only_b,omitempty"`
	// UnreadableA and UnreadableB are the numbers of rows that could not be read. They are not in RowsA and RowsB.
	UnreadableA uint64 `json:"unreadable_a,omitempty"`
	UnreadableB uint64 `json:"unreadable_b,omitempty"`
	// Absent is "a" or "b" if that side does not have the table.
	Absent string `json:"absent,omitempty"`
	// Differs says that the table or some of its columns or all of its rows are missing on a side, which is no
	// matter of files that are a part of a dataset; or that the share of the rows that cannot be read differs. That
	// has the verdict of a column with two values, and the others are Large.
	Differs bool `json:"differs,omitempty"`
}

// A ColumnDrift says how much the values of a column differ.
type ColumnDrift struct {
	Table   string  `json:"table"`
	Column  string  `json:"column"`
	Verdict Verdict `json:"verdict"`
	// PSI is the population stability index, which decides together with Q. Classes in which fewer than 5
	// rows are expected count as one: 5 groups of rows, if these come in groups of up to 4. The rest informs.
	PSI float64 `json:"psi"`
	// Noise is the PSI that 99 of 100 pairs of samples of these sizes of one distribution stay below.
	Noise float64 `json:"noise"`
	// JS is the Jensen-Shannon distance, TV the total variation, both from 0 to 1.
	JS float64 `json:"js"`
	TV float64 `json:"tv"`
	// KS is the Kolmogorov-Smirnov distance of all classes of values that have an order.
	KS float64 `json:"ks,omitempty"`
	// V is Cramér's V of the two sides and the classes.
	V float64 `json:"v"`
	// P is the probability of such a difference by chance, Q the same after the correction of Benjamini
	// and Hochberg for all columns.
	P float64 `json:"p"`
	Q float64 `json:"q"`
	// Moved says in a few words what differs most: the median, or the share of a class.
	Moved string `json:"moved,omitempty"`
	// Compared says what the classes are of, if it is not the values, and whether there are too few groups of rows
	// with one reference to tell a difference from chance.
	Compared string `json:"compared,omitempty"`
	// Other says why the values cannot be compared. Then Verdict is Large.
	Other string `json:"other,omitempty"`
	// AlsoIn lists other tables with a column of this name that differs as much. CopyOf is the first of them, for
	// each of the others: what one of them says, all do.
	AlsoIn []string `json:"also_in,omitempty"`
	CopyOf string   `json:"copy_of,omitempty"`
	// Ordered says that the classes have an order.
	Ordered bool    `json:"ordered,omitempty"`
	Classes []Count `json:"classes,omitempty"`
}

// A Count is the number of rows of both sides in one class.
type Count struct {
	Label string `json:"label"`
	A     uint64 `json:"a"`
	B     uint64 `json:"b"`
}

// A PairDrift says how much two columns move together in another way.
type PairDrift struct {
	Table   string  `json:"table"`
	A       string  `json:"column_a"`
	B       string  `json:"column_b"`
	Verdict Verdict `json:"verdict"`
	PSI     float64 `json:"psi"`
	// VA and VB are Cramér's V of the two columns on each side, corrected for chance.
	VA float64 `json:"v_a"`
	VB float64 `json:"v_b"`
	P  float64 `json:"p"`
	Q  float64 `json:"q"`
}

// Compare compares two profiles: first what they are by intent, then their tables and columns, and then
// all values and how columns move together. Of the options, only [Ignore] and [Rows] have an effect. The
// error wraps [ErrOption].
func Compare(a, b *Profile, opts ...Option) (*Drift, error) {
	o, err := optionsWithoutRows(opts)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	if err := o.checkIgnored(a, b); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	if err := o.checkRows(a, b); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	d := &Drift{DriftVersion: driftVersion, A: sideOf(a), B: sideOf(b), Intent: []Difference{},
		Tables: []TableDrift{}, Columns: []ColumnDrift{}, Pairs: []PairDrift{}, Rows: o.rows, profiles: [2]*Profile{a, b}}
	d.compareSettings(a, b)
	for _, t := range a.Tables {
		if u := b.Table(t.Name); u != nil {
			d.compareTables(t, u, &o)
		} else {
			d.absent(t, "b")
		}
	}
	for _, u := range b.Tables {
		if a.Table(u.Name) == nil {
			d.absent(u, "a")
		}
	}
	d.addNotes(a, b)
	d.judge()
	d.comparePairs(a, b, &o)
	return d, nil
}

// WriteJSON writes the comparison as a JSON document. The bytes are the same for the same two profiles.
func (d *Drift) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// absent notes a table that one side does not have.
func (d *Drift) absent(t *Table, side string) {
	n := TableDrift{Table: t.Name, Absent: side}
	if side == "a" {
		n.RowsB, n.UnreadableB = t.Rows, t.Unreadable
	} else {
		n.RowsA, n.UnreadableA = t.Rows, t.Unreadable
	}
	d.Tables = append(d.Tables, n)
}

// compareTables compares the tables of one name.
func (d *Drift) compareTables(t, u *Table, o *options) {
	n := TableDrift{Table: t.Name, RowsA: t.Rows, RowsB: u.Rows, UnreadableA: t.Unreadable, UnreadableB: u.Unreadable}
	design := max(t.design(), u.design())
	for _, c := range t.Columns {
		switch other := u.Column(c.Name); {
		case o.ignores(t.Name, c.Name):
		case other == nil:
			n.OnlyA = append(n.OnlyA, c.Name)
		default:
			a, b := c, other
			if d.A.Private {
				b = other.foldedLike(u.Rows, c, t.Rows)
			}
			if d.B.Private {
				a = c.foldedLike(t.Rows, other, u.Rows)
			}
			d.Columns = append(d.Columns, compareColumns(t, a, u, b, design))
		}
	}
	for _, c := range u.Columns {
		if t.Column(c.Name) == nil && !o.ignores(t.Name, c.Name) {
			n.OnlyB = append(n.OnlyB, c.Name)
		}
	}
	d.Tables = append(d.Tables, n)
}

// compareColumns compares the columns of one name.
func compareColumns(t *Table, a *Column, u *Table, b *Column, design float64) ColumnDrift {
	c := ColumnDrift{Table: t.Name, Column: a.Name, P: 1}
	l, ok := align(a, t.Rows, b, u.Rows)
	if !ok {
		c.Other = otherForm(a, b)
		c.P, c.PSI = 0, 1
		return c
	}
	c.Compared, c.Ordered, c.Moved = l.how, l.ordered, l.moved(a, b)
	for i, label := range l.labels {
		c.Classes = append(c.Classes, Count{label, l.a[i], l.b[i]})
	}
	tooFew := c.measure(l, design, t.Rows, u.Rows)
	if l.ordered {
		h, g := a.Histogram, b.Histogram
		if h == nil || g == nil {
			h, g = a.Lengths, b.Lengths
		}
		c.measureOrdered(h, g, design)
	} else if a.Words != nil && b.Words != nil && a.Lengths != nil && b.Lengths != nil {
		c.measureLengths(a.Lengths, b.Lengths, design)
	}
	if tooFew && c.P >= significant { // another test may find what this one cannot
		c.Compared = strings.TrimPrefix(c.Compared+"; "+tooFewGroups, "; ")
	}
	return c
}

// measure measures how much the counts differ. Rare classes are put together for the index that decides:
// otherwise the chance of each of them adds to it. It reports whether there are classes to compare, but too few
// groups of rows for a test of them.
func (c *ColumnDrift) measure(l *alignment, design float64, n, m uint64) (tooFew bool) {
	chiSquare, pool := measure.ChiSquare, measure.Pool
	if l.ordered {
		chiSquare, pool = measure.ChiSquareOrdered, measure.PoolOrdered
	}
	x, y := pool(l.a, l.b, min(design, mostPooled))
	c.PSI, c.Noise = measure.PSI(x, y), measure.Noise(len(x)-1, n, m, design)
	c.JS, c.TV = measure.JensenShannon(l.a, l.b), measure.TotalVariation(l.a, l.b)
	statistic, df := chiSquare(l.a, l.b, design)
	c.P, c.V = measure.ChiSquareP(statistic, df), measure.CramersV(statistic, n+m, 2, df+1)
	if !l.ordered {
		c.P = lesser(c.P, measure.ClassP(l.a, l.b, design))
	}
	return df == 0 && len(x) > 1
}

// mostPooled is the greatest design effect with which classes are put together for the index. A greater one would
// leave a single class of groups of many rows, and an index of 0 whatever differs.
const mostPooled = 4

// tooFewGroups is what Compared says where chance may explain any difference.
const tooFewGroups = "too few groups of rows to compare"

// lesser returns the probability of the lesser of those of two tests, or a bit more.
func lesser(p, q float64) float64 { return min(1, 2*min(p, q)) }

// measureOrdered compares values at full resolution, where a small shift of all of them shows, and one
// value that many rows have on one side only.
func (c *ColumnDrift) measureOrdered(a, b *Histogram, design float64) {
	a, b, ok := sameScale(a, b)
	if !ok {
		return
	}
	codes := slices.Concat(a.At, b.At)
	slices.Sort(codes)
	codes = slices.Compact(codes)
	x, y := a.joined(codes).Counts, b.joined(codes).Counts
	c.KS = measure.KS(x, y)
	c.P = lesser(c.P, lesser(measure.KSP(c.KS, a.rows(), b.rows(), design), measure.ClassP(x, y, design)))
}

// measureLengths compares the lengths of texts too, in which texts that are cut or too long show.
func (c *ColumnDrift) measureLengths(a, b *Histogram, design float64) {
	l := &alignment{}
	if l.addNumbers(a, b, 0) {
		c.P = lesser(c.P, measure.ChiSquareP(measure.ChiSquareOrdered(l.a, l.b, design)))
	}
}
