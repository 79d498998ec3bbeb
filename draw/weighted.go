package draw

import "math/bits"

// A Weighted is a choice among weighted positions that takes one draw and one look-up,
// however many there are (the alias method of A. Walker). Within a position's share it is
// exact to one part in 2^32. It does not change and is safe for concurrent use.
type Weighted struct {
	cells []cell
}

// A cell holds the part of the cell that is its own position's, of 2^32, and below
// that, 16 bits each, its own position and the one that the rest is for. It is a number,
// so that tables are small and one load gets it all.
type cell uint64

func newCell(cut uint64, own, other uint16) cell {
	return cell(cut<<32 | uint64(own)<<16 | uint64(other))
}

// NewWeighted returns the choice of the positions of integer weights. It panics if there is
// no weight above zero, if one is negative, if they add up to 2^40 or more, or if there are
// more than 65,536.
func NewWeighted[W ~int | ~int32 | ~uint8 | ~uint16 | ~uint32 | ~uint64](weights []W) Weighted {
	var positions []uint16
	var above []uint64
	if len(weights) > 1<<16 {
		panic("draw: NewWeighted wants at most 65,536 weights")
	}
	for i, w := range weights {
		if w < 0 || uint64(w) >= 1<<40 {
			panic("draw: NewWeighted wants weights from 0 that add up to less than 2^40")
		}
		if w > 0 {
			positions, above = append(positions, uint16(i)), append(above, uint64(w))
		}
	}
	return NewSparse(positions, above)
}

// NewSparse returns the choice of some positions, each with a weight above zero: for few
// positions among many. It panics if there is no position, if there are more or fewer
// weights, or as [NewWeighted] does.
func NewSparse(positions []uint16, weights []uint64) Weighted {
	total, n := uint64(0), uint64(len(weights))
	for _, w := range weights {
		if total += w; w == 0 || w >= 1<<40 || total >= 1<<40 {
			panic("draw: NewSparse wants weights above 0 that add up to less than 2^40")
		}
	}
	if total == 0 || len(positions) != len(weights) {
		panic("draw: a choice wants a weight above 0, and a weight for each position")
	}
	// Each cell takes total; a position brings weight*n. Positions with less are filled up
	// by one with more, in ascending order: the way of J. Vose.
	left := make([]uint64, n)
	var poor, rich []int
	for i, w := range weights {
		if left[i] = w * n; left[i] < total {
			poor = append(poor, i)
		} else {
			rich = append(rich, i)
		}
	}
	cells := make([]cell, n)
	for len(poor) > 0 && len(rich) > 0 {
		p, r := poor[len(poor)-1], rich[len(rich)-1]
		poor = poor[:len(poor)-1]
		cut, _ := bits.Div64(left[p]>>32, left[p]<<32, total)
		cells[p] = newCell(cut, positions[p], positions[r])
		if left[r] -= total - left[p]; left[r] < total {
			rich = rich[:len(rich)-1]
			poor = append(poor, r)
		}
	}
	for _, i := range rich { // exactly full
		cells[i] = newCell(0, positions[i], positions[i])
	}
	return Weighted{cells}
}

// Pick returns the position that a draw chooses. Any number is a draw.
func (w *Weighted) Pick(draw uint64) int {
	// There is no branch, since half of its predictions would be wrong: the difference is
	// negative where the cell's own position is chosen, and shifts to it.
	i, rest := bits.Mul64(draw, uint64(len(w.cells)))
	c := uint64(w.cells[i])
	own := (rest>>32 - c>>32) >> 63
	return int(uint16(c >> (16 * own)))
}
