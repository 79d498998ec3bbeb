package report

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"math/bits"

	"github.com/synthhub/synthhub/internal/measure"
)

// hashText returns the hash of a text, the same on every machine.
func hashText(b []byte) uint64 {
	h := uint64(len(b)) * 0x9e3779b97f4a7c15
	for ; len(b) >= 8; b = b[8:] {
		h = mix(h ^ binary.LittleEndian.Uint64(b))
	}
	if len(b) > 0 {
		var last [8]byte
		copy(last[:], b)
		h = mix(h ^ binary.LittleEndian.Uint64(last[:]))
	}
	return mix(h)
}

// mix is the finalizer of SplitMix64: every bit of z changes every bit of the result.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

const (
	sketchBits = 12 // an error of 1.6 percent: 1.04 / √4096
	sketchSize = 1 << sketchBits
)

// A sketch estimates how many different values a column has: HyperLogLog by Flajolet, Fusy, Gandouet
// and Meunier, 2007. Two of them are joined by the greater of each two registers, so it does not
// matter in which order values come.
type sketch []uint8

// add adds a value by its hash.
func (s sketch) add(hash uint64) {
	i := hash >> (64 - sketchBits)
	s[i] = max(s[i], uint8(bits.LeadingZeros64(hash<<sketchBits|1<<(sketchBits-1)))+1)
}

// estimate returns about how many different values were added: the improved raw estimator of Ertl, "New
// cardinality estimation algorithms for HyperLogLog sketches", 2017. That of 2007 is 2 percent too
// great where as many values as 2.5 times the registers come, at which it goes over to another.
func (s sketch) estimate() uint64 {
	const m = sketchSize
	const last = 64 - sketchBits + 1 // the greatest register
	var counts [last + 1]float64
	for _, r := range s {
		counts[r]++
	}
	z := float64(m * restAbove(1-counts[last]/m))
	for k := last - 1; k > 0; k-- {
		z = (z + counts[k]) / 2
	}
	z += float64(m * restBelow(counts[0]/m))
	// Registers from a stranger can say anything.
	return uint64(math.Round(min(measure.Round(m*m/(2*math.Ln2)/z), maxRows)))
}

// restBelow returns x + Σ x^2ᵏ·2ᵏ⁻¹ for k from 1 on: what registers below the least would have. It is
// infinite for 1.
func restBelow(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	sum, power := x, 1.0
	for before := -1.0; sum != before; power *= 2 {
		x *= x
		before = sum
		sum += float64(x * power)
	}
	return sum
}

// restAbove returns (1 - x - Σ (1-x^2⁻ᵏ)²·2⁻ᵏ) / 3 for k from 1 on: what registers above the greatest would
// have.
func restAbove(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	sum, power := 1-x, 0.5
	for before := -1.0; sum != before; power /= 2 {
		x = math.Sqrt(x)
		before = sum
		sum -= float64(float64((1-x)*(1-x)) * power)
	}
	return sum / 3
}

// merge joins another sketch.
func (s sketch) merge(o sketch) {
	for i, r := range o {
		s[i] = max(s[i], r)
	}
}

// MarshalText returns the registers in base64.
func (s sketch) MarshalText() ([]byte, error) {
	return []byte(base64.StdEncoding.EncodeToString(s)), nil
}

// UnmarshalText reads what MarshalText returns.
func (s *sketch) UnmarshalText(b []byte) error {
	registers, err := base64.StdEncoding.DecodeString(string(b))
	if err != nil || len(registers) != sketchSize {
		return errors.New("the sketch of distinct values is not 4096 registers in base64")
	}
	for _, r := range registers {
		if r > 64-sketchBits+1 {
			return errors.New("the sketch of distinct values has a register above 53")
		}
	}
	*s = registers
	return nil
}
