// Package stats has the statistics with which tests compare draws and weights.
package stats

// impossible is the contribution to the statistic of a count whose expected value is 0. It is
// above every critical value.
const impossible = 1e9

// ChiSquare returns the chi-square statistic of observed counts for the expected weights, one for
// each count. If there is a count where the weight is 0, the statistic is at least 1e9.
func ChiSquare[W ~int | ~uint8 | ~uint16 | ~uint32 | ~uint64](observed []int, weights []W) float64 {
	n, total := 0, uint64(0)
	for i := range observed {
		n, total = n+observed[i], total+uint64(weights[i])
	}
	sum := 0.0
	for i := range observed {
		if expected := float64(n) * float64(weights[i]) / float64(total); expected > 0 {
			d := float64(observed[i]) - expected
			sum += d * d / expected
		} else if observed[i] > 0 {
			sum += impossible
		}
	}
	return sum
}
