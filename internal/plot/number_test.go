package plot

import (
	"math"
	"testing"
)

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		share  float64
		want   string
		reason string
	}{
		{0, "0 %", "nothing"},
		{math.Copysign(0, -1), "0 %", "a zero has no sign"},
		{-1e-12, "0 %", "an error of rounding is nothing"},
		{1e-10, "0 %", "shares are whole billionths"},
		{1e-9, "< 0.1 %", "something is not nothing"},
		{0.000499999, "< 0.1 %", "would round to 0"},
		{0.0005, "0.1 %", "half rounds up"},
		{0.30849, "30.8 %", "one decimal"},
		{0.9994, "99.9 %", "rounds to less than all"},
		{0.9995, "> 99.9 %", "would round to 100"},
		{1, "100 %", "all"},
		{1.5, "150.0 %", "more than all is possible"},
		{math.MaxFloat64, "100000.0 %", "the largest share"},
		{math.NaN(), "–", "no value"},
		{math.Inf(1), "–", "no value"},
		{-0.1, "–", "no value"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if got := Percent(c.share); got != c.want {
				t.Errorf("Percent(%g) = %q, want %q", c.share, got, c.want)
			}
		})
	}
}

// TestRoundStep: axes have round steps, and at most five.
func TestRoundStep(t *testing.T) {
	for _, c := range []struct {
		top  float64
		want string
	}{
		{1e-9, "0.000001 %"}, {0.0185, "0.5 %"}, {0.05, "1 %"}, {0.050000001, "2 %"}, {0.0792, "2 %"}, {0.11, "2.5 %"},
		{0.21, "5 %"}, {0.51, "20 %"}, {1, "20 %"}, {1.01, "25 %"}, {1000, "20000 %"},
	} {
		n, _ := billionths(c.top)
		if got := exactPercent(roundStep(n)); got != c.want {
			t.Errorf("the step up to %g is %s, want %s", c.top, got, c.want)
		}
		if lines := n / roundStep(n); lines > 5 {
			t.Errorf("an axis up to %g has %d lines", c.top, lines)
		}
	}
}

func TestAppendTenths(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: ".1", -1: "-.1", 10: "1", -25: "-2.5", 1234: "123.4", math.MaxInt32: "214748364.7"} {
		if got := string(appendTenths([]byte("x"), n)); got != "x"+want {
			t.Errorf("appendTenths(%d) = %q, want x%s", n, got, want)
		}
	}
}

// TestScaled: lengths are rounded to the nearest tenth, and never longer than all.
func TestScaled(t *testing.T) {
	for _, c := range []struct {
		n, top       int64
		length, want int
	}{
		{0, 0, 100, 0}, {1, 2, 100, 50}, {1, 3, 100, 33}, {2, 3, 100, 67}, {5, 2, 100, 100}, {maxShare * whole, maxShare * whole, 20000, 20000},
	} {
		if got := scaled(c.n, c.top, c.length); got != c.want {
			t.Errorf("scaled(%d, %d, %d) = %d, want %d", c.n, c.top, c.length, got, c.want)
		}
	}
}
