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

// estimate returns about how many different values were added.
func (s sketch) estimate() uint64 {
	zeros, sum := 0, 0.0
	for _, r := range s {
		if r == 0 {
			zeros++
		}
		sum += math.Ldexp(1, -int(r))
	}
	const m = sketchSize
	n := 0.7213 / (1 + 1.079/m) * m * m / sum
	if n <= 2.5*m && zeros > 0 { // few values: count the registers without any
		n = m * math.Log(m/float64(zeros))
	}
	return uint64(math.Round(measure.Round(n)))
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
