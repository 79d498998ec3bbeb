package plot

import (
	"math"
	"strings"
	"testing"
)

// TestMarks: what figures draw, and what they do not draw.
func TestMarks(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		reason string
		figure Figure
		has    []string
		hasNot []string
	}{
		{"a histogram without an expectation has no line and no legend",
			Histogram{Shares: []float64{0.5, 0.5}}, []string{"pl-bar"}, []string{"pl-expected", "pl-legend"}},
		{"a histogram can have an expectation alone",
			Histogram{Expected: []float64{0.5, 0.5}}, []string{"pl-expected", "pl-legend"}, []string{`class="pl-bar" d`}},
		{"a histogram without values has axes",
			Histogram{Shares: []float64{nan, 0}}, []string{"pl-axis", ">0.2 %<"}, []string{"pl-bar", noValues}},
		{"the first and the last label are within the drawing",
			Histogram{Shares: []float64{1}, Ticks: []Tick{{0, "a long label"}}}, []string{">a long label<"}, nil},
		{"a single bin can be open at both ends",
			Histogram{Shares: []float64{1}, OpenFirst: "all", OpenLast: "all"}, []string{">all<"}, nil},
		{"bars of nothing are a figure of nothing",
			Bars{Groups: []Group{{Label: "empty"}}}, []string{noValues}, []string{"empty"}},
		{"a small share is drawn, if only just",
			Bars{Groups: []Group{{Whole: true, Bars: []Bar{{Share: 1e-9}}}}}, []string{"h.5v13h-.5z", "&lt; 0.1 %"}, nil},
		{"no value is a dash without a bar",
			Bars{Groups: []Group{{Bars: []Bar{{Label: "a", Share: nan, HasExpected: true, Expected: nan}}}}}, []string{">–<"}, []string{`class="pl-bar" d`, `class="pl-mark" d`}},
		{"only a whole has a track, and only what is expected a mark",
			Bars{Groups: []Group{{Bars: []Bar{{Share: 0.5}}}}}, []string{"pl-hit"}, []string{"pl-track", "pl-mark"}},
		{"what is expected is 0 if the caller says so",
			Bars{Groups: []Group{{Bars: []Bar{{Share: 0.5, HasExpected: true}}}}}, []string{`class="pl-mark" d`, "expected 0 %"}, nil},
		{"classes have a title with all parts",
			Stacked{Series: []string{"a", "b"}, Classes: []Class{{Label: "x", Shares: []float64{0.1, 0.2}}}}, []string{"x, a 10.0 %, b 20.0 %"}, []string{"pl-mark"}},
		{"a mark above the axis is not drawn",
			Stacked{Whole: true, Classes: []Class{{Shares: []float64{0.1}, HasExpected: true, Expected: 2}}}, nil, []string{`class="pl-mark" d`}},
		{"ordered parts are spread over all levels",
			Stacked{Ordered: true, Classes: []Class{{Shares: []float64{0.1, 0.2, 0.3}}}}, []string{"pl-o1", "pl-o3", "pl-o5"}, []string{"pl-o2", "pl-o4"}},
		{"a cell without a value is not drawn",
			HeatMap{Rows: []string{"r"}, Columns: []string{"c", "d"}, Values: [][]float64{{nan, 1}}}, []string{`"pl-s7" d`}, []string{`"pl-s0" d`}},
		{"rows may lack values, and those without a column count for nothing",
			HeatMap{Rows: []string{"r", "s"}, Columns: []string{"c"}, Values: [][]float64{{1, 2, 3}}}, []string{`"pl-s7" d`}, nil},
		{"few limits are spread over all colors",
			HeatMap{Rows: []string{"r"}, Columns: []string{"c", "d"}, Values: [][]float64{{0.1, 0.9}}, Steps: Steps{Limits: []float64{0.5}}}, []string{`"pl-s0" d`, `"pl-s7" d`, "under 50 %", "50 % and more"}, nil},
		{"a limit belongs to the step above",
			HeatMap{Rows: []string{"r"}, Columns: []string{"c"}, Values: [][]float64{{0.5}}, Steps: Steps{Limits: []float64{0.5}}}, []string{`"pl-s7" d`}, []string{`"pl-s0" d`}},
		{"a state without a value has the lowest step",
			Map{Values: map[string]float64{"CA": 1}}, []string{`"pl-s7 pl-edge" d`, "CA 100 %", "TX –"}, []string{`"pl-s1 pl-edge" d`}},
		{"a spark has no legend",
			Spark{Shares: []float64{1}, Expected: []float64{1}}, []string{"pl-expected"}, []string{"pl-legend"}},
		{"a spark of nothing is a line",
			Spark{}, []string{"pl-grid"}, []string{"pl-bar"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			markup := string(HTML(c.figure))
			for _, want := range c.has {
				if !strings.Contains(markup, want) {
					t.Errorf("lacks %q:\n%.1500s", want, markup)
				}
			}
			for _, not := range c.hasNot {
				if strings.Contains(markup, not) {
					t.Errorf("has %q:\n%.1500s", not, markup)
				}
			}
			checkLaws(t, c.figure)
		})
	}
}

// TestNames: screen readers get the title and the description of a figure.
func TestNames(t *testing.T) {
	for _, c := range []struct{ title, description, want, reason string }{
		{"Age", "Half are 47.", `role="img" aria-label="Age: Half are 47."`, "both"},
		{"Age", "", `role="img" aria-label="Age"`, "a title alone"},
		{"", "Half are 47.", `role="img" aria-label="Half are 47."`, "a description alone"},
		{"", "", `aria-hidden="true"`, "a figure without a name is only seen"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			frame := Frame{Title: c.title, Description: c.description}
			for _, f := range []Figure{Histogram{Frame: frame}, sampleMatrixOf(frame), Map{Frame: frame}, Spark{Frame: frame}, Bars{Frame: frame}, Stacked{Frame: frame}} {
				if head, _, _ := strings.Cut(string(SVG(f)), ">"); !strings.HasSuffix(head, " "+c.want) {
					t.Errorf("%T begins with %s, want %s", f, head, c.want)
				}
			}
		})
	}
}

func sampleMatrixOf(frame Frame) Figure {
	m := sampleMatrix(3)
	m.Frame = frame
	return m
}
