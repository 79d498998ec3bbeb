package draw

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the functions that are called for every draw.
func TestInlining(t *testing.T) {
	t.Parallel()
	inlining.Check(t,
		"mix", "Bounded", "Nth", "addMod",
		"Label.Draw", "Label.DrawAt", "Label.At", "Label.Sub",
		"(*Rand).Uint64", "(*Rand).IntN", "(*Weighted).Pick",
	)
}
