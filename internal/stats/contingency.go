package stats

import "math"

// A Contingency collects how often each pair of classes of two attributes occurs, in strata:
// groups of records that are alike in something else.
type Contingency struct {
	rows, columns int
	n             float64
	observed      []float64 // less expected
	expected      []float64
	variance      []float64
}

// NewContingency returns a Contingency of attributes with so many classes.
func NewContingency(rows, columns int) *Contingency {
	return &Contingency{rows, columns, 0, make([]float64, rows*columns), make([]float64, rows*columns), make([]float64, rows*columns)}
}

// Add adds the counts of a stratum, row by row. Within it, a count is expected to be the product of the shares of
// its row and of its column.
func (c *Contingency) Add(counts []int) {
	n, rows, columns := 0.0, make([]float64, c.rows), make([]float64, c.columns)
	for i, count := range counts {
		n += float64(count)
		rows[i/c.columns] += float64(count)
		columns[i%c.columns] += float64(count)
	}
	if n < 2 {
		return
	}
	c.n += n
	for i, count := range counts {
		r, k := rows[i/c.columns], columns[i%c.columns]
		c.observed[i] += float64(count) - r*k/n
		c.expected[i] += r * k / n
		c.variance[i] += r * (n - r) * k * (n - k) / (n * n * (n - 1))
	}
}

// An Association says how strongly two attributes move together.
type Association struct {
	V          float64 // of Cramér: 0 if they are independent, 1 if one decides the other
	Deviations float64 // from independence, in standard deviations of a normal distribution
}

// Association returns the association in all strata together. With one stratum it is Pearson's
// chi-square test. With several it is that of the sums, as Mantel and Haenszel add up tables; its number of
// degrees of freedom is the expected value of the statistic.
func (c *Contingency) Association() (a Association) {
	x, df := 0.0, 0.0
	for i, e := range c.expected {
		if e > 0 {
			x += c.observed[i] * c.observed[i] / e
			df += c.variance[i] / e
		}
	}
	if df < 1e-9 {
		return a
	}
	// The cube root of a chi-square is nearly normal: Wilson and Hilferty, 1931.
	v := 2 / (9 * df)
	a.Deviations = (math.Cbrt(x/df) - 1 + v) / math.Sqrt(v)
	a.V = math.Sqrt(x / c.n / float64(min(c.rows, c.columns)-1))
	return a
}
