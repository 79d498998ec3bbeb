package stats

import "math"

// A Contingency collects how often the classes of two attributes occur together, in strata: groups
// of records that are alike in something else.
type Contingency struct {
	rows, columns int
	n             int       // records
	difference    []float64 // observed less expected
	expected      []float64
	variance      []float64

	// Of the stratum that is added: counts by class, and the classes that it has.
	inRow, inColumn []float64
	inStratum       [2][]uint16
}

// NewContingency returns a Contingency of attributes with so many classes.
func NewContingency(rows, columns int) *Contingency {
	cells := rows * columns
	return &Contingency{rows: rows, columns: columns, difference: make([]float64, cells), expected: make([]float64, cells), variance: make([]float64, cells),
		inRow: make([]float64, rows), inColumn: make([]float64, columns)}
}

// Add adds the records of a stratum: the class that each has of one attribute, and of the other. If
// the two are independent, a cell has the product of the shares of its row and of its column. A
// stratum in which one of the two does not vary tells nothing and is left out.
func (c *Contingency) Add(rows, columns []uint16) {
	c.inStratum[0], c.inStratum[1] = count(rows, c.inRow, c.inStratum[0][:0]), count(columns, c.inColumn, c.inStratum[1][:0])
	if len(c.inStratum[0]) > 1 && len(c.inStratum[1]) > 1 {
		c.add(rows, columns, float64(len(rows)))
	}
	for _, row := range c.inStratum[0] {
		c.inRow[row] = 0
	}
	for _, column := range c.inStratum[1] {
		c.inColumn[column] = 0
	}
}

func (c *Contingency) add(rows, columns []uint16, n float64) {
	c.n += len(rows)
	for i := range rows {
		c.difference[int(rows[i])*c.columns+int(columns[i])]++
	}
	for _, row := range c.inStratum[0] {
		r := c.inRow[row]
		for _, column := range c.inStratum[1] {
			k, cell := c.inColumn[column], int(row)*c.columns+int(column)
			c.difference[cell] -= r * k / n
			c.expected[cell] += r * k / n
			c.variance[cell] += r * (n - r) * k * (n - k) / (n * n * (n - 1))
		}
	}
}

// count counts classes, and appends those that there are to found.
func count(classes []uint16, counts []float64, found []uint16) []uint16 {
	for _, class := range classes {
		if counts[class]++; counts[class] == 1 {
			found = append(found, class)
		}
	}
	return found
}

// An Association says how strongly two attributes move together.
type Association struct {
	V          float64 // of Cramér: 0 if they are independent, 1 if one decides the other
	Deviations float64 // from independence, in standard deviations of a normal distribution
	Records    int     // in strata where both attributes vary
}

// leastExpected is the expected count from which on a cell takes part. The square of the difference
// of a rarer one is far from what a normal distribution allows.
const leastExpected = 2

// Association returns the association in all strata together. With one stratum it is Pearson's
// chi-square test. With several it adds up what Mantel and Haenszel do; the number of degrees of
// freedom is the expected value of the statistic.
func (c *Contingency) Association() (a Association) {
	x, df := 0.0, 0.0
	a.Records = c.n
	for i, e := range c.expected {
		if e >= leastExpected {
			x += c.difference[i] * c.difference[i] / e
			df += c.variance[i] / e
		}
	}
	if df < 1e-9 {
		return a
	}
	// The cube root of a chi-square is nearly normal: Wilson and Hilferty, 1931.
	v := 2 / (9 * df)
	a.Deviations = (math.Cbrt(x/df) - 1 + v) / math.Sqrt(v)
	a.V = math.Sqrt(x / float64(c.n) / float64(min(c.rows, c.columns)-1))
	return a
}
