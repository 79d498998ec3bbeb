// Package choice has short ways to use one draw.
package choice

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
)

// Chance reports true in num of den cases.
func Chance(drawn uint64, num, den uint64) bool { return draw.Bounded(drawn, den) < num }

// Split takes one of n numbers from a draw, and returns what is left of it for further splits.
// As long as there are far fewer than 2^64 outcomes in all, they are equally likely.
func Split(drawn, n uint64) (number, rest uint64) { return bits.Mul64(drawn, n) }

// AppendOneOf appends one of the words of a list, and returns what is left of the draw.
func AppendOneOf(dst []byte, list []text.Word, drawn uint64) (_ []byte, rest uint64) {
	i, rest := Split(drawn, uint64(len(list)))
	return list[i].Append(dst), rest
}

// Less returns 1 if a is less than b and 0 otherwise, for numbers below 2^63. It takes no
// branch: where either case is likely, a branch would often be mispredicted.
func Less(a, b uint64) uint64 { return (a - b) >> 63 }
