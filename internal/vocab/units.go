package vocab

import (
	"fmt"

	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/text"
)

// A UnitChoice is the choice of a second address line: for each percent the range of lines to
// pick from. Branches between the kinds of lines would often be mispredicted; the look-up takes
// a hundredth less time a record.
type UnitChoice struct {
	lines  []text.Word // the first is empty: no second line
	ranges [100]struct{ first, count uint16 }
}

// NewHomeUnits gives 9 percent of the homes an apartment and 3 percent a unit, and NewOfficeUnits gives
// 22 percent of the businesses a suite: with 30 percent in the commercial line 15 percent of all
// addresses have a second line, as of those that StreetTypes was counted from. How they are divided is
// illustrative. The designators are those of Publication 28 of the Postal Service, appendix C2.
func NewHomeUnits() (c UnitChoice) {
	c.lines = []text.Word{text.NewWord("")}
	c.add(0, 9, 24*8, func(n int) string { return fmt.Sprintf("Apt %d%c", 1+n/8, 'A'+n%8) })
	c.add(9, 12, 320, func(n int) string { return fmt.Sprint("Unit ", 1+n) })
	return c
}

// NewOfficeUnits gives 22 percent of the businesses a suite: see NewHomeUnits.
func NewOfficeUnits() (c UnitChoice) {
	c.lines = []text.Word{text.NewWord("")}
	c.add(0, 22, 9*40, func(n int) string { return fmt.Sprint("Ste ", 100+n/40*100+n%40) })
	return c
}

// add gives the percents from one up to, but without, another a choice of count lines.
func (c *UnitChoice) add(from, to, count int, line func(n int) string) {
	for percent := from; percent < to; percent++ {
		r := &c.ranges[percent]
		r.first, r.count = uint16(len(c.lines)), uint16(count)
	}
	for n := range count {
		c.lines = append(c.lines, text.NewWord(line(n)))
	}
}

// Pick returns the line that a draw chooses, which may be empty.
func (c *UnitChoice) Pick(drawn uint64) *text.Word {
	percent, drawn := choice.Split(drawn, uint64(len(c.ranges)))
	r := &c.ranges[percent]
	i, _ := choice.Split(drawn, uint64(r.count))
	return &c.lines[uint64(r.first)+i]
}
