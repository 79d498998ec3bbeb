package mask

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the functions that are called for every digit of a code.
func TestInlining(t *testing.T) {
	t.Parallel()
	inlining.Check(t, "Digit", "(*Scale).Fraction", "(*step).put")
}
