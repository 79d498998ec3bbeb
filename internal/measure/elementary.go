package measure

import "math"

// Parts of ln 2. A product of the first one and an exponent is exact.
const (
	ln2High = 0x1.62e42feep-1
	ln2Low  = math.Ln2 - ln2High
)

// log returns the natural logarithm of x, which is positive and finite.
func log(x float64) float64 {
	fraction, exponent := math.Frexp(x) // 1/2 to 1
	if fraction < math.Sqrt2/2 {
		fraction *= 2
		exponent--
	}
	// ln f = 2·artanh((f-1)/(f+1)), where the argument is at most 0.172.
	s := (fraction - 1) / (fraction + 1)
	k := float64(exponent)
	small := float64(2*s*artanhRest(s*s)) + float64(k*ln2Low)
	return float64(k*ln2High) + (2*s + small)
}

// artanhRest returns artanh(v)/v - 1 of the square of v, which is at most 0.2: the sum of v²ʲ / (2j+1).
func artanhRest(square float64) float64 {
	rest := 0.0
	for j := 13; j > 0; j-- {
		rest = float64((rest + 1/float64(2*j+1)) * square)
	}
	return rest
}

// exp returns e to the power of x, which is finite. It is 0 where that is below the least float64.
func exp(x float64) float64 {
	if x < -746 {
		return 0
	}
	k := math.Round(min(x, 1000) / math.Ln2)
	r := (x - float64(k*ln2High)) - float64(k*ln2Low) // at most 0.35
	power := 1.0
	for n := 16.0; n > 0; n-- {
		power = 1 + r*power/n
	}
	return math.Ldexp(power, int(k))
}

// lessLog returns y - ln(1+y) where 1+y is the quotient x/a of positive numbers. It is precise also
// where the two are nearly equal.
func lessLog(x, a float64) float64 {
	y := (x - a) / a
	if y < -0.3 || y > 0.4 {
		return y - log(x/a)
	}
	v := y / (2 + y) // ln(1+y) = 2·artanh(v), and y - 2v = y·v
	return float64(y*v) - float64(2*v*artanhRest(v*v))
}

// stirlingError returns how much greater ln Γ(a+1) is than (a+1/2)·ln a - a + ln √2π, for a ≥ 1/2.
func stirlingError(a float64) float64 {
	sum := 0.0
	for ; a < 16; a++ {
		// What it loses from a to a+1.
		sum += float64((a+0.5)*log((a+1)/a)) - 1
	}
	square := a * a
	return sum + (1.0/12-(1.0/360-(1.0/1260-(1.0/1680-1.0/1188/square)/square)/square)/square)/a
}
