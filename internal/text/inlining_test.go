package text

import (
	"testing"

	"github.com/synthhub/synthhub/internal/inlining"
)

// TestInlining lists the small functions that the generation of a record calls.
func TestInlining(t *testing.T) {
	t.Parallel()
	inlining.Check(t,
		"Cut", "(*Arena).Reserve", "(*Arena).Commit", "(*Word).Append", "(*Word).AppendLower",
		"(*Word).Len", "AppendPair", "Move8", "Move4", "Start", "Escaped", "FourDigits", "odd",
	)
}
