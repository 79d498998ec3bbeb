package conformance

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/measure"
)

// closeTo reports whether two numbers differ by so little of the first one, or by rounding.
func closeTo(got, want, relative float64) bool {
	return math.Abs(got-want) <= max(1e-9, math.Abs(got)*relative)
}

// TestTailsByGonum compares the distribution of chi-square with that of gonum: tails and quantiles.
func TestTailsByGonum(t *testing.T) {
	for _, df := range []int{1, 2, 3, 7, 30, 99, 399, 5000} {
		t.Run(fmt.Sprint(df), func(t *testing.T) {
			other := distuv.ChiSquared{K: float64(df)}
			worst := 0.0
			for _, factor := range []float64{0.01, 0.3, 0.9, 1, 1.1, 1.5, 2, 3} {
				x := float64(df) * factor
				p := measure.ChiSquareP(x, df)
				if want := mathext.GammaIncRegComp(float64(df)/2, x/2); want > 1e-280 {
					worst = max(worst, math.Abs(p/want-1))
				}
				if want := other.Survival(x); !closeTo(p, want, 0) {
					t.Errorf("above %v: %v, gonum has %v", x, p, want)
				}
				if want := other.CDF(x); !closeTo(1-p, want, 0) {
					t.Errorf("below %v: %v, gonum has %v", x, 1-p, want)
				}
			}
			if t.Logf("tails differ by %.1g at most", worst); !(worst <= 1e-10) {
				t.Errorf("tails differ by %v", worst)
			}
			for _, p := range []float64{0.01, 0.5, 0.9, 0.99, 0.9999} {
				if got, want := measure.ChiSquareQuantile(p, df), other.Quantile(p); !closeTo(got, want, 1e-9) {
					t.Errorf("quantile of %v: %v, gonum has %v", p, got, want)
				}
			}
		})
	}
}

// TestDistancesByGonum compares distances and statistics of random samples with those of gonum.
func TestDistancesByGonum(t *testing.T) {
	label := draw.NewLabel(1, "distances")
	for i := range 200 {
		r := label.At(uint64(i), 0)
		s := newSamples(&r)
		js := math.Sqrt(max(0, stat.JensenShannon(s.p, s.q)) / math.Ln2)
		if got := measure.JensenShannon(s.a, s.b); !(math.Abs(got-js) <= 1e-7) { // the root of what rounding leaves
			t.Errorf("Jensen-Shannon distance of %v and %v: %v, gonum has %v", s.a, s.b, got, js)
		}
		if got, want := measure.KS(s.a, s.b), stat.KolmogorovSmirnov(s.classes, s.p, s.classes, s.q); !closeTo(got, want, 0) {
			t.Errorf("Kolmogorov-Smirnov distance of %v and %v: %v, gonum has %v", s.a, s.b, got, want)
		}
		// The statistic of two samples is that of 2k cells.
		if got, df := measure.ChiSquare(s.a, s.b, 1); !closeTo(got, stat.ChiSquare(s.observed, s.expected), 1e-9) || df != len(s.a)-1 {
			t.Errorf("chi-square of %v and %v: %v with %d degrees of freedom, gonum has %v", s.a, s.b, got, df, stat.ChiSquare(s.observed, s.expected))
		}
		association := measure.Associate(append(append([]uint64(nil), s.a...), s.b...), 2, len(s.a))
		if want := stat.ChiSquare(s.observed, s.expected); !closeTo(association.X, want, 1e-9) {
			t.Errorf("chi-square of the table of %v and %v: %v, gonum has %v", s.a, s.b, association.X, want)
		}
		kl := stat.KullbackLeibler(s.p, s.q) + stat.KullbackLeibler(s.q, s.p)
		if got := measure.PSI(s.a, s.b); !closeTo(got, kl, 1e-9) {
			t.Errorf("index of %v and %v: %v, gonum has divergences of %v", s.a, s.b, got, kl)
		}
	}
}

// samples are two samples of classes that are not rare, as this module and as gonum take them.
type samples struct {
	a, b               []uint64
	classes, p, q      []float64 // numbers of classes, and shares
	observed, expected []float64
}

func newSamples(r *draw.Rand) (s samples) {
	var n, m uint64
	for i := range r.Between(2, 40) {
		a, b := uint64(r.Between(100, 1000)), uint64(r.Between(100, 900))
		s.a, s.b, s.classes = append(s.a, a), append(s.b, b), append(s.classes, float64(i))
		n, m = n+a, m+b
	}
	for i, a := range s.a {
		b := s.b[i]
		s.p, s.q = append(s.p, float64(a)/float64(n)), append(s.q, float64(b)/float64(m))
		both := float64(a+b) / float64(n+m)
		s.observed, s.expected = append(s.observed, float64(a), float64(b)), append(s.expected, both*float64(n), both*float64(m))
	}
	return s
}
