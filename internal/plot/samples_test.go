package plot

import (
	"math"
	"strconv"
	"strings"
)

// A sample is a figure with a golden file.
type sample struct {
	name   string
	reason string // what the golden file shows
	figure Figure
}

// samples returns the figures with golden files.
func samples() []sample {
	return []sample{
		{"histogram", "bars, a line of what is expected, and a last bin that stands apart", sampleHistogram()},
		{"histogram-odd", "what is no value has no bar and breaks the line", Histogram{
			Shares: []float64{math.NaN(), 0.1, math.Inf(1), -1, 0.3}, Expected: []float64{0.1, 0.2, math.NaN(), 0.2, 0.1},
			Ticks: []Tick{{1, "1"}, {2, "2"}, {math.NaN(), "never"}, {9, "outside"}}, OpenFirst: "under 1", OpenLast: "4 and more"}},
		{"bars", "groups with and without the whole as scale, and marks", sampleBars()},
		{"bars-labels", "long labels are broken in two lines or cut, with all of it as title", Bars{
			Frame: Frame{Width: 300}, Groups: []Group{{Bars: []Bar{
				{Label: "Food Preparation and Serving Related Workers", Share: 0.5},
				{Label: "Miscellaneous Motor Vehicle Operators and Drivers of Trucks", Share: 0.25},
				{Label: "Pneumonoultramicroscopicsilicovolcanoconiosis", Share: 0.125, Text: "one in eight"},
				{Label: `<b>"&'`, Share: math.NaN()},
			}}}}},
		{"stacked", "parts without an order, marks, and an axis of its own", sampleStacked(false)},
		{"stacked-whole", "parts with an order up to 100 percent", sampleStacked(true)},
		{"heatmap", "labels of columns are thinned, and cells of a step are one path", sampleHeatMap(24, 4)},
		{"heatmap-matrix", "turned labels, cells without a value, texts in the cells", sampleMatrix(6)},
		{"heatmap-titles", "texts that do not fit are titles", sampleMatrix(18)},
		{"map", "all states, most of them without a value", Map{
			Frame: Frame{Title: "State of residence", Description: "California has most."}, Steps: Steps{Legend: "share of persons:", Limits: []float64{0.004, 0.008, 0.015, 0.025, 0.04, 0.06, 0.085}},
			Values: map[string]float64{"CA": 0.119, "TX": 0.088, "NY": 0.061, "OH": 0.0356, "DC": 0.0021, "XX": 1}}},
		{"spark", "a shape for the cell of a table", Spark{Frame: Frame{Title: "age"}, Shares: []float64{0.1, 0.4, 0.3, 0.2}, Expected: []float64{0.2, 0.4, 0.2, 0.2}}},
		{"empty", "a figure with nothing in it says so", Histogram{Frame: Frame{Title: "Age", Description: "Nobody is there."}}},
	}
}

func sampleHistogram() Histogram {
	h := Histogram{Frame: Frame{Title: "Miles in a year", Description: "Half are below 11,350."}, OpenLast: "50,000 +", XTitle: "miles"}
	for i := range 26 {
		h.Shares = append(h.Shares, float64((i*37)%11+26-i)/520)
		h.Expected = append(h.Expected, float64(30-i)/520)
	}
	for i := 0; i <= 24; i += 5 {
		h.Ticks = append(h.Ticks, Tick{float64(i), strconv.Itoa(i*2) + ",000"})
	}
	return h
}

func sampleBars() Bars {
	return Bars{
		Frame: Frame{Title: "Marital status and makes"}, Names: Names{Expected: "governed table"},
		Groups: []Group{
			{Label: "Marital status", Whole: true, Bars: []Bar{
				{Label: "Single", Share: 0.308, HasExpected: true, Expected: 0.309}, {Label: "Married", Share: 0.512, HasExpected: true, Expected: 0.5},
				{Label: "Widowed", Share: 0.0003, HasExpected: true},
			}},
			{Label: "Makes", Bars: []Bar{{Label: "Ford", Share: 0.2, Text: "1 in 5"}, {Label: "Chevrolet", Share: 0.14}, {Label: "DeLorean"}}},
		},
	}
}

func sampleStacked(whole bool) Stacked {
	s := Stacked{Frame: Frame{Title: "Fuel by model year"}, Names: Names{Expected: "electric, expected"}, Series: []string{"Electric", "Hybrid", "Diesel"}, Ordered: whole, Whole: whole, XTitle: "model year"}
	for i := range 6 {
		e := float64(i) / 100
		c := Class{Label: strconv.Itoa(2020 + i), Shares: []float64{e, 0.02, 0.08 - e/2}, HasExpected: true, Expected: e * 1.25}
		if whole {
			c = Class{Label: c.Label, Shares: []float64{e * 10, 0.5 - e*5, 0.5 - e*5}}
		}
		s.Classes = append(s.Classes, c)
	}
	return s
}

func sampleHeatMap(columns, rows int) HeatMap {
	m := HeatMap{Frame: Frame{Title: "Value by age", Description: "Older vehicles are worth less."}, Steps: Steps{Labels: []string{"none", "few", "", "", "", "", "", "most"}}, XTitle: "age"}
	for r := range rows {
		m.Rows = append(m.Rows, "$"+strconv.Itoa((rows-r)*10)+",000")
		row := make([]float64, columns)
		for c := range row {
			row[c] = max(0, 1-math.Abs(float64(r*columns-c*rows))/float64(rows*columns/2))
		}
		m.Values = append(m.Values, row)
	}
	for c := range columns {
		m.Columns = append(m.Columns, strconv.Itoa(c+100))
	}
	return m
}

func sampleMatrix(n int) HeatMap {
	m := HeatMap{Frame: Frame{Title: "What goes together"}, Steps: Steps{Legend: "Cramér's V:", Limits: []float64{0.1, 0.3, 0.5}}, Turned: true}
	for r := range n {
		m.Rows = append(m.Rows, strings.Repeat("column_", r%3+1)+strconv.Itoa(r))
		values, texts := make([]float64, n), make([]string, n)
		for c := range values {
			values[c] = math.NaN()
			if c < r {
				hundredths := (r*31 + c*17) % 100
				values[c], texts[c] = float64(hundredths)/100, "0."+strconv.Itoa(hundredths + 100)[1:]
			}
		}
		m.Values, m.Texts = append(m.Values, values), append(m.Texts, texts)
	}
	m.Columns = m.Rows
	return m
}
