package report

import (
	"slices"
	"strconv"

	"github.com/synthhub/synthhub"
)

// targets are the governed targets of the columns of a dataset, by table.column, as columns whose counts are
// their weights.
type targets map[string]*Column

// targetsOf returns the targets for the settings of a profile. A profile without settings, or with ones that
// give no dataset, has none.
func targetsOf(p *Profile) targets {
	if p.Settings == nil {
		return nil
	}
	list, err := synthhub.Expected(*p.Settings)
	if err != nil {
		return nil
	}
	all := make(targets)
	for _, target := range list {
		if _, c := p.column(target.Table, target.Column); c != nil && len(target.Given) == 0 {
			if expected := expectedColumn(c, &target); expected != nil {
				all[target.Table+"."+target.Column] = expected
			}
		}
	}
	return all
}

// expectedColumn returns a target as a column like the one that it is for, nil if that one counts other classes.
func expectedColumn(c *Column, target *synthhub.Target) *Column {
	if c.Histogram == nil || c.Histogram.Scale != scaleExact {
		return nil
	}
	weights := map[int64]uint64{}
	for i, value := range target.Values {
		code := int64(slices.Index(c.Vocabulary, value))
		if c.Vocabulary == nil {
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				return nil
			}
			code = n
		}
		weights[code] += target.Weights[i]
	}
	return &Column{Name: c.Name, Kind: c.Kind, Vocabulary: c.Vocabulary, Histogram: histogramOf(scaleExact, weights, 0, 0)}
}
