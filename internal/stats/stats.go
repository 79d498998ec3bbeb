// Package stats has the statistics that tests of several packages compare draws by.
package stats

// ChiSquare returns the statistic of observed counts against weights, one for each count. A
// count where the weight is 0 makes it 1e9 or more.
func ChiSquare(observed []int, weights []int) float64 {
	n, total := 0, 0
	for i := range observed {
		n, total = n+observed[i], total+weights[i]
	}
	sum := 0.0
	for i := range observed {
		if expected := float64(n) * float64(weights[i]) / float64(total); expected > 0 {
			d := float64(observed[i]) - expected
			sum += d * d / expected
		} else if observed[i] > 0 {
			sum += 1e9
		}
	}
	return sum
}
