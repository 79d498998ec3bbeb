package report_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"

	"github.com/synthhub/synthhub/report"
)

// TestGrouped: numbers have commas, and any other text stays as it is.
func TestGrouped(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "-": "-", "0": "0", "999": "999", "1000": "1,000", "-1000": "-1,000", "-999": "-999", "1234567.125": "1,234,567.125",
		"vehicles": "vehicles", "1000 miles": "1000 miles", ".12345": ".12345", "-9223372036854775808": "-9,223,372,036,854,775,808", "日本語テスト": "日本語テスト",
	} {
		if got := report.Grouped(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

// TestDecimalText: no digit of a decimal is lost.
func TestDecimalText(t *testing.T) {
	for _, c := range []struct {
		v        int64
		decimals int
		want     string
	}{
		{0, 0, "0"}, {0, 2, "0.00"}, {5, 2, "0.05"}, {-5, 2, "-0.05"}, {-12345, 2, "-123.45"}, {100, 2, "1.00"}, {7, -1, "7"},
		{math.MaxInt64, 2, "92233720368547758.07"}, {math.MinInt64, 2, "-92233720368547758.08"}, {math.MinInt64, 0, "-9223372036854775808"},
		{math.MinInt64, 18, "-9.223372036854775808"}, {9007199254740993, 1, "900719925474099.3"},
	} {
		if got := report.DecimalText(c.v, c.decimals); got != c.want {
			t.Errorf("%d with %d decimals is %q, want %q", c.v, c.decimals, got, c.want)
		}
	}
}

// TestEmptyLabels: the labels of the classes of a stranger's profile can be empty.
func TestEmptyLabels(t *testing.T) {
	text := edited(t, saved(t, profileOf(t, generator(t, 400, 2))), func(p map[string]any) {
		for i := range 3 {
			for _, c := range table(p, i)["columns"].([]any) {
				if labels, ok := c.(map[string]any)["classes"].([]any); ok {
					for k := range labels {
						labels[k] = ""
					}
				}
			}
		}
	})
	var b bytes.Buffer
	if err := read(t, text).WriteHTML(&b); err != nil {
		t.Error(err)
	}
}

// TestExactFarApart: a figure of few numbers does not have what is between them.
func TestExactFarApart(t *testing.T) {
	p := profileOf(t, generator(t, 100, 2))
	c := p.Table("profiles").Column("vehicle_count")
	c.Histogram.At = []int64{1, 1 << 40}
	c.Histogram.Counts = []uint64{50, 50}
	var b bytes.Buffer
	if err := p.WriteHTML(&b); err != nil {
		t.Error(err)
	}
}

// TestFarValues: values at both ends of what a number can be have figures too.
func TestFarValues(t *testing.T) {
	p := profileOf(t, generator(t, 100, 2))
	table := p.Table("profiles")
	c := table.Column("risk_score")
	table.Columns, table.Pairs, table.First = []*report.Column{c}, nil, nil
	p.Tables, p.Settings = []*report.Table{table}, nil
	for _, at := range [][]int64{
		{math.MaxInt64 - 1}, {math.MaxInt64}, {math.MinInt64}, {math.MinInt64 + 1, math.MinInt64 + 3}, {math.MinInt64, math.MaxInt64}, {math.MaxInt64 - 200, math.MaxInt64 - 2},
	} {
		for _, coarse := range []bool{false, true} {
			for scale := range c.Histogram.Scale + 4 {
				c.Histogram.Scale, c.Histogram.At, c.Histogram.Counts, c.Histogram.Coarse = scale, at, []uint64{30, 70}[:len(at)], coarse
				d := compared(t, p, p)
				d.Columns[0].Verdict = report.Large
				if err := errors.Join(p.WriteHTML(io.Discard), d.WriteHTML(io.Discard)); err != nil {
					t.Error(err)
				}
			}
		}
	}
}
