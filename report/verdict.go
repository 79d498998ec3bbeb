package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/measure"
)

// A Verdict says how much two distributions differ.
type Verdict uint8

// The verdicts. The population stability index (PSI) alone alarms on nothing: two small samples of one
// distribution can differ by more than its customary limits 0.10 and 0.25, and two large ones differ
// significantly by next to nothing. So each verdict needs q below 0.01, where q is the probability of
// such a difference by chance after the correction of Benjamini and Hochberg for all columns.
const (
	None     Verdict = iota // q is 0.01 or more
	Slight                  // q is below 0.01
	Moderate                // q is below 0.01, and PSI is at least 0.10
	Large                   // q is below 0.01, and PSI is at least 0.25
)

var verdictNames = [...]string{"none", "slight", "moderate", "large"}

// String returns the name: none, slight, moderate or large.
func (v Verdict) String() string {
	if int(v) >= len(verdictNames) {
		return "invalid"
	}
	return verdictNames[v]
}

// AppendText appends the name.
func (v Verdict) AppendText(dst []byte) ([]byte, error) { return append(dst, v.String()...), nil }

// MarshalText returns the name.
func (v Verdict) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText reads a name.
func (v *Verdict) UnmarshalText(b []byte) (err error) {
	*v, err = ParseVerdict(string(b))
	return err
}

// ParseVerdict returns the verdict of a name.
func ParseVerdict(name string) (Verdict, error) {
	for v, n := range verdictNames {
		if n == name {
			return Verdict(v), nil
		}
	}
	return None, fmt.Errorf("the verdict %.80q is unknown, want one of: %s", name, strings.Join(verdictNames[:], ", "))
}

const (
	significant = 0.01 // q of a column
	// Of all pairs of columns, of which there are hundreds, one is enough to alarm.
	significantPair = 0.001

	moderatePSI = 0.10
	largePSI    = 0.25
)

// verdictOf returns the verdict of a comparison.
func verdictOf(psi, q, limit float64) Verdict {
	switch {
	case q >= limit:
		return None
	case psi >= largePSI:
		return Large
	case psi >= moderatePSI:
		return Moderate
	}
	return Slight
}

// judge corrects the probabilities for the number of columns, and puts the columns in order.
func (d *Drift) judge() {
	var p []float64
	for _, c := range d.Columns {
		p = append(p, c.P)
	}
	var faulty []*TableDrift
	for i := range d.Tables {
		if t := &d.Tables[i]; t.Absent == "" && t.UnreadableA+t.UnreadableB > 0 {
			faulty = append(faulty, t)
			_, chance := t.unreadable(d.profiles)
			p = append(p, chance)
		}
	}
	q := measure.BenjaminiHochberg(p)
	for i := range d.Columns {
		c := &d.Columns[i]
		c.Q = q[i]
		if c.Verdict = verdictOf(c.PSI, c.Q, significant); c.Other != "" {
			c.Verdict = Large
		}
		d.Verdict = max(d.Verdict, c.Verdict)
	}
	slices.SortStableFunc(d.Columns, func(a, b ColumnDrift) int {
		return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), cmp.Compare(b.PSI, a.PSI), cmp.Compare(a.Q, b.Q))
	})
	d.findCopies()
	d.judgeTables()
	for i, t := range faulty {
		d.judgeUnreadable(t, q[len(d.Columns)+i])
	}
}

// judgeTables finds what is missing on a side.
func (d *Drift) judgeTables() {
	partial := [2]bool{d.profiles[0].Partial, d.profiles[1].Partial}
	for i := range d.Tables {
		t := &d.Tables[i]
		missesA := t.Absent == "a" || len(t.OnlyB) > 0
		missesB := t.Absent == "b" || len(t.OnlyA) > 0
		if t.Differs = missesA && !partial[0] || missesB && !partial[1] || t.Absent == "" && (t.RowsA == 0) != (t.RowsB == 0); t.Differs {
			d.Verdict = Large
		}
	}
}

// unreadable returns the index of the shares of the rows that cannot be read, and the probability of such a
// difference by chance.
func (t *TableDrift) unreadable(sides [2]*Profile) (psi, p float64) {
	a, b := []uint64{t.RowsA, t.UnreadableA}, []uint64{t.RowsB, t.UnreadableB}
	design := max(sides[0].Table(t.Table).design(), sides[1].Table(t.Table).design())
	psi = measure.PSI(measure.Pool(a, b, min(design, mostPooled)))
	return psi, lesser(measure.ChiSquareP(measure.ChiSquare(a, b, design)), measure.ClassP(a, b, design))
}

// judgeUnreadable judges how much more of the rows of a table cannot be read on a side, as of a column with two
// values: a row in a thousand is news, and no more than that.
func (d *Drift) judgeUnreadable(t *TableDrift, q float64) {
	psi, _ := t.unreadable(d.profiles)
	v := verdictOf(psi, q, significant)
	if v == None {
		return
	}
	t.Differs, d.Verdict = true, max(d.Verdict, v)
	share := func(unread, rows uint64) float64 { return float64(unread) / max(1, float64(unread)+float64(rows)) }
	d.Notes = append(d.Notes, fmt.Sprintf("the share of rows of %s that could not be read differs: %s", t.Table,
		change(share(t.UnreadableA, t.RowsA), share(t.UnreadableB, t.RowsB))))
}

// findCopies finds columns of several tables that differ as much. The columns must be in order.
func (d *Drift) findCopies() {
	first := map[string]*ColumnDrift{}
	for i := range d.Columns {
		c := &d.Columns[i]
		if f := first[c.Column]; f != nil && f.Verdict == c.Verdict {
			f.AlsoIn, c.CopyOf = append(f.AlsoIn, c.Table), f.Table
		} else {
			first[c.Column] = c
		}
	}
}
