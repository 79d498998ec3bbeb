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
	p := make([]float64, len(d.Columns))
	for i := range d.Columns {
		p[i] = d.Columns[i].P
	}
	for i, q := range measure.BenjaminiHochberg(p) {
		c := &d.Columns[i]
		c.Q = q
		if c.Verdict = verdictOf(c.PSI, q, significant); c.Other != "" {
			c.Verdict = Large
		}
		d.Verdict = max(d.Verdict, c.Verdict)
	}
	slices.SortStableFunc(d.Columns, func(a, b ColumnDrift) int {
		return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), cmp.Compare(b.PSI, a.PSI), cmp.Compare(a.Q, b.Q))
	})
	d.findCopies()
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
