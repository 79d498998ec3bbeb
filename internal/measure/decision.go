package measure

import (
	"cmp"
	"math"
	"slices"
)

// Noise returns the [PSI] that 99 of 100 pairs of samples of n and m of one distribution stay below, if
// rare classes are put together as [Pool] and [PoolOrdered] do: 98.5 to 99.9 in simulations. df is the
// number of these classes less one, as [ChiSquare] returns it. design is the design effect: 1 if the rows are
// independent, more if they come in clusters. Noise is 0 if a sample is empty or df is not positive.
//
// In large samples the index is distributed as chi-square times 1/n + 1/m (Yurdakul and Naranjo,
// 2020). But a class of which E counts are expected in the smaller sample adds 1 + 1/2E on average,
// where chi-square adds 1. Noise has that of the rarest classes, so it is high for large samples.
func Noise(df int, n, m uint64, design float64) float64 {
	if n == 0 || m == 0 {
		return 0
	}
	const rarest = 1 + 1.0/(2*leastExpected)
	level := ChiSquareQuantile(0.99, df) * rarest * (1/float64(n) + 1/float64(m)) * atLeastOne(design)
	return Round(min(math.MaxFloat64, level))
}

// BenjaminiHochberg returns the q value of each of the probabilities of several tests: the least rate of
// false discoveries (Benjamini and Hochberg, 1995) at which the test is one of those that are
// discovered. q values are in the order of p, are not less than the probabilities, and are as
// ordered as these. A probability that is not a number is that of no test: it does not count, and
// its q value is 1.
func BenjaminiHochberg(p []float64) []float64 {
	q := make([]float64, len(p))
	order := make([]int, 0, len(p))
	for i := range p {
		q[i] = 1
		if !math.IsNaN(p[i]) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	least := 1.0
	for rank := len(order); rank > 0; rank-- {
		i := order[rank-1]
		least = min(least, max(0, p[i])*(float64(len(order))/float64(rank)))
		q[i] = significant(least)
	}
	return q
}
