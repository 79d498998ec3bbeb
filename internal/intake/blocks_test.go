package intake

import (
	"strings"
	"testing"
)

// TestFirstLines: parts of whole lines, none of them of too many, are the text again.
func TestFirstLines(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a", "a\nb\n", strings.Repeat("\n", MaxLines), strings.Repeat("\n", 3*MaxLines+1) + "end", strings.Repeat("row\n", MaxLines+1)} {
		all, total := "", 0
		for rest := text; rest != ""; {
			part, lines := firstLines(rest)
			if part == "" || lines > MaxLines || lines != strings.Count(part, "\n") || len(part) < len(rest) && !strings.HasSuffix(part, "\n") {
				t.Fatalf("a part of %d bytes has %d lines, said to be %d", len(part), strings.Count(part, "\n"), lines)
			}
			all, total, rest = all+part, total+lines, rest[len(part):]
		}
		if all != text || total != strings.Count(text, "\n") {
			t.Errorf("the parts have %d bytes and %d lines, want %d and %d", len(all), total, len(text), strings.Count(text, "\n"))
		}
	}
}
