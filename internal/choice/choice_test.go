package choice

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/text"
)

// TestSplit: the numbers that one draw is split into are independent of each other.
func TestSplit(t *testing.T) {
	const a, b = 5, 7
	counts, weights := make([]int, a*b), make([]int, a*b)
	l := draw.NewLabel(1, "split")
	for key := range uint64(70_000) {
		first, rest := Split(l.Draw(key), a)
		second, _ := Split(rest, b)
		counts[first*b+second]++
	}
	for i := range weights {
		weights[i] = 1
	}
	if x := stats.ChiSquare(counts, weights); x > 66 { // 34 degrees of freedom: 99.9 %
		t.Errorf("chi-square %.1f for counts %v", x, counts)
	}
}

func TestLess(t *testing.T) {
	for _, c := range []struct{ a, b, want uint64 }{{0, 0, 0}, {0, 1, 1}, {1, 0, 0}, {29, 30, 1}, {1<<63 - 1, 0, 0}, {0, 1<<63 - 1, 1}} {
		t.Run(fmt.Sprint(c.a, " and ", c.b), func(t *testing.T) {
			if got := Less(c.a, c.b); got != c.want {
				t.Errorf("Less(%d, %d) is %d, want %d", c.a, c.b, got, c.want)
			}
		})
	}
}

func TestAppendOneOf(t *testing.T) {
	list := text.NewWords(" ", []string{"a", "b"})
	for drawn, want := range map[uint64]string{0: "x a", 1<<63 - 1: "x a", 1 << 63: "x b", 1<<64 - 1: "x b"} {
		t.Run(fmt.Sprint(drawn), func(t *testing.T) {
			if got, _ := AppendOneOf(append(make([]byte, 0, 32), 'x'), list, drawn); string(got) != want {
				t.Errorf("draw %d appends %q, want %q", drawn, got, want)
			}
		})
	}
}
