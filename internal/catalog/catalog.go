// Package catalog holds every vehicle model in every year that it was sold, prepared for
// drawing and for lookups.
package catalog

import (
	"slices"
	"strconv"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/vin"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The model years that the catalog covers. Those after vocab.StillSold are illustrative: what is
// sold in that year is sold on with the same fuels, manufacturer prefixes and weights.
const (
	FirstYear = vocab.FirstSold
	LastYear  = 2028
)

// A Catalog does not change and is safe for concurrent use.
type Catalog struct {
	Lines [len(vocab.Models)]Line // as vocab.Models
	Years []ModelYear             // those of one Line together, in order
	Fuels []draw.Weighted         // mixes of fuels of vocab.FuelNames, in pairs: without a plug, with a plug
	VINs  vin.Forms

	buyers
	mixes     [useCount][LastYear - FirstYear + 1]yearMix
	choices   []draw.Weighted                   // of indexes in Years
	summaries string                            // of all Years
	usual     [][len(vocab.ValueLeft[0])]uint32 // miles by age, see Value
}

// A Line is what the years of a model have in common.
type Line struct {
	summary    uint32 // position in summaries of the first year's; all have one length
	index      uint16 // in Years of the first year
	year       uint16 // that year
	name       uint16 // the first of the Lines with its make and name
	UsualMiles uint16 // in the first year, as the base of vocab.Miles.Usual
	usual      uint8  // index in Catalog.usual
	perMile    uint16 // of 2^20 of the value, for each mile more than usual
	Scrap      uint16 // minimum value in dollars
	MakeLen    uint8  // bytes of the make
	summaryLen uint8
	Body       uint8
	Class      uint8
	Loss       vocab.Depreciation // with gasoline
}

// A ModelYear is a model of one year. There are thousands, and one is looked up for each
// vehicle, so they are small.
type ModelYear struct {
	Price uint32 // list price in dollars of the year
	Year  uint16
	Line  uint16 // index in Lines
	VIN   uint16 // index in VINs
	Fuels uint16 // index in Fuels of the mix without a plug; the one with a plug is the next
}

// SameModel reports whether two indexes in Years have one make and name. A model that was absent for
// some years has several Lines.
func (c *Catalog) SameModel(a, b uint16) bool {
	return c.Lines[c.Years[a].Line].name == c.Lines[c.Years[b].Line].name
}

// New returns the catalog. It takes about a millisecond.
func New(miles *vocab.Miles) (c Catalog) {
	c.VINs = vin.NewForms()
	var text []byte
	mixes := make(map[mix]uint16) // index in Fuels
	for i := range vocab.Models {
		m, line := &vocab.Models[i], &c.Lines[i]
		*line = newLine(m)
		line.usual = c.addUsual(miles, line)
		line.summary, line.index, line.name = uint32(len(text)), uint16(len(c.Years)), uint16(i)
		if i > 0 && vocab.Models[i-1].Make == m.Make && vocab.Models[i-1].Name == m.Name {
			line.name = c.Lines[i-1].name
		}
		for year := int(m.First); year <= lastYear(m.Last); year++ {
			text = AppendSummary(text, year, m.Make, m.Name)
			fuels := fuelsOf(m, year)
			if _, ok := mixes[fuels]; !ok {
				mixes[fuels] = uint16(len(c.Fuels))
				c.Fuels = append(c.Fuels, fuels.only(false), fuels.only(true))
			}
			c.Years = append(c.Years, ModelYear{Price: priceOf(m, year), Year: uint16(year), Line: uint16(i), VIN: uint16(formOf(m, year)), Fuels: mixes[fuels]})
		}
	}
	c.summaries = string(text)
	c.buyers = newBuyers()
	c.addMixes()
	return c
}

// addUsual returns the index in usual of the miles of a line, which it adds if no line before has the same.
func (c *Catalog) addUsual(miles *vocab.Miles, l *Line) uint8 {
	usual := miles.Usual(int(l.UsualMiles), vocab.Body(l.Body))
	if i := slices.Index(c.usual, usual); i >= 0 {
		return uint8(i)
	}
	c.usual = append(c.usual, usual)
	return uint8(len(c.usual) - 1)
}

func newLine(m *vocab.Model) Line {
	l := Line{
		year: m.First, Body: uint8(m.Body), Class: m.Class, UsualMiles: vocab.FormerMiles, Scrap: 500, Loss: vocab.DepreciationOf(m),
		MakeLen: uint8(len(m.Make)), summaryLen: uint8(len(AppendSummary(nil, int(m.First), m.Make, m.Name))),
	}
	switch {
	case m.Body == vocab.Tractor:
		l.UsualMiles, l.Scrap = vocab.FormerHeavyMiles, 4000
	case m.Class >= vocab.HeavyClass:
		l.UsualMiles, l.Scrap = vocab.FormerLocalMiles, 4000
	case m.Class >= vocab.MediumClass:
		l.UsualMiles, l.Scrap = vocab.FormerWorkMiles, 1500
	}
	l.perMile = uint16(32 << 20 / int(l.UsualMiles)) // see Value
	return l
}

// Summary returns year, make and model, such as "2021 Toyota Camry".
func (c *Catalog) Summary(m *ModelYear) string {
	l := &c.Lines[m.Line]
	return c.summaries[l.summary+uint32(m.Year-l.year)*uint32(l.summaryLen):][:l.summaryLen]
}

// AppendSummary appends year, make and model.
func AppendSummary(dst []byte, year int, make, model string) []byte {
	dst = strconv.AppendInt(dst, int64(year), 10)
	dst = append(append(dst, ' '), make...)
	return append(append(dst, ' '), model...)
}

// priceOf returns the list price of a model in a year. The table has that of the last year
// sold. Earlier ones are 2 percent less a year, about the change of the consumer price index for
// new vehicles over the forty years since 1985. Years after the table cost 2 percent more each.
func priceOf(m *vocab.Model, year int) uint32 {
	price := m.Price
	for y := int(m.Last); y < year; y++ {
		price = price * 102 / 100
	}
	for y := int(m.Last); y > year; y-- {
		price = price * 98 / 100
	}
	return price
}

// formOf returns the index of the model's Form of VINs in a year.
func formOf(m *vocab.Model, year int) int {
	for _, w := range m.WMIs {
		if covers(w.First, w.Last, year) {
			return vin.FormOf(w.WMI, year)
		}
	}
	panic("catalog: no manufacturer prefix for " + m.Make + " " + m.Name)
}

// A mix is the weights of the fuels.
type mix [len(vocab.FuelNames)]uint8

// fuelsOf weighs the fuels that the model was sold with in a year.
func fuelsOf(m *vocab.Model, year int) (weights mix) {
	for _, f := range m.Fuels {
		if covers(f.First, f.Last, year) {
			weights[f.Fuel] = f.Share
		}
	}
	return weights
}

// covers reports whether a span of model years in the tables has a year.
func covers(first, last uint16, year int) bool { return int(first) <= year && year <= lastYear(last) }

// lastYear returns the last model year of a span: what is still sold goes on to LastYear.
func lastYear(last uint16) int {
	if last == vocab.StillSold {
		return LastYear
	}
	return int(last)
}

// only returns the choice among the fuels with a plug, or among those without. If the mix has none
// of them, it is never asked.
func (m mix) only(plug bool) draw.Weighted {
	some := m
	for fuel := range some {
		if hasPlug(vocab.Fuel(fuel)) != plug {
			some[fuel] = 0
		}
	}
	if some == (mix{}) {
		some = m
	}
	return draw.NewWeighted(some[:])
}

// Find returns the model year with that make, model, year, body style and fuel, nil if no such
// combination was sold.
func (c *Catalog) Find(make, model string, year int, body vocab.Body, fuel vocab.Fuel) *ModelYear {
	i, ok := vocab.FindModel(make, model)
	if !ok {
		return nil
	}
	for ; i < len(vocab.Models); i++ {
		m := &vocab.Models[i]
		if m.Make != make || m.Name != model {
			break
		}
		if covers(m.First, m.Last, year) && m.Body == body && slices.ContainsFunc(m.Fuels, func(f vocab.FuelSpan) bool {
			return f.Fuel == fuel && covers(f.First, f.Last, year)
		}) {
			return &c.Years[int(c.Lines[i].index)+year-int(m.First)]
		}
	}
	return nil
}
