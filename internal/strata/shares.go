package strata

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/synthhub/synthhub/internal/vocab"
)

// shares divides size by population with the largest-remainder method. Each state has at least 1.
func shares(states []uint8, size uint64) []uint32 {
	total := uint64(0)
	for _, s := range states {
		total += uint64(vocab.Populations[s])
	}
	type remainder struct {
		index int
		rest  uint64
	}
	remainders := make([]remainder, 0, len(states))
	result, free := make([]uint32, len(states)), size
	for i, s := range states {
		whole, rest := bits.Div64(0, uint64(vocab.Populations[s])*size, total)
		whole = max(whole, 1)
		result[i] = uint32(whole)
		remainders = append(remainders, remainder{i, rest})
		free -= whole
	}
	slices.SortStableFunc(remainders, func(a, b remainder) int { return cmp.Compare(b.rest, a.rest) })
	for i := range free {
		result[remainders[i%uint64(len(remainders))].index]++
	}
	return result
}
