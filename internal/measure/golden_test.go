package measure

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"testing"

	"github.com/synthhub/synthhub/draw"
)

// TestGolden compares a hash of the bits of many results with that of amd64. Architectures that
// fuse operations or have logarithms of their own must come to the same bits, also before
// results are rounded.
func TestGolden(t *testing.T) {
	const rounds = 400
	for _, test := range []struct {
		name string
		want string
		add  func(r *draw.Rand, add func(...float64))
	}{
		{"logarithms and exponentials", "931725a30bfd4c54", func(r *draw.Rand, add func(...float64)) {
			x := math.Float64frombits(r.Uint64() % math.Float64bits(math.Inf(1)))
			y := float64(r.Between(-745_000, 709_000)) / 1001
			add(log(x), exp(y), lessLog(y*y, 1000), stirlingError(float64(r.Between(1, 100))/2), entropyLost(float64(r.IntN(1000))/1000))
		}},
		{"tails", "b0b9bc9b9f3bcd17", func(r *draw.Rand, add func(...float64)) {
			df := 1 << r.IntN(14)
			x := float64(df) * float64(r.Between(1, 3000)) / 1001
			lower, upper := chiSquareTails(x, df)
			add(lower, upper, kolmogorov(float64(r.Between(1, 9000))/1001), ChiSquareP(x, 2_000_000_000), ChiSquareP(x, df))
			d := float64(r.IntN(1000)) / 1001
			add(KSP(d, 1000, 70, 2.2), ChiSquareQuantile(d, df), Noise(df, 300, 7000, 2.2))
		}},
		{"comparisons", "d6505d1f7d8887df", func(r *draw.Rand, add func(...float64)) {
			a, b := counts(r), counts(r)
			x, df := ChiSquare(a, b, 2.2)
			y, ordered := ChiSquareOrdered(a, b, 1)
			add(PSI(a, b), JensenShannon(a, b), TotalVariation(a, b), KS(a, b), x, float64(df), y, float64(ordered), CramersV(x, 1000, df+1, 2))
			all := Associate(a, len(a)/3, 3)
			add(all.V, all.Corrected, all.X, float64(all.DF), Round(x*y))
			add(BenjaminiHochberg([]float64{ChiSquareP(x, df), ChiSquareP(y, ordered), 0.04})...)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			hash, label := sha256.New(), draw.NewLabel(1, test.name)
			for i := range rounds {
				r := label.At(uint64(i), 0)
				test.add(&r, func(results ...float64) {
					for _, x := range results {
						hash.Write(binary.BigEndian.AppendUint64(nil, math.Float64bits(x)))
					}
				})
			}
			if got := fmt.Sprintf("%x", hash.Sum(nil)[:8]); got != test.want {
				t.Errorf("hash %s, want %s", got, test.want)
			}
		})
	}
}

// counts draws counts of up to 60 classes, of any magnitude.
func counts(r *draw.Rand) []uint64 {
	list := make([]uint64, r.Between(4, 60))
	magnitude := 1 + r.IntN(63)
	for i := range list {
		list[i] = r.Uint64() >> min(63, magnitude+r.IntN(4))
	}
	return list
}
