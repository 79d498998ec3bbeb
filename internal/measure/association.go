package measure

import "math"

// An Association says how strongly two attributes move together.
type Association struct {
	V         float64 // of Cramér: 0 if they are independent, 1 if one decides the other
	Corrected float64 // V less what independent attributes have by chance (Bergsma, 2013)
	X         float64 // chi-square statistic of independence
	DF        int     // degrees of freedom of X
}

// Associate returns the association in a table of counts, row after row. Rows and columns without
// counts are left out; with fewer than two rows or columns left, the association is zero. Cells
// that are missing at the end are 0, and those after the last row are ignored. It does not
// depend on the order of rows and of columns, or on which of the two is which.
func Associate(cells []uint64, rows, columns int) Association {
	if rows <= 0 || columns <= 0 {
		return Association{}
	}
	if rows <= len(cells)/columns {
		cells = cells[:rows*columns]
	}
	inRow, inColumn := make([]total, len(cells)/columns+1), make([]total, min(columns, len(cells)))
	var all total
	for i, count := range cells {
		all.add(count)
		inRow[i/columns].add(count)
		inColumn[i%columns].add(count)
	}
	n, terms := all.float(), []float64(nil)
	usedRows, usedColumns := used(inRow), used(inColumn)
	for r, row := range inRow {
		for c, column := range inColumn {
			if row == (total{}) || column == (total{}) {
				continue
			}
			observed := 0.0
			if i := r*columns + c; i < len(cells) {
				observed = float64(cells[i])
			}
			expected := row.float() * column.float() / n
			terms = append(terms, (observed-expected)*(observed-expected)/expected)
		}
	}
	if usedRows < 2 || usedColumns < 2 {
		return Association{}
	}
	a := Association{X: sum(terms), DF: (usedRows - 1) * (usedColumns - 1)}
	a.V = cramersV(a.X, n, usedRows, usedColumns)
	a.Corrected = correctedV(a.X, n, float64(usedRows), float64(usedColumns))
	a.X = Round(a.X)
	return a
}

// used returns how many totals are not 0.
func used(totals []total) (n int) {
	for _, t := range totals {
		if t != (total{}) {
			n++
		}
	}
	return n
}

// CramersV returns Cramér's V of a chi-square statistic of n counts in so many rows and columns: 0 to 1.
// It is 0 where the statistic says nothing: without counts, or with fewer than two rows or columns.
func CramersV(x float64, n uint64, rows, columns int) float64 {
	return cramersV(x, float64(n), rows, columns)
}

func cramersV(x, n float64, rows, columns int) float64 {
	least := min(rows, columns) - 1
	if least < 1 || n == 0 || !(x > 0) {
		return 0
	}
	return Round(math.Sqrt(min(1, x/n/float64(least))))
}

// correctedV returns V without its bias: what is expected of independent attributes is subtracted,
// and the numbers of rows and columns are as many fewer as these lose in samples of n.
func correctedV(x, n, rows, columns float64) float64 {
	if n <= 1 {
		return 0
	}
	phi := x/n - (rows-1)*(columns-1)/(n-1)
	rows -= (rows - 1) * (rows - 1) / (n - 1)
	columns -= (columns - 1) * (columns - 1) / (n - 1)
	least := min(rows, columns) - 1
	if phi <= 0 || least <= 0 {
		return 0
	}
	return Round(math.Sqrt(min(1, phi/least)))
}
