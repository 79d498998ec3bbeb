package report

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub/schema"
)

// Pairs of columns are counted in few classes of each. They follow from the description of a column,
// and for dates from the day of the dataset. Class 0 is that of no value.

const (
	maxClasses  = 32 // of numbers
	wordClasses = 16 // of words, by hash
	maxWordEnum = 64 // words of an enum that have a class of their own

	// maxPaired is the number of columns of a table that take part in pairs, whose number and memory
	// grow with its square.
	maxPaired = 64
)

// classes says which class a value has.
type classes struct {
	kind   schema.Kind
	scale  scale
	labels []string

	min, width int64   // of exact numbers
	limits     []int64 // of widths: where each class begins
	asOf       int64   // of dates, in days
}

// classesOf returns the classes of a column, nil if it takes no part in pairs.
func classesOf(c *schema.Column, asOf schema.Date) *classes {
	if c.Key || c.Unique || c.Ref != "" || c.Class == schema.GovernanceInfo {
		return nil
	}
	k := &classes{kind: c.Kind, scale: scaleOf(c), labels: []string{"none"}}
	switch c.Kind {
	case schema.KindText:
		if c.Class == schema.DirectIdentifier {
			return nil
		}
		for i := range wordClasses {
			k.labels = append(k.labels, fmt.Sprintf("words %d of %d", i+1, wordClasses))
		}
	case schema.KindEnum:
		if len(c.Names) > maxWordEnum {
			return nil
		}
		k.labels = append(k.labels, c.Names...)
	case schema.KindBool:
		k.labels = append(k.labels, "false", "true")
	case schema.KindDate:
		if asOf.IsZero() {
			return nil
		}
		k.asOf = dayNumber(asOf)
		k.labels = append(k.labels, spanLabels()...)
	case schema.KindInt, schema.KindDecimal:
		k.setNumbers(c)
	default:
		return nil
	}
	return k
}

// setNumbers sets the classes of numbers.
func (k *classes) setNumbers(c *schema.Column) {
	if k.scale == scaleExact {
		k.min, k.width = c.Min, (c.Max-c.Min+maxClasses)/maxClasses
		for low := int64(0); low <= c.Max-c.Min; low += k.width {
			k.labels = append(k.labels, decimalText(c.Min+low, c.Scale))
		}
		return
	}
	k.limits = roundLimits(c)
	for _, limit := range k.limits {
		k.labels = append(k.labels, decimalText(limit, c.Scale))
	}
}

// roundLimits returns round numbers at which classes begin, up to the greatest value of a column: 1, 1.5, 2, 3,
// 5 and 7 times each power of ten if these are not too many, or fewer. Values below the first are in its class.
func roundLimits(c *schema.Column) []int64 {
	low, high := int64(1), int64(1<<31)
	if c.Bounded() {
		const span = 5000 // from the first to the last: smaller values are few
		high = max(c.Max, 1)
		low = max(c.Min, high/span, 1)
	}
	for _, tenths := range [...][]int64{{10, 15, 20, 30, 50, 70}, {10, 20, 50}, {10, 30}, {10}} {
		limits := []int64{0}
		if low == c.Min {
			limits = limits[:0]
		}
		for unit := int64(1); unit <= min(high, 1e17); unit *= 10 {
			for _, t := range tenths {
				if v := unit * t / 10; v >= low && v <= high && !slices.Contains(limits, v) {
					limits = append(limits, v)
				}
			}
		}
		if len(limits) > 0 && len(limits) <= maxClasses {
			return limits
		}
	}
	return []int64{0}
}

// of returns the class of a number, as schema.Batch.Number returns it.
func (k *classes) of(v int64) uint8 {
	last := len(k.labels) - 1
	switch {
	case k.kind == schema.KindDate:
		return uint8(1 + spanOf(v-k.asOf))
	case k.scale == scaleExact && k.width > 0:
		v = (max(v, k.min) - k.min) / k.width
	case k.scale == scaleWidths:
		i, found := slices.BinarySearch(k.limits, v)
		if v = int64(i); !found {
			v--
		}
	}
	return uint8(1 + min(max(v, 0), int64(last-1)))
}

// ofWord returns the class of a word.
func (k *classes) ofWord(hash uint64) uint8 { return uint8(1 + hash>>40%wordClasses) }

// spans are the first days after the as-of date of the classes of dates, in years.
var spans = [...]int64{-100, -95, -90, -85, -80, -75, -70, -65, -60, -55, -50, -45, -40, -35, -30, -25, -20, -15, -10, -5, -2, -1, 0, 1, 2, 5}

// spanOf returns the class of a number of days after the as-of date.
func spanOf(days int64) int {
	for i := len(spans) - 1; i >= 0; i-- {
		if 4*days >= spans[i]*1461 {
			return i + 1
		}
	}
	return 0
}

// spanLabels returns the labels of the classes of dates: the years from the as-of date.
func spanLabels() []string {
	labels := []string{"earlier"}
	for _, years := range spans {
		labels = append(labels, fmt.Sprintf("%+d years", years))
	}
	return labels
}
