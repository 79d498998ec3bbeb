package measure

import "math"

// exactDF is the number of degrees of freedom from which on the distribution of chi-square is
// approximated. The number of steps grows with the root.
const exactDF = 100_000_000

// ChiSquareP returns the probability that a chi-square variable of df degrees of freedom is at least x:
// the regularized upper incomplete gamma function of df/2 and x/2. Its relative error is below 1e-10
// down to 1e-300. It is 1 if x is not positive or there are no degrees of freedom. Above
// 100 million degrees of freedom it is approximated by the normal distribution of the cube root
// (Wilson and Hilferty, 1931).
func ChiSquareP(x float64, df int) float64 {
	if df <= 0 || !(x > 0) {
		return 1
	}
	_, upper := chiSquareTails(x, df)
	return significant(upper)
}

// ChiSquareQuantile returns the number that a chi-square variable of df degrees of freedom exceeds with
// probability 1-p, with nine decimal places. It is 0 if p is not positive or there are no degrees
// of freedom. A p of 1 or more counts as the greatest float64 below 1.
func ChiSquareQuantile(p float64, df int) float64 {
	if df <= 0 || !(p > 0) {
		return 0
	}
	p = min(p, math.Nextafter(1, 0))
	below := func(x float64) bool {
		lower, upper := chiSquareTails(x, df)
		if p < 0.5 {
			return lower < p
		}
		return upper > 1-p
	}
	low, high := 0.0, float64(df)
	for below(high) {
		low, high = high, 2*high
	}
	for high > 1e-10 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return Round(high)
}

// chiSquareTails returns the probabilities that a chi-square variable is below x and above. x and df
// are positive.
func chiSquareTails(x float64, df int) (lower, upper float64) {
	if x < 1e-300 {
		return 0, 1
	}
	if x > math.MaxFloat64 {
		return 1, 0
	}
	if df > exactDF {
		return cubeRootTails(x, float64(df))
	}
	a, x := float64(df)/2, x/2
	// xᵃ·e⁻ˣ / Γ(a+1) without differences of large numbers (Loader, 2000).
	density := exp(-stirlingError(a)-float64(a*lessLog(x, a))) / math.Sqrt(2*math.Pi*a)
	if x < a+1 {
		lower = min(1, density*gammaSeries(a, x))
		return lower, 1 - lower
	}
	upper = min(1, density*a*gammaFraction(a, x))
	return 1 - upper, upper
}

// gammaSeries returns 1 + x/(a+1) + x²/((a+1)·(a+2)) + …
func gammaSeries(a, x float64) float64 {
	sum, term := 1.0, 1.0
	for n := a + 1; term > sum*0x1p-54; n++ {
		term = float64(term * (x / n))
		sum += term
	}
	return sum
}

// gammaFraction returns the continued fraction 1/(x+1-a - 1·(1-a)/(x+3-a - 2·(2-a)/(x+5-a - …))) by
// the method of Lentz. x is at least a+1.
func gammaFraction(a, x float64) float64 {
	const tiny, steps = 1e-300, 1_000_000
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	fraction := d
	for i := 1.0; i < steps; i++ {
		term := i * (a - i)
		b += 2
		d = 1 / nonzero(float64(term*d)+b, tiny)
		c = nonzero(b+term/c, tiny)
		change := float64(c * d)
		fraction *= change
		if math.Abs(change-1) < 0x1p-52 {
			break
		}
	}
	return fraction
}

// nonzero returns x, or tiny if x is nearer to 0.
func nonzero(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// cubeRootTails approximates chiSquareTails.
func cubeRootTails(x, df float64) (lower, upper float64) {
	variance := 2 / (9 * df)
	z := (exp(log(x/df)/3) - 1 + variance) / math.Sqrt(variance)
	// The square of a normal variable has one degree of freedom.
	_, both := chiSquareTails(z*z, 1)
	if z < 0 {
		return both / 2, 1 - both/2
	}
	return 1 - both/2, both / 2
}

// KSP returns the probability that two samples of n and m of one continuous distribution have a
// Kolmogorov-Smirnov distance of at least d: that of Kolmogorov's limit with the correction of
// Stephens (1970) for finite samples. If values fall into classes, distances are smaller, so the
// probability is too large and never too small. design is the design effect: 1 if the rows are
// independent, more if they come in clusters. KSP is 1 if a sample is empty.
func KSP(d float64, n, m uint64, design float64) float64 {
	if n == 0 || m == 0 || !(d > 0) {
		return 1
	}
	size := 1 / ((1/float64(n) + 1/float64(m)) * atLeastOne(design))
	root := math.Sqrt(size)
	// The correction is not for less than one row, and would be infinite.
	return significant(kolmogorov((root + 0.12 + 0.11/max(root, 1)) * min(d, 1)))
}

// kolmogorov returns the probability that the limit of √n·d is at least x. x is positive.
func kolmogorov(x float64) float64 {
	sum := 0.0
	if x < 0.04 {
		return 1 // the next number below has hundreds of zeros after the point
	}
	if x < 1 {
		// √2π/x · Σ exp(-(2k-1)²π²/8x²) is the probability of less. It converges for small x.
		for k := 7.0; k > 0; k -= 2 {
			sum += exp(-k * k * (math.Pi * math.Pi / 8) / (x * x))
		}
		return 1 - float64(math.Sqrt(2*math.Pi)/x*sum)
	}
	for k := 5.0; k > 0; k-- {
		sum = exp(float64(-2*k*k*x*x)) - sum
	}
	return min(1, 2*sum)
}

// atLeastOne returns a design effect, or 1 if it is less or not a number.
func atLeastOne(design float64) float64 {
	if design > 1 {
		return min(design, math.MaxFloat64)
	}
	return 1
}
