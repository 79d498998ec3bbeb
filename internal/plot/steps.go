package plot

import (
	"slices"
	"strconv"
)

// Steps says which values have which of the eight steps of color, from "none" to "most".
type Steps struct {
	Legend string    // what the steps mean, before them in the legend; or ""
	Limits []float64 // rising; a value of at least Limits[i] has step i+1. Nil: a step for 0, and seven equal ones up to the largest value
	Labels []string  // of the steps in the legend; nil: the limits in percent, or "none" and "most"
}

// colors is the number of steps of color.
const colors = 8

// scale has the limits of steps.
type scale []int64

// scale returns the limits for values up to most.
func (s Steps) scale(most int64) (limits scale) {
	if s.Limits == nil {
		for i := range int64(colors - 1) {
			limits = append(limits, most*i/(colors-1)+1)
		}
		return limits
	}
	for _, v := range s.Limits {
		if n, ok := billionths(v); ok && len(limits) < colors-1 {
			limits = append(limits, n)
		}
	}
	slices.Sort(limits)
	return limits
}

// step returns the step of color of a value. Few steps are spread over all colors.
func (s scale) step(n int64) int {
	i := 0
	for i < len(s) && n >= s[i] {
		i++
	}
	return s.color(i)
}

// color returns the color of the i-th step.
func (s scale) color(i int) int { return i * (colors - 1) / max(len(s), 1) }

// appendLegend appends the legend of the steps.
func (s Steps) appendLegend(dst []byte) []byte {
	limits := s.scale(whole)
	keys := make([]key, 0, colors)
	for i := range len(limits) + 1 {
		keys = append(keys, key{"pl-s" + strconv.Itoa(limits.color(i)) + " pl-edge", box, s.label(limits, i)})
	}
	return appendKeys(dst, s.Legend, keys)
}

// label returns the label of a step in the legend.
func (s Steps) label(limits scale, i int) string {
	switch {
	case s.Labels != nil && i < len(s.Labels):
		return s.Labels[i]
	case s.Labels != nil:
		return ""
	case s.Limits == nil && i == 0:
		return "none"
	case s.Limits == nil && i == len(limits):
		return "most"
	case s.Limits == nil || len(limits) == 0:
		return ""
	case i == 0:
		return "under " + exactPercent(limits[0])
	case i == len(limits):
		return exactPercent(limits[i-1]) + " and more"
	}
	return exactPercent(limits[i-1])
}
