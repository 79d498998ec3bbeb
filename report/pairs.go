package report

import (
	"cmp"
	"slices"

	"github.com/synthhub/synthhub/internal/measure"
)

// comparePairs compares how columns move together, of which neither differs by itself.
func (d *Drift) comparePairs(a, b *Profile, o *options) {
	moved := map[[2]string]bool{}
	for _, c := range d.Columns {
		moved[[2]string{c.Table, c.Column}] = c.Verdict > None
	}
	var p []float64
	var all []comparedPair
	for _, t := range a.Tables {
		u := b.Table(t.Name)
		if u == nil {
			continue
		}
		theirs := make(map[[2]string]*Pair, len(u.Pairs))
		for _, pair := range u.Pairs {
			theirs[[2]string{pair.A, pair.B}] = pair
		}
		for _, pair := range t.Pairs {
			other := theirs[[2]string{pair.A, pair.B}]
			if turned := theirs[[2]string{pair.B, pair.A}]; other == nil && turned != nil {
				other = u.turned(turned)
			}
			if other == nil || moved[[2]string{t.Name, pair.A}] || moved[[2]string{t.Name, pair.B}] ||
				o.ignores(t.Name, pair.A) || o.ignores(t.Name, pair.B) || !t.sameClasses(u, pair) {
				continue
			}
			c := comparedPair{t, u, pair, other}
			all, p = append(all, c), append(p, c.p())
		}
	}
	d.PairsCompared = len(all)
	for i, q := range measure.BenjaminiHochberg(p) {
		if q < significantPair {
			c := all[i].drift(p[i], q)
			d.Pairs = append(d.Pairs, c)
			d.Verdict = max(d.Verdict, c.Verdict)
		}
	}
	slices.SortStableFunc(d.Pairs, func(a, b PairDrift) int {
		return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), cmp.Compare(b.PSI, a.PSI))
	})
}

// turned returns a pair with its columns in the other order.
func (t *Table) turned(p *Pair) *Pair {
	rows, columns := len(t.Column(p.A).Classes), len(t.Column(p.B).Classes)
	r := &Pair{A: p.B, B: p.A, Cells: make([]uint64, len(p.Cells))}
	for i, n := range p.Cells {
		r.Cells[i%columns*rows+i/columns] = n
	}
	return r
}

// sameClasses reports whether two columns have the same classes in another table.
func (t *Table) sameClasses(u *Table, p *Pair) bool {
	return slices.Equal(t.Column(p.A).Classes, u.Column(p.A).Classes) && slices.Equal(t.Column(p.B).Classes, u.Column(p.B).Classes)
}

// A comparedPair is the counts of two columns together in two tables.
type comparedPair struct {
	t, u *Table
	a, b *Pair
}

// p returns the probability of the difference by chance.
func (c comparedPair) p() float64 {
	design := max(c.t.design(), c.u.design())
	x, df := measure.ChiSquare(c.a.Cells, c.b.Cells, design)
	// A rule that rows break shows in cells that are empty otherwise.
	return lesser(measure.ChiSquareP(x, df), measure.ClassP(c.a.Cells, c.b.Cells, design))
}

// drift returns how much the two move together in another way.
func (c comparedPair) drift(p, q float64) PairDrift {
	psi := measure.PSI(measure.Pool(c.a.Cells, c.b.Cells, min(mostPooled, max(c.t.design(), c.u.design()))))
	return PairDrift{Table: c.t.Name, A: c.a.A, B: c.a.B, Verdict: verdictOf(psi, q, significantPair), PSI: psi, P: p, Q: q,
		VA: c.t.association(c.a), VB: c.u.association(c.b)}
}

// association returns how strongly two columns move together, from 0 to 1, corrected for chance. The
// class of no value counts as one more.
func (t *Table) association(p *Pair) float64 {
	return measure.Associate(p.Cells, len(t.Column(p.A).Classes), len(t.Column(p.B).Classes)).Corrected
}
