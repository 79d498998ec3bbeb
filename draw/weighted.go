package draw

import "math/bits"

const (
	maxWeights = 1 << 16 // a bucket has 16 bits for a position
	maxTotal   = 1 << 40 // maxTotal times maxWeights fits in 64 bits
)

// A Weighted is a random choice among positions with weights. A choice takes one draw and one
// load, whatever the number of positions. The probability of each position is exact to 2^-32.
// A Weighted does not change and is safe for concurrent use.
type Weighted struct {
	buckets []bucket
}

// A bucket is one entry of the alias table: from high to low bits, the share of its own
// position in units of 2^-32, its own position in 16 bits, and the other position, which has
// the rest, in 16 bits. It is a number, so that one load reads all of it.
type bucket uint64

// newBucket returns a bucket. The share must be below 2^32.
func newBucket(share uint64, own, other uint16) bucket {
	return bucket(share<<32 | uint64(own)<<16 | uint64(other))
}

// NewWeighted returns the choice among the positions of the weights. It panics if no weight is
// above zero, if one is negative, if their sum is 2^40 or more, or if there are more than
// 65,536.
func NewWeighted[W ~int | ~int32 | ~uint8 | ~uint16 | ~uint32 | ~uint64](weights []W) Weighted {
	if len(weights) > maxWeights {
		panic("draw: NewWeighted accepts at most 65,536 weights")
	}
	positions, positive := make([]uint16, 0, len(weights)), make([]uint64, 0, len(weights))
	for i, w := range weights {
		if w < 0 || uint64(w) >= maxTotal {
			panic("draw: the weights of NewWeighted must not be negative, and their sum must be below 2^40")
		}
		if w > 0 {
			positions, positive = append(positions, uint16(i)), append(positive, uint64(w))
		}
	}
	return NewSparse(positions, positive)
}

// NewSparse returns the choice among the given positions, each with a weight above zero. It is
// for a few positions among many. It panics if there is no position, if the numbers of
// positions and weights differ, or as [NewWeighted] does.
func NewSparse(positions []uint16, weights []uint64) Weighted {
	total := uint64(0)
	for _, w := range weights {
		if total += w; w == 0 || w >= maxTotal || total >= maxTotal {
			panic("draw: the weights of NewSparse must be above 0, and their sum must be below 2^40")
		}
	}
	if total == 0 || len(positions) != len(weights) || len(weights) > maxWeights {
		panic("draw: a choice needs 1 to 65,536 positions, and a weight for each")
	}
	return Weighted{aliasTable(positions, weights, total)}
}

// aliasTable returns the table of A. Walker's alias method, built as M. Vose does it. Its n
// buckets are equally likely, and each divides its share among at most two positions.
//
// Weight w has the amount w*n to distribute, and each bucket has the capacity total, so all
// amounts together fill all buckets. The bucket of a position with a small amount, below
// total, takes all of it, and is filled up from a position with a large amount.
//
// For example, the weights 1, 2, 3 have the total 6 and the amounts 3, 6, 9. Position 0 is
// small: its bucket has 3 of 6 of its own, and 3 from position 2. The amount of position 2 is
// then 6, which is its bucket exactly, as is that of position 1. So the probability of
// position 0 is 1/3 * 3/6 = 1/6, and that of position 2 is 1/3 * 3/6 + 1/3 = 1/2.
func aliasTable(positions []uint16, weights []uint64, total uint64) []bucket {
	n := len(weights)
	amounts, buckets := make([]uint64, n), make([]bucket, n)
	// Two stacks of the indexes whose buckets are not filled: the small ones below small, the last one on top,
	// and the large ones from large on, the first one on top.
	stacks, small, large := make([]int32, n), 0, n
	for i, w := range weights {
		if amounts[i] = w * uint64(n); amounts[i] < total {
			stacks[small] = int32(i)
			small++
		} else {
			large--
			stacks[large] = int32(i)
		}
	}
	for small > 0 && large < n {
		small--
		s, l := stacks[small], stacks[large]
		share, _ := bits.Div64(amounts[s]>>32, amounts[s]<<32, total) // amounts[s]/total, in 2^-32
		buckets[s] = newBucket(share, positions[s], positions[l])
		if amounts[l] -= total - amounts[s]; amounts[l] < total {
			large++
			stacks[small] = l
			small++
		}
	}
	for _, i := range stacks[large:] { // each amount is total now
		buckets[i] = newBucket(0, positions[i], positions[i])
	}
	return buckets
}

// Pick returns the position for a draw, which may be any number.
func (w *Weighted) Pick(draw uint64) int {
	// The product of the draw and the number of buckets is an index and a fraction. If the
	// fraction is below the share, the difference is negative, and its sign bit selects the
	// bucket's own position. A branch would be mispredicted every second time.
	i, fraction := bits.Mul64(draw, uint64(len(w.buckets)))
	b := uint64(w.buckets[i])
	own := (fraction>>32 - b>>32) >> 63
	return int(uint16(b >> (16 * own)))
}
